"""Bad input: a clear Danish sentence, a 4xx, nothing half done, and what was typed still there."""

from datetime import datetime, timedelta
from urllib.parse import quote_from_bytes, urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.world import World, build
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.talks.models import Note, Talk

AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
TYPED = "Det her må ikke gå tabt."


@pytest.fixture
def world(db) -> World:
    with time_machine.travel(AT, tick=False):
        yield build(AT)


def as_somebody(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who])
    return client


def says(response: HttpResponse, sentence: str, status: int) -> str:
    text = response.content.decode()
    assert response.status_code == status, text[:500]
    assert sentence in text
    return text


def talk(**changed: object) -> dict[str, object]:
    return {
        "token": str(uuid4()), "form": "walk", "roles": ["coach"], "text": TYPED, "next_contact": "fre 10 gåtur",
        "share": "1",
    } | changed  # fmt: skip


def test_a_wrong_cpr_number(world: World) -> None:
    client = as_somebody(world, "colleague")
    response = client.post(reverse("emergency"), {"number": "310299-1234", "reason": TYPED})
    text = says(response, "CPR-nummeret begynder ikke med en dato, der findes.", 422)
    assert TYPED in text
    assert "310299-1234" in text
    assert not Record.objects.filter(kind=Kind.EMERGENCY, actor=world.people["colleague"].pk).exists()


def test_a_sick_day_in_2062(world: World) -> None:
    client = as_somebody(world, "company")
    before = AbsenceNotice.objects.count()
    given = {
        "token": uuid4(),
        "kind": "since",
        "first_day": "2062-01-01",
        "agrees": "no",
        "talk": "no",
        "text": TYPED,
    }
    text = says(client.post(reverse("my_contact"), given), "Se efter, om årstallet er rigtigt.", 422)
    assert TYPED in text
    assert "2062-01-01" in text
    assert AbsenceNotice.objects.count() == before


def test_an_unknown_company(world: World) -> None:
    file = b"CPR;Navn;Enhed;P-nummer\n610180-4321;Ny Borger;Her;9999999999\n"
    client = as_somebody(world, "data_owner")
    response = client.post(
        reverse("import"), {"token": uuid4(), "file": SimpleUploadedFile("borgere.csv", file)}
    )
    says(response, "Intet arbejdssted har P-nummeret 9999999999.", 422)
    assert not Citizen.objects.filter(name="Ny Borger").exists()


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00\x06\x00", b"%PDF-1.7\n\x00", b""]
)
def test_a_file_of_another_format(content: bytes, world: World) -> None:
    client = as_somebody(world, "data_owner")
    response = client.post(
        reverse("import"), {"token": uuid4(), "file": SimpleUploadedFile("liste.csv", content)}
    )
    says(response, "form-error-message", 422)


def test_a_double_press_on_save(world: World) -> None:
    client = as_somebody(world, "contact")
    given = talk()
    before = Talk.objects.held().count()
    for _ in range(2):
        assert client.post(reverse("hold_talk", args=[world.rows.liv.pk]), given).status_code == 302
    assert Talk.objects.held().count() == before + 1


def test_a_note_gone_stale(world: World) -> None:
    address = reverse("note", args=[world.rows.talk.pk])
    assert (
        as_somebody(world, "leader").post(address, {"text": "Lederens", "read_version": 1}).status_code == 302
    )
    text = says(
        as_somebody(world, "contact").post(address, {"text": TYPED, "read_version": 1}), "nyere note", 409
    )
    assert TYPED in text
    assert "Lederens" in text
    assert Note.objects.filter(talk=world.rows.talk).count() == 2


def test_a_contact_changed_meanwhile(world: World) -> None:
    client = as_somebody(world, "leader")
    given = {
        "from_employee": world.rows.colleague.pk,
        "to": world.rows.stand_in.pk,
        "reason": "room",
        "what_matters": TYPED,
    }
    response = client.post(reverse("change_contact", args=[world.rows.liv.pk]), given)
    assert TYPED in says(response, "siden du åbnede siden", 409)


def test_ten_megabytes_where_no_file_is_expected(world: World) -> None:
    client = as_somebody(world, "contact")
    response = client.post(reverse("hold_talk", args=[world.rows.liv.pk]), talk(text="x" * 10_000_000))
    says(response, "Det var for meget på én gang", 413)


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfd", b"a\x00b", b"\x1b[31m"])
def test_bytes_that_are_not_text(raw: bytes, world: World) -> None:
    client = as_somebody(world, "contact")
    given = (
        urlencode({k: v for k, v in talk().items() if k not in {"text", "roles"}})
        + "&roles=coach&text="
        + quote_from_bytes(raw)
    )
    before = Talk.objects.count()
    response = client.post(
        reverse("hold_talk", args=[world.rows.liv.pk]),
        given,
        content_type="application/x-www-form-urlencoded",
    )
    says(response, "Noget af teksten kunne ikke læses.", 422)
    assert Talk.objects.count() == before


def test_an_expired_link(world: World) -> None:
    link = make_link(world.rows.person_at_company, at=AT - timedelta(days=30))
    before = AbsenceNotice.objects.count()
    given = {"token": uuid4(), "kind": "recurring", "agrees": "no", "talk": "no", "text": TYPED}
    text = says(Client().post(reverse("door", args=[link]), given), "link", 410)
    assert TYPED in text
    assert AbsenceNotice.objects.count() == before


def test_a_page_that_is_not_there(world: World) -> None:
    says(as_somebody(world, "contact").get("/findes/ikke/"), "Vi kan ikke finde siden", 404)


def test_a_form_from_another_browser() -> None:
    client = Client(enforce_csrf_checks=True)
    says(
        client.post(reverse("login"), {"username": "x", "password": "y"}),
        "Siden har stået åben for længe",
        403,
    )


def test_a_course_handed_over_while_the_contact_was_writing(world: World) -> None:
    """The page is no longer theirs; what they wrote is still there to copy."""
    client = as_somebody(world, "contact")
    handed_over = {"from_employee": world.rows.contact.pk, "to": world.rows.colleague.pk, "reason": "room"}
    as_somebody(world, "leader").post(
        reverse("change_contact", args=[world.rows.liv.pk]), handed_over | {"what_matters": "Kaffe"}
    )
    before = Talk.objects.count()
    response = client.post(reverse("hold_talk", args=[world.rows.liv.pk]), talk())
    assert TYPED in says(response, "Vi kan ikke finde siden", 404)
    assert Talk.objects.count() == before


def test_a_search_after_log_out_leads_to_the_log_in_page(world: World) -> None:
    response = Client().post(reverse("search"), {"text": "Liv"}, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"] == reverse("login")


def test_crosses_at_proposed_moves_that_are_not_there(world: World) -> None:
    client = as_somebody(world, "leader")
    given = {"accept-999999": "on", "accept-x": "on", "accept-٣": "on", "place-0": "on", "shown": ["x", ""]}
    for more in ({}, {"every": "1"}):
        address = reverse("answer_proposal", args=[world.rows.proposal.pk])
        says(client.post(address, given | more), "Sæt mindst ét kryds, eller læg forslaget væk.", 422)
    assert not Record.objects.filter(what="answer_proposed_move").exists()
