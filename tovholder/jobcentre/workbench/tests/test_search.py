"""One search field, only people I may see; and the emergency way in."""

import logging
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import keep_apart
from tovholder.jobcentre.citizens.models import Citizen, EmergencyAccess
from tovholder.jobcentre.companies.actions import add_company, add_workplace
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.workbench import by_name
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")

SEARCH, EMERGENCY = reverse("search"), reverse("emergency")


@pytest.fixture
def amina(db) -> Employee:
    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def client(amina) -> Client:
    return cast.browser_of(amina)


@pytest.fixture
def soren(amina) -> Citizen:
    soren = cast.a_citizen("Søren Kjærgaard-Thomsen", digits="0702851234", telephone="22 33 44 55")
    cast.a_course(soren, contact=amina)
    for name in ("Mona Lund", "Freja Dam", "Ali Hamdan", "Åse Holm", "Birthe Krogh"):
        cast.a_course(cast.a_citizen(name), contact=amina)
    return soren


@pytest.fixture
def nordlyst(amina) -> Workplace:
    company = add_company(cvr="13585628", name="Nordlyst Møbler A/S", contact=amina, by=None, at=AT)
    place = add_workplace(
        company,
        p_number="1003388394",
        name="Snedkeriet",
        telephone="98 76 54 32",
        by=None,
        at=AT,
        today=TODAY,
    )
    cast.a_workplace("Sydhavnens Smedje", contact=cast.an_employee())
    return place


def find(client, text) -> tuple[list, list]:
    context = client.post(SEARCH, {"text": text}).context
    return list(context["citizens"]), list(context["workplaces"])


SPELLINGS = [
    "Søren", "søren", "SØREN", "Soeren", "Sören", "sørn", "Søren Kjærgaard", "kjærgård", "Kjergaard", "Thomsen",
    "tomsen", "Thomsen Søren", "kærgaard", "  søren  ", "Søren  Thomsen", "Sørren Kærgård",
]  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_name_as_it_is_remembered(client, soren, text):
    assert find(client, text)[0][0] == soren


@pytest.mark.parametrize("text", [*SPELLINGS, "Åse", "aase holm", "Holmm", "ro", "xyzzy", "Søren Holm"])
def test_among_more_than_are_compared_here_the_same_are_found(client, soren, text, monkeypatch):
    """The last letters of the alphabet too: of very many the database finds those worth comparing."""
    for name in ("Øjvind Rohde", "Ågot Rønn", "Mona Holm"):
        cast.a_course(cast.a_citizen(name), contact=soren.courses.get().contact)
    among_few = find(client, text)
    monkeypatch.setattr(by_name, "AMONG", 2)
    assert find(client, text) == among_few


def test_somebody_of_a_long_list_is_found_in_danish_order(amina, soren, monkeypatch):
    for name in ("Åse Bo", "Bo Å", "Østen Bo", "Bo A"):
        cast.a_course(cast.a_citizen(name), contact=amina)
    names = dict(amina.courses.values_list("pk", "citizen__name"))
    for among in (1000, 2):
        monkeypatch.setattr(by_name, "AMONG", among)
        found = by_name.named(amina.courses.all(), "bo", "citizen__")
        assert [names[pk] for pk in found] == ["Bo A", "Bo Å", "Østen Bo", "Åse Bo"]
        assert [names[pk] for pk in by_name.named(amina.courses.all(), "ostn", "citizen__")] == ["Østen Bo"]


def test_a_misspelt_workplace_is_found_among_any_number(client, nordlyst, monkeypatch):
    monkeypatch.setattr(by_name, "AMONG", 0)
    assert find(client, "snedkriet")[1] == [nordlyst]


NUMBERS = [
    "070285", "07.02.1985", "07-02-1985", "7.2.1985", "7/2-1985", "7/2 1985", "7.2.85", "07021985", "07 02 85",
    "0702851234", "070285-1234", "070285 1234", "070285–1234",
    "22334455", "22 33 44 55", "2233 4455", "+45 22 33 44 55", "+4522334455",
]  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_a_birth_date_a_cpr_number_or_a_telephone_number(client, soren, text):
    assert find(client, text)[0] == [soren]


def test_a_telephone_number_kept_without_spaces(client, soren):
    Citizen.objects.filter(pk=soren.pk).update(telephone="22334455")
    for text in ("22334455", "22 33 44 55"):
        assert find(client, text)[0] == [soren]


@pytest.mark.parametrize(
    "text",
    [
        *("0702851235", "070285-123", "7.2.1986", "31.02.1985", "99.99.1985", "22334456", "0000"),
        *("0", "x", " ", "!!", "xyzzy", "Søren Hansen", "Holger"),
    ],
)
def test_what_is_nobody_finds_nobody(client, soren, text):
    assert find(client, text) == ([], [])


def test_six_digits_are_both_centuries(client, amina, soren):
    young = cast.a_citizen("Liva Dahl", digits="0702054123")
    cast.a_course(young, contact=amina)
    assert young.birth_date == date(2005, 2, 7)
    assert find(client, "070205")[0] == [young]
    assert find(client, "070285")[0] == [soren]


@pytest.mark.parametrize(
    "text",
    [
        *("Nordlyst", "nordlyst møbler", "Nordlyst Moebler", "snedkeri", "møbler snedkeriet", "snedkriet"),
        *("13585628", "13 58 56 28", "1003388394", "10033 88394", "98765432", "98 76 54 32", "+45 98765432"),
    ],
)
def test_a_company_by_name_number_or_telephone(client, nordlyst, text):
    assert find(client, text) == ([], [nordlyst])


def test_companies_are_there_for_everybody_who_follows_citizens(nordlyst):
    assert find(cast.browser_of(cast.an_employee()), "Snedkeriet")[1] == [nordlyst]


# --- Only people I may see --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Søren", "sørn", "070285", "070285-1234", "22 33 44 55"])
def test_only_people_i_may_see(amina, soren, text):
    jonas = cast.an_employee("Jonas Holm")
    client = cast.browser_of(jonas)
    response = client.post(SEARCH, {"text": text})
    assert response.context["citizens"] == []
    assert "Ingen, du kan se, ligner det, du skrev." in text_of(response)
    assert "Søren" not in text_of(response)
    assert reverse("emergency") in text_of(response)
    cast.a_stand_in(amina, jonas)
    assert find(client, text)[0] == [soren]
    keep_apart(jonas, digits="0702851234", closeness="family", by=None, at=AT)
    assert find(client, text)[0] == []


def test_ten_while_somebody_types_and_all_on_the_page_in_danish_order(client, amina):
    for n in range(14):
        cast.a_course(cast.a_citizen(f"Bo {'ABCDEFGHIJKLÅÆ'[n]}"), contact=amina)
    while_typing = client.post(SEARCH, {"text": "Bo"}, headers={"HX-Request": "true"})
    assert [line.split("<")[0] for line in text_of(while_typing).split(">Bo ")[1:]] == list("ABCDEFGHIJ")
    assert "Se alle, der ligner" in text_of(while_typing)
    assert [person.name for person in find(client, "Bo")[0]] == [
        f"Bo {letter}" for letter in "ABCDEFGHIJKLÆÅ"
    ]


def press(client, response, kind, way):
    """Press the button of a page of results: what it sends stands in the page, and nothing in the address."""
    (found,) = [page for name, _words, page in response.context["found"] if name == kind]
    key = getattr(found, way)
    assert f'name="{kind}_{way}" value="{key}"' in text_of(response)
    return client.post(SEARCH, {"text": response.context["text"], f"{kind}_{way}": key})


def test_what_is_found_comes_a_page_at_a_time_both_ways(client, amina):
    cast.many_courses(120, contact=amina)
    cast.many_courses(3, contact=cast.an_employee())
    first = client.post(SEARCH, {"text": "Borger"})
    second = press(client, first, "borgere", "fra")
    third = press(client, second, "borgere", "fra")
    pages = [[person.pk for person in page.context["citizens"]] for page in (first, second, third)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({pk for page in pages for pk in page}) == 120
    back = press(client, press(client, third, "borgere", "foer"), "borgere", "foer")
    assert [person.pk for person in back.context["citizens"]] == pages[0]


def test_workplaces_that_are_found_come_a_page_at_a_time(client, amina):
    for n in range(60):
        cast.a_workplace(f"Nordlyst {n:02}", contact=amina)
    first = client.post(SEARCH, {"text": "nordlyst"})
    second = press(client, first, "steder", "fra")
    names = [place.name for page in (first, second) for place in page.context["workplaces"]]
    assert names == [f"Nordlyst {n:02}" for n in range(60)]


@pytest.mark.parametrize("key", ["x", "-1", "²", "9" * 30])
def test_a_page_that_is_no_number_is_not_found(client, soren, key):
    assert client.post(SEARCH, {"text": "Søren", "borgere_fra": key}).status_code == 404


# --- Nothing typed is left behind -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Søren Kjærgaard", "070285-1234", "Nordlyst", "hemmeligt navn"])
def test_nothing_typed_lands_in_a_log_an_address_or_the_page(client, soren, nordlyst, text, caplog):
    caplog.set_level(logging.DEBUG)
    response = client.post(SEARCH, {"text": text})
    line = Record.objects.get(kind=Kind.SEARCH)
    found = [person.pk for person in response.context["citizens"]]
    assert (line.what, line.count, line.detail) == ("search", len(found), {})
    assert line.citizens == (f",{found[0]}," if found else "")
    said = [message for message in caplog.messages if "SELECT" not in message and "INSERT" not in message]
    for kept in (str(vars(line)), *said, str(response.headers), str(client.cookies)):
        assert text not in kept
        assert re.sub(r"\D", "", text) not in kept or not re.search(r"\d{6}", text)
    assert "070285" not in text_of(response)
    assert client.get(SEARCH, {"text": text}).status_code == 405


def test_every_search_is_a_line_even_when_nobody_is_found(client):
    client.post(SEARCH, {"text": "hemmeligt"})
    assert Record.objects.filter(kind=Kind.SEARCH, count=0, citizens="").count() == 1


@pytest.mark.parametrize("text", ["S", "", " ", "\n"])
def test_too_little_to_search_for_is_told(client, soren, text):
    response = client.post(SEARCH, {"text": text})
    assert response.status_code == 200
    assert "Skriv mindst to tegn" in text_of(response)
    assert find(client, text) == ([], [])


@pytest.mark.parametrize(
    "body",
    [
        *(b"text=%00%00", b"text=S%00ren", b"text=0702%00851234", b"text=%FF%FE%80", b"text=" + b"%C3%B8" * 5000),
        *(b"text=%25%25", b"text=__", b"text=%5C%5C", b"text=%27%22%3B--", b"text=" + b"9" * 500, b"text=%C2%B2%C2%B2"),
        *(b"text=%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6", b"", b"other=1", b"text=(((", b"text=" + b"0" * 10),
    ],
)  # fmt: skip
def test_any_bytes_are_searched_for_and_break_nothing(client, soren, nordlyst, body):
    response = client.post(SEARCH, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert "<h1>Søgning</h1>" in text_of(response)


# --- The fragment -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Søren", "Nordlyst", "xyzzy"])
def test_the_part_alone_is_the_part_in_the_page(client, soren, nordlyst, text):
    whole = text_of(client.post(SEARCH, {"text": text}))
    part = text_of(client.post(SEARCH, {"text": text}, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert part.startswith('<div class="found">')
    assert part.replace('<div class="found">', '<div class="">') in whole


def test_too_little_clears_what_was_found(client, soren):
    assert text_of(client.post(SEARCH, {"text": "S"}, headers={"HX-Request": "true"})).strip() == ""


def test_a_search_costs_the_same_with_few_and_with_many(client, amina, soren, nordlyst):
    def cost(text) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.post(SEARCH, {"text": text})
        return len(queries)

    texts = ("Borger", "brgr", "010190", "22 33 44 55", "Nordlyst")
    cast.many_courses(1, contact=amina)
    few = [cost(text) for text in texts]
    cast.many_courses(60, contact=amina)
    assert [cost(text) for text in texts] == few
    assert max(few) <= 10


# --- The emergency way in ---------------------------------------------------------------------------------------------


@pytest.fixture
def jonas(amina) -> Client:
    return cast.browser_of(cast.an_employee("Jonas Holm"))


def open_now(client, number="070285-1234", reason="Borgeren står i døren"):
    return client.post(EMERGENCY, {"number": number, "reason": reason})


def test_a_number_and_a_reason_open_the_page_for_today(jonas, soren, time_machine):
    page = reverse("citizen", args=[soren.pk])
    assert jonas.get(page).status_code == 404
    response = open_now(jonas)
    assert response.url == page
    assert jonas.get(page).status_code == 200
    assert EmergencyAccess.objects.get().reason == "Borgeren står i døren"
    time_machine.move_to(AT + cast.days(1), tick=False)
    assert jonas.get(page).status_code in {302, 404}
    assert Record.objects.filter(kind=Kind.EMERGENCY, citizen=soren.pk).count() == 1


@pytest.mark.parametrize(
    ("number", "reason", "sentence"),
    [
        ("", "Akut", "Skriv borgerens CPR-nummer."),
        ("070285-1234", "", "Skriv, hvorfor du har brug for at åbne borgerens side nu."),
        ("070285-1234", "   ", "Skriv, hvorfor"),
        ("070285-1234", "x" * 501, "500"),
        ("070285-1234", "a\x00b", "Noget af teksten kunne ikke læses."),
        ("310285-1234", "Akut", "en dato, der findes"),
        ("070285", "Akut", "har ti cifre"),
        ("Søren", "Akut", "har ti cifre"),
        ("\x00", "Akut", "Noget af teksten kunne ikke læses."),
        ("1" * 21, "Akut", "20"),
    ],
)
def test_what_opens_nobody_says_why_and_keeps_what_was_typed(jonas, soren, number, reason, sentence):
    response = open_now(jonas, number, reason)
    assert response.status_code == 422
    assert sentence in text_of(response)
    form = next(form for form in Page(response).forms if "reason" in form.texts)
    assert form.texts["reason"] == reason
    assert dict(form.stated()).get("number", "") == number
    assert not EmergencyAccess.objects.exists()


def test_nobody_of_that_number_is_a_sentence_and_a_refusal_in_the_log(jonas, soren):
    said = []
    keep_apart(Employee.objects.get(name="Jonas Holm"), digits="0702851234", closeness="own", by=None, at=AT)
    for number in ("070285-1234", "070285-4321"):
        response = open_now(jonas, number)
        assert response.status_code == 409
        said.append(text_of(response).replace(number, ""))
        line = Record.objects.filter(kind=Kind.REFUSAL).order_by("-pk").first()
        assert (line.what, line.citizen, line.detail) == ("emergency", None, {})
    assert Record.objects.filter(kind=Kind.REFUSAL).count() == 2
    pages = {re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page) for page in said}
    assert len(pages) == 1, "the answer does not tell whether somebody is here"


def test_an_empty_page_sent_is_told_what_is_missing(jonas):
    response = jonas.post(EMERGENCY)
    assert response.status_code == 422
    assert "Skriv borgerens CPR-nummer." in text_of(response)
    assert "form-error-message" not in text_of(jonas.get(EMERGENCY))
