"""Reminders, once and only to those who want them; and the calendar that follows a talk by mail."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY, days
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.post.calendar_file import Method
from tovholder.jobcentre.talks import actions, letters
from tovholder.jobcentre.talks.actions import Offering, remind_of_talks
from tovholder.jobcentre.talks.actions import remind as module
from tovholder.jobcentre.talks.letters import in_calendar
from tovholder.jobcentre.talks.models import BookingChoice, RemindMe, Talk
from tovholder.jobcentre.talks.paper import words_of

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY = date(2026, 11, 23)
NOON = datetime.combine(MONDAY, time(12), COPENHAGEN)
SUNDAY_MORNING = datetime.combine(MONDAY - days(1), time(9), COPENHAGEN)


@pytest.fixture(autouse=True)
def sms_in_files(settings, tmp_path):
    settings.SMS, settings.DATA_DIR = "file", tmp_path


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


def wants(citizen, **more) -> RemindMe:
    chosen = {
        "by_mail": False,
        "by_sms": False,
        "calendar": False,
        "email": "bo@hjemme.example",
        "telephone": "+4544444444",
        "language": "da",
    }
    return actions.choose_reminders(citizen, chosen | more, by=citizen.user, at=AT)


@pytest.fixture
def talk(amina, course) -> Talk:
    return cast.a_booked_talk(course, by=amina, starts_at=NOON)


def queued(group: str = "") -> list[tuple]:
    tasks = [task.task for task in OrmQ.objects.order_by("pk")]
    return [task["args"] for task in tasks if task.get("group") == group or not group]


def remind(at: datetime = SUNDAY_MORNING) -> int:
    return remind_of_talks(by=None, at=at)


# --- Reminded ---------------------------------------------------------------------------------------------------------


def test_by_mail_and_by_text_message(bo, talk):
    wants(bo, by_mail=True, by_sms=True)
    assert remind() == 2
    [(to, subject, body)] = queued("mail")
    assert (to, subject) == ("bo@hjemme.example", "Husk din tid hos jobcentret")
    assert "Mandag 23. november kl. 12\nGåtur" in body
    [(to, text, _reference, until)] = queued("sms")
    assert to == "+4544444444"
    assert text == (
        "Husk din tid hos jobcentret mandag 23. november kl. 12. Kan du ikke komme, så ring 22 22 22 22."
    )
    assert datetime.fromisoformat(until) == NOON
    assert "Bo" not in subject + text
    assert "Kragh" not in body
    assert Record.objects.filter(what="remind_of_talk", citizen=bo.pk).count() == 1


def test_in_the_language_that_was_chosen(bo, talk):
    wants(bo, by_mail=True, by_sms=True, language="en")
    remind()
    [(_to, subject, body)] = queued("mail")
    assert subject == "Remember your time at the job centre"
    assert "Monday 23 November" in body
    assert "If you cannot come, ring 22 22 22 22." in queued("sms")[0][1]


def test_what_it_is_about_is_in_neither(bo, talk):
    Talk.objects.update(about="Min depression", place="Psykiatrien")
    wants(bo, by_mail=True, by_sms=True)
    remind()
    assert "depression" not in str(queued())


def test_once_however_often(bo, talk):
    wants(bo, by_mail=True)
    assert [remind(), remind(), remind(SUNDAY_MORNING + timedelta(hours=1))] == [1, 0, 0]
    assert len(queued()) == 1


def test_killed_in_between_is_not_reminded_and_not_marked(bo, talk, monkeypatch):
    wants(bo, by_mail=True, by_sms=True)

    def killed(**_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "queue_sms", killed)
        with pytest.raises(KeyboardInterrupt):
            remind()
    assert not queued()
    assert remind() == 2


def test_two_clocks_at_once(own_database, monkeypatch):
    amina = cast.an_employee("Amina Yusuf")
    bo = cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))
    cast.a_booked_talk(cast.a_course(bo, contact=amina), by=amina, starts_at=NOON)
    wants(bo, by_mail=True)
    monkeypatch.setattr(module, "_remind", wait_for_each_other(module._remind))
    assert sorted(at_once(remind, remind)) == [0, 1]
    assert len(queued()) == 1


@pytest.mark.parametrize("at", [SUNDAY_MORNING - timedelta(hours=2), SUNDAY_MORNING + timedelta(hours=11)])
def test_nobody_is_woken(bo, talk, at):
    wants(bo, by_mail=True)
    assert remind(at) == 0


@pytest.mark.parametrize(
    ("ahead", "at", "reminded"),
    [
        (1, SUNDAY_MORNING - days(1), 0),
        (1, NOON - timedelta(hours=3), 1),  # the clock stood still the day before
        (1, NOON, 0),
        (2, SUNDAY_MORNING - days(1), 1),
        (2, SUNDAY_MORNING - days(2), 0),
        (0, SUNDAY_MORNING, 0),
    ],
)
def test_so_many_days_before(bo, talk, ahead, at, reminded):
    wants(bo, by_mail=True)
    BookingChoice.objects.create(pk=1, remind_days=ahead)
    assert remind(at) == reminded


def test_nobody_who_has_not_asked_for_it(bo, talk):
    assert remind() == 0
    wants(bo, calendar=True)
    assert remind() == 0


def test_cancelled_held_and_closed_are_not_reminded_of(amina, bo, course, talk):
    wants(bo, by_mail=True)
    Talk.objects.update(cancelled_at=AT)
    assert remind() == 0
    Talk.objects.update(cancelled_at=None, held_at=AT)
    assert remind() == 0
    Talk.objects.update(held_at=None)
    course.until, course.ended_because = TODAY, "work"
    course.save(update_fields=["until", "ended_because"])
    assert remind() == 0


def test_a_moved_talk_is_reminded_of_anew(amina, bo, talk):
    wants(bo, by_sms=True)
    remind()
    actions.move_talk(talk, starts_at=NOON + days(1), form="", by=amina.user, at=SUNDAY_MORNING)
    assert remind(SUNDAY_MORNING + timedelta(hours=1)) == 0, "not for the time it had"
    assert remind(SUNDAY_MORNING + days(1)) == 1
    first, second = queued("sms")
    assert first[2] != second[2], "another message, so another reference"


def test_the_command_says_how_many(bo, talk, time_machine, capsys):
    wants(bo, by_mail=True)
    time_machine.move_to(SUNDAY_MORNING, tick=False)
    call_command("remind_of_talks")
    call_command("remind_of_talks")
    assert capsys.readouterr().out == "1 besked er lagt i kø.\n0 beskeder er lagt i kø.\n"


def test_chosen_twice_is_once_and_the_log_says_only_that(bo):
    wants(bo, by_mail=True)
    wants(bo, by_mail=True)
    [line] = Record.objects.filter(what="choose_reminders")
    assert "hjemme" not in str(line.detail)


@pytest.mark.parametrize("wrong", [{"by_mail": True, "email": ""}, {"by_sms": True, "telephone": ""}])
def test_the_database_refuses_a_reminder_to_nowhere(bo, wrong):
    row = wants(bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        RemindMe.objects.filter(pk=row.pk).update(**wrong)


# --- In the calendar --------------------------------------------------------------------------------------------------


def book(amina, course) -> Talk:
    offering = Offering((0,), time(12), time(13), 30, ("walk",), "Søen", TODAY, None)
    actions.offer_times(amina, offering, by=amina.user, at=AT)
    given = {"form": "walk", "about": "Min ryg", "token": uuid4(), "by": course.citizen.user, "at": AT}
    return actions.book_offered(course, starts_at=NOON, **given)


def to_the_citizen() -> list[tuple]:
    return [args for args in queued("mail") if args[0] == "bo@hjemme.example"]


def test_booked_moved_and_cancelled_are_one_event(amina, bo, course):
    wants(bo, calendar=True)
    talk = book(amina, course)
    actions.move_offered(talk, starts_at=NOON + days(7), form="walk", by=bo.user, at=AT)
    talk.refresh_from_db()
    actions.cancel_talk(talk, by=bo.user, at=AT)
    mails = to_the_citizen()
    assert [mail[1] for mail in mails] == [
        "Møde med jobcentret", "Møde med jobcentret: ændret", "Møde med jobcentret: aflyst",
    ]  # fmt: skip
    assert [mail[4] for mail in mails] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [vobject.readOne(mail[3]).vevent for mail in mails]
    assert {event.uid.value for event in events} == {str(talk.token)}
    assert [int(event.sequence.value) for event in events] == [0, 1, 2]
    assert [event.dtstart.value for event in events] == [NOON, NOON + days(7), NOON + days(7)]
    assert events[0].dtend.value - events[0].dtstart.value == timedelta(minutes=30)
    assert events[0].location.value == "Gåtur: Søen"
    assert events[0].attendee.value == "mailto:bo@hjemme.example"
    for _to, subject, body, file, _method in mails:
        for words in ("Bo", "Kragh", "ryg"):
            assert words not in subject + body + file.replace("bo@", "")


def test_what_one_of_ours_changes_follows_in_the_calendar(amina, jonas, bo, course):
    wants(bo, calendar=True)
    talk = book(amina, course)
    actions.move_talk(talk, starts_at=NOON + days(1), form="", by=amina.user, at=AT)
    talk.refresh_from_db()
    actions.cover_talk(talk, employee=jonas, by=amina.user, at=AT)
    wants(bo)  # no more of it; what is in the calendar is still taken out
    actions.cancel_talk(talk, by=amina.user, at=AT)
    sequences = [int(vobject.readOne(mail[3]).vevent.sequence.value) for mail in to_the_citizen()]
    assert sequences == [0, 1, 2, 3]


def test_nobody_is_written_to_who_has_not_asked(amina, bo, course, talk):
    wants(bo, by_mail=True)
    actions.move_talk(talk, starts_at=NOON + days(1), form="", by=amina.user, at=AT)
    assert not to_the_citizen()
    wants(bo, calendar=True)
    talk.refresh_from_db()
    actions.cancel_talk(talk, by=amina.user, at=AT)
    assert not to_the_citizen(), "it never was in the calendar"


def test_in_english_the_calendar_is_too(amina, bo, course):
    wants(bo, calendar=True, language="en")
    book(amina, course)
    [(_to, subject, body, file, _method)] = to_the_citizen()
    assert subject == "Meeting with the job centre"
    assert "Walk: Søen" in body
    assert vobject.readOne(file).vevent.summary.value == "Meeting with the job centre"


def test_a_file_to_fetch_names_no_attendee(talk):
    text = in_calendar(talk, Method.PUBLISH, telephone="22 22 22 22", at=AT)
    event = vobject.readOne(text).vevent
    assert "ATTENDEE" not in text
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=60), "the usual length"
    assert "22 22 22 22" in event.description.value


# --- On paper ---------------------------------------------------------------------------------------------------------


def test_the_invitation_says_when_where_and_whom_to_ring(talk):
    Talk.objects.update(minutes=30, place="Søen", about="Min ryg")
    talk.refresh_from_db()
    words = words_of(talk, at=AT)
    said = [fact["value"] for fact in words["facts"]]
    assert said == ["Mandag 23. november kl. 12", "Gåtur: Søen", "Amina Yusuf", "Omkring 30 minutter"]
    assert words["to"] == "Bo Kragh"
    assert "22 22 22 22" in words["lines"][0]
    assert "Min ryg" not in str(words)


def test_where_is_said_once():
    assert letters.where("telephone", "") == "Telefon"
