from datetime import date
from decimal import Decimal

import pytest

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.exchange.actions import PlanChanged, apply_file
from tovholder.jobcentre.exchange.tests.conftest import ALMA, AT, TODAY, VIGGO, only, sentences
from tovholder.jobcentre.staff.models import Employee, StaffProfile, Unit

HEAD = (
    "Medarbejdernummer;Navn;Mail;Brugernavn;Rolle;Profil;Enhed;Enhedens telefon;"
    "Timer om ugen;Telefon;Må følge beskyttede"
)
EMPLOYMENT = "Beskæftigelsesfaglig medarbejder"


def row(number="2001", name="Nina Prøve", email="nina@example.dk", login="nina", role="Medarbejder",
        profile=EMPLOYMENT, unit="Job og Helhed", unit_telephone="", hours="37,5", telephone="12345678",
        clearance="") -> str:  # fmt: skip
    return ";".join(
        (number, name, email, login, role, profile, unit, unit_telephone, hours, telephone, clearance)
    )


def test_a_new_employee_can_log_in_once_somebody_gives_a_password(house, lines) -> None:
    house.read_in(lines(HEAD, row(clearance="ja")))
    nina = Employee.objects.get(number="2001")
    assert (nina.name, nina.email, nina.unit, nina.profile) == (
        "Nina Prøve", "nina@example.dk", house.unit, StaffProfile.EMPLOYMENT,
    )  # fmt: skip
    assert (nina.weekly_hours, nina.telephone, nina.has_clearance) == (Decimal("37.5"), "12 34 56 78", True)
    assert (nina.user.username, nina.user.role, nina.user.has_usable_password()) == (
        "nina",
        Role.EMPLOYEE,
        False,
    )


def test_a_new_unit_is_made_and_its_first_employment_profile_receives(house, lines) -> None:
    run = house.read_in(
        lines(
            HEAD,
            row(
                "2001", email="a@example.dk", login="", profile="Jobkonsulent", unit="Unge", role="", hours=""
            ),
            row("2002", email="b@example.dk", login="", unit="unge"),
            row("2003", email="c@example.dk", login="", unit="Unge"),
        )
    )
    assert run.counts["also"] == ["Nye enheder: »Unge«."]
    assert run.counts["new"] == 3
    unit = Unit.objects.get(name="Unge")
    assert (unit.telephone, unit.receiver.number) == ("12 34 56 78", "2002")
    first = Employee.objects.get(number="2001")
    assert (first.user.username, first.user.role, first.weekly_hours) == ("a@example.dk", Role.EMPLOYEE, 30)


def test_a_new_units_own_telephone_is_used(house, lines) -> None:
    house.read_in(lines(HEAD, row(unit="Unge", unit_telephone="87654321")))
    assert Unit.objects.get(name="Unge").telephone == "87 65 43 21"


def test_the_same_file_again_changes_nothing(house, lines) -> None:
    rows = lines(HEAD, row(unit="Unge", login=""))
    house.read_in(rows)
    again = house.check(rows)
    assert (again.counts["unchanged"], again.is_kept, again.differences) == (1, False, [])


def test_what_a_file_may_change_changes(house, lines) -> None:
    run = house.read_in(
        lines(
            HEAD,
            row(
                "1002", name="Lone Ny", email="lone.ny@example.dk", login="", role="", unit="Unge", hours="20"
            ),
        )
    )
    lone = Employee.objects.get(number="1002")
    assert (lone.name, lone.email, lone.weekly_hours, lone.unit.name) == (
        "Lone Ny", "lone.ny@example.dk", 20, "Unge",
    )  # fmt: skip
    assert lone.user.username == "lone"
    assert lone.has_clearance
    assert (run.counts["new"], run.counts["changed"]) == (0, 1)


def test_access_is_never_changed_by_a_file_but_listed(house, lines) -> None:
    run = house.read_in(
        lines(HEAD, row("1001", login="ny", role="Afdelingsleder", clearance="ja", unit="Unge"),
              row("1004", email="ellen@example.dk", login="", role="", unit="Unge"))
    )  # fmt: skip
    assert {(d["row"], d["column"], d["here"], d["in_file"]) for d in run.differences} == {
        (2, "Rolle", "Medarbejder", "Afdelingsleder"),
        (2, "Må følge beskyttede", "nej", "ja"),
        (2, "Brugernavn", "bente", "ny"),
        (2, "Enhed", "Job og Helhed", "Unge"),
        (3, "Enhed", "Job og Helhed", "Unge"),
    }
    bente = Employee.objects.get(number="1001")
    assert (bente.user.role, bente.user.username, bente.has_clearance, bente.unit) == (
        Role.EMPLOYEE, "bente", False, house.unit,
    )  # fmt: skip
    assert Employee.objects.get(number="1004").unit == house.unit
    assert not Unit.objects.filter(name="Unge").exists()


def test_somebody_who_left_is_not_taken_back(house, lines) -> None:
    house.lone.left_on = date(2026, 11, 1)
    house.lone.save(update_fields=["left_on"])
    run = house.check(lines(HEAD, row("1002")))
    assert (run.counts["unchanged"], run.differences[0]["here"]) == (1, "stoppet 01.11.2026")


def test_a_profile_that_cannot_follow_waits_until_nobody_is_followed(house, lines) -> None:
    house.known(ALMA, contact=house.lone)
    house.known(VIGGO, contact=house.lone)
    rows = lines(HEAD, row("1002", profile="Jobkonsulent"))
    number, column, sentence = only(house.check(rows))
    assert (number, column) == (2, "Profil")
    assert "følger 2 borgere" in sentence
    house.lone.courses.update(contact=house.bente)
    house.read_in(rows)
    assert Employee.objects.get(number="1002").profile == StaffProfile.JOB_CONSULTANT


@pytest.mark.parametrize(
    ("wrong", "column", "says"),
    [
        ({"number": ""}, "Medarbejdernummer", "Feltet er tomt"),
        ({"name": ""}, "Navn", "Feltet er tomt"),
        ({"email": ""}, "Mail", "Feltet er tomt"),
        ({"telephone": ""}, "Telefon", "Feltet er tomt"),
        ({"profile": "Chef"}, "Profil", "»Chef« kender vi ikke"),
        ({"role": "Borger"}, "Rolle", "»Borger« kender vi ikke"),
        ({"role": "Data- og systemejer"}, "Rolle", "giver ikke den rolle"),
        ({"hours": "49"}, "Timer om ugen", "fra 0 til 48"),
        ({"hours": "30,25"}, "Timer om ugen", "efter kommaet"),
        ({"login": "tove"}, "Brugernavn", "allerede en, der logger ind"),
    ],
)
def test_every_problem_has_its_row_its_column_and_a_sentence(house, lines, wrong, column, says) -> None:
    run = house.check(lines(HEAD, row(**wrong)))
    number, where, sentence = only(run)
    assert (run.counts["new"], run.counts["changed"], run.counts["wrong"]) == (0, 0, 1)
    assert (number, where) == (2, column)
    assert says in sentence


def test_twice_in_the_file_names_both_rows(house, lines) -> None:
    run = house.check(lines(HEAD, row(), row(), row("2002")))
    assert [(number, column) for number, column, _sentence in sentences(run)] == [
        (3, "Medarbejdernummer"), (4, "Brugernavn"),
    ]  # fmt: skip
    assert all("række 2" in sentence for _number, _column, sentence in sentences(run))


def test_a_clash_with_one_read_in_meanwhile_is_no_half_import(house, lines) -> None:
    run = house.check(lines(HEAD, row()))
    User.objects.create(username="nina", role=Role.EMPLOYEE)
    with pytest.raises(PlanChanged):
        apply_file(run, by=house.tove, at=AT, today=TODAY)
    assert not Employee.objects.filter(number="2001").exists()
    run.refresh_from_db()
    assert only(run)[1] == "Brugernavn"
    assert not run.is_kept
