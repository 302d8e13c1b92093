"""Counts rounded where the municipality chooses it: after the small ones are hidden, and on every page."""

import pytest
from django.urls import reverse

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.results.actions import choose_municipality
from tovholder.jobcentre.results.models import Figure, Indicator, MunicipalityChoice
from tovholder.jobcentre.results.publish.hidden import Count, rounded_count
from tovholder.jobcentre.results.tests.pages import fill, text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure, login_as

CHOOSE = "/resultater/kommune/"


def test_a_share_is_reckoned_from_its_rounded_counts() -> None:
    assert rounded_count(Count.share(7, 13), 1) == Count.share(7, 13)
    assert rounded_count(Count.share(7, 13), 5) == Count.share(5, 15)
    assert rounded_count(Count(8), 5) == Count(10)
    assert rounded_count(Count(None, 13, 2.5), 10) == Count(None, 10, 2.5), "a median is of nobody"


@pytest.mark.django_db
def test_what_is_chosen_is_published_at_once_and_said(client) -> None:
    fill(Town(), 42)
    login_as(client, Role.MANAGER)
    response = client.post(CHOOSE, {"area": "", "small_number_limit": "5", "round_to": "10"}, follow=True)
    text = text_of(response.content.decode())
    assert "40 personer er på midlertidig forsørgelse." in text
    assert "42" not in text
    assert "Antal er afrundet til nærmeste 10." in text
    newest = Figure.objects.filter(indicator=Indicator.SICK, unit=None, group="").latest("day")
    assert newest.numerator == 40
    counts = Figure.objects.exclude(numerator=None).values_list("numerator", flat=True)
    assert all(count % 10 == 0 for count in counts)
    page = client.get(reverse("results_figure", args=[Indicator.SICK])).content.decode()
    assert "Antal er afrundet til nærmeste 10." in text_of(page)


@pytest.mark.django_db
def test_small_numbers_are_hidden_before_they_are_rounded() -> None:
    fill(Town(), 4, units=1)
    choose_municipality("", round_to=10, by=None, at=NOW, today=TODAY)
    assert figure(Indicator.SICK).suppressed


@pytest.mark.django_db
def test_a_form_without_a_rounding_leaves_it_as_it_was(client) -> None:
    MunicipalityChoice.objects.create(pk=1, round_to=5)
    login_as(client, Role.MANAGER)
    assert client.post(CHOOSE, {"area": "", "small_number_limit": "6"}).status_code == 302
    assert MunicipalityChoice.now().round_to == 5
    assert '<option value="5" selected>' in client.get(CHOOSE).content.decode()


@pytest.mark.django_db
def test_another_rounding_is_a_sentence(client) -> None:
    login_as(client, Role.MANAGER)
    response = client.post(CHOOSE, {"area": "", "small_number_limit": "6", "round_to": "7"})
    assert response.status_code == 422
    assert "Vælg en afrunding fra listen." in response.content.decode()
