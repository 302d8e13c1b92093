"""Somebody we cannot verify asks to be called, and names nobody."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.sickleave.actions import answer_call, ask_for_call
from tovholder.jobcentre.sickleave.models import AbsenceNotice, CallRequest
from tovholder.jobcentre.sickleave.tests.house import NOW, logged_in

URL = "/bliv-ringet-op/"


def given(**more) -> dict[str, str]:
    asked = {"company": "Vestlyst Tømrer", "caller": "Lone Vad", "telephone": "77 77 77 77"}
    return {"token": str(uuid4())} | asked | more


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def asked(at=NOW) -> CallRequest:
    return ask_for_call(
        token=uuid4(), company="Vestlyst", caller="Lone", telephone="77777777", by=None, at=at
    )


def test_it_asks_for_three_things_and_says_not_to_write_about_anybody(house, client):
    page = text_of(client.get(URL))
    assert "Skriv ikke om nogen medarbejder." in page
    assert page.count('class="form-input"') == 3
    assert "textarea" not in page


def test_it_is_kept_once_and_thanked_for(house, client):
    twice = given()
    for _ in range(2):
        response = client.post(URL, twice, follow=True)
        assert "Tak. Vi ringer til jer" in text_of(response)
        assert "11 11 11 11" in text_of(response)
    kept = CallRequest.objects.get()
    assert (kept.company, kept.caller, kept.telephone) == ("Vestlyst Tømrer", "Lone Vad", "77 77 77 77")
    assert not AbsenceNotice.objects.exists()
    assert "Lone" not in str(list(Record.objects.values()))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"company": ""}, "Skriv virksomhedens navn."),
        ({"company": "x" * 201}, "Navnet er for langt"),
        ({"company": "Firma 010190-1234"}, "Skriv ikke et CPR-nummer her."),
        ({"caller": " "}, "Skriv dit navn"),
        ({"caller": "a\x00"}, "Noget af teksten kunne ikke læses."),
        ({"telephone": ""}, "Skriv det telefonnummer"),
        ({"telephone": "ring nu"}, "Skriv telefonnummeret med tal"),
        ({"telephone": "123"}, "Skriv telefonnummeret med tal"),
        ({"telephone": "٣٣٣٣٣٣٣٣"}, "Skriv telefonnummeret med tal"),
        ({"token": "x"}, "Hent siden igen"),
    ],
)
def test_bad_input_gets_a_sentence_and_stays(house, client, wrong, sentence):
    told = given() | wrong
    response = client.post(URL, told)
    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    assert all(told[name] in page for name in ("company", "caller", "telephone") if "\x00" not in told[name])
    assert not CallRequest.objects.exists()


def test_it_is_linked_from_the_log_in_and_the_shut_door(house, client):
    for address in ("/log-ind/", reverse("door", args=["forkert"])):
        assert f'href="{URL}"' in text_of(client.get(address))


def test_every_leader_sees_it_oldest_first_until_one_has_called(house, client):
    boss = house.employee("boss", "Eva Boss", role=Role.LEADER)
    other = house.employee("other", "Per Boss", role=Role.LEADER)
    older = asked(NOW - timedelta(hours=2))
    ask_for_call(token=uuid4(), company="Andet", caller="Bo", telephone="88888888", by=None, at=NOW)
    for leader in (boss, other):
        page = text_of(logged_in(leader).get("/teamet/"))
        assert page.index("Vestlyst") < page.index("Andet")
        assert 'href="tel:77777777"' in page
    assert "Vestlyst" not in text_of(logged_in(house.amina).get("/min-dag/"))
    url = reverse("answer_call", args=[older.pk])
    assert "I har talt sammen" in text_of(logged_in(boss).post(url, follow=True))
    assert "En anden leder havde allerede" in text_of(logged_in(other).post(url, follow=True))
    assert "Vestlyst" not in text_of(logged_in(other).get("/teamet/"))
    older.refresh_from_db()
    assert (older.answered_by, older.answered_at) == (boss, NOW)
    assert Record.objects.filter(what="answer_call").count() == 1


def test_only_a_leader_answers(house):
    with pytest.raises(Refused):
        answer_call(asked(), by=house.amina.user, at=NOW)
    assert logged_in(house.amina).post(reverse("answer_call", args=[asked().pk])).status_code == 403
