"""One figure on a page of its own: its picture, its table, its units and what it is."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.test_english import left_in
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.results.indicators import ONE_BY_ONE
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.published import UNITS_ON_ONE_PAGE
from tovholder.jobcentre.results.tests.pages import fill, text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, login_as
from tovholder.registers.tables import benefits

pytestmark = pytest.mark.django_db
QUERY_BUDGET = 12


def page(client: Client, code: str) -> str:
    login_as(client, Role.MANAGER)
    response = client.get(reverse("results_figure", args=[code]))
    assert response.status_code == 200
    return response.content.decode()


def test_every_figure_has_its_table_its_units_and_what_it_is(client) -> None:
    fill(Town(), 40)
    for code in ONE_BY_ONE:
        html = page(client, code)
        for word in (
            "Tæller",
            "Nævner",
            "Periode",
            "Kilde",
            "Hvem er ikke med",
            "Udgave",
            "Små tal",
            "Data fra",
        ):
            assert html.count(f"<dt>{word}</dt>") == 1, (code, word)
        regions = re.findall(r'<div class="wide" tabindex="0" role="region" aria-label="([^"]+)">', html)
        assert len(regions) == len(set(regions)) == html.count("<table"), code
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), code
        named = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', html)
        assert {name for group in named for name in group.split()} <= set(ids), code
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html), code


def test_the_table_of_support_says_which_benefits(client) -> None:
    fill(Town(), 40)
    text = text_of(page(client, Indicator.TEMPORARY))
    assert "21. november 2026 40" in text
    assert "Enhed 0 20 ingen" in text
    assert benefits().version in text
    assert "A-dagpenge, Kontanthjælp, Sygedagpenge, Jobafklaringsforløb" in text
    assert "Uddannelseshjælp" not in text  # closed in 2025


def test_what_a_measure_is_held_against(client) -> None:
    fill(Town(), 40)
    text = text_of(page(client, Indicator.COMPANY_CONTACT))
    assert "Den midterste af 40 fravær. 0 % senest på første fraværsdag, 100 % inden for et døgn." in text
    assert "Før modellen: først efter seks til otte uger" in text
    assert "Jeres mål er højst 1 dag." in text
    text = text_of(page(client, Indicator.CITIZEN_TALK))
    assert "Offentliggjorte medianer: 45 og 55 dage, 2010–12 (doi 10.1186/s12889-023-15106-y)." in text


def test_all_units_stand_there_however_many(client) -> None:
    fill(Town(), 65, units=UNITS_ON_ONE_PAGE + 1)
    text = text_of(page(client, Indicator.SICK))
    assert "Enhed 0 5 ingen" in text
    assert "Enhed 12 5 ingen" in text


def test_small_units_are_hidden_in_words(client) -> None:
    fill(Town(), 3, units=1)
    assert "Enhed 0 vises ikke" in text_of(page(client, Indicator.SICK))


def months(values: list[int | None], code: str = Indicator.SICK) -> None:
    Figure.objects.bulk_create(
        Figure(
            indicator=code,
            day=TODAY.replace(year=2025 + (month > 11), month=(month - 1) % 12 + 1),
            numerator=value,
            suppressed=value is None,
            version="1",
            published_at=NOW,
        )
        for month, value in enumerate(values, 1)
    )


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([50, 53, 51, 54, 50, 52, 55, 52], "Det er inden for det, der plejer at ske."),
        (
            [50, 53, 51, 54, 50, 52, 55, 90],
            "Ændringen på den seneste måned er større, end der plejer at ske.",
        ),
        ([50, 52, 55, 57, 60, 63, 65, 67, 70], "Det er steget otte måneder i træk eller mere: det er nyt."),
        ([90, 88, 85, 83, 80, 77, 75, 73, 70], "Det er faldet otte måneder i træk eller mere: det er nyt."),
        ([50, 53, None, 54, 50, 52], "Der er for få tal at sammenligne med"),
    ],
)
def test_news_is_told_from_noise(client, values: list[int | None], says: str) -> None:
    months(values)
    text = text_of(page(client, Indicator.SICK))
    assert says in text


def test_what_is_news_is_marked_in_the_picture_and_said_in_its_table(client) -> None:
    months([50, 53, 51, 54, 50, 52, 55, 90])
    html = page(client, Indicator.SICK)
    assert html.count("<rect") == 1
    assert "nov 2026 +35 ja, uden for det, der plejer at ske" in text_of(html) or "+35 ja" in text_of(html)


def test_a_hidden_month_breaks_the_line(client) -> None:
    months([50, 53, None, 54, 50, 52, 55, 52])
    html = page(client, Indicator.SICK)
    year = re.search(r'<svg[^>]*class="plot".*?</svg>', html, re.DOTALL)[0]
    assert year.count("<polyline") == 2
    assert "vises ikke" in text_of(html)


def test_no_more_queries_with_many_figures(client) -> None:
    town = Town()
    fill(town, 6)
    login_as(client, Role.MANAGER)
    address = reverse("results_figure", args=[Indicator.SICK])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= QUERY_BUDGET


def test_another_name_is_no_figure(client) -> None:
    login_as(client, Role.MANAGER)
    assert client.get(reverse("results_figure", args=["noget"])).status_code == 404
    assert client.get(reverse("results_figure", args=[Indicator.SICK])).status_code == 404, (
        "none is published"
    )


def test_every_figure_is_told_in_english(client) -> None:
    fill(Town(), 40)
    client.cookies["django_language"] = "en"
    for code in ONE_BY_ONE:
        html = page(client, code).replace("Enhed", "").replace("Viden På Tværs", "")
        assert not left_in(html), code
        assert not re.search(r"\d (dage?|uger?|arbejdstimer?)\b", html), code
