from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("talks", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="talk", name="talks_not_shared"),
        migrations.AddIndex(
            model_name="talk",
            index=models.Index(
                fields=["course"],
                condition=Q(held_at__isnull=False, shared_at__isnull=True, kept_private_because=""),
                name="talks_not_shared",
            ),
        ),
        migrations.AddIndex(
            model_name="talk",
            index=models.Index(
                fields=["employee", "starts_at"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="talks_booked_with",
            ),
        ),
    ]
