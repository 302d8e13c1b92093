
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citizens', '0005_contact_kept'),
        ('companies', '0004_workplace_telephones'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('talk', 'At der er en samtale, og hvornår'), ('minutes', 'Konklusionen og arbejdspladsens opgave efter samtalen'), ('return', 'Planen for at komme tilbage på nedsat tid'), ('retention', 'Fastholdelsesplanen'), ('ability', 'Mulighedserklæringens første del')], max_length=10, verbose_name='hvad må arbejdspladsen se')),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('citizen', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='citizens.citizen')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workplace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('citizen', 'workplace', 'what'), name='citizens_consent_once'), models.CheckConstraint(condition=models.Q(('what__in', ['talk', 'minutes', 'return', 'retention', 'ability'])), name='citizens_consent_is_known')],
            },
        ),
    ]
