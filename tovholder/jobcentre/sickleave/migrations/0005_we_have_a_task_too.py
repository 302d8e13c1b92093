
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citizens', '0006_consent'),
        ('sickleave', '0004_sick_leave_talks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='minutesversion',
            name='our_due',
            field=models.DateField(blank=True, null=True, verbose_name='senest'),
        ),
        migrations.AddField(
            model_name='minutesversion',
            name='our_task',
            field=models.CharField(blank=True, max_length=500, verbose_name='det gør jobcentret'),
        ),
        migrations.AddConstraint(
            model_name='minutesversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('our_due__isnull', True), ('our_task', '')), models.Q(models.Q(('our_task', ''), _negated=True), ('our_due__isnull', False)), _connector='OR'), name='sickleave_our_task_has_a_day', violation_error_message='Skriv, hvornår opgaven senest er gjort.'),
        ),
    ]
