"""A sick-leave talk on the employee's pages."""

from datetime import datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from tovholder.jobcentre.citizens.actions import draw_in
from tovholder.jobcentre.sickleave.actions import add_party, correct_notice
from tovholder.jobcentre.sickleave.models import MinutesDraft, MinutesVersion, Party, PartyTask, SickLeaveTalk
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House, logged_in, plain_static_files
from tovholder.jobcentre.sickleave.tests.test_sick_leave_talk import (
    AFTER,
    COPENHAGEN,
    FRIDAY,
    answer,
    hold,
    invite,
    mails,
    offer,
    party_of,
)
from tovholder.jobcentre.staff.models import Absence
from tovholder.jobcentre.talks.actions import cancel_talk, move_talk
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.actions import Choice, Do, settle_talks
from tovholder.jobcentre.workbench.tests.page import cost_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def no_manifest(settings):
    plain_static_files(settings)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def notice(house):
    house.citizen("Bo Kragh", at=house.nordlyst, email="bo@example.dk")
    return house.notice(name="Bo Kragh", talk="you_lead", sender=house.hanne)


@pytest.fixture
def amina(house):
    return logged_in(house.amina)


def at(name: str, row) -> str:
    return reverse(name, args=[row.pk])


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def offered(house, **more) -> dict:
    given = {
        "token": str(uuid4()),
        "led_by": "centre",
        "next_contact": "fre 10",
        "form": "workplace",
        "place": "",
        "minutes": "60",
        "people": [str(house.hanne.pk)],
        "with_citizen": "on",
        "agenda": "Hvad skal der til?",
    }
    return given | more


def changed(talk, **more) -> dict:
    now = {"form": talk.form, "place": talk.place, "minutes": talk.minutes, "sequence": talk.sequence}
    return now | {"next_contact": ""} | more


def test_on_the_citizens_page_a_meeting_is_opened_and_not_called_off(house, notice, amina):
    talk = offer(house, notice)
    invite(house, talk)
    talk.refresh_from_db()
    bo = notice.citizen
    gitte = house.employee("gitte", "Gitte Bak")
    draw_in(
        bo.courses.open().get(), employee=gitte, reason="coach", since=TODAY, until=TODAY + timedelta(days=9),
        by=house.amina.user, at=NOW,
    )  # fmt: skip
    for who, opens in ((amina, True), (logged_in(gitte), False)):
        page = text_of(who.get(at("citizen", bo)))
        assert (f'href="{at("sick_leave_talk", talk)}"' in page) == opens
        assert ">Aflys<" not in page
        assert at("invitation_on_paper", talk.talk) in page
        assert who.get(at("sick_leave_talk", talk)).status_code == (200 if opens else 404)


# --- Offered


def test_it_is_offered_from_the_notice_with_what_can_be_proposed(house, notice, amina):
    assert at("offer_sick_leave_talk", notice) in text_of(amina.get(at("notice", notice)))
    form = amina.get(at("offer_sick_leave_talk", notice)).context["form"]
    assert form["led_by"].value() == "centre", "the company's own wish"
    assert form["people"].value() == [house.hanne.pk], "who wrote"
    assert form.fields["form"].choices[0][0] == "workplace", "the workplace first"
    assert not form["form"].value()
    assert "Hvordan holder I kontakten" in form["agenda"].value()
    response = amina.post(at("offer_sick_leave_talk", notice), offered(house))
    talk = SickLeaveTalk.objects.get()
    assert response["Location"] == at("sick_leave_talk", talk)
    assert (talk.starts_at, talk.form, talk.minutes) == (FRIDAY, "workplace", 60)
    page = text_of(amina.get(at("notice", notice)))
    assert at("sick_leave_talk", talk) in page
    assert at("offer_sick_leave_talk", notice) not in page


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("expected", "blive på arbejde"),
        ("since", "komme tilbage"),
        ("recurring", "Hvilke dage"),
        ("returned", "timerne, som de er nu"),
    ],
)
def test_the_agenda_is_by_what_was_told(house, amina, kind, told):
    notice = house.notice(kind=kind, hours_a_week=12 if kind == "returned" else None)
    form = amina.get(at("offer_sick_leave_talk", notice)).context["form"]
    assert told in form["agenda"].value()
    assert form["led_by"].value() == "", "nothing is preselected that nobody said"


def test_without_a_name_there_is_nobody_to_invite_but_the_company(house, amina):
    notice = house.notice()
    page = text_of(amina.get(at("offer_sick_leave_talk", notice)))
    assert 'name="with_citizen"' not in page
    amina.post(at("offer_sick_leave_talk", notice), offered(house))
    talk = SickLeaveTalk.objects.get()
    assert (talk.citizen, talk.parties.get().role) == (None, "leader")
    page = amina.get(at("sick_leave_talk", talk))
    assert 'value="citizen"' not in page.content.decode()


WRONG = [
    ({"led_by": ""}, "Vælg, hvem der leder mødet."),
    ({"next_contact": "fre"}, "Skriv også klokken"),
    ({"next_contact": "snart"}, "snart"),
    ({"next_contact": ""}, "Skriv, hvornår I mødes."),
    ({"form": ""}, "Vælg, hvor I mødes."),
    ({"form": "walk", "next_contact": "fre 10 telefon"}, "Du har skrevet noget andet: Telefon."),
    ({"minutes": "en time"}, "Skriv et helt tal fra 10 til 240."),
    ({"agenda": "Bo har stress"}, "helbred: stress"),
    ({"agenda": "Hvad kan Bo klare?"}, "Skriv ikke, hvem det handler om (Bo)"),
    ({"place": "Hos Kragh"}, "(Kragh)"),
    ({"people": ["4711"]}, "Vælg blandt dem, der står her."),
    ({"token": "x"}, "Hent siden igen"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_bad_input_gets_a_sentence_and_stays(house, notice, amina, wrong, sentence):
    response = amina.post(at("offer_sick_leave_talk", notice), offered(house) | wrong)
    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    for name, typed in wrong.items():
        assert name in {"people", "token"} or typed in page
    assert not SickLeaveTalk.objects.exists()


def test_the_form_may_stand_in_the_shorthand(house, notice, amina):
    amina.post(
        at("offer_sick_leave_talk", notice), offered(house, form="", next_contact="27/11 kl. 9.30 video")
    )
    talk = SickLeaveTalk.objects.get()
    assert (talk.form, talk.starts_at) == ("video", datetime(2026, 11, 27, 9, 30, tzinfo=COPENHAGEN))


def test_a_refusal_keeps_what_was_typed(house, notice, amina):
    offer(house, notice)
    response = amina.post(at("offer_sick_leave_talk", notice), offered(house, agenda="Et langt punkt"))
    assert response.status_code == 409
    assert "allerede tilbudt" in text_of(response)
    assert "Et langt punkt" in text_of(response)


# --- Mails


def test_every_mail_is_read_before_it_is_sent(house, notice, amina):
    talk = offer(house, notice)
    page = text_of(amina.get(at("sick_leave_talk", talk)))
    assert "Her er invitationen til det møde, vi har talt om." in page
    assert "du må gerne tage en bisidder med" in page
    assert "(her står deltagerens eget link)" in page
    assert mails() == []
    amina.post(at("invite_parties", talk))
    assert len(mails()) == 2
    assert "Læs mailen" not in text_of(amina.get(at("sick_leave_talk", talk)))


def test_a_text_is_worded_and_read_as_it_will_be(house, notice, amina):
    party = party_of(offer(house, notice))
    assert "Det skriver vi" in text_of(amina.get(at("party_text", party)))
    for wrong, sentence in (
        ({"text": ""}, "Skriv en sætning"),
        ({"text": "Om Bo Kragh"}, "(Bo, Kragh)"),
        ({"text": "Om Bos fravær"}, "(Bo)"),
        ({"text": "Hun har fået en depression"}, "helbred: depression"),
        ({"text": "x" * 1001}, "højst 1000 tegn"),
        ({"text": "Ring om 010190-1234"}, "CPR"),
    ):
        response = amina.post(at("party_text", party), wrong)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert wrong["text"][:30] in text_of(response)
    given = {"text": "Vi bliver stressfri.", "not_health": "on"}
    page = text_of(amina.post(at("party_text", party), given, follow=True))
    assert page.count("Vi bliver stressfri.") == 2
    party.refresh_from_db()
    assert party.text == "Vi bliver stressfri."


def test_a_party_is_added_and_taken_out(house, notice, amina):
    talk = offer(house, notice, with_citizen=False)
    for given, sentence in (
        ({"role": "other", "name": "", "email": "ida@example.dk"}, "Skriv deltagerens navn."),
        ({"role": "other", "name": "Ida Sø", "email": ""}, "invitationen sendes dertil"),
        ({"role": "other", "name": "Ida Sø", "email": "ida"}, "navn@eksempel.dk"),
        ({"role": "", "name": "Ida Sø", "email": "ida@example.dk"}, "Vælg en rolle."),
    ):
        response = amina.post(at("add_party", talk), given)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert given["name"] in text_of(response)
    given = {"role": "companion", "name": "Ida Sø", "email": "ida@example.dk"}
    assert amina.post(at("add_party", talk), given).status_code == 302
    again = amina.post(at("add_party", talk), given)
    assert again.status_code == 409
    assert "Den deltager er der allerede." in text_of(again)
    amina.post(at("add_party", talk), {"role": "citizen"})
    assert "Bo Kragh" in text_of(amina.get(at("sick_leave_talk", talk)))
    ida = Party.objects.get(name="Ida Sø")
    for _ in range(2):
        amina.post(at("remove_party", ida))
    assert mails() == [], "who was not invited is not written to"
    assert talk.parties.here().count() == 2


# --- Answers, a new time, cancelled


def test_the_answers_are_seen_and_the_proposed_time_is_one_press(house, notice, amina):
    talk = offer(house, notice)
    invite(house, talk)
    proposed = datetime(2026, 12, 1, 8, 30, tzinfo=COPENHAGEN)
    answer(party_of(talk), "another", proposed_at=proposed)
    answer(party_of(talk, "citizen"), "no")
    assert "2 deltagere vil noget andet" in text_of(amina.get(at("notice", notice)))
    page = amina.get(at("sick_leave_talk", talk))
    assert "Foreslår tirsdag 1. december kl. 8.30" in text_of(page)
    assert "Har sagt nej" in text_of(page)
    [row] = [row for row in page.context["rows"] if row.proposes]
    response = amina.post(at("change_sick_leave_talk", talk), changed(talk, next_contact=row.proposes))
    assert response.status_code == 302
    talk.refresh_from_db()
    assert talk.starts_at == proposed


def test_a_change_is_understood_or_refused_with_what_was_typed(house, notice, amina):
    talk = offer(house, notice)
    invite(house, talk)
    for wrong, sentence in (
        ({"next_contact": "fre"}, "Skriv også klokken"),
        ({"minutes": "0"}, "fra 10 til 240"),
        ({"place": "Hos Bo"}, "(Bo)"),
        ({"sequence": ""}, "Hent siden igen"),
    ):
        response = amina.post(at("change_sick_leave_talk", talk), changed(talk) | wrong)
        assert response.status_code == 422
        assert sentence in text_of(response)
    stale = amina.post(at("change_sick_leave_talk", talk), changed(talk, sequence=7, next_contact="fre 11"))
    assert stale.status_code == 409
    assert "Mødet er ændret imens" in text_of(stale)
    assert "fre 11" in text_of(stale)
    before = len(mails())
    amina.post(at("change_sick_leave_talk", talk), changed(talk))
    assert len(mails()) == before, "as it was"
    amina.post(at("change_sick_leave_talk", talk), changed(talk, place="Lokale 2"))
    assert len(mails()) == before + 2
    talk.refresh_from_db()
    assert (talk.starts_at, talk.place) == (FRIDAY, "Lokale 2")


def test_what_is_written_of_a_change_is_shown_before(house, notice, amina):
    talk = offer(house, notice)
    assert "Det skriver vi til de inviterede" not in text_of(amina.get(at("sick_leave_talk", talk)))
    invite(house, talk)
    page = text_of(amina.get(at("sick_leave_talk", talk)))
    assert "Mødet er ændret. Sådan er det nu:" in page
    assert "Mødet fredag 27. november kl. 10 er aflyst." in page


def test_cancelled_it_says_so_and_nothing_more_can_be_done(house, notice, amina):
    talk = offer(house, notice)
    invite(house, talk)
    page = text_of(amina.post(at("cancel_sick_leave_talk", talk), follow=True))
    assert "Mødet er aflyst" in page
    assert at("change_sick_leave_talk", talk) not in page
    assert amina.post(at("invite_parties", talk)).status_code == 409
    assert amina.post(at("change_sick_leave_talk", talk), changed(talk, minutes=30)).status_code == 409
    assert at("offer_sick_leave_talk", notice) in text_of(amina.get(at("notice", notice)))


def test_where_the_citizens_page_says_another_time_it_is_told(house, notice, amina):
    talk = offer(house, notice)
    invite(house, talk)
    move_talk(Talk.objects.get(), starts_at=FRIDAY + timedelta(days=3), form="", by=house.amina.user, at=NOW)
    assert "flyttet på borgerens side" in text_of(amina.get(at("sick_leave_talk", talk)))
    cancel_talk(Talk.objects.get(), by=house.amina.user, at=NOW)
    assert "aflyst på borgerens side" in text_of(amina.get(at("sick_leave_talk", talk)))
    answer(party_of(talk, "citizen"), "no")
    assert "på borgerens side" not in text_of(amina.get(at("sick_leave_talk", talk)))


def test_it_is_not_cancelled_behind_its_parties_on_the_citizens_page(house, notice, amina):
    talk = offer(house, notice)
    invite(house, talk)
    response = amina.post(reverse("cancel_talk", args=[Talk.objects.get().pk]))
    assert response.status_code == 409
    assert "Flyt eller aflys det på mødets egen side" in text_of(response)
    assert Talk.objects.booked().exists()
    amina.post(at("cancel_sick_leave_talk", talk))
    assert not Talk.objects.booked().exists()


def test_nor_when_whoever_holds_it_is_away(house, notice, amina):
    invite(house, offer(house, notice))
    row = Talk.objects.select_related("citizen", "course__contact__unit").get()
    absence = Absence.objects.create(employee=house.amina, since=FRIDAY.date(), until=None)
    for choice in (
        Choice(row.pk, Do.CANCEL, row.starts_at),
        Choice(row.pk, Do.MOVE, row.starts_at, to=AFTER),
    ):
        settled = settle_talks(absence, [choice], by=house.amina.user, at=NOW)
        assert [str(why) for _talk, why in settled.refused if "mødets egen side" in why]
        assert not settled.changed


def test_the_talk_is_found_from_the_notice_that_corrects(house, notice, amina):
    talk = offer(house, notice)
    later = correct_notice(
        notice.pk, by=house.amina.user, sender=None, at=NOW, today=TODAY, token=uuid4(), kind="since",
        first_day=TODAY, employee_agrees=True, person_name="", talk="no",
    )  # fmt: skip
    page = text_of(amina.get(at("notice", later)))
    assert at("sick_leave_talk", talk) in page
    assert at("offer_sick_leave_talk", later) not in page


def test_the_pages_cost_the_same_with_three_parties_and_with_twelve(house, notice, amina):
    talk = offer(house, notice)
    invite(house, talk)
    costs = []
    for more in (1, 9):
        for number in range(more):
            add_party(
                talk, role="other", name=f"Gæst {number}", email=f"{more}{number}@example.dk",
                by=house.amina.user, at=NOW,
            )  # fmt: skip
        costs.append([cost_of(amina, at("sick_leave_talk", talk)), cost_of(amina, at("notice", notice))])
    assert costs[0] == costs[1]


# --- Held, and its minutes


@pytest.fixture
def held(house, notice, time_machine) -> SickLeaveTalk:
    talk = offer(house, notice)
    invite(house, talk)
    time_machine.move_to(AFTER, tick=False)
    return hold(house, talk, "leader", "citizen")


def written(talk, **more) -> dict:
    given = {"read": "0", "conclusion": "Fire timer om dagen fra mandag.", "for_citizen": "Ring, når du vil."}
    for party in talk.parties.here():
        given[f"task_{party.pk}"] = f"Opgave til {party.get_role_display().lower()}"
        given[f"due_{party.pk}"] = "2026-12-04"
    given |= {"task_ours": "Ringer igen på fredag", "due_ours": "2026-12-04"}
    return given | more


def test_held_is_pressed_on_the_day_with_those_who_were_there(house, notice, time_machine):
    talk = offer(house, notice)
    invite(house, talk)
    assert "Er mødet holdt?" not in text_of(logged_in(house.amina).get(at("sick_leave_talk", talk)))
    time_machine.move_to(AFTER, tick=False)
    amina = logged_in(house.amina)
    page = amina.get(at("sick_leave_talk", talk))
    assert "checked" not in str(page.context["held_form"]["were_there"])
    nobody = amina.post(at("hold_sick_leave_talk", talk))
    assert nobody.status_code == 422
    assert "Sæt kryds ved dem, der var med." in text_of(nobody)
    response = amina.post(at("hold_sick_leave_talk", talk), {"were_there": [party_of(talk).pk]})
    assert response["Location"] == at("sick_leave_minutes", talk)
    page = text_of(amina.get(at("sick_leave_talk", talk)))
    assert "Var ikke med" in page


def test_the_draft_is_kept_as_it_is_typed_and_nothing_is_lost(held, amina):
    page = amina.get(at("sick_leave_minutes", held)).content.decode()
    assert page.index('name="conclusion"') < page.index('name="task_')
    assert "Der er et referat til dig fra mødet." in page, "what is written when it is shared"
    assert "Log ind, og åbn Mit forløb." in page
    given = written(held, conclusion="Halv sætn")
    due = next(name for name in given if name.startswith("due_"))
    given[due] = "i morgen"
    part = amina.post(at("keep_minutes", held), given, HTTP_HX_REQUEST="true")
    assert part.status_code == 200
    assert 'name="read" value="1"' in part.content.decode()
    assert "<html" not in part.content.decode()
    page = text_of(amina.get(at("sick_leave_minutes", held)))
    assert "Halv sætn" in page
    assert "i morgen" in page, "also what is not a day yet"
    assert not MinutesVersion.objects.exists()


def test_a_stale_draft_is_refused_with_both_texts(held, amina, house):
    amina.post(at("keep_minutes", held), written(held, conclusion="Min tekst"))
    jonas = written(held, conclusion="En anden tekst")
    part = amina.post(at("keep_minutes", held), jonas, HTTP_HX_REQUEST="true")
    assert part.status_code == 409
    assert "nyere udkast" in text_of(part)
    for name in ("keep_minutes", "sick_leave_minutes"):
        page = amina.post(at(name, held), jonas)
        assert page.status_code == 409
        assert "Min tekst" in text_of(page)
        assert "En anden tekst" in text_of(page)
    assert MinutesDraft.objects.get().typed["conclusion"] == "Min tekst"
    again = amina.post(at("keep_minutes", held), jonas | {"read": page.context["saves"]})
    assert again.status_code == 302
    assert MinutesDraft.objects.get().typed["conclusion"] == "En anden tekst"


def test_shared_with_a_task_for_each_and_then_changed_with_a_reason(held, amina, house):
    before = len(mails())
    given = written(held, agrees="on")
    assert amina.post(at("sick_leave_minutes", held), given).status_code == 302
    version = MinutesVersion.objects.get()
    assert (version.number, version.for_others, version.for_citizen) == (1, True, "Ring, når du vil.")
    assert PartyTask.objects.filter(version=version).count() == 2
    assert len(mails(before)) == 2
    page = amina.get(at("sick_leave_minutes", held))
    assert page.context["form"]["conclusion"].value() == "Fire timer om dagen fra mandag."
    saves = page.context["saves"]
    change = written(held, agrees="on", read=saves, conclusion="Tre timer om dagen.")
    refused = amina.post(at("sick_leave_minutes", held), change | {"because": ""})
    assert refused.status_code == 422
    assert "Skriv, hvorfor referatet er rettet." in text_of(refused)
    assert "Tre timer om dagen." in text_of(refused)
    assert amina.post(at("sick_leave_minutes", held), change | {"because": "Det var tre."}).status_code == 302
    assert list(MinutesVersion.objects.order_by("number").values_list("conclusion", "because")) == [
        ("Fire timer om dagen fra mandag.", ""),
        ("Tre timer om dagen.", "Det var tre."),
    ]
    page = text_of(amina.get(at("sick_leave_minutes", held)))
    assert "Det var tre." in page
    assert "Fire timer om dagen fra mandag." in page


def test_without_the_citizens_yes_only_the_citizen_is_told(held, amina, house):
    before = len(mails())
    amina.post(at("sick_leave_minutes", held), written(held))
    assert not MinutesVersion.objects.get().for_others
    assert [mail[0] for mail in mails(before)] == ["bo@example.dk"]


def test_bad_minutes_get_a_sentence_and_stay(held, amina):
    leader, citizen = party_of(held), party_of(held, "citizen")
    for wrong, sentence in (
        ({"conclusion": ""}, "Skriv konklusionen."),
        ({"conclusion": "Bo kommer mandag"}, "Skriv ikke, hvem det handler om (Bo)"),
        ({"conclusion": "Hun har angst"}, "helbred: angst"),
        ({f"task_{leader.pk}": "Spørg til hans medicin"}, "helbred: medicin"),
        ({f"task_{leader.pk}": ""}, "hver deltager har én"),
        ({"task_ours": ""}, "hver deltager har én"),
        ({"task_ours": "Spørg til hans medicin"}, "helbred: medicin"),
        ({"due_ours": ""}, "hvornår opgaven senest er gjort"),
        ({f"due_{leader.pk}": ""}, "hvornår opgaven senest er gjort"),
        ({f"due_{leader.pk}": "2026-11-01"}, "Dagen ligger før mødet."),
        ({f"due_{citizen.pk}": "2062-11-01"}, "årstallet"),
        ({f"due_{citizen.pk}": "snart"}, "Skriv dagen med tal"),
        ({"read": "x"}, "Hent siden igen"),
    ):
        response = amina.post(at("sick_leave_minutes", held), written(held) | wrong)
        assert response.status_code == 422, wrong
        page = text_of(response)
        assert sentence in page
        for typed in wrong.values():
            assert typed == "x" or typed in page
    assert not MinutesVersion.objects.exists()
    health = {f"task_{citizen.pk}": "Hold fast i din genoptræning", "for_citizen": "Pas på din gigt, Bo"}
    assert amina.post(at("sick_leave_minutes", held), written(held) | health).status_code == 302


def test_minutes_of_a_talk_that_is_not_held_are_not_found(house, notice, amina):
    talk = offer(house, notice)
    for name in ("sick_leave_minutes", "keep_minutes"):
        assert amina.post(at(name, talk), {}).status_code == 404


def test_who_may_open_the_notice_alone_does_not_read_the_citizens_part(house, time_machine):
    """Jonas follows Bo and leads the talk; Amina is the workplace's contact and may not open Bo."""
    house.citizen("Bo Kragh", at=house.nordlyst, contact=house.jonas, email="bo@example.dk")
    talk = offer(house, house.notice(name="Bo Kragh"), by=house.jonas.user)
    invite(house, talk)
    time_machine.move_to(AFTER, tick=False)
    hold(house, talk, "leader", "citizen")
    amina, jonas = logged_in(house.amina), logged_in(house.jonas)
    assert jonas.get(at("sick_leave_minutes", talk)).status_code == 200
    page = amina.get(at("sick_leave_talk", talk))
    assert page.status_code == 200
    assert at("sick_leave_minutes", talk) not in text_of(page)
    assert amina.get(at("sick_leave_minutes", talk)).status_code == 404


def test_what_is_not_mine_is_not_found(house):
    talk = offer(house, house.notice())
    jonas, party = logged_in(house.jonas), party_of(talk)
    for name in ("sick_leave_talk", "invite_parties", "change_sick_leave_talk", "cancel_sick_leave_talk",
                 "hold_sick_leave_talk", "add_party"):  # fmt: skip
        assert jonas.post(at(name, talk)).status_code in {404, 405}, name
    assert jonas.get(at("sick_leave_talk", talk)).status_code == 404
    for name in ("party_text", "remove_party"):
        assert jonas.post(at(name, party)).status_code == 404
    assert jonas.get(at("offer_sick_leave_talk", talk.notice)).status_code == 404
