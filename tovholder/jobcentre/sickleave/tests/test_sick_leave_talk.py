"""A talk about an absence: offered, its parties invited and answering, given a new time, cancelled, held."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from tests import waiting
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import agree_next, close_course, open_course
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.measures import citizen_talk
from tovholder.jobcentre.sickleave.models import NoticeStep, Party, SickLeaveTalk
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House
from tovholder.jobcentre.talks.actions import cancel_talk, move_talk
from tovholder.jobcentre.talks.models import Talk

pytestmark = pytest.mark.django_db

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=COPENHAGEN)
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=COPENHAGEN)
AFTER = FRIDAY + timedelta(hours=1)


def address_of(link: str) -> str:
    return f"https://hedelund.example/invitation/{link}/"


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def bo(house):
    return house.citizen("Bo Kragh", at=house.nordlyst, email="bo@example.dk")


@pytest.fixture
def notice(house, bo):
    return house.notice(name="Bo Kragh")


def offer(house, notice, **more) -> SickLeaveTalk:
    given = {
        "token": uuid4(),
        "led_by": "centre",
        "form": "workplace",
        "place": "",
        "starts_at": FRIDAY,
        "minutes": 60,
        "agenda": "Hvad skal der til?",
        "people": [house.hanne],
        "with_citizen": True,
        "by": house.amina.user,
        "at": NOW,
    }
    return actions.offer_talk(notice, **(given | more))


def invite(house, talk, *, at=NOW) -> int:
    return actions.invite_parties(talk, address_of=address_of, by=house.amina.user, at=at)


def change(house, talk, *, at=NOW, **more) -> bool:
    talk.refresh_from_db()
    now = {name: getattr(talk, name) for name in ("starts_at", "form", "place", "minutes")}
    given = now | {"read_sequence": talk.sequence} | more
    return actions.change_talk(talk, address_of=address_of, by=house.amina.user, at=at, **given)


def answer(party, said, *, at=NOW, proposed_at=None, by=None, sequence=None):
    party.refresh_from_db()
    read = party.talk.sequence if sequence is None else sequence
    return actions.answer_invitation(
        party, answer=said, proposed_at=proposed_at, read_sequence=read, by=by, at=at
    )


def party_of(talk, role="leader") -> Party:
    return talk.parties.get(role=role, removed_at=None)


def mails(since: int = 0) -> list[tuple]:
    return [args for args in waiting.mails() if "møde" in args[1].lower()][since:]


def steps(notice) -> set[str]:
    return set(NoticeStep.objects.filter(notice=notice).values_list("step", flat=True))


# --- Offered


def test_an_offer_is_a_step_towards_the_company_and_writes_to_nobody(house, notice, bo):
    talk = offer(house, notice)
    assert steps(notice) == {"talk_offered"}
    assert mails() == []
    assert (talk.citizen, talk.workplace, talk.employee, talk.talk) == (bo, house.nordlyst, house.amina, None)
    assert talk.place == "Industrivej 4, 8800 Hedelund"
    assert [(p.role, p.name, p.email) for p in talk.parties.order_by("role")] == [
        ("citizen", "", ""),
        ("leader", "Hanne Friis", house.hanne.email),
    ]


def test_without_a_name_no_citizen_is_tied(house):
    notice = house.notice()
    talk = offer(house, notice, with_citizen=True)
    assert talk.citizen is None
    assert [p.role for p in talk.parties.all()] == ["leader"]
    with pytest.raises(Refused, match="Lad arbejdspladsen"):
        actions.add_party(talk, role="citizen", name="", email="", by=house.amina.user, at=NOW)


def test_pressing_twice_is_one_offer_and_a_second_one_waits_for_the_first(house, notice):
    token = uuid4()
    assert offer(house, notice, token=token) == offer(house, notice, token=token)
    with pytest.raises(Refused, match="allerede tilbudt"):
        offer(house, notice)
    actions.cancel_sick_leave_talk(
        SickLeaveTalk.objects.get(), address_of=address_of, by=house.amina.user, at=NOW
    )
    assert offer(house, notice)


def test_no_offer_in_the_past_nor_about_what_was_withdrawn(house, notice):
    with pytest.raises(Refused, match="Den tid er gået"):
        offer(house, notice, starts_at=NOW)
    actions.withdraw_notice(notice.pk, by=house.amina.user, sender=None, at=NOW)
    with pytest.raises(actions.Superseded):
        offer(house, notice)
    assert not SickLeaveTalk.objects.exists()


def test_the_database_holds_one_coming_talk_and_one_citizen(house, notice):
    talk = offer(house, notice)
    twin = {f.name: getattr(talk, f.name) for f in talk._meta.fields if f.name not in {"id", "token"}}
    with pytest.raises(IntegrityError), transaction.atomic():
        SickLeaveTalk.objects.create(**twin)
    for wrong in (
        {"role": "citizen"},
        {"role": "citizen", "name": "Bo Kragh"},
        {"role": "leader"},
        {"role": "other", "name": "Ida", "email": house.hanne.email},
        {"role": "other", "name": "Ida", "answer": "another"},
        {"role": "other", "name": "Ida", "answer": "yes", "proposed_at": NOW},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Party.objects.create(talk=talk, **wrong)


# --- Invited


def test_each_party_is_written_to_once_and_the_citizen_has_a_talk_booked(house, notice, bo):
    talk = offer(house, notice)
    assert invite(house, talk) == 2
    assert invite(house, talk) == 0
    assert sorted(mail[0] for mail in mails()) == sorted([house.hanne.email, "bo@example.dk"])
    booked = Talk.objects.booked().get()
    talk.refresh_from_db()
    assert (talk.talk, booked.citizen, booked.employee) == (booked, bo, house.amina)
    assert (booked.starts_at, booked.form, booked.place) == (FRIDAY, "workplace", talk.place)


def test_a_citizen_without_a_course_or_not_invited_has_no_talk(house):
    house.citizen("Eva Lund", at=house.nordlyst, contact=False)
    invite(house, offer(house, house.notice(name="Eva Lund")))
    house.citizen("Bo Kragh", at=house.nordlyst)
    invite(house, offer(house, house.notice(name="Bo Kragh"), with_citizen=False))
    assert not Talk.objects.exists()


def test_who_is_added_later_is_invited_alone(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    before = len(mails())
    actions.add_party(
        talk, role="companion", name="Ida Sø", email="ida@example.dk", by=house.amina.user, at=NOW
    )
    with pytest.raises(actions.AlreadyThere):
        actions.add_party(talk, role="other", name="Ida", email="IDA@example.dk", by=house.amina.user, at=NOW)
    assert invite(house, talk) == 1
    [mail] = mails(before)
    assert (mail[0], mail[4]) == ("ida@example.dk", "REQUEST")


def test_somebody_of_the_workplace_answers_at_their_own_door(house, notice):
    talk = offer(house, notice, people=[])
    party = actions.add_party(
        talk, role="leader", name="Hanne", email=house.hanne.email.upper(), by=house.amina.user, at=NOW
    )
    assert party.company_person == house.hanne


def test_a_text_is_worded_before_it_is_sent_and_not_after(house, notice):
    talk = offer(house, notice)
    leader = party_of(talk)
    actions.write_party_text(leader, text="Tak for snakken.", by=house.amina.user, at=NOW)
    invite(house, talk)
    [mail] = [mail for mail in mails() if mail[0] == house.hanne.email]
    assert "Tak for snakken." in mail[2]
    with pytest.raises(Refused, match="allerede sendt"):
        actions.write_party_text(leader, text="x", by=house.amina.user, at=NOW)


# --- Answered


def test_the_citizen_may_decline_and_may_come_after_all(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    citizen = party_of(talk, "citizen")
    answer(citizen, "no")
    assert not Talk.objects.booked().exists()
    talk.refresh_from_db()
    assert SickLeaveTalk.objects.coming().exists(), "the others may meet without them"
    answer(citizen, "yes")
    assert Talk.objects.booked().get().starts_at == FRIDAY


def test_a_citizen_who_has_another_course_by_now_has_the_talk_in_that(house, notice, bo):
    talk = offer(house, notice)
    invite(house, talk)
    close_course(bo.courses.get(), because="work", by=house.amina.user, at=NOW, today=TODAY)
    open_course(
        bo,
        unit=house.unit,
        because="sick_leave",
        contact=house.amina,
        by=house.amina.user,
        at=NOW,
        today=TODAY,
    )
    change(house, talk, starts_at=MONDAY)
    assert Talk.objects.booked().get().course == bo.courses.open().get()


def test_an_answer_is_to_what_was_read(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    leader = party_of(talk)
    change(house, talk, starts_at=MONDAY)
    with pytest.raises(actions.TalkChanged):
        answer(leader, "yes", sequence=0)
    answer(leader, "yes", sequence=1)
    actions.cancel_sick_leave_talk(talk, address_of=address_of, by=house.amina.user, at=NOW)
    with pytest.raises(actions.TalkOver):
        answer(leader, "no")
    leader.refresh_from_db()
    assert leader.answer == "yes"


def test_nobody_proposes_the_past_and_who_is_taken_out_answers_no_more(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    leader = party_of(talk)
    with pytest.raises(Refused, match="Den tid er gået"):
        answer(leader, "another", proposed_at=NOW - timedelta(days=1))
    actions.remove_party(leader, address_of=address_of, by=house.amina.user, at=NOW)
    with pytest.raises(Refused, match="trukket tilbage"):
        answer(leader, "yes")


# --- Changed, cancelled


def test_a_new_time_is_written_to_all_and_asks_anew(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    answer(party_of(talk, "citizen"), "yes")
    before = len(mails())
    assert change(house, talk, starts_at=MONDAY)
    assert not change(house, talk, starts_at=MONDAY), "twice is once"
    talk.refresh_from_db()
    assert (talk.sequence, {p.answer for p in talk.parties.all()}) == (1, {""})
    assert len(mails(before)) == 2
    assert Talk.objects.booked().get().starts_at == MONDAY
    assert "talk_agreed" not in steps(notice)


def test_the_time_a_company_proposes_is_agreed_when_it_is_given(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    answer(party_of(talk), "another", proposed_at=MONDAY)
    change(house, talk, starts_at=MONDAY)
    assert (party_of(talk).answer, party_of(talk, "citizen").answer) == ("yes", "")
    assert steps(notice) == {"talk_offered", "talk_agreed"}


def test_what_the_citizen_proposes_is_no_step_towards_the_company(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    answer(party_of(talk, "citizen"), "another", proposed_at=MONDAY)
    change(house, talk, starts_at=MONDAY)
    assert steps(notice) == {"talk_offered"}


def test_another_place_keeps_the_answers(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    answer(party_of(talk), "yes")
    change(house, talk, form="in_person", place="Lokale 2")
    assert party_of(talk).answer == "yes"
    booked = Talk.objects.booked().get()
    assert (booked.form, booked.place) == ("in_person", "Lokale 2")


def test_two_who_change_at_once_do_not_undo_each_other(house, notice):
    talk = offer(house, notice)
    change(house, talk, starts_at=MONDAY)
    with pytest.raises(actions.TalkChanged):
        change(house, talk, place="Lokale 2", read_sequence=0)


def test_cancelled_is_written_to_all_and_the_citizens_talk_goes_too(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    before = len(mails())
    for _ in range(2):
        actions.cancel_sick_leave_talk(talk, address_of=address_of, by=house.amina.user, at=NOW)
    assert [mail[4] for mail in mails(before)] == ["CANCEL", "CANCEL"]
    assert not Talk.objects.booked().exists()
    with pytest.raises(actions.TalkOver):
        change(house, talk, starts_at=MONDAY)


def test_a_talk_moved_on_the_citizens_page_can_be_given_a_time_again(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    one_to_one = Talk.objects.booked().get()
    move_talk(one_to_one, starts_at=MONDAY, form="", by=house.amina.user, at=NOW)
    change(house, talk, starts_at=MONDAY + timedelta(hours=1))
    assert Talk.objects.booked().get().starts_at == MONDAY + timedelta(hours=1)
    cancel_talk(Talk.objects.get(), by=house.amina.user, at=NOW)
    change(house, talk, starts_at=MONDAY)
    assert Talk.objects.booked().get().starts_at == MONDAY


# --- Held


def hold(house, talk, *roles, at=AFTER):
    there = [party_of(talk, role).pk for role in roles]
    return actions.hold_sick_leave_talk(talk, were_there=there, by=house.amina.user, at=at)


def test_held_with_the_citizen_stops_the_third_measure(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    assert citizen_talk([notice]) == {}
    for _ in range(2):
        hold(house, talk, "leader", "citizen")
    assert citizen_talk([notice]) == {notice.pk: 7}
    held = Talk.objects.held().get()
    talk.refresh_from_db()
    assert (talk.talk, held.held_at, held.minutes) == (held, AFTER, 60)
    assert steps(notice) == {"talk_offered", "talk_agreed"}


def test_held_without_the_citizen_it_is_no_talk_with_them(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    hold(house, talk, "leader")
    assert not Talk.objects.held().exists()
    assert not Talk.objects.booked().exists()
    assert citizen_talk([notice]) == {}
    assert [p.was_there for p in talk.parties.order_by("role")] == [False, True]


def test_an_agreement_that_lies_later_is_kept(house, notice, bo):
    talk = offer(house, notice)
    invite(house, talk)
    later = TODAY + timedelta(days=30)
    agree_next(bo.courses.get(), on=later, at_time=None, form="", by=house.amina.user, at=NOW)
    hold(house, talk, "citizen")
    assert bo.courses.get().next_on == later


def test_a_day_that_has_not_come_and_a_talk_nobody_came_to_are_not_held(house, notice):
    talk = offer(house, notice)
    invite(house, talk)
    with pytest.raises(Refused, match="senere dag"):
        hold(house, talk, "leader", at=NOW)
    with pytest.raises(Refused, match="Sæt kryds"):
        hold(house, talk)


def test_the_steps_are_the_same_whoever_it_is_about(house, notice):
    unknown = house.notice(name="Ukendt Person")
    for one in (notice, unknown):
        talk = offer(house, one)
        invite(house, talk)
        answer(party_of(talk), "yes")
        if one == notice:
            answer(party_of(talk, "citizen"), "no")
        hold(house, talk, "leader")
    assert steps(notice) == steps(unknown) == {"talk_offered", "talk_agreed"}


def test_every_change_is_one_line_of_the_log(house, notice, bo):
    talk = offer(house, notice)
    invite(house, talk)
    change(house, talk, starts_at=MONDAY)
    answer(party_of(talk), "yes")
    for what in (
        "offer_sick_leave_talk",
        "invite_parties",
        "change_sick_leave_talk",
        "answer_invitation",
    ):
        assert Record.objects.get(what=what).citizen == bo.pk
