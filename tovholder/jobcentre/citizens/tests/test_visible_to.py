"""Which citizens are whose to open, day by day."""

import random
from datetime import date

import pytest

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May, Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Course,
    Disqualification,
    DrawnIn,
    EmergencyAccess,
)
from tovholder.jobcentre.citizens.models.citizen import Reader
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.staff.models import Employee, StandIn, Unit


@pytest.fixture
def bo(amina) -> Citizen:
    bo = cast.a_citizen("Bo Kragh", digits="0101901111")
    cast.a_course(bo, contact=amina)
    return bo


def sees(person: Employee | User, citizen: Citizen, day: date = TODAY) -> bool:
    """Asked anew, and where they follow citizens also as the pages ask that are opened most: it is one rule."""
    user = person if isinstance(person, User) else person.user
    is_seen = Citizen.objects.visible_to(user, day).filter(pk=citizen.pk).exists()
    employee = user.employee_or_none
    if employee is not None and user.may(May.FOLLOW_CITIZENS):
        reached = Citizen.objects.within_reach_of(user, day).filter(pk=citizen.pk).exists()
        asked = {"citizen": citizen.pk, "employee": employee.pk, "unit": employee.unit_id, "today": day}
        reader, this_one = Reader.of(user), {"pk": Given.number("citizen")}
        for rows, expected in (
            (Citizen.objects.visible_to_one(reader).filter(**this_one), is_seen),
            (Citizen.objects.within_reach_of_one(reader).filter(**this_one), reached),
        ):
            assert (Prepared(lambda rows=rows: rows).first(**asked) is not None) == expected
    return is_seen


def test_the_contact_sees_and_a_colleague_does_not(amina, jonas, bo):
    assert sees(amina, bo)
    assert not sees(jonas, bo)


def test_when_the_course_is_closed_the_contact_sees_no_more(amina, bo):
    actions.close_course(bo.courses.get(), because="work", by=amina.user, at=AT, today=TODAY)
    assert not sees(amina, bo)


def test_a_stand_in_sees_within_the_dates(amina, jonas, bo):
    cast.a_stand_in(amina, jonas, since=TODAY, until=TODAY + days(5))
    assert [sees(jonas, bo, TODAY + days(n)) for n in (-1, 0, 4, 5)] == [False, True, True, False]


def test_a_colleague_drawn_in_sees_until_it_ends_by_itself(amina, jonas, bo):
    actions.draw_in(
        bo.courses.get(),
        employee=jonas,
        reason="mentor",
        since=TODAY,
        until=TODAY + days(5),
        by=amina.user,
        at=AT,
    )
    assert [sees(jonas, bo, TODAY + days(n)) for n in (-1, 0, 4, 5)] == [False, True, True, False]


def test_a_leader_sees_the_own_unit_open_and_closed_and_no_other(amina, bo):
    leader, elsewhere = cast.a_leader(unit=amina.unit), cast.a_leader(unit=cast.a_unit())
    assert sees(leader, bo)
    assert not sees(elsewhere, bo)
    actions.close_course(bo.courses.get(), because="work", by=amina.user, at=AT, today=TODAY)
    assert sees(leader, bo)
    assert not sees(elsewhere, bo)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_OWNER, Role.COMPANY])
def test_manager_data_owner_and_company_see_nobody(amina, bo, role):
    amina.user.role = role
    amina.user.save(update_fields=["role"])
    assert not Citizen.objects.visible_to(User.objects.get(pk=amina.user_id), TODAY).exists()


def test_citizens_see_themselves_alone(amina, bo):
    bo.user = cast.a_user(Role.CITIZEN)
    bo.is_protected = True
    bo.save(update_fields=["user", "is_protected"])
    cast.a_course(cast.a_citizen("Freja Dam"), contact=amina)
    assert list(Citizen.objects.visible_to(bo.user, TODAY)) == [bo]
    bo.user.is_active = False
    assert not Citizen.objects.visible_to(bo.user, TODAY).exists()


def test_protected_people_are_seen_with_the_clearance_alone(amina, bo):
    leader = cast.a_leader(unit=amina.unit)
    Citizen.objects.update(is_protected=True)
    for employee in (amina, leader):
        assert not sees(employee, bo)
        employee.has_clearance = True
        employee.save(update_fields=["has_clearance"])
        employee.user.refresh_from_db()
        assert sees(User.objects.get(pk=employee.user_id), bo)


@pytest.mark.parametrize("closeness", ["own", "family"])
def test_own_file_and_family_stay_closed_even_to_the_leader(amina, bo, closeness):
    leader = cast.a_leader(unit=amina.unit, has_clearance=True)
    for employee in (amina, leader):
        actions.keep_apart(employee, digits="0101901111", closeness=closeness, by=None, at=AT)
        assert not sees(employee, bo)


def test_family_declared_before_the_citizen_is_registered(amina):
    actions.keep_apart(amina, digits="0101902222", closeness="family", by=None, at=AT)
    mona = cast.a_citizen("Mona Lund", digits="0101902222")
    course = cast.a_course(mona, contact=cast.an_employee())
    Course.objects.filter(pk=course.pk).update(contact=amina)
    assert not sees(amina, mona)
    assert Citizen.objects.within_reach_of(amina.user, TODAY).get() == mona, "counted, not shown"


def test_declared_twice_is_once(amina):
    for closeness in ("own", "family"):
        actions.keep_apart(amina, digits="0101902222", closeness=closeness, by=None, at=AT)
    assert Disqualification.objects.get().closeness == "own"


# --- The emergency way in ---------------------------------------------------------------------------------------------


def open_now(employee: Employee, digits="0101901111", reason="Borgeren står i døren") -> EmergencyAccess:
    return actions.open_in_emergency(digits=digits, reason=reason, by=employee.user, at=AT, today=TODAY)


def test_an_emergency_opens_for_the_day_and_says_why(jonas, bo):
    access = open_now(jonas)
    assert [sees(jonas, bo, TODAY + days(n)) for n in (-1, 0, 1)] == [False, True, False]
    assert (access.reason, access.seen_by_leader_at) == ("Borgeren står i døren", None)
    line = Record.objects.get(kind=Kind.EMERGENCY)
    assert (line.what, line.citizen, line.actor) == ("emergency_access", bo.pk, jonas.user_id)
    assert "døren" not in str(vars(line))


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_an_emergency_without_a_reason_opens_nothing(jonas, bo, reason):
    with pytest.raises(actions.NoWayIn, match="Skriv, hvorfor"):
        open_now(jonas, reason=reason)
    assert not sees(jonas, bo)


def test_an_emergency_is_not_for_those_who_see_figures(bo):
    for role in (Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY):
        with pytest.raises(actions.NoWayIn):
            actions.open_in_emergency(
                digits="0101901111", reason="x", by=cast.a_user(role), at=AT, today=TODAY
            )


def test_the_answer_does_not_tell_whether_somebody_is_here(amina, jonas, bo):
    Citizen.objects.update(is_protected=True)
    relative = cast.a_citizen("Ib", digits="0101903333")
    actions.keep_apart(jonas, digits="0101903333", closeness="own", by=None, at=AT)
    said = set()
    for digits in ("0101901111", "0101903333", "0101909999"):
        with pytest.raises(actions.NoWayIn) as refused:
            open_now(jonas, digits=digits)
        said.add(str(refused.value))
    assert len(said) == 1
    assert not sees(jonas, relative)
    assert not EmergencyAccess.objects.exists()


# --- The slow, obvious answer -----------------------------------------------------------------------------------------


def in_force(period, day: date) -> bool:
    return period.since <= day and (period.until is None or day < period.until)


class Facts:
    """Everything as lists, to be walked through one by one."""

    def __init__(self) -> None:
        self.courses, self.stand_ins = list(Course.objects.all()), list(StandIn.objects.all())
        self.drawn_in, self.emergencies = list(DrawnIn.objects.all()), list(EmergencyAccess.objects.all())
        self.kept_apart = list(Disqualification.objects.all())

    def sees(self, employee: Employee, citizen: Citizen, day: date) -> bool:
        return self._reaches(employee, citizen, day) and not self._is_barred(employee, citizen)

    def _reaches(self, employee: Employee, citizen: Citizen, day: date) -> bool:
        for access in self.emergencies:
            if access.employee_id == employee.pk and access.citizen_id == citizen.pk and access.day == day:
                return True
        for course in self.courses:
            if course.citizen_id != citizen.pk:
                continue
            if employee.user.role == Role.LEADER and course.unit_id == employee.unit_id:
                return True
            if course.until is None and employee.pk in self._who_follow(course, day):
                return True
        return False

    def _who_follow(self, course: Course, day: date) -> set[int]:
        who = {course.contact_id}
        for cover in self.stand_ins:
            if cover.employee_id == course.contact_id and in_force(cover, day):
                who.add(cover.stand_in_id)
        for drawn in self.drawn_in:
            if drawn.course_id == course.pk and in_force(drawn, day):
                who.add(drawn.employee_id)
        return who

    def _is_barred(self, employee: Employee, citizen: Citizen) -> bool:
        for kept in self.kept_apart:
            if kept.employee_id == employee.pk and kept.cpr_fingerprint == citizen.cpr_fingerprint:
                return True
        return citizen.is_protected and not employee.has_clearance


def a_random_house(rng: random.Random) -> tuple[list[Employee], list[Citizen]]:
    units = [cast.a_unit(), cast.a_unit()]
    employees = [
        cast.an_employee(
            unit=rng.choice(units),
            role=rng.choice([Role.EMPLOYEE, Role.EMPLOYEE, Role.LEADER]),
            has_clearance=rng.random() < 0.4,
        )
        for _ in range(5)
    ]
    citizens = [cast.a_citizen(f"Borger {n}", is_protected=rng.random() < 0.3) for n in range(8)]
    for citizen in citizens:
        _random_courses(rng, citizen, employees, units)
        if rng.random() < 0.3:
            Disqualification.objects.create(
                employee=rng.choice(employees), cpr_fingerprint=citizen.cpr_fingerprint, closeness="own"
            )
        if rng.random() < 0.4:
            EmergencyAccess.objects.create(
                employee=rng.choice(employees), citizen=citizen, reason="x", day=near_today(rng), at=AT
            )
    for one in employees:
        other = rng.choice([another for another in employees if another != one])
        since = near_today(rng)
        StandIn.objects.create(employee=one, stand_in=other, since=since, until=an_end(rng, since))
    return employees, citizens


def _random_courses(
    rng: random.Random, citizen: Citizen, employees: list[Employee], units: list[Unit]
) -> None:
    given = {"citizen": citizen, "began_because": "asked"}
    rows = []
    if rng.random() < 0.5:
        rows.append({"since": LONG_AGO - days(50), "until": LONG_AGO, "ended_because": "work"})
    if rng.random() < 0.8:
        rows.append({"since": LONG_AGO})
    for row in rows:
        course = Course.objects.create(contact=rng.choice(employees), unit=rng.choice(units), **given, **row)
        if rng.random() < 0.5:
            since = near_today(rng)
            until = since + days(rng.randint(0, 3))
            DrawnIn.objects.create(
                course=course,
                citizen=citizen,
                employee=rng.choice(employees),
                reason="mentor",
                since=since,
                until=until,
            )


def near_today(rng: random.Random) -> date:
    return TODAY + days(rng.randint(-2, 2))


def an_end(rng: random.Random, since: date) -> date | None:
    return rng.choice([None, since, since + days(1), since + days(3)])


@pytest.mark.parametrize("seed", range(8))
def test_the_query_gives_what_walking_through_everything_gives(db, seed):
    employees, citizens = a_random_house(random.Random(seed))
    facts = Facts()
    for day in (TODAY - days(1), TODAY, TODAY + days(1)):
        for employee in employees:
            expected = {citizen.pk for citizen in citizens if facts.sees(employee, citizen, day)}
            found = list(Citizen.objects.visible_to(employee.user, day).values_list("pk", flat=True))
            assert len(found) == len(set(found))
            assert set(found) == expected, (employee.name, day)


def test_the_random_houses_hold_what_they_are_to_test(db):
    seen = {True: 0, False: 0}
    for seed in range(4):
        employees, citizens = a_random_house(random.Random(seed))
        facts = Facts()
        for employee in employees:
            for citizen in citizens:
                seen[facts.sees(employee, citizen, TODAY)] += 1
    assert min(seen.values()) > 20
