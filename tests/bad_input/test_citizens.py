"""What citizens write of themselves, and what is written to them."""

import re
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tests.access.world import AT, World
from tests.bad_input.said import TYPED, says
from tovholder.jobcentre.citizens.models import ContactWish, Representative
from tovholder.jobcentre.citizens.representative_link import make_link as make_representative_link
from tovholder.jobcentre.plans.models import Progress
from tovholder.jobcentre.talks.models import (
    BookingChoice,
    HeardTally,
    OfferedTime,
    RemindMe,
    Talk,
)


def test_a_wish_while_another_waits_and_an_empty_one(world: World) -> None:
    client, before = world.client("liv"), ContactWish.objects.count()
    text = says(client.post(reverse("another_person"), {"text": TYPED}), "Fortryd det først", 409)
    assert TYPED in text
    assert ContactWish.objects.count() == before
    client.post(reverse("withdraw_wish", args=[world.rows.wish.pk]))
    says(client.post(reverse("another_person"), {"text": " "}), "En sætning er nok.", 422)
    says(client.post(reverse("another_person"), {"text": "x" * 1001}), "Skriv højst 1000 tegn.", 422)


def test_an_answer_to_a_wish_taken_back_meanwhile(world: World) -> None:
    client = world.client("leader")
    address, given = reverse("wish", args=[world.rows.wish.pk]), {"granted": "nej", "answer": TYPED}
    says(client.post(address, given | {"granted": ""}), "Vælg ja eller nej.", 422)
    world.client("liv").post(reverse("withdraw_wish", args=[world.rows.wish.pk]))
    assert TYPED in says(client.post(address, given), "fortrudt ønsket imens", 409)


def test_no_answer_at_all_and_one_off_the_scale_to_whether_one_was_heard(world: World) -> None:
    client = world.client("liv")
    given = {"talk": world.rows.talk.pk, "felt_met": "4", "own_say": "9"}
    text = says(client.post(reverse("heard"), given), "Vælg et af de fem svar.", 422)
    assert re.search(r'name="felt_met" value="4"[^>]* checked', text)
    says(client.post(reverse("heard"), {"talk": world.rows.talk.pk}), "Vælg mindst ét svar.", 422)
    assert client.post(reverse("heard"), {"talk": "٣" * 30, "no_thanks": "1"}).status_code == 422
    assert not HeardTally.objects.exists()


def test_how_it_goes_without_an_answer_and_off_the_scale(world: World) -> None:
    client, address = world.client("liv"), reverse("my_progress")
    says(client.post(address, {}), "Vælg mindst ét svar.", 422)
    text = says(client.post(address, {"belief": "7", "health": "11"}), "Vælg et tal fra 0 til 10.", 422)
    assert re.search(r'name="belief" value="7"[^>]* checked', text)
    assert not Progress.objects.exists()


def test_times_that_are_not_understood_and_days_the_wrong_way_round(world: World) -> None:
    client, before = world.client("contact"), OfferedTime.objects.count()
    given = {"when": "man 12-9 her", "place": TYPED, "since": "2026-12-24", "last_day": "2026-12-01"}
    text = says(client.post(reverse("my_times"), given), "slutter, før det begynder", 422)
    assert TYPED in text
    assert "man 12-9 her" in text
    assert "Den sidste dag ligger før den første." in text
    says(client.post(reverse("my_times"), given | {"since": "2062-01-01"}), "om årstallet er rigtigt", 422)
    says(client.post(reverse("my_times"), {"when": "tirsdag 9-10 her"}), "ligger oven i den", 409)
    says(
        client.post(reverse("my_times"), {"when": "man \x00 9-12"}), "Noget af teksten kunne ikke læses.", 422
    )
    assert OfferedTime.objects.count() == before


def test_a_time_nobody_offers_no_way_to_meet_and_too_many_words(world: World) -> None:
    client, before = world.client("liv"), Talk.objects.count()
    given = {"tid": "202611300900", "form": "walk", "about": TYPED, "token": uuid4()}
    for stamp in ("202611300907", "i morgen", "99999999", ""):
        text = says(client.post(reverse("book_time"), given | {"tid": stamp}), "Det, du skrev", 409)
        assert TYPED in text
    text = says(client.post(reverse("book_time"), given | {"form": ""}), "Vælg, hvordan du vil mødes.", 422)
    assert TYPED in text
    says(
        client.post(reverse("book_time"), given | {"form": "svævebane"}), "Vælg en af måderne på listen.", 422
    )
    says(client.post(reverse("book_time"), given | {"about": "x" * 201}), "Skriv højst 200 tegn.", 422)
    says(client.post(reverse("book_time"), given | {"token": "x"}), "vælg en tid en gang til", 422)
    says(client.get(reverse("book_time"), {"tid": "i morgen"}), "Tiden er ikke ledig mere.", 200)
    move = reverse("move_my_talk", args=[world.rows.booked.pk])
    says(client.post(move, {"tid": "x", "form": "walk", "token": uuid4()}), "Tiden er ikke ledig mere.", 409)
    assert Talk.objects.count() == before


def test_numbers_about_booking_that_are_none(world: World) -> None:
    given = {"notice_hours": "snart", "days_ahead": "0", "usual_minutes": "500", "remind_days": "15"}
    response = world.client("manager").post(reverse("choose_booking"), given)
    text = says(response, "Skriv et helt tal fra 0 til 336.", 422)
    assert "Skriv et helt tal fra 1 til 120." in text
    assert 'value="snart"' in text
    assert not BookingChoice.objects.exists()


def test_a_reminder_to_nowhere(world: World, settings) -> None:
    settings.SMS = "file"
    client, before = world.client("liv"), RemindMe.objects.values().get()
    given = {"by_mail": "on", "by_sms": "on", "email": "", "telephone": "", "language": "da"}
    text = says(client.post(reverse("remind_me"), given), "Skriv din mail, eller vælg mail fra.", 422)
    assert "Skriv dit mobilnummer, eller vælg sms fra." in text
    wrong = given | {"email": "liv@", "telephone": "22 22", "language": "kl"}
    text = says(client.post(reverse("remind_me"), wrong), "Skriv en mail med @", 422)
    assert "Skriv et nummer med otte cifre" in text
    assert "Vælg et sprog." in text
    assert 'value="22 22"' in text
    assert RemindMe.objects.values().get() == before


def test_somebody_beside_the_citizen_half_filled_in(world: World) -> None:
    liv, contact, pk = world.client("liv"), world.client("contact"), world.rows.representative.pk
    sent = {"token": uuid4(), "name": "", "email": TYPED, "sees": ["plan"], "last_day": "i morgen"}
    for client, address in (
        (liv, reverse("name_mine")),
        (contact, reverse("name_representative", args=[world.rows.liv.pk])),
    ):
        text = says(client.post(address, sent), "Vælg, om det er en bisidder eller", 422)
        for sentence in ("Skriv personens navn.", "Mailadressen ser forkert ud.", "Skriv dagen med tal"):
            assert sentence in text
        assert TYPED in text
        whole = sent | {"kind": "representative", "name": TYPED, "email": "", "last_day": ""}
        assert TYPED in says(client.post(address, whole), "Linket bliver sendt dertil.", 422)
        whole |= {"email": "tine@example.dk", "last_day": "2026-11-01"}
        says(client.post(address, whole), "Den sidste dag er allerede gået.", 422)
        whole |= {"last_day": "2206-11-01"}
        says(client.post(address, whole), "Se efter, om årstallet er rigtigt.", 422)
        whole |= {"last_day": "", "sees": ["health"]}
        says(client.post(address, whole), "Hent siden igen", 422)
        says(client.post(address, whole | {"sees": [], "token": "x"}), "Hent siden igen", 422)
    for client, name in ((liv, "my_representative"), (contact, "change_representative")):
        says(client.post(reverse(name, args=[pk]), {"sees": ["x"]}), "Hent siden igen", 422)
    assert Representative.objects.count() == 1


def test_a_representatives_link_and_code_that_are_not_right(world: World) -> None:
    link = make_representative_link(world.rows.representative, at=AT)
    nobody = Client()
    says(nobody.get(reverse("represented", args=["skrevet-forkert"])), "Linket virker ikke", 404)
    says(nobody.post(reverse("represented", args=[link]), {"code": TYPED}), "Koden passer ikke.", 422)
