from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def carry_over(apps, schema_editor):
    employees = apps.get_model("staff", "Employee").objects.using(schema_editor.connection.alias)
    pictures = apps.get_model("staff", "EmployeePicture").objects.filter(employee=OuterRef("pk"))
    employees.filter(picture__isnull=False).update(face=Subquery(pictures.values("digest")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0006_one_covers_at_a_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='employee',
            name='face',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='employeepicture',
            name='digest',
        ),
    ]
