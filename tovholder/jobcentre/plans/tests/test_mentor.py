"""Mentor support: at most six months at a time, extended by a new grant with words of how the old one went."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import close_course
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.models import MentorGrant

SIX_MONTHS = date(2027, 5, 19)


def extend(grant, *, by, last_day, evaluation="Hemmeligt godt", token=None):
    granted = actions.Granted("Videre", "Ida Sø", Decimal("1"), TODAY, last_day)
    return actions.extend_mentor(
        grant, granted, evaluation=evaluation, token=token or uuid4(), by=by.user, at=AT
    )


def evaluate(grant, words="Hemmeligt godt", *, by, last_day=None):
    return actions.evaluate_mentor(grant, words=words, last_day=last_day, by=by.user, at=AT)


def test_six_months_and_not_a_day_more(course, amina):
    grant = cast.a_grant(course, by=amina, last_day=SIX_MONTHS)
    assert (grant.citizen, grant.since, grant.last_day) == (course.citizen, TODAY, SIX_MONTHS)
    with pytest.raises(Refused, match=r"højst seks måneder.*onsdag 19. maj 2027"):
        cast.a_grant(course, by=amina, last_day=SIX_MONTHS + days(1))
    with pytest.raises(Refused, match="før den første"):
        cast.a_grant(course, by=amina, last_day=TODAY - days(1))
    assert MentorGrant.objects.count() == 1


def test_the_longest_six_months_there_are_fit_into_the_databases_limit(course, amina):
    grant = cast.a_grant(course, by=amina, first_day=date(2026, 7, 1), last_day=date(2026, 12, 31))
    assert (grant.until - grant.since).days == 184


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": TODAY + days(185)},
        {"until": None},
        {"until": TODAY - days(1)},
        {"aim": ""},
        {"mentor": ""},
        {"weekly_hours": 0},
        {"weekly_hours": 38},
        {"evaluation": "Godt"},
        {"evaluated_at": AT},
    ],
)
def test_the_database_refuses_half_a_grant_and_a_longer_one(course, amina, wrong):
    grant = cast.a_grant(course, by=amina, last_day=SIX_MONTHS)
    MentorGrant.objects.filter(pk=grant.pk).update(until=TODAY + days(184))
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorGrant.objects.filter(pk=grant.pk).update(**wrong)


def test_pressed_twice_it_is_one(course, amina):
    token = uuid4()
    first = cast.a_grant(course, by=amina, last_day=SIX_MONTHS, token=token)
    assert cast.a_grant(course, by=amina, last_day=SIX_MONTHS, token=token) == first


def test_a_closed_course_and_others_than_employees_are_refused(course, amina):
    grant = cast.a_grant(course, by=amina, last_day=SIX_MONTHS)
    with pytest.raises(Refused, match="Kun en medarbejder"):
        actions.evaluate_mentor(grant, words="x", by=cast.a_user(Role.CITIZEN), at=AT)
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    with pytest.raises(Refused, match="afsluttet"):
        cast.a_grant(course, by=amina, last_day=SIX_MONTHS)
    assert evaluate(grant, by=amina).evaluated_at == AT, "how it went is still written"


def test_extended_by_a_new_grant_that_begins_the_day_after(course, amina):
    old = cast.a_grant(course, by=amina, last_day=TODAY + days(30))
    token = uuid4()
    new = extend(old, by=amina, last_day=TODAY + days(90), token=token)
    old.refresh_from_db()
    assert (old.evaluation, old.evaluated_at, old.last_day) == ("Hemmeligt godt", AT, TODAY + days(30))
    assert (new.extends, new.since, new.last_day) == (old, TODAY + days(31), TODAY + days(90))
    assert extend(old, by=amina, last_day=TODAY + days(90), token=token) == new
    with pytest.raises(Refused, match="allerede forlænget"):
        extend(old, by=amina, last_day=TODAY + days(90))


def test_no_extension_without_words_and_none_past_six_months_of_its_own(course, amina):
    old = cast.a_grant(course, by=amina, last_day=TODAY + days(30))
    with pytest.raises(Refused, match="hvordan det gik"):
        extend(old, by=amina, last_day=TODAY + days(60), evaluation=" ")
    with pytest.raises(Refused, match="højst seks måneder"):
        extend(old, by=amina, last_day=TODAY + days(220))
    old.refresh_from_db()
    assert old.evaluated_at is None, "all or nothing"
    assert MentorGrant.objects.count() == 1


def test_it_ends_early_within_itself_only(course, amina):
    grant = cast.a_grant(course, by=amina, last_day=TODAY + days(30))
    for outside in (TODAY - days(1), TODAY + days(31)):
        with pytest.raises(Refused, match="inden for bevillingen"):
            evaluate(grant, by=amina, last_day=outside)
    assert evaluate(grant, by=amina, last_day=TODAY + days(5)).last_day == TODAY + days(5)
    assert evaluate(grant, by=amina).last_day == TODAY + days(5), "the same again is no change"
    with pytest.raises(Refused, match="allerede skrevet"):
        evaluate(grant, "Noget andet", by=amina)


def test_the_log_has_days_and_hours_and_never_the_words(course, amina):
    old = cast.a_grant(course, by=amina, last_day=TODAY + days(30), aim="Hemmeligt mål", mentor="Hemmelig")
    extend(old, by=amina, last_day=TODAY + days(60))
    lines = list(Record.objects.filter(what__contains="mentor").order_by("pk"))
    assert [(line.kind, line.what) for line in lines] == [
        ("action", "grant_mentor"), ("action", "evaluate_mentor"), ("action", "grant_mentor"),
    ]  # fmt: skip
    assert not [line for line in lines if "Hemmelig" in str(line.detail)]
