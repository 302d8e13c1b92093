from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, days
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.actions import absence as absences
from tovholder.jobcentre.staff.models import (
    Absence,
    ContactProfile,
    Employee,
    StaffProfile,
    StandIn,
    Unit,
    away,
)
from tovholder.jobcentre.staff.now import all_on_duty, on_duty


@pytest.fixture
def amina(db) -> Employee:
    return cast.an_employee("Amina Yusuf", telephone="21 21 21 21")


@pytest.fixture
def jonas(amina) -> Employee:
    return cast.an_employee("Jonas Holm", telephone="31 31 31 31")


def away_from(employee, stand_in, since=0, until=5):
    return actions.register_absence(
        employee,
        since=TODAY + days(since),
        until=None if until is None else TODAY + days(until),
        stand_in=stand_in,
        by=employee.user,
        at=AT,
    )


# --- Units and employees ----------------------------------------------------------------------------------------------


def test_the_first_employee_of_a_unit_receives_its_newcomers(db):
    unit = cast.a_unit()
    assert unit.receiver is None
    first = cast.an_employee(unit=unit)
    cast.an_employee(unit=unit)
    unit.refresh_from_db()
    assert unit.receiver == first


@pytest.mark.parametrize(
    ("role", "profile"),
    [
        (Role.EMPLOYEE, StaffProfile.JOB_CONSULTANT),
        (Role.EMPLOYEE, StaffProfile.JOB_EFFORT),
        (Role.MANAGER, StaffProfile.EMPLOYMENT),
        (Role.DATA_OWNER, StaffProfile.EMPLOYMENT),
    ],
)
def test_who_cannot_be_a_contact_receives_nobody(db, role, profile):
    unit = cast.a_unit()
    cast.an_employee(unit=unit, role=role, profile=profile)
    assert Unit.objects.get(pk=unit.pk).receiver is None


def test_a_new_employee_is_in_the_log_by_number_alone(db):
    amina = cast.an_employee("Amina Yusuf", username="amina.yusuf", email="amina@example.dk")
    line = Record.objects.get(what="add_employee", subject_id=amina.pk)
    assert line.subject == "staff.employee"
    assert line.detail == {"role": "employee", "profile": "employment"}


def test_without_a_password_nobody_logs_in(amina):
    assert not amina.user.has_usable_password()


def test_a_username_is_taken_once(amina):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.an_employee(username=amina.user.username)
    assert Employee.objects.count() == 1


@pytest.mark.parametrize(("hours", "is_fine"), [("0", True), ("48", True), ("48.5", False), ("-1", False)])
def test_weekly_hours_are_a_weeks(amina, hours, is_fine):
    amina.weekly_hours = hours
    if is_fine:
        amina.full_clean()
    else:
        with pytest.raises(ValidationError):
            amina.full_clean()


@pytest.mark.parametrize(
    ("name", "initials", "first"),
    [
        ("Amina Yusuf", "AY", "Amina"),
        ("Amina El Haddad Yusuf", "AY", "Amina"),
        ("Cher", "CH", "Cher"),
        ("å ø", "ÅØ", "å"),
    ],
)
def test_names_on_the_screen(name, initials, first):
    employee = Employee(name=name)
    assert (employee.initials, employee.first_name, str(employee)) == (initials, first, name)


def test_who_can_be_a_contact_is_the_centres_choice(amina):
    consultant = cast.an_employee(profile=StaffProfile.JOB_CONSULTANT)
    gone = cast.an_employee(left_on=TODAY)
    leaves = cast.an_employee(left_on=TODAY + days(1))
    assert list(Employee.objects.who_can_be_contact(TODAY).order_by("pk")) == [amina, leaves]
    ContactProfile.objects.create(profile=StaffProfile.JOB_CONSULTANT)
    assert set(Employee.objects.who_can_be_contact(TODAY)) == {amina, consultant, leaves}
    assert set(Employee.objects.who_can_be_contact(TODAY + days(1))) == {amina, consultant}
    assert gone not in Employee.objects.working(TODAY)
    assert gone in Employee.objects.working(TODAY - days(1))


# --- Absence and stand-ins --------------------------------------------------------------------------------------------


def test_an_absence_has_a_stand_in_with_the_same_dates(amina, jonas):
    absence = away_from(amina, jonas)
    cover = StandIn.objects.get()
    assert (cover.employee, cover.stand_in) == (amina, jonas)
    assert (cover.since, cover.until) == (absence.since, absence.until) == (TODAY, TODAY + days(5))
    line = Record.objects.get(what="register_absence")
    assert (line.subject_id, line.detail) == (absence.pk, {"stand_in": jonas.pk})


def test_the_same_absence_twice_is_once(amina, jonas):
    assert away_from(amina, jonas) == away_from(amina, jonas)
    assert (Absence.objects.count(), StandIn.objects.count()) == (1, 1)
    assert Record.objects.filter(what="register_absence").count() == 1


@pytest.mark.parametrize("until", [5, None])
def test_who_is_away_covers_nobody(amina, jonas, until):
    lise = cast.an_employee("Lise Winther")
    away_from(jonas, lise, since=3, until=until)
    for since, end in ((0, 4), (0, None), (4, 5)):
        with pytest.raises(actions.NotHere, match="selv fraværende"):
            away_from(amina, jonas, since=since, until=end)
    assert away_from(amina, jonas, since=0, until=3), "they may cover until the day before"


def test_nobody_covers_for_themselves(amina, jonas):
    with pytest.raises(actions.NotHere):
        away_from(amina, amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.a_stand_in(amina, amina)


def test_who_has_left_covers_nobody(amina, jonas):
    jonas.left_on = TODAY
    with pytest.raises(actions.NotHere):
        away_from(amina, jonas)
    assert not Absence.objects.exists()


def test_one_is_away_once_at_a_time(amina, jonas):
    lise = cast.an_employee("Lise Winther")
    away_from(amina, jonas, 0, 5)
    with pytest.raises(actions.NotHere, match="allerede registreret"):
        away_from(amina, lise, 4, 9)
    assert away_from(amina, lise, 5, 9)


def test_the_same_absence_registered_twice_at_once_is_one(own_database, monkeypatch):
    amina, jonas = cast.an_employee("Amina Yusuf"), cast.an_employee("Jonas Holm")
    monkeypatch.setattr(absences, "_away_in", wait_for_each_other(absences._away_in))
    one, other = at_once(*[lambda: away_from(amina, jonas)] * 2)
    assert one == other
    assert (Absence.objects.count(), StandIn.objects.count()) == (1, 1)


def end(absence, until):
    actions.end_absence(absence, until=TODAY + days(until), by=absence.employee.user, at=AT)


def test_who_comes_back_early_gets_their_people_back_the_same_day(amina, jonas):
    absence = away_from(amina, jonas, 0, None)
    end(absence, 3)
    assert list(Employee.objects.covered_by(jonas, TODAY + days(2))) == [amina]
    assert not Employee.objects.covered_by(jonas, TODAY + days(3)).exists()
    assert on_duty(amina, TODAY + days(3)).is_here
    line = Record.objects.get(what="end_absence")
    assert line.detail == {"before": None, "after": (TODAY + days(3)).isoformat()}


def test_an_absence_taken_back_was_never_there(amina, jonas):
    end(away_from(amina, jonas, 0, 5), 0)
    assert on_duty(amina, TODAY).is_here
    assert away_from(amina, jonas, -2, 9)


def test_an_absence_never_ends_before_it_begins(amina, jonas):
    absence = away_from(amina, jonas, 0, 5)
    with pytest.raises(Refused, match="før det begyndte"):
        end(absence, -1)


def test_an_absence_does_not_run_into_another(amina, jonas):
    lise = cast.an_employee("Lise Winther")
    absence = away_from(amina, jonas, 0, 5)
    away_from(jonas, lise, 8, 9)
    with pytest.raises(actions.NotHere, match="selv væk"):
        end(absence, 9)
    away_from(amina, lise, 6, 7)
    with pytest.raises(actions.NotHere, match="allerede registreret"):
        end(absence, 7)
    end(absence, 6)


# --- Who is here ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "is_away"), [(-1, False), (0, True), (4, True), (5, False)])
def test_away_on_the_days_of_the_absence(amina, jonas, day, is_away):
    away_from(amina, jonas, 0, 5)
    found = Employee.objects.filter(away(TODAY + days(day)))
    assert list(found) == ([amina] if is_away else [])
    duty = on_duty(amina, TODAY + days(day))
    assert duty.is_here != is_away
    assert duty.to_call == (jonas if is_away else amina)
    assert duty.telephone == ("31 31 31 31" if is_away else "21 21 21 21")


def test_covered_by_is_within_the_dates_and_not_the_other_way(amina, jonas):
    cast.a_stand_in(amina, jonas, since=TODAY, until=TODAY + days(5))
    for day, covered in ((-1, []), (0, [amina]), (4, [amina]), (5, [])):
        assert list(Employee.objects.covered_by(jonas, TODAY + days(day))) == covered
        assert list(StandIn.objects.for_employee(jonas, TODAY + days(day))) == list(
            StandIn.objects.filter(employee__in=covered)
        )
    assert not Employee.objects.covered_by(amina, TODAY).exists()


def test_when_the_stand_in_is_away_too_the_unit_is_called(amina, jonas):
    lise = cast.an_employee("Lise Winther")
    away_from(amina, jonas, 0, 5)
    away_from(jonas, lise, 2, 4)
    duty = on_duty(amina, TODAY + days(2))
    assert duty.to_call is None
    assert duty.telephone == amina.unit.telephone
    assert duty.telephone_hours == ""


def test_who_has_left_is_not_called_from_that_day(amina):
    amina.left_on = TODAY
    assert on_duty(amina, TODAY - timedelta(days=1)).to_call == amina
    assert on_duty(amina, TODAY).to_call is None
    assert on_duty(amina, TODAY).has_left


def test_asking_about_many_costs_two_queries(amina, jonas, django_assert_num_queries):
    people = [amina, jonas, *(cast.an_employee() for _ in range(8))]
    for one in people[2:]:
        cast.a_stand_in(one, amina, until=TODAY + days(5))
        Absence.objects.create(employee=one, since=TODAY, until=TODAY + days(5))
    with django_assert_num_queries(2):
        assert {duty.to_call for duty in all_on_duty(people, TODAY).values()} == {amina, jonas}
