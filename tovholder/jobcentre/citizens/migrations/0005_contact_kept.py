import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citizens', '0004_found_by_index'),
        ('staff', '0004_contact_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='handover',
            name='citizen_wish',
            field=models.TextField(blank=True, max_length=500, verbose_name='hvad borgeren selv ønsker'),
        ),
        migrations.AddField(
            model_name='handover',
            name='joint_talk_on',
            field=models.DateField(blank=True, null=True, verbose_name='fælles samtale'),
        ),
        migrations.AddField(
            model_name='handover',
            name='next_step',
            field=models.TextField(blank=True, max_length=500, verbose_name='det næste, der er aftalt'),
        ),
        migrations.AddField(
            model_name='handover',
            name='no_joint_talk_because',
            field=models.CharField(blank=True, max_length=200, verbose_name='hvorfor ikke'),
        ),
        migrations.AlterField(
            model_name='drawnin',
            name='reason',
            field=models.CharField(choices=[('authority', 'Myndighed'), ('mentor', 'Mentor'), ('coach', 'Coach'), ('company', 'Kontakt til virksomheder'), ('motivating', 'Motiverende samtale'), ('language', 'Sprog'), ('citizen_asked', 'Borgeren har bedt om det')], max_length=20, verbose_name='hvorfor'),
        ),
        migrations.AlterField(
            model_name='handover',
            name='reason',
            field=models.CharField(choices=[('proposal', 'Fra modtagelsen til den faste medarbejder'), ('citizen_asked', 'Borgeren har bedt om det'), ('leaving', 'Medarbejderen holder op'), ('room', 'Medarbejderen har ikke timer nok'), ('competence', 'Forløbet kræver noget, en anden kan'), ('conflict', 'Inhabilitet'), ('unit', 'Borgeren skal følges i en anden enhed')], max_length=20, verbose_name='hvorfor'),
        ),
        migrations.CreateModel(
            name='ContactWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000, verbose_name='hvad du ønsker')),
                ('asked_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('granted', models.BooleanField(blank=True, null=True, verbose_name='imødekommet')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='svar til borgeren')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('citizen', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='citizens.course')),
                ('instead_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee')),
                ('promised', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True), ('withdrawn_at__isnull', True)), fields=['course'], name='citizens_wish_waits')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('course',), name='citizens_one_wish_waits', violation_error_message='Du har allerede bedt om en anden. Vi svarer dig snart.'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('granted__isnull', True)), models.Q(('answered_at__isnull', False), ('granted__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='citizens_wish_is_answered_in_words', violation_error_message='Skriv et svar til borgeren.'), models.CheckConstraint(condition=models.Q(('promised__isnull', True), models.Q(('granted', True), models.Q(('promised', models.F('instead_of')), _negated=True)), _connector='OR'), name='citizens_only_a_granted_wish_promises')],
            },
        ),
        migrations.CreateModel(
            name='CourseRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('authority', 'Myndighed'), ('mentor', 'Mentor'), ('coach', 'Coach'), ('company', 'Virksomhedskonsulent'), ('motivating', 'Motiverende samtale')], max_length=12, verbose_name='rolle')),
                ('citizen', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles_needed', to='citizens.course')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('course', 'role'), name='citizens_role_needed_once'), models.CheckConstraint(condition=models.Q(('role__in', ['authority', 'mentor', 'coach', 'company', 'motivating'])), name='citizens_role_needed_is_known')],
            },
        ),
        migrations.CreateModel(
            name='UnitMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('because', models.TextField(max_length=1000, verbose_name='hvorfor')),
                ('asked_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('accepted', models.BooleanField(blank=True, null=True, verbose_name='accepteret')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='svar')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('citizen', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='citizens.citizen')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unit_moves', to='citizens.course')),
                ('from_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.unit')),
                ('to_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.unit', verbose_name='enhed')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True), ('withdrawn_at__isnull', True)), fields=['to_unit'], name='citizens_move_waits')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('course',), name='citizens_one_move_waits', violation_error_message='Der er allerede bedt om at flytte forløbet. Vent på svaret.'), models.CheckConstraint(condition=models.Q(('from_unit', models.F('to_unit')), _negated=True), name='citizens_move_is_to_another_unit', violation_error_message='Forløbet er allerede i den enhed.'), models.CheckConstraint(condition=models.Q(models.Q(('accepted__isnull', True), ('answered_at__isnull', True)), models.Q(('accepted__isnull', False), ('answered_at__isnull', False)), _connector='OR'), name='citizens_move_is_answered_once')],
            },
        ),
    ]
