"""A page's list as a file: the same people in the same order, with the same filters, and a line for each in the log."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizen_portal.looks import PAGES
from tovholder.jobcentre.citizens.actions import employ, keep_apart
from tovholder.jobcentre.exchange import lists, writing
from tovholder.jobcentre.exchange.actions import export

pytestmark = pytest.mark.usefixtures("friday_at_ten")

LINK = '=HYPERLINK("http://ond.example","Klik")'
MINE, UNIT, PLACES = (
    reverse("export_my_citizens"),
    reverse("export_team_citizens"),
    reverse("export_my_workplaces"),
)
OF_PEOPLE = {MINE: "my_citizens", UNIT: "team_citizens", PLACES: "my_workplaces"}


@pytest.fixture
def amina(house) -> Client:
    return cast.browser_of(house.amina)


def cells(response) -> list[list]:
    assert response.status_code == 200
    if response.content.startswith(b"PK"):
        return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def names(response) -> list[str]:
    return [row[0] for row in cells(response)[1:]]


def on_the_pages(client: Client, page: str, **chosen) -> list[str]:
    """The names of every page of a list, from the first to the last."""
    found, address = [], reverse(page)
    while address:
        response = client.get(address, chosen)
        text = response.content.decode()
        found += re.findall(r'class="row-who"><a href="[^"]*">([^<]*)</a>', text)
        address, chosen = response.context["next"] and reverse(page) + response.context["next"], {}
    return found


def exported() -> list[int]:
    lines = Record.objects.filter(kind=Kind.EXPORT).order_by("citizen")
    assert all(line.count == 1 and not line.citizens for line in lines)
    return [line.citizen for line in lines]


def test_my_citizens_as_the_page_has_them(house, amina) -> None:
    mine = [house.follow(f"Borger {n % 7} Øst") for n in range(130)]
    covered = house.follow("Åge Dækket", contact=house.jonas)
    cast.a_stand_in(house.jonas, house.amina)
    house.follow("Fremmed", contact=house.rune)
    house.close(house.follow("Afsluttet"))
    expected = on_the_pages(amina, "my_citizens")
    assert len(expected) == 131
    assert names(amina.post(MINE)) == expected
    assert exported() == sorted(course.citizen_id for course in [*mine, covered])


def test_what_is_agreed_goes_along(house, amina) -> None:
    course = house.follow("BORGER Bo", is_protected=True)
    cast.a_held_talk(course, by=house.amina)
    house.agree(course, date(2026, 11, 27))
    heading, row = cells(amina.post(MINE, {"fil": "xlsx"}))
    found = dict(zip(heading, row, strict=True))
    assert found == {
        "Navn": "BORGER Bo", "Beskyttet": "ja", "Fast medarbejder": "Amina Yusuf", "Dækker i dag": "",
        "Næste aftale": date(2026, 11, 27),
        "Kl.": "", "Hvordan": "", "Talte sidst sammen": TODAY,
    }  # fmt: skip


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_the_units_citizens_with_the_filters_of_the_list(house, leader, file_type) -> None:
    mine = house.follow("Å Jonas", contact=house.jonas)
    agreed = house.follow("Æ Aftalt", contact=house.jonas)
    house.agree(agreed, TODAY)
    other = house.follow("B Amina")
    new = house.follow("A Ny", contact=house.rune)
    house.follow("Fremmed", contact=house.ole, unit=house.other_unit)
    for chosen, people in (
        ({}, [new, other, agreed, mine]),
        ({"fast": house.jonas.pk}, [agreed, mine]),
        ({"fast": house.jonas.pk, "uden_naeste": "on"}, [mine]),
        ({"nye": "on"}, [new]),
    ):
        before = Record.objects.filter(kind=Kind.EXPORT).count()
        response = leader.post(UNIT, {"fil": file_type}, query_params=chosen)
        assert names(response) == on_the_pages(leader, "team_citizens", **chosen)
        assert names(response) == [course.citizen.name for course in people]
        assert Record.objects.filter(kind=Kind.EXPORT).count() == before + len(people)


def test_a_filter_that_is_none_takes_nobody_out(house, leader) -> None:
    house.follow("BORGER Bo")
    response = leader.post(UNIT, query_params={"fast": "999999"})
    assert response.status_code == 302
    assert not exported()


def test_whom_a_person_is_kept_from_is_in_no_file(house, leader) -> None:
    digits = next(cast.cpr_numbers())
    house.follow("SKJULT Familie", contact=house.lise, digits=digits)
    keep_apart(house.lise, digits=digits, closeness="family", by=None, at=AT)
    hidden = house.follow("SKJULT Beskyttet", contact=house.lise)
    hidden.citizen.is_protected = True
    hidden.citizen.save(update_fields=["is_protected"])
    shown = house.follow("BORGER Bo", contact=house.lise)
    place = cast.a_workplace(contact=house.lise)
    for course in (hidden, shown):
        employ(course.citizen, workplace=place, since=TODAY, by=None, at=AT)
    assert names(leader.post(MINE)) == names(leader.post(UNIT)) == ["BORGER Bo"]
    assert [row[10] for row in cells(leader.post(PLACES))[1:]] == ["1"]
    assert exported() == [shown.citizen_id] * 3


def test_my_workplaces_as_the_page_has_them(house, amina) -> None:
    for n in range(60):
        cast.a_workplace(f"Værksted {n % 5}", contact=house.amina)
    place = cast.a_workplace(
        "Øens Mejeri", company=LINK, contact=house.jonas, telephone="00 12 34 56", p_number="0000000019"
    )
    cast.a_stand_in(house.jonas, house.amina)
    cast.a_workplace("Fremmed", contact=house.rune)
    cast.a_notice(place)
    bo = house.follow("BORGER Bo").citizen
    employ(bo, workplace=place, since=TODAY, by=None, at=AT)
    assert names(amina.post(PLACES)) == on_the_pages(amina, "my_workplaces")
    assert exported() == [bo.pk]
    rows = cells(amina.post(PLACES, {"fil": "xlsx"}))
    found = dict(zip(rows[0], rows[-1], strict=True))
    assert (found["P-nummer"], found["Telefon"], found["Virksomhed"]) == ("0000000019", "00 12 34 56", LINK)
    assert (found["Meldinger, der venter"], found["Mine borgere her"], found["Jeg dækker for"]) == (
        1,
        1,
        "Jonas Holm",
    )


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_a_formula_as_a_name_is_text_in_every_file(house, leader, file_type) -> None:
    house.follow(LINK, contact=house.lise)
    cast.a_workplace(LINK, contact=house.lise)
    for address in OF_PEOPLE:
        assert names(leader.post(address, {"fil": file_type})) == [
            LINK if file_type == "xlsx" else f"'{LINK}"
        ]


@pytest.mark.parametrize("page", ["results", "expected", "imports"])
def test_lists_without_citizens_are_one_line_of_the_log(house, page) -> None:
    client = cast.browser_of(cast.a_user(Role.DATA_OWNER))
    assert len(cells(client.post(reverse(f"export_{page}")))) == 1
    wanted = {"imports": "imported"}.get(page, page)
    assert Record.objects.get(what="export_list").detail == {"list": wanted}
    assert not exported()


@pytest.mark.parametrize("address", [*OF_PEOPLE, reverse("export_results"), reverse("export_expected")])
def test_the_file_is_kept_nowhere_and_named_after_nobody(house, leader, address) -> None:
    house.follow("BORGER Bo", contact=house.lise)
    for file_type, content_type in (
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):
        response = leader.post(address, {"fil": file_type})
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Type"] == content_type
        assert re.fullmatch(
            rf'attachment; filename="[a-z-]+-2026-11-20\.{file_type}"', response["Content-Disposition"]
        )


@pytest.mark.parametrize("address", OF_PEOPLE)
def test_a_file_is_asked_for_by_a_form_of_ours(house, address) -> None:
    house.follow("BORGER Bo", contact=house.lise)
    cast.a_workplace(contact=house.lise)
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.lise.user)
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 403
    assert not exported()
    page = client.get(reverse(OF_PEOPLE[address])).content.decode()
    form = re.search(rf'<form[^>]*action="{address}".*?</form>', page, re.DOTALL)[0]
    assert 'method="post"' in form
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', form)[1]
    assert client.post(address, {"csrfmiddlewaretoken": token, "fil": "csv"}).status_code == 200


def test_the_button_keeps_the_filters_of_the_list(house, leader) -> None:
    house.follow("BORGER Bo", contact=house.jonas)
    page = leader.get(
        reverse("team_citizens"), {"fast": house.jonas.pk, "uden_naeste": "on"}
    ).content.decode()
    assert f'action="{UNIT}?fast={house.jonas.pk}&amp;uden_naeste=on"' in page


def test_the_newcomers_are_the_same_list_with_its_filter(house, leader) -> None:
    house.follow("BORGER Ny", contact=house.rune)
    assert f'action="{UNIT}?nye=on"' in leader.get(reverse("team")).content.decode()


def test_without_its_log_no_file_is_sent(house, amina, monkeypatch) -> None:
    house.follow("BORGER Bo")
    monkeypatch.setattr(export.record, "export", lambda *given, **more: None)
    amina.raise_request_exception = False
    response = amina.post(MINE)
    assert response.status_code == 500
    assert "BORGER" not in response.content.decode()


def test_a_list_too_long_for_a_page_is_refused_and_nobody_is_in_the_log(house, amina, monkeypatch) -> None:
    for n in range(4):
        house.follow(f"BORGER {n}")
    for module in (writing, export):
        monkeypatch.setattr(module, "MOST_ROWS", 3)
    response = amina.post(MINE, follow=True)
    assert "Listen er for lang" in response.content.decode()
    assert not exported()


@pytest.mark.parametrize("address", OF_PEOPLE)
def test_many_are_read_a_few_at_a_time(house, leader, address, monkeypatch) -> None:
    """Two sizes: each part costs the same few queries, and no query asks for more than a part."""
    monkeypatch.setattr(lists, "AT_A_TIME", 10)
    counts = []
    for size in (20, 50, 80):
        for n in range(0 if size == 20 else size - 30, size):
            house.follow(f"BORGER {n:02}", contact=house.lise)
            cast.a_workplace(f"Sted {n:02}", contact=house.lise)
        with CaptureQueriesContext(connection) as queries:
            assert len(names(leader.post(address))) == size
        selects = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
        counts.append(len(selects))
    assert (counts[2] - counts[1]) == (counts[1] - counts[0]) <= 3 * 5


def test_a_citizen_reads_which_file_they_are_in(house, leader) -> None:
    assert {f"export_{wanted}" for wanted in export.OF_PEOPLE} <= PAGES.keys()
    bo = house.follow("BORGER Bo", contact=house.lise).citizen
    bo.user = cast.a_user(Role.CITIZEN)
    bo.save(update_fields=["user"])
    for address in (MINE, UNIT):
        leader.post(address)
    page = cast.text_of(cast.browser_of(bo).get(reverse("who_looked")))
    assert "tog dig med ud i en fil med sine borgere" in page
    assert "tog dig med ud i en fil med enhedens borgere" in page
