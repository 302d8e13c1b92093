from django.db import migrations
from django.db.models import OuterRef, Q, Subquery


def each_cover_knows_its_absence(apps, schema_editor) -> None:
    """Until now a cover and its absence had the same employee and the same days, and nothing else in common."""
    absences = apps.get_model("staff", "Absence").objects
    covers = apps.get_model("staff", "StandIn").objects.all()
    same = absences.filter(employee=OuterRef("employee"), since=OuterRef("since"))
    until = Q(until=OuterRef("until"))
    for theirs, condition in ((covers.filter(until=None), Q(until=None)), (covers.exclude(until=None), until)):
        theirs.update(absence=Subquery(same.filter(condition).values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_contact_kept")]
    operations = [migrations.RunPython(each_cover_knows_its_absence, migrations.RunPython.noop)]
