"""The talk a company is invited to: answered at its own door or through the mail's link, and read without a citizen."""

from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tovholder.jobcentre.access.limits import LIMITS
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import Party
from tovholder.jobcentre.sickleave.party_link import STAYS_OPEN, make_link
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, logged_in
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

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SECRETS = {
    "name": "Hemmelig Borger",
    "telephone": "98 76 54 32",
    "email": "hemmelig@example.dk",
    "language": "klingonsk",
}
UNSAID = (*SECRETS.values(), "Hemmelig", "Kun til borgeren", "Borgerens egen opgave", "Bisidder")


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def main_of(response) -> str:
    return text_of(response).split("<main")[1].split("</main>")[0]


def at_the_door(party) -> str:
    return reverse("company_meeting", args=[party.pk])


def through_the_link(party, *, until=FRIDAY + STAYS_OPEN) -> str:
    return reverse("invitation", args=[make_link(party, until=until)])


@pytest.fixture
def citizen(house):
    return house.citizen(at=house.nordlyst, **SECRETS)


@pytest.fixture
def talk(house, citizen):
    made = offer(house, house.notice(name=SECRETS["name"], sender=house.hanne))
    invite(house, made)
    made.refresh_from_db()
    return made


def ways(house, talk):
    party = party_of(talk)
    return [(logged_in(house.hanne), at_the_door(party)), (Client(), through_the_link(party))]


# --- Read and answered


def test_it_stands_at_the_companys_door(house, talk):
    hanne, party = logged_in(house.hanne), party_of(talk)
    page = text_of(hanne.get("/min-kontakt/"))
    assert at_the_door(party) in page
    assert "Venter på dit svar" in page
    for browser, address in ways(house, talk):
        page = text_of(browser.get(address))
        for words in ("Møde med jobcentret", "fredag 27. november kl. 10", "Industrivej 4", "Amina Yusuf",
                      "Jobcentret leder mødet.", "Hvad skal der til?", "22 22 22 22"):  # fmt: skip
            assert words in page
        assert "checked" not in page


def test_who_is_not_invited_yet_sees_nothing(house, citizen):
    talk = offer(house, house.notice(name=SECRETS["name"]))
    party = party_of(talk)
    assert "Møder med os" not in text_of(logged_in(house.hanne).get("/min-kontakt/"))
    assert logged_in(house.hanne).get(at_the_door(party)).status_code == 404
    assert Client().get(through_the_link(party)).status_code == 404


@pytest.mark.parametrize("way", [0, 1], ids=["signed in", "through the link"])
def test_it_is_answered_yes_no_or_another_time(house, talk, way):
    browser, address = ways(house, talk)[way]
    for given, kept in (
        ({"answer": "yes"}, ("yes", None)),
        ({"answer": "no", "day": "snart"}, ("no", None)),
        (
            {"answer": "another", "day": "30.11.2026", "time": "13.30"},
            ("another", datetime(2026, 11, 30, 13, 30, tzinfo=COPENHAGEN)),
        ),
    ):
        assert browser.post(address, given | {"sequence": "0"}).status_code == 302
        party = party_of(talk)
        assert (party.answer, party.proposed_at, party.answered_at) == (*kept, NOW)
    page = text_of(browser.get(address))
    assert "Du svarede" in page
    assert 'value="2026-11-30"' in page
    assert 'value="13:30"' in page


WRONG = [
    ({"answer": ""}, "Vælg et svar."),
    ({"answer": "måske"}, "Vælg et svar."),
    ({"answer": "another", "day": "", "time": "10:00"}, "Skriv en dag, der passer bedre."),
    ({"answer": "another", "day": "2026-11-30", "time": ""}, "Skriv et klokkeslæt"),
    ({"answer": "another", "day": "2062-11-30", "time": "10:00"}, "et halvt år frem"),
    ({"answer": "another", "day": "2026-11-01", "time": "10:00"}, "fra i dag"),
    ({"answer": "another", "day": "snart", "time": "10:00"}, "Skriv dagen med tal"),
    ({"answer": "another", "day": "2026-11-30", "time": "03:00"}, "fra 7 til 20"),
    ({"answer": "another", "day": "2026-11-30", "time": "sent"}, "Skriv klokken med tal"),
    ({"sequence": "x"}, "Hent siden igen"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_bad_input_gets_a_sentence_and_stays(house, talk, wrong, sentence):
    for browser, address in ways(house, talk):
        response = browser.post(address, {"answer": "yes", "sequence": "0"} | wrong)
        assert response.status_code == 422
        page = text_of(response)
        assert sentence in page
        for name in ("day", "time"):
            assert wrong.get(name, "") in page
    assert party_of(talk).answer == ""


def test_an_answer_to_an_old_time_is_asked_again(house, talk):
    change(house, talk, starts_at=FRIDAY + timedelta(days=3))
    for browser, address in ways(house, talk):
        response = browser.post(address, {"answer": "yes", "sequence": "0"})
        assert response.status_code == 409
        page = text_of(response)
        assert "Mødet er ændret imens." in page
        assert "mandag 30. november" in page
        assert 'value="1"' in page, "the next answer is to the new time"
    assert party_of(talk).answer == ""


def test_a_get_changes_nothing_and_the_door_is_limited(house, talk):
    browser, address = Client(), through_the_link(party_of(talk))
    for _ in range(2):
        assert browser.get(address).status_code == 200
    assert party_of(talk).answer == ""
    given = {"answer": "no", "sequence": "0"}
    statuses = [browser.post(address, given).status_code for _ in range(LIMITS["answer"] + 1)]
    assert statuses == [302] * LIMITS["answer"] + [429]


# --- The link


def test_a_link_expires_is_bound_to_one_party_and_ends_with_it(house, talk, time_machine):
    party = party_of(talk)
    address = through_the_link(party)
    assert Client().get(address[:-3] + "x/").status_code == 404
    elsewhere = offer(house, house.notice(house.workplace("Sydlyst")))
    invite(house, elsewhere)
    assert f"{party.pk}-{talk.pk}-" in address
    forged = address.replace(f"{party.pk}-{talk.pk}-", f"{party_of(elsewhere).pk}-{elsewhere.pk}-")
    assert Client().get(forged).status_code == 404
    time_machine.move_to(FRIDAY + STAYS_OPEN - timedelta(seconds=1), tick=False)
    assert Client().get(address).status_code == 200
    time_machine.move_to(FRIDAY + STAYS_OPEN, tick=False)
    shut = Client().get(address)
    assert shut.status_code == 404
    assert "11 11 11 11" in text_of(shut), "whom to call instead"
    time_machine.move_to(NOW, tick=False)
    actions.remove_party(party, address_of=address_of, by=house.amina.user, at=NOW)
    assert Client().get(address).status_code == 404


def test_another_persons_invitation_is_not_found(house, talk):
    other = house.person(house.nordlyst, "Kollega Kjær")
    assert logged_in(other).get(at_the_door(party_of(talk))).status_code == 404
    assert "Møder med os" not in text_of(logged_in(other).get("/min-kontakt/"))
    citizens = party_of(talk, "citizen")
    assert logged_in(house.hanne).get(at_the_door(citizens)).status_code == 404


# --- What was shared


def share(house, talk, *, for_others=True):
    tasks = [
        actions.Task(party_of(talk), "Flyt aftenvagterne", TODAY + timedelta(days=14)),
        actions.Task(party_of(talk, "citizen"), "Borgerens egen opgave", TODAY + timedelta(days=14)),
        actions.Task(None, "Ringer til jer begge", TODAY + timedelta(days=7)),
    ]
    return actions.share_minutes(
        talk, conclusion="Fire timer om dagen.", for_citizen="Kun til borgeren", for_others=for_others,
        because="", tasks=tasks, typed={}, read_saves=0, address_of=address_of, by=house.amina.user, at=AFTER,
    )  # fmt: skip


def test_each_reads_the_conclusion_and_its_own_part(house, talk, time_machine):
    hold(house, talk, "leader", "citizen")
    share(house, talk)
    time_machine.move_to(AFTER, tick=False)
    for browser, address in ways(house, talk):
        page = text_of(browser.get(address))
        assert "Fire timer om dagen." in page
        assert "Flyt aftenvagterne" in page
        assert "Senest fredag 4. december" in page
        assert "Ringer til jer begge" in page[page.index("Det gør jobcentret") :]
        assert "Senest fredag 27. november" in page
        assert not [word for word in UNSAID if word in page]
        assert "Send svaret" not in page, "it is over"


def test_without_the_citizens_yes_the_company_reads_none_of_it(house, talk, time_machine):
    hold(house, talk, "leader", "citizen")
    share(house, talk, for_others=False)
    time_machine.move_to(AFTER, tick=False)
    for browser, address in ways(house, talk):
        page = text_of(browser.get(address))
        assert "Fire timer" not in page
        assert "Flyt aftenvagterne" not in page


def test_a_draft_is_nobodys_outside(house, talk, time_machine):
    hold(house, talk, "leader")
    typed = {"conclusion": "Et udkast"}
    actions.keep_draft(talk, typed=typed, read_saves=0, by=house.amina.user, at=AFTER)
    time_machine.move_to(AFTER, tick=False)
    for browser, address in ways(house, talk):
        assert "Et udkast" not in text_of(browser.get(address))


# --- Blind to citizens


def test_no_page_of_the_companys_reads_a_citizen(house, talk, seen, time_machine):
    """Every page and press, before and after the minutes; the citizen's own party answers in between."""
    party = party_of(talk)
    given = {"answer": "yes", "sequence": "0"}

    def walk() -> list[str]:
        hanne, anybody = logged_in(house.hanne), Client()
        answers = [hanne.get("/min-kontakt/")]
        for browser, address in ((hanne, at_the_door(party)), (anybody, through_the_link(party))):
            answers += [browser.get(address), browser.post(address, given), browser.post(address, {})]
        return [text_of(answer) for answer in answers]

    pages = walk()
    Client().post(through_the_link(party_of(talk, "citizen")), {"answer": "no", "sequence": "0"})
    seen.pop()
    pages += walk()
    hold(house, talk, "leader")
    share(house, talk)
    time_machine.move_to(AFTER, tick=False)
    pages += walk()
    assert seen == [set()] * 21
    for page in pages:
        assert not [word for word in UNSAID if word in page]


def test_no_query_for_a_page_asks_about_citizens(house, talk, time_machine):
    hold(house, talk, "leader", "citizen")
    share(house, talk)
    time_machine.move_to(AFTER, tick=False)
    for browser, address in (*ways(house, talk), (logged_in(house.hanne), "/min-kontakt/")):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        sql = [query["sql"].replace("citizen_within_days", "") for query in asked]
        assert not [query for query in sql if "citizen" in query]


def test_known_or_unknown_nameless_or_declined_it_is_the_same_page(house, citizen, time_machine):
    """The same words and as many queries at every stage: also when the one it is about says no."""
    notices = [house.notice(name=name, sender=house.hanne) for name in (SECRETS["name"], "Ukendt Person", "")]
    talks = [offer(house, notice) for notice in notices]
    declines = lambda talk: talk.parties.filter(role="citizen").update(answer="no", answered_at=NOW)  # noqa: E731
    stages = [
        lambda talk: invite(house, talk),
        declines,
        lambda talk: change(house, talk, starts_at=FRIDAY + timedelta(hours=1)),
        declines,
        lambda talk: hold(house, talk, "leader", at=AFTER + timedelta(hours=1)),
    ]
    for stage in stages:
        pages, costs = [], []
        for talk in talks:
            stage(talk)
            party = party_of(talk)
            browser = logged_in(house.hanne)
            for address in (at_the_door(party), reverse("notice_received", args=[talk.notice_id])):
                with CaptureQueriesContext(connection) as asked:
                    page = main_of(browser.get(address))
                costs.append(len(asked))
                page = page.replace(f"/{party.pk}/", "/N/").replace(f"/{talk.notice_id}/", "/N/")
                pages.append(page.split("csrfmiddlewaretoken")[0])
        assert pages[0::2] == pages[:1] * 3
        assert pages[1::2] == pages[1:2] * 3
        assert costs[0::2] == costs[:1] * 3


def test_the_list_costs_the_same_with_one_and_with_many(house, talk):
    hanne = logged_in(house.hanne)
    with CaptureQueriesContext(connection) as few:
        hanne.get("/min-kontakt/")
    for _ in range(12):
        more = offer(house, house.notice())
        invite(house, more)
    with CaptureQueriesContext(connection) as many:
        page = hanne.get("/min-kontakt/")
    assert len(many) == len(few)
    assert len(page.context["invitations"]) == 5
    assert Party.objects.filter(company_person=house.hanne).count() == 13
