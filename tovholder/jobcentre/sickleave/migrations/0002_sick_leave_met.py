
import django.core.validators
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citizens', '0006_sick_leave_met'),
        ('companies', '0005_sick_leave_met'),
        ('sickleave', '0001_initial'),
        ('staff', '0006_one_covers_at_a_time'),
        ('talks', '0003_contact_kept'),
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
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('functions', models.TextField(blank=True, max_length=2000, verbose_name='hvilke opgaver er påvirket')),
                ('considerations', models.TextField(blank=True, max_length=2000, verbose_name='hvilke hensyn kan hjælpe')),
                ('agreed', models.TextField(blank=True, max_length=2000, verbose_name='det er I blevet enige om')),
                ('evaluate_on', models.DateField(blank=True, null=True, verbose_name='ses på igen')),
                ('side', models.CharField(choices=[('citizen', 'Borgeren'), ('employee', 'Medarbejderen')], max_length=8)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('conclusion', models.TextField(max_length=4000, verbose_name='konklusion')),
                ('because', models.CharField(blank=True, max_length=200, verbose_name='hvorfor ændret')),
                ('at', models.DateTimeField()),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='MinutesDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NoticeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('talk_offered', 'Samtale tilbudt'), ('talk_agreed', 'Samtale aftalt'), ('closed', 'Afsluttet')], max_length=12)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('citizen', 'Medarbejderen'), ('leader', 'Leder'), ('representative', 'Tillidsrepræsentant'), ('companion', 'Bisidder'), ('other', 'Anden'), ('centre', 'Jobcentret')], max_length=14, verbose_name='hvem')),
                ('name', models.CharField(max_length=100, verbose_name='navn')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='mail')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='tekst i invitationen')),
                ('invited_at', models.DateTimeField(blank=True, null=True)),
                ('invited_sequence', models.PositiveIntegerField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, choices=[('yes', 'Kommer'), ('no', 'Kan ikke komme'), ('new_time', 'Foreslår en anden tid')], max_length=8, verbose_name='svar')),
                ('answer_text', models.CharField(blank=True, max_length=300, verbose_name='hvornår passer det')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='PartyTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='opgave')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='senest')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='fra')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0.5')), django.core.validators.MaxValueValidator(48)], verbose_name='timer om ugen')),
                ('tasks', models.CharField(blank=True, max_length=300, verbose_name='opgaver')),
            ],
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
        ),
        migrations.CreateModel(
            name='SickLeaveTalk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('we_lead', models.BooleanField(verbose_name='vi leder mødet')),
                ('form', models.CharField(choices=[('in_person', 'Her hos os'), ('workplace', 'På arbejdspladsen'), ('walk', 'Gåtur'), ('telephone', 'Telefon'), ('video', 'Video')], max_length=12, verbose_name='hvordan')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='sted')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='tid')),
                ('length', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(240)], verbose_name='minutter')),
                ('agenda', models.TextField(max_length=2000, verbose_name='dagsorden')),
                ('offered_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Sparring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_by', models.CharField(choices=[('company', 'Virksomheden'), ('centre', 'Jobcentret')], max_length=8)),
                ('theme', models.CharField(choices=[('before', 'En medarbejder er på vej til at blive syg'), ('talk', 'Den svære samtale'), ('drip', 'Fravær, der kommer og går'), ('part_time', 'Tilbage på nedsat tid'), ('adapting', 'At tilpasse arbejdet'), ('rules', 'Regler og frister'), ('other', 'Andet')], max_length=10, verbose_name='hvad handlede det om')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='minutter')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='WorkplaceDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('return', 'Plan for at komme tilbage på nedsat tid'), ('retention', 'Fastholdelsesplan'), ('ability', 'Mulighedserklæring, første del')], max_length=10)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
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
            model_name='documentversion',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='documentversion',
            name='citizen',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen'),
        ),
        migrations.AddField(
            model_name='minutes',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minutes',
            name='citizen',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen'),
        ),
        migrations.AddField(
            model_name='minutesdraft',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minutesdraft',
            name='citizen',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen'),
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
        migrations.AddField(
            model_name='party',
            name='citizen',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen'),
        ),
        migrations.AddField(
            model_name='partytask',
            name='citizen',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen'),
        ),
        migrations.AddField(
            model_name='partytask',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='sickleave.minutes'),
        ),
        migrations.AddField(
            model_name='partytask',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='sickleave.party'),
        ),
        migrations.AddField(
            model_name='returnstep',
            name='citizen',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen'),
        ),
        migrations.AddField(
            model_name='returnstep',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='sickleave.documentversion'),
        ),
        migrations.AddConstraint(
            model_name='sickleavechoice',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='sickleave_one_choice'),
        ),
        migrations.AddField(
            model_name='sickleavetalk',
            name='citizen',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sick_leave_talks', to='citizens.citizen'),
        ),
        migrations.AddField(
            model_name='sickleavetalk',
            name='course',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sick_leave_talks', to='citizens.course'),
        ),
        migrations.AddField(
            model_name='sickleavetalk',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sick_leave_talks', to='sickleave.absencenotice'),
        ),
        migrations.AddField(
            model_name='sickleavetalk',
            name='offered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sickleavetalk',
            name='talk',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sick_leave_talk', to='talks.talk'),
        ),
        migrations.AddField(
            model_name='sickleavetalk',
            name='workplace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sick_leave_talks', to='companies.workplace'),
        ),
        migrations.AddField(
            model_name='party',
            name='sick_leave_talk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='sickleave.sickleavetalk'),
        ),
        migrations.AddField(
            model_name='minutesdraft',
            name='sick_leave_talk',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='sickleave.sickleavetalk'),
        ),
        migrations.AddField(
            model_name='minutes',
            name='sick_leave_talk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='sickleave.sickleavetalk'),
        ),
        migrations.AddField(
            model_name='sparring',
            name='employee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee'),
        ),
        migrations.AddField(
            model_name='sparring',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sparring', to='sickleave.absencenotice'),
        ),
        migrations.AddField(
            model_name='sparring',
            name='workplace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sparring', to='companies.workplace'),
        ),
        migrations.AddField(
            model_name='workplacedocument',
            name='citizen',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workplace_documents', to='citizens.citizen'),
        ),
        migrations.AddField(
            model_name='workplacedocument',
            name='course',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workplace_documents', to='citizens.course'),
        ),
        migrations.AddField(
            model_name='workplacedocument',
            name='workplace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workplace'),
        ),
        migrations.AddField(
            model_name='documentversion',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='sickleave.workplacedocument'),
        ),
        migrations.AddIndex(
            model_name='callrequest',
            index=models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['asked_at'], name='sickleave_wants_a_call'),
        ),
        migrations.AddConstraint(
            model_name='noticestep',
            constraint=models.UniqueConstraint(fields=('notice', 'step'), name='sickleave_step_once'),
        ),
        migrations.AddConstraint(
            model_name='noticestep',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['talk_offered', 'talk_agreed', 'closed'])), name='sickleave_step_is_known'),
        ),
        migrations.AddConstraint(
            model_name='partytask',
            constraint=models.UniqueConstraint(fields=('minutes', 'party'), name='sickleave_one_task_a_party'),
        ),
        migrations.AddConstraint(
            model_name='returnstep',
            constraint=models.UniqueConstraint(fields=('version', 'since'), name='sickleave_step_a_day'),
        ),
        migrations.AddConstraint(
            model_name='sickleavetalk',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['in_person', 'workplace', 'walk', 'telephone', 'video'])), name='sickleave_talk_form_is_known'),
        ),
        migrations.AddConstraint(
            model_name='sickleavetalk',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at__isnull', True), ('starts_at__isnull', False), _connector='OR'), name='sickleave_agreed_is_a_time', violation_error_message='Skriv, hvornår I mødes.'),
        ),
        migrations.AddConstraint(
            model_name='sickleavetalk',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True), ('talk__isnull', True)), fields=('course', 'workplace'), name='sickleave_one_talk_offered', violation_error_message='Der er allerede tilbudt en samtale. Aftal den, eller aflys den først.'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['citizen', 'leader', 'representative', 'companion', 'other', 'centre'])), name='sickleave_party_is_known'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.UniqueConstraint(fields=('sick_leave_talk', 'version'), name='sickleave_minutes_versions_follow'),
        ),
        migrations.AddIndex(
            model_name='sparring',
            index=models.Index(fields=['workplace', '-at'], name='sickleave_s_workpla_fe52a3_idx'),
        ),
        migrations.AddConstraint(
            model_name='sparring',
            constraint=models.CheckConstraint(condition=models.Q(('theme__in', ['before', 'talk', 'drip', 'part_time', 'adapting', 'rules', 'other'])), name='sickleave_theme_is_known'),
        ),
        migrations.AddConstraint(
            model_name='workplacedocument',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['return', 'retention', 'ability'])), name='sickleave_document_is_known'),
        ),
        migrations.AddConstraint(
            model_name='workplacedocument',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('course', 'workplace', 'kind'), name='sickleave_one_document_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(fields=('document', 'version'), name='sickleave_document_versions_follow'),
        ),
    ]
