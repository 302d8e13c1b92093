"""What a party representative reads: behind a link and a code, what is ticked and nothing else, seen by the citizen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Representative, Sees
from tovholder.jobcentre.citizens.representative_link import code_of, make_link
from tovholder.jobcentre.plans.models import Wording

# What stands behind each tick, marked so that it can be found; and what no tick opens.
MARKED = {
    Sees.NEXT_TALK: ["Bænken mærket"],
    Sees.PLAN: ["Målet mærket", "Skridtet mærket"],
    Sees.PAPERS: ["Kranen mærket"],
    Sees.MESSAGES: ["Beskeden mærket", "Svaret mærket"],
    Sees.TALKS: ["Noten mærket"],
    Sees.MATTERS: ["Ydelsen mærket", "Notatet mærket", "Nummeret mærket"],
}
NEVER = ["Den private mærket", "Historien mærket", "Tråden mærket", "22 22 99 99", "Det gamle mål mærket"]


@pytest.fixture
def full(house):
    """Bo with something marked behind each tick."""
    course, bo, amina = house.course, house.bo, house.amina
    old = cast.a_goal(course, "Det gamle mål mærket")
    Wording.objects.filter(item=old).update(text="Det gamle mål mærket")
    from tovholder.jobcentre.plans import actions as plans

    plans.revise_item(old, text="Målet mærket", read_version=1, by=bo.user, at=AT)
    cast.a_step(course, "Skridtet mærket")
    talk = cast.a_booked_talk(course, by=amina, starts_at=AT + days(2))
    type(talk).objects.filter(pk=talk.pk).update(place="Bænken mærket")
    house.talk("Noten mærket")
    house.talk("Den private mærket", share=False)
    house.message("Beskeden mærket")
    house.message("Svaret mærket", side="employee")
    workplace = cast.a_workplace(contact=amina)
    cast.works_at(bo, workplace)
    cast.a_paper(course, workplace, evaluate_on=TODAY + days(30), workplace_does="Kranen mærket")
    from tovholder.jobcentre.authority.actions import Days

    cast.a_matter(
        course, by=amina, what="Ydelsen mærket", text="Notatet mærket", days=Days(reference="Nummeret mærket")
    )
    entry = cast.a_told(bo, "Historien mærket")
    cast.a_thread(bo, "Tråden mærket", entry)
    type(bo).objects.filter(pk=bo.pk).update(telephone="22 22 99 99")
    return house


def named(citizen, *sees, **more) -> Representative:
    given = {"kind": "representative", "name": "Tine Kragh", "email": "tine@example.dk", "sees": sees}
    return actions.name_representative(
        citizen,
        actions.Named(**(given | more)),
        token=uuid4(),
        address_of="{}".format,
        by=citizen.user,
        at=AT,
    )


def address_of(representative, at=AT) -> str:
    return reverse("represented", args=[make_link(representative, at=at)])


def opened(representative) -> Client:
    client = Client()
    response = client.post(address_of(representative), {"code": code_of(representative)})
    assert response.status_code == 302
    return client


@pytest.mark.parametrize("ticked", list(Sees))
def test_what_is_ticked_is_there_and_nothing_else(full, ticked):
    representative = named(full.bo, ticked)
    text = text_of(opened(representative).get(address_of(representative)))
    for what, words in MARKED.items():
        there = [word for word in words if word in text]
        assert there == (words if what == ticked else []), f"{what} with {ticked} ticked"
    assert not [word for word in NEVER if word in text]


def test_all_ticked_and_none_ticked(full):
    everything, nothing = named(full.bo, *Sees), named(full.bo)
    text = text_of(opened(everything).get(address_of(everything)))
    assert not [word for words in MARKED.values() for word in words if word not in text]
    assert not [word for word in NEVER if word in text]
    text = text_of(opened(nothing).get(address_of(nothing)))
    assert "Lige nu er der ikke valgt noget, du må se." in text
    assert not [word for words in MARKED.values() for word in words if word in text]


def test_the_link_alone_opens_nothing_and_names_nobody(full):
    representative = named(full.bo, *Sees)
    client = Client()
    page = client.get(address_of(representative))
    assert page.status_code == 200
    assert "Skriv din kode" in text_of(page)
    assert not [word for word in ("Bo Kragh", "Tine", "mærket") if word in text_of(page)]
    wrong = client.post(address_of(representative), {"code": "000000"})
    assert wrong.status_code == 422
    assert "Koden passer ikke." in text_of(wrong)
    assert not Record.objects.filter(what="represented").exists()


def test_the_code_of_one_opens_nobody_elses_page(full):
    mine, other = named(full.bo, Sees.PLAN), named(full.bo, *Sees)
    client = opened(mine)
    assert "Skriv din kode" in text_of(client.get(address_of(other)))
    assert client.post(address_of(other), {"code": code_of(mine)}).status_code == 422


def test_after_ten_tries_the_right_code_waits_an_hour(full, time_machine):
    representative, client = named(full.bo, Sees.PLAN), Client()
    for _try in range(10):
        assert client.post(address_of(representative), {"code": "1"}).status_code == 422
    late = client.post(address_of(representative), {"code": code_of(representative)})
    assert late.status_code == 429
    time_machine.move_to(AT + timedelta(minutes=61), tick=False)
    assert client.post(address_of(representative), {"code": code_of(representative)}).status_code == 302


def test_withdrawn_the_open_page_is_shut_at_once(full):
    representative = named(full.bo, *Sees)
    client = opened(representative)
    phone = cast.browser_of(full.bo)
    assert phone.post(reverse("withdraw_mine", args=[representative.pk])).status_code == 302
    shut = client.get(address_of(representative))
    assert shut.status_code == 404
    assert "mærket" not in text_of(shut)


def test_what_is_unticked_is_gone_from_the_open_page(full):
    representative = named(full.bo, Sees.PLAN, Sees.TALKS)
    client, phone = opened(representative), cast.browser_of(full.bo)
    assert (
        phone.post(reverse("my_representative", args=[representative.pk]), {"sees": ["plan"]}).status_code
        == 302
    )
    text = text_of(client.get(address_of(representative)))
    assert "Målet mærket" in text
    assert "Noten mærket" not in text


def test_each_look_is_on_record_and_the_citizen_reads_it(full):
    representative = named(full.bo, Sees.PLAN)
    client = opened(representative)
    client.get(address_of(representative))
    client.get(address_of(representative))
    [first, second] = Record.objects.filter(what="represented")
    assert (first.citizen, first.actor, first.kind) == (full.bo.pk, None, "look")
    text = text_of(cast.browser_of(full.bo).get(reverse("who_looked")))
    assert "Din partsrepræsentant" in text
    assert "læste det, du har valgt, at din partsrepræsentant må se" in text
    assert second


def test_an_old_link_gets_a_new_one_to_the_same_address(full, time_machine, monkeypatch):
    representative = named(full.bo, Sees.PLAN)
    sent = []
    monkeypatch.setattr(
        "tovholder.jobcentre.citizens.actions.represent.queue_mail", lambda **mail: sent.append(mail["to"])
    )
    old, client = address_of(representative), Client()
    time_machine.move_to(AT + timedelta(days=15), tick=False)
    page = client.get(old)
    assert page.status_code == 410
    assert "Bo" not in text_of(page).replace("Borger", "")
    for _press in range(5):
        assert client.post(old).status_code == 302
    assert sent == ["tine@example.dk"] * 3, "no more than three an hour"


def test_a_closed_course_shows_no_plan_of_it(full):
    from tovholder.jobcentre.citizens.actions import close_course

    representative = named(full.bo, Sees.PLAN, Sees.NEXT_TALK)
    client = opened(representative)
    close_course(full.course, because="work", by=full.amina.user, at=AT, today=TODAY)
    text = text_of(client.get(address_of(representative)))
    assert "mærket" not in text


def test_the_page_costs_the_same_with_little_and_with_much(full):
    from tovholder.jobcentre.workbench.tests.page import cost_of

    representative = named(full.bo, *Sees)
    client = opened(representative)
    before = cost_of(client, address_of(representative))
    for n in range(6):
        full.talk(f"Note {n}")
        full.message(f"Besked {n}")
        cast.a_matter(full.course, by=full.amina, text="x")
        cast.a_step(full.course, f"Skridt {n}")
    assert cost_of(client, address_of(representative)) == before
    assert before <= 30


# --- The citizen's own pages, and the employee's ----------------------------------------------------------------------


def sent(**more):
    given = {"token": uuid4(), "kind": "representative", "name": "Tine Kragh", "email": "tine@example.dk"}
    return given | {"sees": ["plan", "matters"]} | more


def test_named_on_the_phone_with_a_code_to_tell(full):
    phone = cast.browser_of(full.bo)
    assert phone.post(reverse("name_mine"), sent(last_day="2026-12-24")).status_code == 302
    representative = Representative.objects.get()
    assert (representative.until, representative.how) == (TODAY + days(35), "themselves")
    text = text_of(phone.get(reverse("my_representatives")))
    assert "Tine Kragh" in text
    assert code_of(representative) in text
    assert "til og med torsdag 24. december" in text
    assert "Planen: mål og skridt" in text
    assert "Beskeder" not in text.split("Må se:")[1].split("</ul>")[0]


def test_the_employee_sees_it_on_one_line_and_writes_it_together(full):
    desk = cast.browser_of(full.amina)
    page = reverse("citizen", args=[full.bo.pk])
    assert "Partsrepræsentant:" not in text_of(desk.get(page))
    assert (
        desk.post(
            reverse("name_representative", args=[full.bo.pk]), sent(telephone="44 44 44 44")
        ).status_code
        == 302
    )
    representative = Representative.objects.get()
    assert representative.how == "orally"
    text = text_of(desk.get(page))
    assert "Partsrepræsentant: Tine Kragh" in text
    assert "Må se: planen: mål og skridt, afgørelser: det, der skal afgøres." in text
    text = text_of(desk.get(reverse("representatives", args=[full.bo.pk])))
    assert "Skrevet sammen med borgeren." in text
    assert "Skrevet sammen med en medarbejder." in text_of(
        cast.browser_of(full.bo).get(reverse("my_representatives"))
    )
    change = reverse("change_representative", args=[representative.pk])
    assert desk.post(change, {"sees": ["talks"], "last_day": ""}).status_code == 302
    representative.refresh_from_db()
    assert representative.sees == [Sees.TALKS]
    assert desk.post(reverse("withdraw_representative", args=[representative.pk])).status_code == 302
    assert "Partsrepræsentant:" not in text_of(desk.get(page))
    assert "Taget tilbage" in text_of(desk.get(reverse("representatives", args=[full.bo.pk])))


def test_a_companion_comes_along_and_sees_nothing(full):
    phone = cast.browser_of(full.bo)
    refused = phone.post(reverse("name_mine"), sent(kind="companion"))
    assert refused.status_code == 422
    assert "En bisidder kan ikke se noget." in text_of(refused)
    assert "Tine Kragh" in text_of(refused)
    assert phone.post(reverse("name_mine"), sent(kind="companion", sees=[], email="")).status_code == 302
    assert "Bisidder: Tine Kragh" in text_of(
        cast.browser_of(full.amina).get(reverse("citizen", args=[full.bo.pk]))
    )


def test_other_citizens_find_nothing_of_it(full):
    representative = named(full.bo, Sees.PLAN)
    other = cast.browser_of(cast.a_citizen("Freja Dam", user=cast.a_user(Role.CITIZEN)))
    assert "Tine" not in text_of(other.get(reverse("my_representatives")))
    assert other.get(reverse("my_representative", args=[representative.pk])).status_code == 404
    assert other.post(reverse("withdraw_mine", args=[representative.pk])).status_code == 404
