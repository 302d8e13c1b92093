from django.db import migrations

from tovholder.jobcentre.periods.operations import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]
    operations = [NoOverlap("companies_workplacecontact", ["workplace_id"])]
