"""Coordination on the employee's side: one press from the page, what it comes to, and one's own figure."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, text_of
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.talks.actions import coordinate
from tovholder.jobcentre.talks.models import Coordination
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")


def page_of(citizen: Citizen) -> str:
    return reverse("coordination", args=[citizen.pk])


def test_one_button_writes_it_and_leads_back(course, amina):
    desk, citizen = cast.browser_of(amina), course.citizen
    assert page_of(citizen) in Page(desk.get(reverse("citizen", args=[citizen.pk]))).links
    form = Page(desk.get(page_of(citizen))).form(page_of(citizen))
    assert len([button for button in form.buttons if button.get("name") == "spent"]) == 12
    sent = {"token": form.hidden()["token"], "spent": "partner-10"}
    for _press in range(2):
        assert desk.post(page_of(citizen), sent)["Location"] == reverse("citizen", args=[citizen.pk])
    row = Coordination.objects.get()
    assert (row.with_whom, row.minutes, row.employee) == ("partner", 10, amina)
    assert "10 minutters koordinering er skrevet." in text_of(desk.get(reverse("citizen", args=[citizen.pk])))


def test_what_it_comes_to_beside_the_talks(course, amina, jonas):
    cast.a_held_talk(course, by=amina, minutes=40)
    cast.a_held_talk(course, by=amina)
    for who in (amina, jonas):
        coordinate(course, with_whom="colleague", minutes=5, token=uuid4(), by=who.user, at=AT)
    desk = cast.browser_of(amina)
    text = text_of(desk.get(page_of(course.citizen)))
    assert "Det seneste år: 40 minutter i samtaler og 10 minutter på koordinering" in text
    assert "1 samtale har ingen minutter og er ikke regnet med." in text
    assert text.count("Fjern") == 1, "one's own alone"


def test_a_slip_is_taken_away_and_anothers_is_not_there(course, amina, jonas):
    mine, other = (
        coordinate(course, with_whom="colleague", minutes=5, token=uuid4(), by=who.user, at=AT)
        for who in (amina, jonas)
    )
    desk = cast.browser_of(amina)
    assert desk.post(reverse("take_away_coordination", args=[other.pk])).status_code == 404
    assert desk.post(reverse("take_away_coordination", args=[mine.pk])).status_code == 302
    assert list(Coordination.objects.all()) == [other]


def test_my_own_figure_is_in_my_figures(course, amina, time_machine):
    cast.a_held_talk(course, by=amina, minutes=30, at=AT - cast.days(40))
    coordinate(course, with_whom="partner", minutes=10, token=uuid4(), by=amina.user, at=AT - cast.days(40))
    coordinate(course, with_whom="partner", minutes=30, token=uuid4(), by=amina.user, at=AT)
    text = text_of(cast.browser_of(amina).get("/mine-tal/"))
    assert "Du brugte 30 minutter i samtaler og 10 på koordinering: 25 %." in text


def test_nothing_timed_says_so(amina):
    assert "Der står ingen minutter fra de tolv måneder." in text_of(cast.browser_of(amina).get("/mine-tal/"))
