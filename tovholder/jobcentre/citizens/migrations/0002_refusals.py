from django.db import migrations

from tovholder.jobcentre.periods.operations import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("citizens", "0001_initial")]
    operations = [
        NoOverlap("citizens_course", ["citizen_id"]),
        NoOverlap("citizens_coursecontact", ["course_id"]),
        NoOverlap("citizens_supportspell", ["citizen_id", "benefit"]),
        NoOverlap("citizens_employment", ["citizen_id", "workplace_id"]),
    ]
