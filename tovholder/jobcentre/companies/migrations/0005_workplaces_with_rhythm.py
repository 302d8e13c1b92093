import django.core.validators
import django.db.models.deletion
import uuid
from datetime import date

from django.db import migrations, models

THEMES = (
    "Den første samtale",
    "Arbejde, der kan tilpasses",
    "Tilbage på nedsat tid",
    "Drypvis fravær",
    "Regler og refusion",
    "Noget andet",
)


def begin_with_themes(apps, schema_editor):
    theme = apps.get_model("companies", "SparringTheme")
    for place, name in enumerate(THEMES):
        theme.objects.create(name=name, place=place, since=date(2020, 1, 1))


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0004_workplace_telephones'),
        ('staff', '0006_one_covers_at_a_time'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='fra og med')),
                ('until', models.DateField(blank=True, null=True, verbose_name='indtil')),
                ('what', models.CharField(max_length=300, verbose_name='hvad er aftalt')),
                ('at', models.DateTimeField()),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='companies_agreement_ends_after_it_begins', violation_error_message='Slutdatoen ligger før startdatoen.'),
                    models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='companies_agreement_says_what', violation_error_message='Skriv, hvad I har aftalt.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SparringTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='fra og med')),
                ('until', models.DateField(blank=True, null=True, verbose_name='indtil')),
                ('name', models.CharField(max_length=60, verbose_name='tema')),
                ('place', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='companies_sparringtheme_ends_after_it_begins', violation_error_message='Slutdatoen ligger før startdatoen.'),
                    models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('name',), name='companies_theme_once', violation_error_message='Temaet står der allerede.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WorkplaceChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partnership_months', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='måneder mellem samtaler med dem, I har partnerskab med')),
                ('other_months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='måneder mellem samtaler med andre arbejdssteder')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('pk', 1)), name='companies_one_choice'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WorkplaceNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=1000, verbose_name='note')),
                ('audience', models.CharField(choices=[('contact', 'Kun den faste kontakt og den, der dækker'), ('followers', 'Alle, der følger borgere'), ('company', 'Også virksomheden: den står på deres side')], max_length=9, verbose_name='hvem er den til')),
                ('at', models.DateTimeField()),
                ('taken_down_at', models.DateTimeField(blank=True, null=True)),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='companies_note_says_something', violation_error_message='Skriv noten først.'),
                    models.CheckConstraint(condition=models.Q(('audience__in', ['contact', 'followers', 'company'])), name='companies_audience_is_known'),
                    models.CheckConstraint(condition=models.Q(('taken_down_at__isnull', True), ('taken_down_at__gte', models.F('at')), _connector='OR'), name='companies_note_stood_first'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WorkplaceTouch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='dag')),
                ('how', models.CharField(choices=[('call', 'Telefon'), ('visit', 'Besøg hos dem'), ('meeting', 'Møde her eller et andet sted'), ('sparring', 'Sparring')], max_length=8, verbose_name='hvordan')),
                ('begun_by', models.CharField(choices=[('company', 'Virksomheden'), ('centre', 'Jobcentret')], max_length=8)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='minutter')),
                ('about_notice', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('about_notice', False), ('how', 'sparring'), _connector='OR'), name='companies_only_advice_answers'),
                    models.CheckConstraint(condition=models.Q(('how__in', ['call', 'visit', 'meeting', 'sparring'])), name='companies_how_is_known'),
                    models.CheckConstraint(condition=models.Q(('begun_by__in', ['company', 'centre'])), name='companies_begun_by_is_known'),
                ],
            },
        ),
        migrations.AddField(
            model_name='workplace',
            name='next_contact_on',
            field=models.DateField(blank=True, null=True, verbose_name='næste aftalte kontakt'),
        ),
        migrations.AddField(
            model_name='workplace',
            name='relation',
            field=models.CharField(choices=[('partnership', 'Partnerskab'), ('other', 'Almindelig kontakt')], default='other', max_length=11, verbose_name='forhold'),
        ),
        migrations.AddConstraint(
            model_name='workplace',
            constraint=models.CheckConstraint(condition=models.Q(('relation__in', ['partnership', 'other'])), name='companies_relation_is_known'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='employee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.companyperson'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='workplace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='companies.workplace'),
        ),
        migrations.AddField(
            model_name='workplacenote',
            name='employee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee'),
        ),
        migrations.AddField(
            model_name='workplacenote',
            name='workplace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='companies.workplace'),
        ),
        migrations.AddField(
            model_name='workplacetouch',
            name='employee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee'),
        ),
        migrations.AddField(
            model_name='workplacetouch',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.companyperson'),
        ),
        migrations.AddField(
            model_name='workplacetouch',
            name='theme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.sparringtheme'),
        ),
        migrations.AddField(
            model_name='workplacetouch',
            name='workplace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='touches', to='companies.workplace'),
        ),
        migrations.AddIndex(
            model_name='workplacetouch',
            index=models.Index(fields=['workplace', '-on', '-id'], name='companies_touches'),
        ),
        migrations.AddConstraint(
            model_name='workplacetouch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'sparring'), ('minutes__isnull', False), ('theme__isnull', False)), models.Q(models.Q(('how', 'sparring'), _negated=True), ('minutes__isnull', True), ('theme__isnull', True)), _connector='OR'), name='companies_sparring_has_theme_and_minutes', violation_error_message='Sparring har et tema og et antal minutter.'),
        ),
        migrations.RunPython(begin_with_themes, migrations.RunPython.noop),
    ]
