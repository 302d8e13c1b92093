import tovholder.jobcentre.names.fields
from django.db import migrations

from tovholder.jobcentre.names.operations import Spell


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0002_refusals'),
    ]

    operations = [
        migrations.AddField(
            model_name='company',
            name='name_order',
            field=tovholder.jobcentre.names.fields.NameOrder(default=b''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='companyperson',
            name='name_order',
            field=tovholder.jobcentre.names.fields.NameOrder(default=b''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='companyperson',
            name='search_name',
            field=tovholder.jobcentre.names.fields.SearchName(db_index=True, default='', editable=False, max_length=400),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='workplace',
            name='name_order',
            field=tovholder.jobcentre.names.fields.NameOrder(default=b''),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='company',
            name='search_name',
            field=tovholder.jobcentre.names.fields.SearchName(db_index=True, editable=False, max_length=400),
        ),
        migrations.AlterField(
            model_name='workplace',
            name='search_name',
            field=tovholder.jobcentre.names.fields.SearchName(db_index=True, editable=False, max_length=400),
        ),
        Spell("companies", "Company", "Workplace", "CompanyPerson"),
    ]
