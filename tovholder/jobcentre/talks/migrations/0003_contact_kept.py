import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0004_contact_kept'),
        ('talks', '0002_what_waits_is_found'),
    ]

    operations = [
        migrations.AddField(
            model_name='talk',
            name='joined_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee'),
        ),
    ]
