from django.db import migrations

from tovholder.jobcentre.periods.operations import NoOverlapAsNow


class Migration(migrations.Migration):
    dependencies = [("competence", "0004_knowledge_that_lifts_practice")]
    operations = [
        NoOverlapAsNow("competence_ownview", ["employee_id", "competence_id"]),
        NoOverlapAsNow("competence_agreedlevel", ["employee_id", "competence_id"]),
    ]
