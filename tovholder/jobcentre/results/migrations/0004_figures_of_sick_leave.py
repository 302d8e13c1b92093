import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0005_workplaces_with_rhythm'),
        ('results', '0003_continuity_whole'),
        ('staff', '0006_one_covers_at_a_time'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='figure',
            name='results_figure_of_the_centre_once',
        ),
        migrations.AddField(
            model_name='figure',
            name='company',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company'),
        ),
        migrations.AlterField(
            model_name='figure',
            name='indicator',
            field=models.CharField(choices=[('temporary', 'Midlertidig forsørgelse'), ('permanent', 'Permanent forsørgelse'), ('under_30', 'Under 30 år'), ('sick', 'Sygedagpenge'), ('sick_weeks', 'Hvor længe på sygedagpenge'), ('company_contact', 'Kontakt med virksomheden'), ('spoken_answer', 'Svar til virksomheden'), ('citizen_talk', 'Samtale med borgeren'), ('own_employee', 'Egen medarbejder'), ('usual_employee', 'Den medarbejder, borgeren møder mest'), ('same_employee', 'To samtaler med den samme'), ('employees_met', 'Medarbejdere, en borger møder'), ('next_same', 'Den samme som gangen før'), ('own_citizens', 'Medarbejdernes samtaler med egne borgere'), ('handovers', 'Skift af fast medarbejder'), ('company_began', 'Kontakter, virksomhederne begynder'), ('told_in_time', 'Meldinger senest på første fraværsdag'), ('at_workplace', 'Samtaler på arbejdspladsen'), ('we_chair', 'Samtaler, vi leder')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(condition=models.Q(('company__isnull', True), ('unit__isnull', True)), fields=('indicator', 'day', 'group'), name='results_figure_of_the_centre_once'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(fields=('indicator', 'company', 'day', 'group'), name='results_figure_of_a_company_once'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('unit__isnull', True), ('company__isnull', True), _connector='OR'), name='results_figure_of_one_thing'),
        ),
    ]
