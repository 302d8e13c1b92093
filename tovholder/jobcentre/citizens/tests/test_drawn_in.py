"""A colleague beside the contact: refused when it should be, ended and prolonged, and counted."""

import random
from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.counted import times_drawn_in
from tovholder.jobcentre.citizens.models import Citizen, Course, DrawnIn
from tovholder.jobcentre.citizens.models.course import DrawnInReason
from tovholder.jobcentre.citizens.tests.asking import mails
from tovholder.jobcentre.periods.months import months_later


def test_a_colleague_is_drawn_in_once_and_told_without_a_name(house):
    assert house.draw_in() == house.draw_in() == DrawnIn.objects.get()
    [(to, subject, body)] = mails()
    assert to == house.jonas.email
    assert "Bo" not in subject + body
    assert Record.objects.filter(what="draw_in").count() == 1


def test_the_database_holds_that_it_ends(house):
    row = house.draw_in()
    for until in (None, TODAY - days(1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            DrawnIn.objects.filter(pk=row.pk).update(until=until)


def test_who_may_not_see_the_citizen_is_not_drawn_in(house):
    with pytest.raises(actions.NotAContact, match="allerede den faste medarbejder"):
        house.draw_in(house.amina)
    actions.keep_apart(house.jonas, digits="0711921234", closeness="family", by=None, at=AT)
    with pytest.raises(actions.NotAContact, match="Jonas Holm kan ikke følge denne borger"):
        house.draw_in()
    Citizen.objects.filter(pk=house.bo.pk).update(is_protected=True)
    with pytest.raises(actions.NotAContact, match="Ole Anders kan ikke følge denne borger"):
        house.draw_in(house.ole)
    gone = cast.an_employee("Væk Nu", unit=house.unit, left_on=TODAY)
    with pytest.raises(actions.NotAContact, match="er her ikke længere"):
        house.draw_in(gone)
    assert not DrawnIn.objects.exists()


def test_any_profile_can_be_drawn_in(house):
    assert house.draw_in(cast.an_employee(unit=house.unit, profile="job_consultant"))


@pytest.mark.parametrize(
    ("time", "says"),
    [
        ({"until": TODAY}, "er gået"),
        ({"since": TODAY - days(9), "until": TODAY - days(2)}, "er gået"),
        ({"since": TODAY + days(9), "until": TODAY + days(2)}, "før den første"),
        ({"until": months_later(TODAY, 6) + days(1)}, "højst være med i seks måneder"),
    ],
)
def test_a_time_that_is_over_or_too_long_is_refused(house, time, says):
    with pytest.raises(Refused, match=says):
        house.draw_in(**time)
    assert not DrawnIn.objects.exists()


def test_six_months_are_not_too_long(house):
    assert house.draw_in(until=months_later(TODAY, 6))


def test_the_same_colleague_is_not_drawn_in_twice_at_a_time(house):
    house.draw_in()
    with pytest.raises(actions.NotAContact, match=r"allerede med til og med torsdag 3\. december"):
        house.draw_in(reason="coach")
    assert house.draw_in(since=TODAY + days(14), until=TODAY + days(20))
    assert house.draw_in(house.ole)


def test_a_closed_course_and_others_people_are_refused(house):
    for somebody in (house.jonas, house.pia):
        with pytest.raises(Refused, match="kan inddrage en kollega"):
            house.draw_in(house.ole, by=somebody)
    cast.a_stand_in(house.amina, house.jonas)
    assert house.draw_in(house.ole, by=house.jonas)
    house.close()
    with pytest.raises(Refused, match="Forløbet er afsluttet"):
        house.draw_in(by=house.lise)


@pytest.mark.parametrize("who", ["amina", "lise", "jonas"])
def test_the_contact_the_leader_and_the_colleague_end_it_and_the_colleague_sees_no_more(house, who):
    row = house.draw_in()
    visible = Citizen.objects.visible_to(house.jonas.user, TODAY)
    assert visible.exists()
    for _press in range(2):
        actions.end_drawn_in(row, until=TODAY, by=getattr(house, who).user, at=AT)
    assert not visible.all().exists()
    assert Record.objects.filter(what="end_drawn_in").count() == 1


def test_nobody_else_ends_it_and_nobody_before_it_began(house):
    row = house.draw_in(since=TODAY + days(2))
    for somebody in (house.ole, house.pia):
        with pytest.raises(Refused, match="Kun den faste medarbejder"):
            actions.end_drawn_in(row, until=TODAY + days(3), by=somebody.user, at=AT)
    with pytest.raises(Refused, match="før det begyndte"):
        actions.end_drawn_in(row, until=TODAY, by=house.amina.user, at=AT)


def test_it_is_prolonged_while_it_lasts_by_those_who_decide(house):
    row, later = house.draw_in(), TODAY + days(30)
    for _press in range(2):
        actions.prolong(row, until=later, by=house.amina.user, at=AT)
    row.refresh_from_db()
    assert row.until == later
    assert Record.objects.get(what="prolong_drawn_in").detail["after"] == later.isoformat()
    for wrong, says in (
        ({"by": house.jonas.user}, "kan forlænge"),
        ({"until": TODAY + days(3)}, "Vælg en senere dag"),
        ({"until": months_later(TODAY, 6) + days(1)}, "seks måneder"),
        ({"at": AT + days(31)}, "Det er slut"),
    ):
        with pytest.raises(Refused, match=says):
            actions.prolong(row, **({"until": TODAY + days(60), "by": house.amina.user, "at": AT} | wrong))
    actions.keep_apart(house.jonas, digits="0711921234", closeness="family", by=None, at=AT)
    with pytest.raises(actions.NotAContact):
        actions.prolong(row, until=TODAY + days(60), by=house.amina.user, at=AT)


def test_a_month_later_is_the_same_day_or_the_last():
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(date(2026, 11, 20), -12) == date(2025, 11, 20)
    assert months_later(date(2028, 2, 29), -12) == date(2027, 2, 28)


# --- Counted ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(10))
def test_the_count_is_what_counting_one_by_one_says(house, seed):
    rng = random.Random(seed)
    courses = [cast.a_course(contact=rng.choice([house.amina, house.ole])) for _ in range(4)]
    for _ in range(40):
        course = rng.choice(courses)
        since = rng.choice(
            [months_later(TODAY, -12) + days(rng.randint(-2, 2)), TODAY + days(rng.randint(-9, 2))]
        )
        DrawnIn.objects.create(
            course=course, citizen_id=course.citizen_id, employee=house.jonas,
            reason=rng.choice(DrawnInReason.values), since=since, until=since + days(rng.choice([0, 1, 30])),
        )  # fmt: skip
    counted = Counter()
    for row in DrawnIn.objects.select_related("course"):
        a_year_ago = row.since.replace(year=row.since.year + 1) <= TODAY
        if row.course.unit == house.unit and row.until > row.since and row.since <= TODAY and not a_year_ago:
            counted[row.reason] += 1
    found = times_drawn_in(Course.objects.filter(unit=house.unit), TODAY)
    assert dict(found.by_reason) == counted
    assert found.in_all == sum(counted.values())
    numbers = [number for _reason, number in found.by_reason]
    assert numbers == sorted(numbers, reverse=True)


def test_what_is_taken_back_the_same_day_never_was(house):
    actions.end_drawn_in(house.draw_in(), until=TODAY, by=house.amina.user, at=AT)
    assert times_drawn_in(Course.objects.all(), TODAY).in_all == 0
    assert house.draw_in(), "and the colleague can be drawn in again the same day"
