import tovholder.jobcentre.names.fields
from django.db import migrations

from tovholder.jobcentre.names.operations import Spell


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0002_refusals'),
    ]

    operations = [
        migrations.AddField(
            model_name='employee',
            name='name_order',
            field=tovholder.jobcentre.names.fields.NameOrder(default=b''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='employee',
            name='search_name',
            field=tovholder.jobcentre.names.fields.SearchName(db_index=True, default='', editable=False, max_length=400),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='unit',
            name='name_order',
            field=tovholder.jobcentre.names.fields.NameOrder(default=b''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='unit',
            name='search_name',
            field=tovholder.jobcentre.names.fields.SearchName(db_index=True, default='', editable=False, max_length=400),
            preserve_default=False,
        ),
        Spell("staff", "Unit", "Employee"),
    ]
