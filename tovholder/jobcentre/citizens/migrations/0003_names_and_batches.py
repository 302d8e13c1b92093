import django.db.models.deletion
import tovholder.jobcentre.names.fields
from django.conf import settings
from django.db import migrations, models

from tovholder.jobcentre.names.operations import Spell


class Migration(migrations.Migration):

    dependencies = [
        ('citizens', '0002_refusals'),
        ('companies', '0003_names_in_order'),
        ('staff', '0003_names_in_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='citizen',
            name='name_order',
            field=tovholder.jobcentre.names.fields.NameOrder(default=b''),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='citizen',
            name='search_name',
            field=tovholder.jobcentre.names.fields.SearchName(db_index=True, editable=False, max_length=400),
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField()),
                ('visible_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('visible_at__isnull', True)), fields=['id'], name='citizens_batch_not_visible')],
            },
        ),
        migrations.AddField(
            model_name='citizen',
            name='batch',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='citizens.batch'),
        ),
        migrations.AddField(
            model_name='course',
            name='batch',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='citizens.batch'),
        ),
        migrations.AddField(
            model_name='coursecontact',
            name='batch',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='citizens.batch'),
        ),
        migrations.AddField(
            model_name='employment',
            name='batch',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='citizens.batch'),
        ),
        migrations.AddField(
            model_name='supportspell',
            name='batch',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='citizens.batch'),
        ),
        migrations.AddIndex(
            model_name='citizen',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='citizens_citizen_batch'),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='citizens_course_batch'),
        ),
        migrations.AddIndex(
            model_name='coursecontact',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='citizens_coursecontact_batch'),
        ),
        migrations.AddIndex(
            model_name='employment',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='citizens_employment_batch'),
        ),
        migrations.AddIndex(
            model_name='supportspell',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='citizens_supportspell_batch'),
        ),
        Spell("citizens", "Citizen"),
    ]
