"""What was agreed as roles before there were levels is not lost."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import cast
from tovholder.jobcentre.competence.levels import roles_mastered
from tovholder.jobcentre.competence.models import AgreedLevel, Catalogue

BEFORE = [("competence", "0001_what_can_be_learnt"), ("staff", "0007_a_face_is_known_with_its_employee")]


def test_a_role_becomes_the_levels_it_needs(own_database):
    amina, jonas = cast.an_employee("Amina Yusuf"), cast.an_employee("Jonas Holm")
    steps = MigrationExecutor(connection).loader.graph.leaf_nodes()
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    mastered = executor.loader.project_state(BEFORE).apps.get_model("staff", "RoleMastered")
    for employee, role in ((amina, "mentor"), (amina, "company"), (jonas, "coach")):
        mastered.objects.create(employee_id=employee.pk, role=role)
    MigrationExecutor(connection).migrate(steps)
    assert roles_mastered([amina.pk, jonas.pk], cast.TODAY) == {}, "from the day of the change, not before"
    day = AgreedLevel.objects.latest("pk").since
    assert roles_mastered([amina.pk, jonas.pk], day) == {amina.pk: {"mentor", "company"}, jonas.pk: {"coach"}}
    assert Catalogue.objects.count() == 1
