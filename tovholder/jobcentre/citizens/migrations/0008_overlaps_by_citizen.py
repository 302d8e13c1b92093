from django.db import migrations

from tovholder.jobcentre.periods.operations import NoOverlapAsNow


class Migration(migrations.Migration):
    dependencies = [("citizens", "0007_representative")]
    operations = [
        NoOverlapAsNow("citizens_supportspell", ["citizen_id", "benefit"]),
        NoOverlapAsNow("citizens_employment", ["citizen_id", "workplace_id"]),
    ]
