"""Booked talks: somebody else holds them, or they move."""

from datetime import UTC, date, datetime, time

import pytest

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import agree_next, close_course, keep_apart
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import Talk

MONDAY_AT_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def booked(course, amina, jonas) -> Talk:
    return cast.a_booked_talk(course, by=amina)


def cover(talk, employee, at=AT) -> bool:
    return actions.cover_talk(talk, employee=employee, by=employee.user, at=at)


def move(talk, starts_at=MONDAY_AT_NINE, form="", **more) -> bool:
    return actions.move_talk(talk, starts_at=starts_at, form=form, by=talk.employee.user, at=AT, **more)


def now(talk) -> Talk:
    return Talk.objects.get(pk=talk.pk)


def lines(what) -> list[Record]:
    return list(Record.objects.filter(what=what))


def test_another_holds_it_at_the_same_time(booked, amina, jonas):
    assert cover(booked, jonas)
    assert (now(booked).employee, now(booked).starts_at) == (jonas, booked.starts_at)
    [line] = lines("cover_talk")
    assert line.detail == {"before": amina.pk, "after": jonas.pk}
    assert (line.citizen, line.subject_id) == (booked.citizen_id, booked.pk)


def test_covering_twice_is_once(booked, jonas):
    assert [cover(booked, jonas), cover(booked, jonas)] == [True, False]
    assert len(lines("cover_talk")) == 1


@pytest.mark.parametrize("why", ["own file", "no clearance"])
def test_nobody_holds_a_talk_with_somebody_they_are_kept_from(booked, jonas, why):
    if why == "own file":
        Citizen.objects.filter(pk=booked.citizen_id).update(cpr_fingerprint="x")
        digits = next(cast.cpr_numbers())
        keep_apart(jonas, digits=digits, closeness="family", by=None, at=AT)
        person = Citizen.objects.get(pk=booked.citizen_id)
        person.set_cpr(digits)
        person.save(update_fields=["cpr_fingerprint"])
    else:
        Citizen.objects.update(is_protected=True)
    with pytest.raises(Refused, match="Jonas Holm kan ikke møde denne borger"):
        cover(booked, jonas)
    assert now(booked).employee != jonas


def stale(talk, how) -> str:
    """Let `how` happen to the talk after the page was opened; return the words for it."""
    if how == "held":
        cast.a_held_talk(talk.course, by=talk.employee, booked=talk)
        return "holdt imens"
    if how == "cancelled":
        actions.cancel_talk(talk, by=talk.employee.user, at=AT)
        return "aflyst imens"
    if how == "closed":
        close_course(talk.course, because="work", by=talk.employee.user, at=AT, today=TODAY)
        return "afsluttet imens"
    Talk.objects.filter(pk=talk.pk).update(starts_at=AT + days(2))
    return "flyttet imens"


@pytest.mark.parametrize("how", ["held", "cancelled", "moved", "closed"])
def test_a_talk_that_is_no_longer_so_is_neither_covered_nor_moved(booked, amina, jonas, how):
    words = stale(booked, how)
    for change in (lambda: cover(booked, jonas), lambda: move(booked)):
        with pytest.raises(actions.NotBooked, match=words):
            change()
    assert now(booked).employee == amina
    assert not lines("cover_talk") + lines("move_talk")


def test_it_moves_and_keeps_its_form(booked):
    assert move(booked)
    assert (now(booked).starts_at, now(booked).form) == (MONDAY_AT_NINE, "walk")
    [line] = lines("move_talk")
    assert line.detail == {
        "before": booked.starts_at.isoformat(),
        "after": MONDAY_AT_NINE.isoformat(),
        "employee": booked.employee_id,
    }


def test_it_moves_to_another_form_and_employee(booked, jonas):
    move(booked, form="telephone", employee=jonas)
    assert (now(booked).form, now(booked).employee) == ("telephone", jonas)


def test_moving_twice_is_once_also_from_the_page_before(booked):
    assert [move(booked), move(booked), move(now(booked))] == [True, False, False]
    assert len(lines("move_talk")) == 1


def test_it_does_not_move_to_a_time_that_has_passed(booked):
    with pytest.raises(Refused, match="Den tid er gået"):
        move(booked, AT)
    assert now(booked).starts_at == booked.starts_at


@pytest.mark.parametrize(("agreed", "moves"), [(TODAY, True), (TODAY + days(1), False), (None, False)])
def test_the_agreed_next_contact_moves_along_when_it_was_that_day(booked, course, amina, agreed, moves):
    agree_next(course, on=agreed, at_time=None, form="", by=amina.user, at=AT)
    move(booked, form="video")
    course.refresh_from_db()
    expected = (date(2026, 11, 23), time(9), "video") if moves else (agreed, None, "")
    assert (course.next_on, course.next_time, course.next_form) == expected
