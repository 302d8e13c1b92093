from django.db import migrations

from tovholder.jobcentre.periods.operations import NoOverlap


class Migration(migrations.Migration):
    """So that there is one to call."""

    dependencies = [("staff", "0005_covers_know_their_absence")]
    operations = [NoOverlap("staff_standin", ["employee_id"])]
