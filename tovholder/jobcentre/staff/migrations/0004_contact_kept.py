import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0003_names_in_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='EmployeePicture',
            fields=[
                ('employee', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='picture', serialize=False, to='staff.employee')),
                ('image', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name='employee',
            name='usual_stand_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.employee', verbose_name='dækker som regel'),
        ),
        migrations.AddField(
            model_name='standin',
            name='absence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='staff.absence'),
        ),
        migrations.CreateModel(
            name='EmployeeLanguage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=40, verbose_name='sprog')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='staff.employee')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('employee', 'language'), name='staff_language_once'), models.CheckConstraint(condition=models.Q(('language', ''), _negated=True), name='staff_language_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='RoleMastered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('authority', 'Myndighed'), ('mentor', 'Mentor'), ('coach', 'Coach'), ('company', 'Virksomhedskonsulent'), ('motivating', 'Motiverende samtale')], max_length=12, verbose_name='rolle')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles_mastered', to='staff.employee')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('employee', 'role'), name='staff_role_mastered_once'), models.CheckConstraint(condition=models.Q(('role__in', ['authority', 'mentor', 'coach', 'company', 'motivating'])), name='staff_role_is_known')],
            },
        ),
    ]
