from django.db import migrations

from tovholder.jobcentre.periods.operations import NoOverlap


def most_are_contacts(apps, schema_editor) -> None:
    """Until the centre chooses otherwise, the employment profile alone can be a contact."""
    apps.get_model("staff", "ContactProfile").objects.create(profile="employment")


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]
    operations = [
        NoOverlap("staff_absence", ["employee_id"]),
        migrations.RunPython(most_are_contacts, migrations.RunPython.noop),
    ]
