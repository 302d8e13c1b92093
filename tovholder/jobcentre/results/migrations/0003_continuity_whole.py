from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('results', '0002_continuity'),
    ]

    operations = [
        migrations.AlterField(
            model_name='figure',
            name='indicator',
            field=models.CharField(choices=[('temporary', 'Midlertidig forsørgelse'), ('permanent', 'Permanent forsørgelse'), ('under_30', 'Under 30 år'), ('sick', 'Sygedagpenge'), ('sick_weeks', 'Hvor længe på sygedagpenge'), ('company_contact', 'Kontakt med virksomheden'), ('spoken_answer', 'Svar til virksomheden'), ('citizen_talk', 'Samtale med borgeren'), ('own_employee', 'Egen medarbejder'), ('usual_employee', 'Den medarbejder, borgeren møder mest'), ('same_employee', 'To samtaler med den samme'), ('employees_met', 'Medarbejdere, en borger møder'), ('next_same', 'Den samme som gangen før'), ('own_citizens', 'Medarbejdernes samtaler med egne borgere'), ('handovers', 'Skift af fast medarbejder')], max_length=20),
        ),
    ]
