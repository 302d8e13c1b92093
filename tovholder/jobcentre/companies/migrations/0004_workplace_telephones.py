from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("companies", "0003_names_in_order")]

    operations = [
        migrations.AlterField(
            model_name="workplace",
            name="telephone",
            field=models.CharField(blank=True, db_index=True, max_length=20, verbose_name="telefon"),
        ),
    ]
