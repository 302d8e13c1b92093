"""Resultater as people meet it."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.results.actions import choose_municipality, publish_figures, read_benchmark
from tovholder.jobcentre.results.indicators import ONE_BY_ONE
from tovholder.jobcentre.results.models import Chart, Figure, Indicator, MunicipalityChoice
from tovholder.jobcentre.results.publish.spells import spells_between
from tovholder.jobcentre.results.published import UNITS_ON_ONE_PAGE
from tovholder.jobcentre.results.tests.files import SMALL_JSON, many
from tovholder.jobcentre.results.tests.pages import fill, text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure, login_as
from tovholder.registers.oracle import persons_on_support
from tovholder.registers.tables import BenefitClass, benefits

pytestmark = pytest.mark.django_db
URL, CHOOSE = "/resultater/", "/resultater/kommune/"
QUERY_BUDGET = 12


@pytest.fixture
def town() -> Town:
    return Town()


def page(client: Client, role: str = Role.MANAGER) -> str:
    login_as(client, role)
    response = client.get(URL)
    assert response.status_code == 200
    return response.content.decode()


# --- Our own figures --------------------------------------------------------------------------------------------------


def test_a_figure_on_the_page_is_the_one_in_its_table_and_in_the_oracle(client, town) -> None:
    fill(town, 40)
    text = text_of(page(client))
    oracle = persons_on_support(spells_between(TODAY, TODAY), TODAY, benefits())
    temporary = oracle.by_class[BenefitClass.TEMPORARY]
    assert temporary == figure(Indicator.TEMPORARY).numerator == 40
    assert f"{temporary} personer er på midlertidig forsørgelse." in text
    assert f"{oracle.under_30} personer under 30 år er på en ydelse." in text
    assert "40 personer er på sygedagpenge." in text
    assert "Typisk har vi kontakt med virksomheden 1 dag efter første fraværsdag." in text
    assert "Jeres mål er højst 14 dage." in text
    assert "Typisk taler vi med virksomheden 30 minutter efter dens melding." in text
    assert "100 % af samtalerne i oktober 2026 var med borgerens egen medarbejder." in text


def test_six_sentences_come_first_each_with_its_curve_a_year_ago_and_whether_it_is_news(client, town) -> None:
    fill(town, 40)
    html = page(client)
    sections = re.findall(r'<section class="figure-line".*?</section>', html, re.DOTALL)
    assert [re.search(r"<h2[^>]*>([^<]+)", each)[1] for each in sections] == [
        "Midlertidig forsørgelse", "Permanent forsørgelse", "Under 30 år", "Sygedagpenge", "Fra første fraværsdag",
        "Egen medarbejder",
    ]  # fmt: skip
    assert all("For et år siden: " in text_of(each) for each in sections)
    assert all("plejer at ske" in text_of(each) or "for få tal" in text_of(each) for each in sections)
    links = re.findall(r'href="(/resultater/tal/[^"]+)"', html)
    assert set(links) == {reverse("results_figure", args=[code]) for code in ONE_BY_ONE}


def test_what_was_expected_stands_beside_what_is(client, town, skovs) -> None:
    fill(town, 10)
    text = text_of(page(client))
    assert "Jobindsats forventede 700 fuldtidspersoner på sygedagpenge mv. i året til" in text
    assert "Jobindsats forventede 2.440 fuldtidspersoner på ydelserne i alt i året til" in text
    assert "4. kvartal 2024; der var 600." in text
    assert "Jobindsats regner ikke et forventet tal ud for det." in text


def test_the_page_does_not_grow_with_units(client, town) -> None:
    """Beyond those that stand on the page itself, a unit costs neither bytes nor queries."""
    few, more = UNITS_ON_ONE_PAGE + 1, UNITS_ON_ONE_PAGE + 9
    fill(town, 5 * more, units=few)
    before, queries = measured(client)
    for n in range(few, more):
        town.unit(f"Enhed {n}")
    publish_figures(TODAY, by=None, at=NOW)
    after, queries_after = measured(client)
    assert abs(after - before) < 200
    assert queries == queries_after


def measured(client: Client) -> tuple[int, int]:
    page(client)
    with CaptureQueriesContext(connection) as queries:
        size = len(page(client))
    return size, len(queries)


def test_small_numbers_are_said_in_words(client, town) -> None:
    fill(town, 3, units=1)
    text = text_of(page(client))
    assert "Vises ikke: det er færre end 5, eller et tal under 5 kunne regnes ud fra det." in text
    assert "3 personer" not in text


def test_before_anything_is_counted_the_page_says_what_to_do(client) -> None:
    text = text_of(page(client))
    assert "Ingen tal endnu: de beregnes, når borgere og ydelser er læst ind." in text
    assert "Ingen tal endnu: data- og systemejeren læser tabellen Y30R21 fra jobindsats ind" in text


def test_a_published_day_without_anything_to_count_says_so(client) -> None:
    publish_figures(TODAY, by=None, at=NOW)
    text = text_of(page(client))
    assert "Ingen er på midlertidig forsørgelse." in text
    assert text.count("Ingen tal endnu: der er ikke noget at regne på i den tid.") == 22


# --- Against the expected ---------------------------------------------------------------------------------------------


@pytest.fixture
def skovs() -> None:
    read_benchmark(SMALL_JSON, by=None, at=NOW)
    choose_municipality("Skovsø", by=None, at=NOW, today=TODAY)


def test_the_chosen_municipality_stands_against_what_was_expected(client, skovs) -> None:
    html = page(client)
    text = text_of(html)
    assert "Skovsø havde 100 færre fuldtidspersoner på offentlig forsørgelse end forventet: nr. 22." in text
    assert "året til og med 4. kvartal 2024" in text
    assert "Sygedagpenge mv. 700 600 −100 2,33 2,00 −0,33 nr. 4" in text
    assert "Ydelsesgrupper i alt 2.440 2.340 −100 8,13 7,80 −0,33 nr. 22" in text
    assert "Vesterå" not in text
    assert "jobindsats.dk, tabel Y30R21" in text
    sums = {f"{2 * n:,}".replace(",", ".") for n in (2440, 2340)}  # what one gets by adding the total in
    assert not [number for number in sums if number in text]
    chart = re.search(r'<figure>\s*(<svg class="chart".*?</svg>)', html, re.DOTALL)[1]
    assert (
        "Skovsø: 100 færre fuldtidspersoner på offentlig forsørgelse end forventet, året til og med 4. kvartal 2024."
        in chart
    )
    assert "forventet 1.090" in chart


def test_every_table_can_be_scrolled_by_keyboard_and_has_a_name(client, town, skovs) -> None:
    fill(town, 10)
    html = page(client)
    regions = re.findall(r'<div class="wide" tabindex="0" role="region" aria-label="([^"]+)">\s*<table', html)
    assert len(regions) == html.count("<table")
    assert len(set(regions)) == len(regions)
    assert "<details" in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert all(
        name in ids for group in re.findall(r'aria-labelledby="([^"]+)"', html) for name in group.split()
    )


def test_nothing_on_the_page_is_inline(client, town, skovs) -> None:
    fill(town, 10)
    html = page(client)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_english_numbers_and_chart_follow_the_language(client, skovs) -> None:
    login_as(client, Role.MANAGER)
    client.cookies["django_language"] = "en"
    html = client.get(URL).content.decode()
    assert "2,440" in html
    assert "2.440" not in html


# --- A GET writes nothing ---------------------------------------------------------------------------------------------


def test_a_chart_that_is_not_kept_is_drawn_and_still_not_kept(client, skovs) -> None:
    kept = page(client)
    Chart.objects.all().delete()
    drawn = page(client)
    assert not Chart.objects.exists()
    assert (
        re.search(r'<svg class="chart".*?</svg>', drawn, re.DOTALL)[0]
        == (re.search(r'<svg class="chart".*?</svg>', kept, re.DOTALL)[0])
    )


def test_a_kept_chart_is_not_drawn_again(client, skovs, monkeypatch) -> None:
    from tovholder.jobcentre.results import charts

    monkeypatch.setattr(charts, "draw", None)
    assert '<svg class="chart"' in page(client)


def test_a_kept_chart_that_was_tampered_with_brings_nothing_in(client, skovs) -> None:
    Chart.objects.update(svg='<svg class="chart"><script>x()</script><text onclick="x()">kort</text></svg>')
    html = page(client)
    assert '<svg class="chart"><text>kort</text></svg>' in html
    assert "x()" not in html


# --- Budget -----------------------------------------------------------------------------------------------------------


def test_the_same_few_queries_with_few_and_with_many(client, town) -> None:
    fill(town, 6)
    read_benchmark(many(3, ["2024QMAT02"]), by=None, at=NOW)
    choose_municipality("Kommune 2", by=None, at=NOW, today=TODAY)
    login_as(client, Role.MANAGER)
    with CaptureQueriesContext(connection) as few:
        small = client.get(URL).content
    read_benchmark(many(98, ["2024QMAT02", "2024QMAT04", "2025QMAT02", "2025QMAT04"]), by=None, at=NOW)
    more = Town()
    more.numbers = town.numbers
    contact = more.employee("Ny", more.unit("Ny enhed"))
    for _ in range(60):
        citizen = more.citizen()
        more.support(citizen, "a_dagpenge", "2025-01-01")
        more.talk(more.course(citizen, contact), contact, "2026-10-10")
    publish_figures(TODAY, by=None, at=NOW)
    with CaptureQueriesContext(connection) as many_queries:
        large = client.get(URL).content
    assert len(few) == len(many_queries) <= QUERY_BUDGET
    assert len(small) < len(large) < 125_000


# --- Who, and choosing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.LEADER, Role.MANAGER, Role.DATA_OWNER])
def test_who_sees_the_figures_and_who_is_offered_the_choice(client, role: str) -> None:
    assert (reverse("choose_municipality") in page(client, role)) == (role in {Role.MANAGER, Role.DATA_OWNER})


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.COMPANY])
def test_people_from_outside_do_not(client, role: str) -> None:
    login_as(client, role)
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.LEADER])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_choice_is_closed_to_others_and_the_attempt_is_on_record(client, role: str, method: str) -> None:
    login_as(client, role)
    assert getattr(client, method)(CHOOSE, {"area": "", "small_number_limit": "9"}).status_code == 403
    assert not MunicipalityChoice.objects.exists()
    assert Record.objects.get(kind="refusal").what == "choose_municipality"


def test_choosing(client, town, skovs) -> None:
    fill(town, 6, units=1)
    login_as(client, Role.DATA_OWNER)
    form = client.get(CHOOSE).content.decode()
    assert '<option value="Skovsø" selected>' in form
    assert form.index('value="Skovsø"') < form.index('value="Vesterå"')
    response = client.post(CHOOSE, {"area": "Vesterå", "small_number_limit": "7"}, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "Vesterå havde 70 flere fuldtidspersoner" in text_of(response.content.decode())
    assert MunicipalityChoice.now().small_number_limit == 7
    assert "6 personer" not in text_of(response.content.decode())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"area": "Langtbortistan", "small_number_limit": "5"}, "Vælg en kommune fra listen."),
        ({"area": "Vesterå", "small_number_limit": "4"}, "Skriv 5 eller mere"),
        ({"area": "Vesterå", "small_number_limit": "5000"}, "Skriv 50 eller mindre"),
        ({"area": "Vesterå", "small_number_limit": "fem"}, "Skriv et helt tal"),
        ({"area": "Vesterå", "small_number_limit": ""}, "Skriv et antal"),
        ({}, "Skriv et antal"),
    ],
)
def test_a_wrong_choice_is_a_sentence_and_what_was_typed_stays(client, skovs, typed: dict, says: str) -> None:
    login_as(client, Role.MANAGER)
    response = client.post(CHOOSE, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert says in html
    if typed.get("area") == "Vesterå":
        assert '<option value="Vesterå" selected>' in html
    if typed.get("small_number_limit"):
        assert f'value="{typed["small_number_limit"]}"' in html
    assert MunicipalityChoice.now().area == "Skovsø"


def test_a_municipality_that_went_away_meanwhile_is_refused(client, skovs, monkeypatch) -> None:
    from tovholder.jobcentre.results import actions

    def refuse(*args, **kwargs):
        raise actions.UnknownMunicipality("Vi har ingen tal for Vesterå.")

    monkeypatch.setattr(actions, "choose_municipality", refuse)
    login_as(client, Role.MANAGER)
    response = client.post(CHOOSE, {"area": "Vesterå", "small_number_limit": "6"})
    assert response.status_code == 409
    assert "Vi har ingen tal for Vesterå." in response.content.decode()
    assert '<option value="Vesterå" selected>' in response.content.decode()


def test_posting_to_the_page_itself_does_nothing(client) -> None:
    login_as(client, Role.MANAGER)
    assert client.post(URL).status_code == 405


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_command_publishes_the_day_it_is_given(capsys) -> None:
    call_command("publish", today="2026-11-21")
    assert "21.11.2026" in capsys.readouterr().out
    assert figure(Indicator.SICK).numerator == 0
    call_command("publish", today=TODAY - timedelta(days=1), verbosity=0)
    assert capsys.readouterr().out == ""
    assert not Figure.objects.filter(day=TODAY).exists()
    call_command("publish", verbosity=0)
    assert Figure.objects.exists()


def test_the_command_refuses_what_is_no_date() -> None:
    with pytest.raises(CommandError, match="i morgen"):
        call_command("publish", today="i morgen")
