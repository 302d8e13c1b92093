import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citizens', '0005_contact_kept'),
        ('companies', '0004_workplace_telephones'),
        ('sickleave', '0001_initial'),
        ('staff', '0006_one_covers_at_a_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CallRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company', models.CharField(max_length=200, verbose_name='virksomhed')),
                ('caller', models.CharField(max_length=100, verbose_name='jeres navn')),
                ('telephone', models.CharField(max_length=20, verbose_name='telefon')),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['asked_at'], name='sickleave_wants_a_call'),
                ],
            },
        ),
        migrations.CreateModel(
            name='NoticeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('talk_offered', 'Samtale tilbudt'), ('talk_agreed', 'Samtale aftalt'), ('closed', 'Afsluttet')], max_length=12)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('step__in', ['talk_offered', 'talk_agreed', 'closed'])), name='sickleave_step_is_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SickLeaveChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer_within_hours', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(40)], verbose_name='svar til virksomheden inden for så mange timer i åbningstiden')),
                ('company_within_days', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(56)], verbose_name='kontakt med virksomheden senest så mange dage efter første fraværsdag')),
                ('citizen_within_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MaxValueValidator(182)], verbose_name='samtale med borgeren senest så mange dage efter første fraværsdag')),
                ('keep_name_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='navnet på en, vi ikke kender, slettes efter så mange dage')),
                ('merge_gap_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='fravær er ét sygeforløb, når der er højst så mange dage på arbejde imellem')),
                ('drip_occurrences', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(20)], verbose_name='fraværet er drypvis fra så mange gange på et år')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('pk', 1)), name='sickleave_one_choice'),
                ],
            },
        ),
        migrations.AddField(
            model_name='absencenotice',
            name='back_on',
            field=models.DateField(blank=True, null=True, verbose_name='første dag tilbage'),
        ),
        migrations.AddField(
            model_name='absencenotice',
            name='corrects',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='sickleave.absencenotice'),
        ),
        migrations.AddField(
            model_name='absencenotice',
            name='expected_last_day',
            field=models.DateField(blank=True, null=True, verbose_name='ventes at vare til og med'),
        ),
        migrations.AddField(
            model_name='absencenotice',
            name='name_erased_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='absencenotice',
            name='said_not_health',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='absencenotice',
            name='taken_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee'),
        ),
        migrations.AddField(
            model_name='absencenotice',
            name='wages_paid',
            field=models.BooleanField(blank=True, null=True, verbose_name='betaler løn under sygdom'),
        ),
        migrations.AddField(
            model_name='absencenotice',
            name='withdraws',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='absencenotice',
            constraint=models.UniqueConstraint(fields=('corrects',), name='sickleave_corrected_once', violation_error_message='Meldingen er allerede rettet. Hent siden igen.'),
        ),
        migrations.AddConstraint(
            model_name='absencenotice',
            constraint=models.CheckConstraint(condition=models.Q(('withdraws', False), ('corrects__isnull', False), _connector='OR'), name='sickleave_withdraws_something'),
        ),
        migrations.AddConstraint(
            model_name='absencenotice',
            constraint=models.CheckConstraint(condition=models.Q(('back_on__isnull', True), ('kind', 'returned'), _connector='OR'), name='sickleave_only_a_return_has_a_day_back'),
        ),
        migrations.AddConstraint(
            model_name='absencenotice',
            constraint=models.CheckConstraint(condition=models.Q(('name_erased_at__isnull', True), ('person_name', ''), _connector='OR'), name='sickleave_an_erased_name_is_gone'),
        ),
        migrations.AddField(
            model_name='callrequest',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee'),
        ),
        migrations.AddField(
            model_name='noticestep',
            name='employee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee'),
        ),
        migrations.AddField(
            model_name='noticestep',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='sickleave.absencenotice'),
        ),
        migrations.AddConstraint(
            model_name='noticestep',
            constraint=models.UniqueConstraint(fields=('notice', 'step'), name='sickleave_step_once'),
        ),
    ]
