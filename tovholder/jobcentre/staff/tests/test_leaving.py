"""Somebody stops: the log-in closes, somebody covers from that minute, and nobody is left without one to call."""

from datetime import timedelta
from time import sleep

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.cast import AT, TODAY, days
from tests.own_database import at_once
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import CourseContact, Handover
from tovholder.jobcentre.companies import actions as companies
from tovholder.jobcentre.companies.models import WorkplaceContact
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.models import Absence, ContactProfile, Employee, StaffProfile, StandIn
from tovholder.jobcentre.staff.now import on_duty

SOON = TODAY + days(10)


@pytest.fixture
def lise(amina) -> Employee:
    """Leads the unit of Amina and Jonas; Amina receives its newcomers."""
    return cast.a_leader("Lise Winther")


@pytest.fixture(autouse=True)
def friday_at_ten():
    with time_machine.travel(AT, tick=False):
        yield


def leave(employee, *, left_on=TODAY, covers=None, by=None, today=TODAY) -> None:
    by = by or cast.a_leader(unit=cast.a_unit())
    actions.leave(employee, left_on=left_on, covers=covers, by=by.user, at=AT, today=today)
    employee.refresh_from_db()


def away(employee, by, since, until) -> Absence:
    return actions.register_absence(employee, since=since, until=until, stand_in=by, by=employee.user, at=AT)


# --- The log-in -------------------------------------------------------------------------------------------------------


def test_who_leaves_today_is_out_at_the_next_press(jonas, lise):
    browser = cast.browser_of(jonas)
    assert browser.get("/min-dag/").status_code == 200
    leave(jonas)
    assert browser.get("/min-dag/")["Location"] == f"{reverse('login')}?next=/min-dag/"
    assert browser.post("/soeg/", {"text": "Bo"})["Location"] == f"{reverse('login')}?next=/"
    assert not User.objects.get(pk=jonas.user_id).is_active


def test_who_leaves_later_is_in_until_that_day_and_then_out_by_itself(jonas, lise):
    leave(jonas, left_on=TODAY + days(1))
    with time_machine.travel(AT + timedelta(hours=13, minutes=59), tick=False):  # a minute to midnight
        browser = cast.browser_of(jonas)
        assert browser.get("/min-dag/").status_code == 200
    with time_machine.travel(AT + timedelta(hours=14), tick=False):
        assert browser.get("/min-dag/").status_code == 302


def test_who_has_left_cannot_log_in_again(lise):
    password = "a long and good password"
    jonas = cast.an_employee(username="jonas", password=password)
    leave(jonas, left_on=SOON)
    given = {"username": "jonas", "password": password}
    assert Client().post(reverse("login"), given).status_code == 302
    with time_machine.travel(AT + days(10), tick=False):
        assert Client().post(reverse("login"), given).status_code == 422


# --- Who covers -------------------------------------------------------------------------------------------------------


def test_the_units_leader_covers_from_that_minute(jonas, lise):
    leave(jonas)
    duty = on_duty(jonas, TODAY)
    assert (duty.to_call, duty.has_left, duty.until) == (lise, True, None)
    cover = StandIn.objects.get()
    assert (cover.employee, cover.since, cover.until, cover.absence) == (jonas, TODAY, None, None)
    line = Record.objects.get(what="leave")
    assert line.detail == {"left_on": "2026-11-20", "covers": lise.pk, "receives": []}


def test_until_a_later_day_the_leaver_is_the_one_to_call(jonas, lise):
    leave(jonas, left_on=SOON)
    assert [on_duty(jonas, SOON + days(n)).to_call for n in (-1, 0, 300)] == [jonas, lise, lise]


def test_pressing_twice_is_as_good_as_once(jonas, lise):
    leave(jonas)
    leave(jonas)
    assert StandIn.objects.count() == Record.objects.filter(what="leave").count() == 1
    with pytest.raises(actions.LeavesAlready, match=r"stopper fredag 20\. november\. Fortryd det først"):
        leave(jonas, left_on=SOON)


@pytest.mark.parametrize("day", [TODAY - days(1), TODAY + days(367)])
def test_only_today_or_a_day_within_a_year(jonas, lise, day):
    with pytest.raises(Refused, match="inden for et år"):
        leave(jonas, left_on=day)
    leave(jonas, left_on=TODAY + days(366))


def test_a_leader_who_leaves_names_who_covers(jonas, lise):
    with pytest.raises(actions.NobodyCovers, match="ingen anden leder"):
        leave(lise, by=lise)
    with pytest.raises(actions.NobodyCovers, match="end den, der stopper"):
        leave(lise, covers=lise, by=lise)
    leave(lise, covers=jonas, by=lise)
    assert on_duty(lise, TODAY).to_call == jonas


def test_who_covers_stays_and_is_here_that_day(amina, jonas, lise):
    away(lise, amina, SOON, SOON + days(2))
    with pytest.raises(actions.NobodyCovers, match="selv fraværende den dag"):
        leave(jonas, left_on=SOON, covers=lise)
    with pytest.raises(actions.NobodyCovers, match="ingen anden leder"):
        leave(jonas, left_on=SOON)
    leave(amina, left_on=SOON + days(30), covers=lise)
    with pytest.raises(actions.NobodyCovers, match="stopper selv"):
        leave(jonas, covers=amina)


def test_whom_the_leaver_should_have_covered_for_does_not_cover_for_the_leaver(jonas, lise):
    away(lise, jonas, SOON, None)
    with pytest.raises(actions.NobodyCovers, match="skulle selv dække for Lise Winther"):
        leave(jonas, covers=lise)


def test_the_leavers_own_absence_ends_with_them(amina, jonas, lise):
    running, later = away(jonas, amina, TODAY, SOON + days(1)), away(jonas, amina, SOON + days(5), None)
    leave(jonas, left_on=SOON)
    running.refresh_from_db()
    later.refresh_from_db()
    assert (running.until, later.until) == (SOON, later.since)
    assert [on_duty(jonas, SOON + days(n)).to_call for n in (-1, 0, 5)] == [amina, lise, lise]


def test_those_whom_the_leaver_covers_for_go_on_to_who_covers(amina, jonas, lise):
    now, later = away(amina, jonas, TODAY, SOON + days(5)), away(amina, jonas, SOON + days(9), None)
    leave(jonas, left_on=SOON)
    called = [on_duty(amina, SOON + days(n)).to_call for n in (-1, 0, 4, 5, 9)]
    assert called == [jonas, lise, lise, amina, lise]
    rows = StandIn.objects.filter(employee=amina).order_by("since", "pk")
    assert list(rows.values_list("absence", "stand_in", "since", "until")) == [
        (now.pk, jonas.pk, TODAY, SOON),
        (now.pk, lise.pk, SOON, SOON + days(5)),
        (later.pk, lise.pk, SOON + days(9), None),
    ]


def test_newcomers_go_to_who_covers_from_now(amina, jonas, lise):
    leave(amina, left_on=SOON)
    amina.unit.refresh_from_db()
    assert amina.unit.receiver == lise


def test_newcomers_are_not_left_to_somebody_who_cannot_follow_them(amina):
    lise = cast.a_leader("Lise Winther", profile=StaffProfile.JOB_CONSULTANT)
    with pytest.raises(actions.NobodyWouldReceive, match="Vælg først en anden til at tage imod nye"):
        leave(amina)
    assert not StandIn.objects.exists(), "nothing is half done"
    ContactProfile.objects.create(profile=StaffProfile.JOB_CONSULTANT)
    leave(amina)
    assert on_duty(amina, TODAY).to_call == lise


def test_nobody_usually_covers_who_leaves(amina, jonas, lise):
    amina.usual_stand_in = jonas
    amina.save(update_fields=["usual_stand_in"])
    leave(jonas, left_on=SOON)
    amina.refresh_from_db()
    assert amina.usual_stand_in is None


# --- Undoing ----------------------------------------------------------------------------------------------------------


def undo(employee, *, today=TODAY) -> None:
    citizens.undo_leaving(employee, by=employee.user, at=AT + (today - TODAY), today=today)
    employee.refresh_from_db()


def hand_over(course, *, to, today=TODAY) -> Handover:
    return citizens.change_contact(
        course, from_employee=course.contact_id, to=to, reason="leaving", what_matters="Ring om formiddagen.",
        no_joint_talk_because="De har sagt farvel.",
        by=to.user, at=AT, today=today,
    )  # fmt: skip


def test_undone_they_can_log_in_and_have_their_people_from_today(jonas, lise):
    leave(jonas)
    for _press in range(2):
        undo(jonas, today=TODAY + days(3))
    assert [on_duty(jonas, TODAY + days(n)).to_call for n in (0, 2, 3)] == [jonas, jonas, jonas]
    assert StandIn.objects.get().until == TODAY + days(3)
    assert cast.browser_of(jonas).get("/min-dag/").status_code == 200
    assert Record.objects.filter(what="undo_leaving").count() == 1
    leave(jonas, left_on=SOON)


def test_a_later_day_undone_was_never(jonas, lise):
    leave(jonas, left_on=SOON)
    undo(jonas)
    assert on_duty(jonas, SOON).to_call == jonas
    leave(jonas, left_on=SOON + days(1))


def test_it_is_undone_only_while_nobody_is_handed_over(amina, jonas, lise):
    hand_over(cast.a_course(contact=jonas), to=amina)  # before: this one does not count
    with time_machine.travel(AT + timedelta(minutes=1), tick=False):
        actions.leave(
            jonas, left_on=SOON, covers=None, by=lise.user, at=AT + timedelta(minutes=1), today=TODAY
        )
    jonas.refresh_from_db()
    undo(jonas)
    leave(jonas, left_on=SOON)
    hand_over(cast.a_course(contact=jonas), to=amina)
    with pytest.raises(citizens.HandedOver, match="Jonas har allerede overleveret nogen"):
        undo(jonas)


def test_a_workplace_with_a_new_contact_counts_as_handed_over(amina, jonas, lise):
    place = cast.a_workplace(contact=jonas)
    leave(jonas)
    companies.change_workplace_contact(
        place, from_employee=jonas.pk, to=amina, because="Jonas stopper", by=lise.user, at=AT, today=TODAY
    )
    with pytest.raises(citizens.HandedOver):
        undo(jonas)


# --- Everybody has somebody -------------------------------------------------------------------------------------------

steps = st.lists(
    st.tuples(st.sampled_from(["away", "leave"]), *[st.integers(0, 3)] * 2, *[st.integers(0, 12)] * 2),
    max_size=8,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_happens_every_leaver_is_covered_by_somebody_who_has_not_left(db, steps):
    with transaction.atomic():
        people = [cast.an_employee(f"Medarbejder {n}") for n in range(4)]
        for what, who, other, since, length in steps:
            since_day, by = TODAY + days(since), people[other]
            try:
                if what == "away" and people[who].left_on is None:
                    away(people[who], by, since_day, since_day + days(length + 1))
                elif what == "leave":
                    leave(people[who], left_on=since_day, covers=by)
            except Refused:
                continue
        for n in range(30):
            check_covers_on(TODAY + days(n))
        transaction.set_rollback(True)


def check_covers_on(day) -> None:
    covers = StandIn.objects.on(day).select_related("employee", "stand_in")
    assert not [cover for cover in covers if cover.stand_in.has_left(day)]
    left = Employee.objects.filter(left_on__lte=day)
    assert {employee.pk for employee in left} <= {cover.employee_id for cover in covers}
    assert not Absence.objects.on(day).filter(employee__in=left).exists()


# --- At once ----------------------------------------------------------------------------------------------------------


def test_leaving_while_somebody_is_being_given_them(own_database, monkeypatch):
    """The handover is before the leaving, and then it is among what is left; or after, and then it is refused."""
    amina, jonas, lise = cast.an_employee(), cast.an_employee(), cast.a_leader()
    course = cast.a_course(contact=amina)
    _slow_after_the_check(monkeypatch, CourseContact)
    handed_over, left = at_once(lambda: hand_over(course, to=jonas), lambda: leave(jonas, by=lise))
    assert left is None
    course.refresh_from_db()
    assert course.contact == course.contacts.open().get().employee
    assert on_duty(course.contact, TODAY).to_call in {amina, lise}
    if isinstance(handed_over, Handover):
        assert Record.objects.get(what="change_contact").pk < Record.objects.get(what="leave").pk
    else:
        assert type(handed_over) is citizens.NotAContact
        assert course.contact == amina


def test_leaving_while_being_given_a_workplace(own_database, monkeypatch):
    amina, jonas, lise = cast.an_employee(), cast.an_employee(), cast.a_leader()
    place = cast.a_workplace(contact=amina)
    _slow_after_the_check(monkeypatch, WorkplaceContact)
    given, left = at_once(
        lambda: companies.change_workplace_contact(
            place, from_employee=amina.pk, to=jonas, because="Andet", by=lise.user, at=AT, today=TODAY
        ),
        lambda: leave(jonas, by=lise),
    )
    assert left is None
    place.refresh_from_db()
    assert place.contact == place.contacts.open().get().employee
    if given is None:
        lines = Record.objects.order_by("pk").values_list("what", flat=True)
        assert list(lines)[-2:] == ["change_workplace_contact", "leave"]
    else:
        assert type(given) is companies.NotAContact
        assert place.contact == amina


def test_leaving_in_the_moment_one_is_chosen_to_cover(own_database):
    amina, jonas, lise = cast.an_employee(), cast.an_employee(), cast.a_leader()
    results = at_once(lambda: leave(amina, covers=jonas, by=lise), lambda: leave(jonas, covers=lise, by=lise))
    refused = [result for result in results if result is not None]
    assert not refused or [type(one) for one in refused] == [actions.NobodyCovers]
    for employee in Employee.objects.filter(left_on=TODAY):
        assert on_duty(employee, TODAY).to_call == lise


def test_leaving_twice_at_once_is_one_cover(own_database):
    jonas, lise = cast.an_employee(), cast.a_leader()
    assert at_once(*[lambda: leave(jonas, by=lise)] * 3) == [None] * 3
    assert StandIn.objects.count() == Record.objects.filter(what="leave").count() == 1


def _slow_after_the_check(monkeypatch, model) -> None:
    create = model.objects.create

    def slowly(**fields):
        sleep(0.3)
        return create(**fields)

    monkeypatch.setattr(model.objects, "create", slowly)
