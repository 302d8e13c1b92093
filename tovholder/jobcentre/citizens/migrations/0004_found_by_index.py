from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("citizens", "0003_names_and_batches")]

    operations = [
        migrations.AlterField(
            model_name="citizen",
            name="birth_date",
            field=models.DateField(db_index=True, verbose_name="fødselsdag"),
        ),
        migrations.AddIndex(
            model_name="emergencyaccess",
            index=models.Index(
                fields=["-at", "-id"],
                condition=Q(seen_by_leader_at__isnull=True),
                name="citizens_emergency_not_seen",
            ),
        ),
    ]
