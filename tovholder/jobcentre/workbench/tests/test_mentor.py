"""Mentor support on the employee's side, and what the citizen reads of it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import TODAY, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.plans.models import MentorGrant
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")


@pytest.fixture
def citizen(db, amina):
    citizen = cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))
    cast.a_course(citizen, contact=amina)
    return citizen


@pytest.fixture
def desk(amina):
    return cast.browser_of(amina)


def sent(**more):
    given = {"token": uuid4(), "aim": "At komme i gang", "mentor": "Ida Sø", "weekly_hours": "1,5"}
    return given | {"first_day": "2026-11-20", "last_day": "19.5.2027"} | more


def test_granted_from_the_citizens_page_and_read_by_the_citizen(desk, citizen):
    page = Page(desk.get(reverse("citizen", args=[citizen.pk])))
    assert reverse("mentor_grants", args=[citizen.pk]) in page.links
    new = reverse("grant_mentor", args=[citizen.pk])
    assert not [row for row in Page(desk.get(new)).form("").stated() if row[1]], "nothing is preselected"
    assert desk.post(new, sent()).status_code == 302
    text = text_of(desk.get(reverse("mentor_grants", args=[citizen.pk])))
    assert "Mentor: Ida Sø. Timer om ugen: 1,5." in text
    assert "til og med onsdag 19. maj 2027" in text
    assert "Mentorstøtte bevilges for højst seks måneder ad gangen" in text
    assert "Ikke bekræftet." in text
    text = text_of(cast.browser_of(citizen).get(reverse("my_mentor")))
    assert "At komme i gang" in text
    assert "Mentor: Ida Sø. Timer om ugen: 1,5." in text


def test_a_day_too_many_is_said_with_the_last_that_is_not(desk, citizen):
    answer = desk.post(reverse("grant_mentor", args=[citizen.pk]), sent(last_day="20.5.2027"))
    assert answer.status_code == 422
    assert "Den sidste dag kan højst være onsdag 19. maj 2027." in text_of(answer)


def test_extended_with_words_and_shown_as_two(desk, citizen, amina):
    old = cast.a_grant(citizen.courses.get(), by=amina, last_day=TODAY + days(10))
    page = desk.get(reverse("mentor_grant", args=[old.pk]))
    form = Page(page).form(reverse("extend_mentor", args=[old.pk]))
    given = form.hidden() | {
        "evaluation": "Det går godt",
        "aim": "Videre",
        "mentor": "Ida",
        "weekly_hours": "1",
    }
    answer = desk.post(reverse("extend_mentor", args=[old.pk]), given | {"last_day": "2027-03-01"})
    assert answer.status_code == 302
    assert MentorGrant.objects.get(extends=old).since == TODAY + days(11)
    text = text_of(desk.get(reverse("mentor_grants", args=[citizen.pk])))
    assert "Det går godt" in text
    assert "Videre" in text
    shown = text_of(desk.get(reverse("mentor_grant", args=[old.pk])))
    assert "Forlæng med en ny bevilling" not in shown
    again = desk.post(reverse("extend_mentor", args=[old.pk]), sent(evaluation="x", last_day="2027-03-01"))
    assert again.status_code == 409
    assert "allerede forlænget" in text_of(again)


def test_ended_before_time(desk, citizen, amina):
    grant = cast.a_grant(citizen.courses.get(), by=amina, last_day=TODAY + days(60))
    answer = desk.post(
        reverse("evaluate_mentor", args=[grant.pk]), {"words": "Færdig", "last_day": "2026-11-27"}
    )
    assert answer.status_code == 302
    grant.refresh_from_db()
    assert grant.last_day == TODAY + days(7)


def test_an_empty_page_says_so(desk, citizen):
    assert "Der er ikke bevilget mentorstøtte." in text_of(
        desk.get(reverse("mentor_grants", args=[citizen.pk]))
    )
    assert "Du har ikke mentorstøtte." in text_of(cast.browser_of(citizen).get(reverse("my_mentor")))
