"""Joint talks as they are counted: with one's own employee when that one was there, whoever led it."""

import random
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tovholder.continuity.measures import slicc
from tovholder.continuity.talks import ASKED_FOR_AS_OWN, COVER_AS_OWN, OURS, Joint, Rules
from tovholder.jobcentre.citizens.models import CourseContact, DrawnIn
from tovholder.jobcentre.results.tests.feed import held_talks
from tovholder.jobcentre.results.tests.town import TODAY, Town
from tovholder.jobcentre.staff.models import Employee, StandIn
from tovholder.jobcentre.talks.models import Talk

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)


@pytest.fixture
def town() -> Town:
    return Town()


def joint(town: Town, course, led: Employee, joined: Employee, day: str = "2026-10-01") -> Talk:
    talk = town.talk(course, led, day)
    talk.joined_by = joined
    talk.save(update_fields=["joined_by"])
    return talk


def share(rules: Rules = OURS) -> tuple[int, int]:
    counted = slicc(held_talks(since=SINCE, today=TODAY), rules)
    return counted.numerator, counted.denominator


@pytest.mark.parametrize(("led", "joined"), [("own", "other"), ("other", "own")])
def test_a_warm_handover_does_not_cost(town: Town, led: str, joined: str) -> None:
    unit = town.unit("Nord")
    who = {"own": town.employee("Amina", unit), "other": town.employee("Jonas", unit)}
    course = town.course(town.citizen(), who["own"])
    joint(town, course, who[led], who[joined])
    assert share() == (1, 1)
    assert share(Rules(joint=Joint.LED)) == (int(led == "own"), 1)


def test_two_strangers_are_still_strangers(town: Town) -> None:
    unit = town.unit("Nord")
    amina, jonas, rune = (town.employee(name, unit) for name in ("Amina", "Jonas", "Rune"))
    joint(town, town.course(town.citizen(), amina), jonas, rune)
    assert share() == (0, 1)
    town.stand_in(amina, rune, "2026-09-01", "2026-11-01")
    assert share() == (0, 1)
    assert share(COVER_AS_OWN) == (1, 1), "one of the two covered"


def test_random_talks_are_what_the_rows_say(town: Town) -> None:
    """Each talk asked of the rows, one at a time."""
    dice = random.Random(11)
    unit = town.unit("Nord")
    staff = [town.employee(f"Ansat{n}", unit) for n in range(5)]
    for n, employee in enumerate(staff):
        since = date(2026, 2 + n, 1)
        other = dice.choice([one for one in staff if one != employee])
        town.stand_in(employee, other, since.isoformat(), (since + timedelta(days=90)).isoformat())
    for _ in range(30):
        course = town.course(town.citizen(), dice.choice(staff), since="2025-01-01")
        if dice.random() < 0.5:
            town.hand_over(
                course, dice.choice(staff), (SINCE + timedelta(days=dice.randint(1, 300))).isoformat()
            )
        for reason in dice.sample(["citizen_asked", "mentor"], dice.randint(0, 2)):
            town.drawn_in(course, dice.choice(staff), "2026-02-01", "2026-09-01", reason)
        for _ in range(dice.randint(1, 8)):
            led, joined = dice.sample(staff, 2)
            day = (SINCE + timedelta(days=dice.randint(0, 320))).isoformat()
            if dice.random() < 0.5:
                joint(town, course, led, joined, day)
            else:
                town.talk(course, led, day)
    talks = list(Talk.objects.order_by("held_at", "pk"))
    for rules in (OURS, COVER_AS_OWN, ASKED_FOR_AS_OWN):
        assert share(rules) == (sum(own(talk, rules) for talk in talks), len(talks)), rules
    assert share() != share(COVER_AS_OWN) != share(ASKED_FOR_AS_OWN)


def own(talk: Talk, rules: Rules) -> bool:
    day = timezone.localtime(talk.held_at).date()
    there = {talk.employee_id, talk.joined_by_id} - {None}
    [contact] = [row.employee_id for row in CourseContact.objects.on(day).filter(course=talk.course)]
    if contact in there:
        return True
    covers = StandIn.objects.on(day).filter(employee=contact, stand_in__in=there).exists()
    asked = DrawnIn.objects.on(day).filter(course=talk.course, employee__in=there, reason="citizen_asked")
    if rules is COVER_AS_OWN:
        return covers
    return rules is ASKED_FOR_AS_OWN and not covers and asked.exists()
