"""`tovholder check` finds each thing that must never be, planted past the actions that would have refused it."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tovholder.jobcentre.audit import chain
from tovholder.jobcentre.audit.models import Record, Seal
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact
from tovholder.jobcentre.companies.models import Workplace, WorkplaceContact
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.tests.conftest import NOW, TODAY
from tovholder.jobcentre.staff.actions import leave
from tovholder.jobcentre.staff.models import Employee, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_cast")]


def another_contact() -> None:
    Course.objects.filter(pk=cast.course("jens").pk).update(contact=cast.employee("sidsel"))


def no_contact_row() -> None:
    CourseContact.objects.filter(course=cast.course("jens"), until=None).update(until=TODAY)


def contact_of_a_closed_course() -> None:
    last = CourseContact.objects.filter(course=cast.course("camilla")).latest("since")
    CourseContact.objects.filter(pk=last.pk).update(until=None)


def another_contact_of_a_workplace() -> None:
    Workplace.objects.filter(pk=cast.workplace("savværk").pk).update(contact=cast.employee("sidsel"))


def no_contact_row_of_a_workplace() -> None:
    WorkplaceContact.objects.filter(workplace=cast.workplace("savværk"), until=None).update(until=TODAY)


def a_contact_who_left() -> None:
    Employee.objects.filter(user__username="nadia").update(left_on=TODAY)


def another_key() -> None:
    Citizen.objects.filter(pk=cast.citizen("jens").pk).update(cpr_encrypted="gAAAAABx")


def another_fingerprint() -> None:
    Citizen.objects.filter(pk=cast.citizen("jens").pk).update(cpr_fingerprint="0" * 64)


def a_changed_line() -> None:
    _without_triggers("UPDATE audit_record SET actor = 1 WHERE what = 'demo_fill'")


def a_removed_line() -> None:
    _without_triggers("DELETE FROM audit_record WHERE what = 'demo_fill'")


def _without_triggers(statement: str) -> None:
    chain.seal()
    on = " ON audit_record" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for moment in ("update", "delete"):
            cursor.execute(f'DROP TRIGGER "audit_record_no_{moment}"{on}')
        cursor.execute(statement)


def a_unit_without_a_receiver() -> None:
    Unit.objects.filter(name=cast.YOUNG).update(receiver=None)


def a_receiver_who_left() -> None:
    Employee.objects.filter(user__username="ditte").update(left_on=TODAY)


FAULTS: list[tuple[Callable[[], None], str]] = [
    (another_contact, "1 åbent forløb har ikke netop én fast medarbejder"),
    (no_contact_row, "1 åbent forløb har ikke netop én fast medarbejder"),
    (contact_of_a_closed_course, "1 afsluttet forløb har stadig en fast medarbejder"),
    (another_contact_of_a_workplace, "1 arbejdssted har ikke netop én fast kontakt"),
    (no_contact_row_of_a_workplace, "1 arbejdssted har ikke netop én fast kontakt"),
    (a_contact_who_left, "6 borgere har en fast medarbejder, der er stoppet, og ingen dækker"),
    (a_contact_who_left, "12 arbejdssteder har en fast kontakt, der er stoppet, og ingen dækker"),
    (another_key, "1 CPR-nummer ud af en prøve kan ikke læses"),
    (another_fingerprint, "1 CPR-nummer ud af en prøve kan ikke læses"),
    (a_changed_line, "loggen er ændret. Linje"),
    (a_removed_line, "er fjernet"),
    (a_unit_without_a_receiver, "i Unge og Uddannelse tager ingen imod nye borgere"),
    (a_receiver_who_left, "den, der tager imod nye i Unge og Uddannelse, er stoppet"),
]


@pytest.mark.parametrize(("plant", "sentence"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_fault_is_found_and_told(plant: Callable[[], None], sentence: str) -> None:
    plant()
    said = StringIO()
    with pytest.raises(CommandError, match="galt") as ended:
        call_command("self_check", stdout=said)
    assert ended.value.returncode == 1
    assert sentence in said.getvalue()


def test_a_leaver_who_is_covered_is_not_complete_and_nothing_is_wrong() -> None:
    nadia, ellen = cast.employee("nadia"), cast.employee("ellen")
    leave(nadia, left_on=TODAY, covers=None, by=ellen.user, at=NOW, today=TODAY)
    said = StringIO()
    call_command("self_check", stdout=said)
    rest = f"6 borgere og 12 arbejdssteder hos medarbejder {nadia.number} (Arbejde og Hverdag)"
    assert f"Ikke færdigt: {rest}, som er stoppet, mangler en ny." in said.getvalue()
    assert "Alt står, som det skal." in said.getvalue()


def test_whoever_leaves_later_is_neither_wrong_nor_not_complete() -> None:
    Employee.objects.filter(user__username__in=["nadia", "ditte"]).update(left_on=TODAY + timedelta(days=900))
    said = StringIO()
    call_command("self_check", stdout=said)
    assert "Ikke færdigt" not in said.getvalue()


def test_an_older_database_is_told_to_move_on_and_nothing_else_is_asked() -> None:
    MigrationRecorder(connection).record_unapplied("audit", "0002_append_only")
    said = StringIO()
    with pytest.raises(CommandError, match=r"mangler 1 trin\. Kør: tovholder migrate"):
        call_command("self_check", stdout=said)
    assert said.getvalue() == ""


def test_all_is_well_in_few_questions_and_the_log_is_sealed(django_assert_max_num_queries: Callable) -> None:
    while chain.seal():
        pass
    lines = Record.objects.count()
    said = StringIO()
    with django_assert_max_num_queries(25 + lines):  # the chain is walked line by line
        call_command("self_check", stdout=said)
    assert "Alt står, som det skal." in said.getvalue()
    assert Seal.objects.count() == Record.objects.count() == lines


def test_what_was_not_sealed_is_sealed_first() -> None:
    assert not Seal.objects.exists()
    call_command("self_check", stdout=StringIO())
    assert Seal.objects.count() == Record.objects.count()
