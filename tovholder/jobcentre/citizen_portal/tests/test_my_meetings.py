"""The citizen's side of a talk with their workplace: invited, never summoned; and their own part of the minutes."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.party_link import STAYS_OPEN, make_link
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House, logged_in, plain_static_files
from tovholder.jobcentre.sickleave.tests.test_sick_leave_talk import (
    AFTER,
    FRIDAY,
    address_of,
    change,
    hold,
    invite,
    offer,
    party_of,
)
from tovholder.jobcentre.talks.models import Talk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday_in_november(time_machine, settings):
    plain_static_files(settings)
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def house() -> House:
    return House()


def a_citizen(house, name):
    user = User.objects.create(username=name, role=Role.CITIZEN)
    return house.citizen(name, at=house.nordlyst, user=user)


@pytest.fixture
def bo(house):
    return a_citizen(house, "Bo Kragh")


@pytest.fixture
def talk(house, bo):
    return offer(house, house.notice(name="Bo Kragh"))


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def at(party) -> str:
    return reverse("my_meeting", args=[party.pk])


def test_it_stands_in_mit_forloeb_when_invited_and_not_before(house, bo, talk):
    mine = logged_in(bo)
    assert "Møder med dit arbejdssted" not in text_of(mine.get("/mit-forloeb/"))
    assert mine.get(at(party_of(talk, "citizen"))).status_code == 404
    invite(house, talk)
    page = text_of(mine.get("/mit-forloeb/"))
    assert at(party_of(talk, "citizen")) in page
    assert "Venter på dit svar" in page
    page = text_of(mine.get(at(party_of(talk, "citizen"))))
    for words in ("Nordlyst Møbler", "fredag 27. november kl. 10", "Du bestemmer selv, om du vil være med",
                  "en bisidder", "Hanne Friis, leder", "Hvad skal der til?"):  # fmt: skip
        assert words in page
    assert house.hanne.email not in page, "no party's address is shown to another"


def test_the_citizen_declines_and_the_booked_talk_goes(house, bo, talk):
    invite(house, talk)
    mine, party = logged_in(bo), party_of(talk, "citizen")
    assert "fredag 27. november kl. 10" in text_of(mine.get("/mit-forloeb/")).split("Næste aftale")[1]
    assert mine.post(at(party), {"answer": "no", "sequence": "0"}).status_code == 302
    assert not Talk.objects.booked().exists()
    assert "I har ikke aftalt" in text_of(mine.get("/mit-forloeb/"))
    line = Record.objects.get(what="answer_invitation")
    assert (line.actor, line.citizen) == (bo.user.pk, bo.pk)


def test_bad_answers_get_a_sentence(house, bo, talk):
    invite(house, talk)
    mine, party = logged_in(bo), party_of(talk, "citizen")
    late = mine.post(at(party), {"answer": "another", "day": "2062-01-01", "time": "10", "sequence": "0"})
    assert late.status_code == 422
    assert "2062-01-01" in text_of(late)
    change(house, talk, starts_at=FRIDAY + timedelta(days=3))
    stale = mine.post(at(party), {"answer": "yes", "sequence": "0"})
    assert stale.status_code == 409
    assert "Mødet er ændret imens." in text_of(stale)
    assert "mandag 30. november" in text_of(stale)


def test_the_look_is_on_record(house, bo, talk):
    invite(house, talk)
    logged_in(bo).get(at(party_of(talk, "citizen")))
    assert Record.objects.filter(kind=Kind.LOOK, what="my_meeting", citizen=bo.pk).count() == 1


def test_anothers_meeting_and_another_partys_are_not_found(house, bo, talk):
    invite(house, talk)
    eva = logged_in(a_citizen(house, "Eva Lund"))
    assert eva.get(at(party_of(talk, "citizen"))).status_code == 404
    assert "Møder med dit arbejdssted" not in text_of(eva.get("/mit-forloeb/"))
    assert logged_in(bo).get(at(party_of(talk))).status_code == 404


def share(house, talk, *, for_others):
    task = actions.Task(party_of(talk, "citizen"), "Skriv ned, hvad der gik godt", TODAY + timedelta(days=14))
    leaders = actions.Task(party_of(talk), "Lederens egen opgave", TODAY + timedelta(days=14))
    actions.share_minutes(
        talk, conclusion="Fire timer om dagen.", for_citizen="Ring, når du vil.", for_others=for_others, because="",
        tasks=[task, leaders], typed={}, read_saves=0, address_of=address_of, by=house.amina.user, at=AFTER,
    )  # fmt: skip


@pytest.mark.parametrize("for_others", [True, False])
def test_the_citizen_reads_both_conclusions_and_their_own_task(house, bo, talk, time_machine, for_others):
    invite(house, talk)
    hold(house, talk, "leader", "citizen")
    share(house, talk, for_others=for_others)
    time_machine.move_to(AFTER, tick=False)
    party = party_of(talk, "citizen")
    page = text_of(logged_in(bo).get(at(party)))
    for words in ("Fire timer om dagen.", "Ring, når du vil.", "Skriv ned, hvad der gik godt"):
        assert words in page
    assert "Lederens egen opgave" not in page
    assert "Referatet deles for sig" in text_of(logged_in(bo).get("/mit-forloeb/"))
    # Through the link, which is easily passed on, there is the time and no more.
    link = reverse("invitation", args=[make_link(party, until=FRIDAY + STAYS_OPEN)])
    assert "Fire timer" not in text_of(Client().get(link))


def test_its_time_is_moved_and_cancelled_on_its_own_page_only(house, bo, talk):
    """Else its other parties would come to nothing."""
    invite(house, talk)
    talk.refresh_from_db()
    mine, party = logged_in(bo), party_of(talk, "citizen")
    page = text_of(mine.get(reverse("my_talk", args=[talk.talk_id])))
    assert at(party) in page
    assert "Aflys" not in page
    assert mine.get(reverse("move_my_talk", args=[talk.talk_id])).status_code == 409
    assert mine.post(reverse("cancel_my_talk", args=[talk.talk_id])).status_code == 409
    assert Talk.objects.booked().filter(pk=talk.talk_id).exists()
