
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0004_workplace_telephones'),
        ('staff', '0006_one_covers_at_a_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='workplace',
            name='is_partner',
            field=models.BooleanField(default=False, verbose_name='partnerskab'),
        ),
        migrations.AddField(
            model_name='workplace',
            name='next_on',
            field=models.DateField(blank=True, null=True, verbose_name='næste aftale'),
        ),
        migrations.CreateModel(
            name='RhythmChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner_months', models.PositiveSmallIntegerField(default=3, verbose_name='måneder mellem kontakter, partnerskaber')),
                ('other_months', models.PositiveSmallIntegerField(default=6, verbose_name='måneder mellem kontakter, andre')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='companies_one_rhythm'), models.CheckConstraint(condition=models.Q(('other_months__range', (1, 24)), ('partner_months__range', (1, 24))), name='companies_rhythm_is_within_two_years', violation_error_message='Skriv et antal måneder fra 1 til 24.')],
            },
        ),
        migrations.CreateModel(
            name='WorkplaceAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='fra og med')),
                ('until', models.DateField(blank=True, null=True, verbose_name='indtil')),
                ('text', models.CharField(max_length=300, verbose_name='aftale')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee')),
                ('workplace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='companies.workplace')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='companies_workplaceagreement_ends_after_it_begins', violation_error_message='Slutdatoen ligger før startdatoen.')],
            },
        ),
        migrations.CreateModel(
            name='WorkplaceNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='note')),
                ('audience', models.CharField(choices=[('mine', 'Kun den faste kontakt og den, der dækker'), ('colleagues', 'Alle medarbejdere')], max_length=10, verbose_name='hvem må læse den')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee')),
                ('workplace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='companies.workplace')),
            ],
            options={
                'indexes': [models.Index(fields=['workplace', '-at'], name='companies_w_workpla_c6ac4d_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('audience__in', ['mine', 'colleagues'])), name='companies_audience_is_known')],
            },
        ),
    ]
