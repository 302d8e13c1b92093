"""A door that everybody can reach is tried so many times in an hour, and no more; nobody's name is kept for it."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tovholder.jobcentre.access.actions import count_try
from tovholder.jobcentre.access.limits import LIMITS, address_of, fingerprint, is_over
from tovholder.jobcentre.access.models import Attempt
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.sickleave.models import AbsenceNotice, CallRequest
from tovholder.jobcentre.sickleave.tests.house import NOW, logged_in

HOUR = timedelta(hours=1)


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def notice(**more) -> dict[str, str]:
    return {"token": str(uuid4()), "kind": "expected", "agrees": "no", "talk": "no"} | more


def call(**more) -> dict[str, str]:
    asked = {"company": "Vestlyst", "caller": "Lone", "telephone": "77777777"}
    return {"token": str(uuid4())} | asked | more


@pytest.mark.django_db
def test_so_many_in_an_hour_and_then_again():
    who = fingerprint("a")
    assert [count_try("call_me", who, at=NOW) for _ in range(7)] == [True] * 5 + [False] * 2
    assert count_try("call_me", fingerprint("b"), at=NOW), "others are not in the way"
    assert count_try("notice", who, at=NOW), "nor are other doors"
    assert is_over("call_me", who, at=NOW + HOUR - timedelta(seconds=1))
    assert count_try("call_me", who, at=NOW + HOUR)
    assert Attempt.objects.count() == 1, "what is older than an hour is gone"


def test_a_fingerprint_tells_nothing_and_the_key_decides_it(settings):
    before = fingerprint("127.0.0.1")
    assert "127" not in before
    assert before == fingerprint("127.0.0.1") != fingerprint("127.0.0.2")
    settings.SECRET_KEY = "x" * 40
    assert fingerprint("127.0.0.1") != before


@pytest.mark.parametrize(
    ("remote", "forwarded", "tls_proxy", "address"),
    [
        ("192.0.2.1", "", None, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", None, "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9", None, "203.0.113.9"),
        ("192.0.2.1", "1.1.1.1, 203.0.113.9", ("HTTP_X_FORWARDED_PROTO", "https"), "203.0.113.9"),
        ("", "", None, ""),
    ],
)
def test_the_address_is_the_proxys_word_only_behind_a_proxy(
    rf, settings, remote, forwarded, tls_proxy, address
):
    settings.SECURE_PROXY_SSL_HEADER = tls_proxy
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(rf.get("/", REMOTE_ADDR=remote, headers=headers)) == address


@pytest.mark.parametrize("way", ["signed in", "through the link"])
def test_a_person_tells_so_much_in_an_hour(house, way):
    links = way == "through the link"
    browser = Client() if links else logged_in(house.hanne)
    url = reverse("door", args=[make_link(house.hanne, at=NOW)]) if links else "/min-kontakt/"
    for _ in range(LIMITS["notice"]):
        assert browser.post(url, notice()).status_code == 302
    live = browser.post(url, notice(), HTTP_HX_REQUEST="true", HTTP_HX_TARGET="nemrefusion")
    assert live.status_code == 200
    over = browser.post(url, notice(text="Vi savner ham"))
    assert over.status_code == 429
    page = text_of(over)
    assert "Ring til os i stedet." in page
    assert "Vi savner ham" in page
    assert 'href="tel:22222222"' in page
    own = AbsenceNotice.objects.only("pk").latest("pk").pk
    assert logged_in(house.hanne).post(reverse("withdraw_told", args=[own])).status_code == 429
    assert AbsenceNotice.objects.count() == LIMITS["notice"]
    per = logged_in(house.person(house.nordlyst, "Per Vad"))
    assert per.post("/min-kontakt/", notice()).status_code == 302


def test_an_address_asks_to_be_called_so_often(house, client, time_machine):
    for _ in range(LIMITS["call_me"]):
        assert client.post("/bliv-ringet-op/", call()).status_code == 302
    over = client.post("/bliv-ringet-op/", call(company="Sydlyst"))
    assert over.status_code == 429
    assert "Sydlyst" in text_of(over)
    assert 'href="tel:11111111"' in text_of(over)
    assert CallRequest.objects.count() == LIMITS["call_me"]
    assert client.post("/bliv-ringet-op/", call(), REMOTE_ADDR="192.0.2.1").status_code == 302
    time_machine.move_to(NOW + HOUR, tick=False)
    assert client.post("/bliv-ringet-op/", call()).status_code == 302


def test_a_name_is_guessed_at_so_often_and_the_right_password_waits_too(house, client):
    user = house.amina.user
    user.set_password("den rigtige adgangskode")
    user.save(update_fields=["password"])
    wrong = {"username": "amina", "password": "forkert"}
    for _ in range(LIMITS["one_name"]):
        assert client.post("/log-ind/", wrong).status_code == 422
    right = {"username": "Amina", "password": "den rigtige adgangskode"}
    over = client.post("/log-ind/", right)
    assert over.status_code == 429
    page = text_of(over)
    assert "Vent en time, eller ring til os." in page
    assert 'value="Amina"' in page
    assert "den rigtige" not in page
    assert 'href="tel:11111111"' in page
    assert client.post("/log-ind/", wrong | {"username": "jonas"}).status_code == 422
    elsewhere = right | {"username": "amina"}
    assert client.post("/log-ind/", elsewhere, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_an_address_guesses_so_often_whatever_the_names(house, client):
    for n in range(LIMITS["log_in"]):
        assert client.post("/log-ind/", {"username": f"navn{n}", "password": "x"}).status_code == 422
    assert client.post("/log-ind/", {"username": "endnu et", "password": "x"}).status_code == 429


def test_what_is_counted_names_nobody(house, client):
    client.post("/log-ind/", {"username": "amina", "password": "x"})
    client.post("/bliv-ringet-op/", call())
    logged_in(house.hanne).post("/min-kontakt/", notice())
    kept = str(list(Attempt.objects.values("what", "who")))
    for word in ("amina", "127.0.0.1", "Lone", "Hanne"):
        assert word not in kept
    assert Attempt.objects.count() == 4
