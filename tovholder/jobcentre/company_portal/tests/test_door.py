from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django_q.models import OrmQ

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.companies.actions import send_door_link
from tovholder.jobcentre.companies.door_link import LinkExpired, NoSuchLink, make_link, open_link
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, logged_in

DAY = timedelta(days=1)


def door(link: str) -> str:
    return reverse("door", args=[link])


@pytest.fixture
def link(house) -> str:
    return make_link(house.hanne, at=NOW)


def given(**more) -> dict[str, str]:
    return {"token": str(uuid4()), "kind": "first_day", "agrees": "no", "talk": "no"} | more


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


# --- The link itself


def test_a_link_opens_for_the_one_it_was_made_for(house, link):
    assert open_link(link, at=NOW) == house.hanne
    assert open_link(link, at=NOW + 7 * DAY - timedelta(seconds=1)) == house.hanne


def test_a_link_ends_after_seven_days(house, link):
    with pytest.raises(LinkExpired) as expired:
        open_link(link, at=NOW + 7 * DAY)
    assert expired.value.workplace == house.nordlyst


def test_a_link_names_nobody(link):
    assert "hanne" not in link.lower()
    assert "nordlyst" not in link.lower()


def test_a_link_that_was_changed_does_not_open(house, link):
    somebody_else = house.person(house.workplace("Sydlyst"), "Per Vad")
    value, signature = link.rsplit("~", 1)
    pk, workplace, made = value.split("-")
    for wrong in (
        f"{somebody_else.pk}-{somebody_else.workplace_id}-{made}~{signature}",
        f"{pk}-{workplace}-{int(made) + 60}~{signature}",
        f"{value}~{signature[:-1]}",
        value,
        "",
        "~",
        "æøå~x",
    ):
        with pytest.raises(NoSuchLink):
            open_link(wrong, at=NOW)


def test_something_else_of_ours_that_is_signed_is_no_link(house, link):
    value = link.rsplit("~", 1)[0]
    with pytest.raises(NoSuchLink):
        open_link(signing.Signer(sep="~").sign(value), at=NOW)
    with pytest.raises(NoSuchLink):
        open_link(signing.Signer(salt="companies.door_link", sep="~").sign("hello"), at=NOW)


def test_whoever_has_moved_or_gone_has_no_link(house, link):
    house.hanne.workplace = house.workplace("Sydlyst")
    house.hanne.save(update_fields=["workplace"])
    with pytest.raises(NoSuchLink):
        open_link(link, at=NOW)
    house.hanne.delete()
    with pytest.raises(NoSuchLink):
        open_link(link, at=NOW + 9 * DAY)


# --- The page it opens


def test_the_door_opens_without_log_in(client, link):
    response = client.get(door(link))
    assert response.status_code == 200
    page = text_of(response)
    for words in ("Nordlyst Møbler", "Amina Yusuf", 'href="tel:22222222"', "Hvad sker der?"):
        assert words in page
    assert response["Cache-Control"] == "no-store"


def test_a_notice_through_the_link_is_the_persons_and_nobodys_log_in(house, client, link):
    response = client.post(door(link), given(talk="you_lead"))
    notice = AbsenceNotice.objects.get()
    assert response["Location"] == f"{door(link)}?modtaget={notice.pk}"
    assert (notice.workplace, notice.sender, notice.written_by) == (house.nordlyst, house.hanne, None)
    assert Record.objects.get(what="receive_notice").actor is None
    page = text_of(client.get(response["Location"]))
    assert "Tak. Vi har modtaget det" in page
    assert "Amina ringer til jer." in page
    assert f'href="{door(link)}"' in page


def test_whoever_else_holds_the_browser_is_not_the_one_who_wrote(house, link):
    logged_in(house.jonas).post(door(link), given())
    assert AbsenceNotice.objects.get().written_by is None
    logged_in(house.hanne).post(door(link), given())
    assert AbsenceNotice.objects.latest("pk").written_by == house.hanne.user


def test_a_double_press_through_the_link_is_one_notice(client, link):
    twice = given()
    assert client.post(door(link), twice)["Location"] == client.post(door(link), twice)["Location"]
    assert AbsenceNotice.objects.count() == 1


def test_bad_input_through_the_link_stays(client, link):
    response = client.post(door(link), given(kind="", text="Vi er i tvivl"))
    assert response.status_code == 422
    assert "Vælg, hvad der sker." in text_of(response)
    assert "Vi er i tvivl" in text_of(response)


def test_the_deadline_is_shown_live_through_the_link(client, link):
    asked = {"kind": "first_day", "first_day": ""}
    shown = client.post(door(link), asked, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="nemrefusion")
    assert "fredag 25. december" in text_of(shown)


def test_a_link_lists_nothing_and_shows_only_its_own_receipts(house, client, link):
    own = house.notice(sender=house.hanne, kind="recurring", first_day=None, at=NOW - DAY)
    colleague = house.notice(sender=house.person(house.nordlyst, "Per Vad"), at=NOW - DAY)
    elsewhere = house.notice(house.workplace("Sydlyst"), at=NOW - DAY)
    assert "Det har I fortalt os" not in text_of(client.get(door(link)))
    assert "Tak. Vi har modtaget det" in text_of(client.get(door(link), {"modtaget": own.pk}))
    for other in (colleague.pk, elsewhere.pk, 0, "9" * 30, "x", "²"):
        assert "Hvad sker der?" in text_of(client.get(door(link), {"modtaget": other}))


def test_no_citizen_is_read_through_the_link(house, client, link, seen):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    told = given(agrees="yes", person_name="Bo Kragh")
    answers = [
        client.get(door(link)),
        client.post(door(link), told),
        client.post(door(link), told),
        client.post(door(link), told | {"talk": ""}),
        client.get(door(link), {"modtaget": AbsenceNotice.objects.only("pk").get().pk}),
    ]
    assert [answer.status_code for answer in answers] == [200, 302, 302, 422, 200]
    assert "Tak." in text_of(answers[4])
    assert AbsenceNotice.objects.get().citizen_id == bo.pk
    assert seen == [set()] * 5


# --- When it does not open


def test_an_expired_link_says_whom_to_ring(house, client, link, time_machine):
    time_machine.move_to(NOW + 7 * DAY, tick=False)
    response = client.get(door(link))
    assert response.status_code == 410
    page = text_of(response)
    assert "Linket er udløbet" in page
    assert "Amina Yusuf" in page
    assert 'href="tel:22222222"' in page
    assert "Det, I skrev" not in page
    assert "Nordlyst" not in page


def test_what_was_typed_while_the_link_ran_out_can_be_copied(client, link, time_machine):
    time_machine.move_to(NOW + 7 * DAY, tick=False)
    told = given(
        kind="since",
        first_day="2026-11-20",
        agrees="yes",
        person_name="<b>Bo</b>",
        text="Vi savner ham",
        talk="you_lead",
    )
    response = client.post(door(link), told)
    assert response.status_code == 410
    assert not AbsenceNotice.objects.exists()
    page = text_of(response)
    for typed in (
        "Det, I skrev, er ikke sendt",
        "En medarbejder har været sygemeldt siden …",
        "2026-11-20",
        "<b>Bo</b>",
        "Vi savner ham",
        "Ja, og I må gerne lede mødet",
    ):
        assert typed in page
    assert b"<b>Bo</b>" not in response.content


@pytest.mark.parametrize("wrong", ["1-1-1~x", "nonsense", "~"])
def test_a_tampered_link_says_whom_to_ring(house, client, wrong):
    for response in (client.get(door(wrong)), client.post(door(wrong), given(text="Vi er i tvivl"))):
        assert response.status_code == 404
        assert "Linket virker ikke" in text_of(response)
        assert 'href="tel:11111111"' in text_of(response)
    assert "Vi er i tvivl" in text_of(response)
    assert not AbsenceNotice.objects.exists()


# --- The mail that carries it


def queued() -> tuple[str, str, str]:
    return OrmQ.objects.get().task["args"]


def send(house, at=NOW) -> bool:
    address = "https://job.example.dk" + door(make_link(house.hanne, at=at))
    return send_door_link(house.hanne, address=address, by=house.amina.user, at=at)


def test_the_mail_is_neutral_and_names_nobody(house):
    house.citizen("Bo Kragh", at=house.nordlyst)
    house.notice(name="Bo Kragh")
    OrmQ.objects.all().delete()  # the mail to the contact: sickleave/tests/test_telling.py
    assert send(house)
    to, subject, body = queued()
    assert (to, subject) == (house.hanne.email, "Jeres kontakt i jobcentret")
    link = f"https://job.example.dk{door(make_link(house.hanne, at=NOW))}\n"
    assert link in body
    # The signed link is letters at random; what is written around it is what must name nobody.
    body = body.replace(link, "")
    assert "fredag 27. november kl. 10" in body
    assert "22 22 22 22" in body
    for word in (
        "Bo",
        "Kragh",
        "Hanne",
        "Friis",
        "Amina",
        "Nordlyst",
        "syg",
        "fravær",
        "borger",
        "medarbejder",
    ):
        assert word.lower() not in body.lower().replace("jobcentret", "") + subject.lower().replace(
            "jobcentret", ""
        )
    assert (TODAY + 7 * DAY).day == 27


def test_the_mail_is_danish_whatever_the_sender_reads(house):
    with translation.override("en"):
        send(house)
    assert queued()[1] == "Jeres kontakt i jobcentret"


def test_a_second_press_sends_no_second_mail(house):
    assert send(house)
    assert not send(house, NOW + timedelta(seconds=59))
    assert OrmQ.objects.count() == 1
    assert send(house, NOW + timedelta(seconds=61))
    assert OrmQ.objects.count() == 2


def test_the_log_says_that_a_link_was_sent_and_not_to_which_address(house):
    send(house)
    line = Record.objects.get(what="send_door_link")
    assert (line.actor, line.subject_id) == (house.amina.user.pk, house.hanne.pk)
    assert "example.dk" not in str(line.detail)
    assert User.objects.filter(pk=line.actor).exists()
