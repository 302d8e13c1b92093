"""A joint talk by mail, over a real SMTP server, from notice to cancellation; and no mail tells what it is about.

The calendar files are read by another library than the one that wrote them.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import vobject
from aiosmtpd.controller import Controller
from django.conf import settings as conf
from django.test import Client
from django.urls import reverse
from django_q.models import OrmQ

from tests.servers import free_port
from tests.waiting import mails
from tovholder.jobcentre.citizens.models import Benefit, Citizen, SupportSpell
from tovholder.jobcentre.post.delivery import deliver
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveTalk
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House, logged_in, plain_static_files
from tovholder.jobcentre.talks.models import Talk

pytestmark = pytest.mark.django_db

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
AFTER = datetime(2026, 12, 1, 14, 0, tzinfo=COPENHAGEN)
# Marked, in every field of the citizen's that holds words; and what the talk is about.
SECRETS = {
    "name": "Hemmelig Borgersen",
    "telephone": "98 76 54 32",
    "language": "klingonsk",
    "email": "hemmelig@borger.example",
}
UNSAID = (
    *(value for name, value in SECRETS.items() if name != "email"),
    "Hemmelig", "Borgersen", "010190", "sygemeld", "sygefravær", "syg ", "fravær", "sygedagpenge", "Sygedagpenge",
    "helbred", "Kun til borgeren selv", "Hemmelig opgave", "Nordlyst",
)  # fmt: skip


class Inbox:
    """A mail server on this machine, and what came to it."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - the server calls it so
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def take(self) -> dict[str, EmailMessage]:
        """What has come since the last time, by who it is to."""
        came, self.received = self.received, []
        assert len({mail["To"] for mail in came}) == len(came), "one mail each"
        return {mail["To"]: mail for mail in came}


@pytest.fixture
def inbox(settings) -> Iterator[Inbox]:
    box = Inbox()
    box.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    yield box
    box.controller.stop()


@pytest.fixture(autouse=True)
def friday_in_november(time_machine, settings):
    plain_static_files(settings)
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def bo(house) -> Citizen:
    citizen = house.citizen(at=house.nordlyst, **SECRETS)
    SupportSpell.objects.create(citizen=citizen, benefit=Benefit.SICKNESS, since=TODAY - timedelta(days=20))
    return citizen


def work() -> None:
    """What the worker does: each queued mail is sent once."""
    for mail in mails():
        deliver(*mail)
    OrmQ.objects.all().delete()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content()


def calendar_of(mail: EmailMessage):
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    calendar = vobject.readOne(part.get_content())
    assert part.get_param("method") == calendar.method.value
    assert part.get_content_charset() == "utf-8"
    return calendar


def link_in(mail: EmailMessage) -> str:
    [link] = re.findall(r"https?://\S+", text_of(mail))
    return re.sub(r"^https?://[^/]+", "", link)


def tell(house) -> AbsenceNotice:
    """The company tells it at its door."""
    given = {
        "token": uuid4(),
        "kind": "first_day",
        "agrees": "yes",
        "person_name": SECRETS["name"],
        "talk": "you_lead",
    }
    assert logged_in(house.hanne).post(reverse("my_contact"), given).status_code == 302
    return AbsenceNotice.objects.get()


def offer(house, notice, amina) -> SickLeaveTalk:
    given = {
        "token": uuid4(), "led_by": "centre", "next_contact": "fre 10", "form": "workplace", "place": "",
        "minutes": "60", "people": [house.hanne.pk], "with_citizen": "on", "agenda": "Hvilke opgaver kan ændres?",
    }  # fmt: skip
    assert amina.post(reverse("offer_sick_leave_talk", args=[notice.pk]), given).status_code == 302
    talk = SickLeaveTalk.objects.get()
    ida = {"role": "companion", "name": "Ida Sø", "email": "ida@example.dk"}
    amina.post(reverse("add_party", args=[talk.pk]), ida)
    return talk


def test_the_whole_chain_over_smtp(house, bo, inbox):
    amina = logged_in(house.amina)
    talk = offer(house, tell(house), amina)
    work()
    inbox.take()  # that a notice waits; nothing of the talk is sent yet

    amina.post(reverse("invite_parties", args=[talk.pk]))
    assert not inbox.received, "queued, and sent by the worker"
    work()
    invited = inbox.take()
    assert set(invited) == {house.hanne.email, "ida@example.dk", SECRETS["email"]}
    first = {to: calendar_of(mail) for to, mail in invited.items()}
    for to, calendar in first.items():
        assert calendar.method.value == "REQUEST"
        assert calendar.vevent.sequence.value == "0"
        assert calendar.vevent.dtstart.value == datetime(2026, 11, 27, 10, 0, tzinfo=COPENHAGEN)
        assert [one.value for one in calendar.vevent.attendee_list] == [f"mailto:{to}"]
        assert calendar.vevent.organizer.value == f"mailto:{house.amina.email}"

    door = Client()
    link = link_in(invited[house.hanne.email])
    page = door.get(link)
    assert page.status_code == 200
    assert "Hvilke opgaver kan ændres?" in unescape(page.content.decode())
    assert Talk.objects.booked().exists()
    answer = {"answer": "another", "day": "2026-12-01", "time": "13:00", "sequence": "0"}
    assert door.post(link, answer).status_code == 302
    seen = unescape(amina.get(reverse("sick_leave_talk", args=[talk.pk])).content.decode())
    assert "Foreslår tirsdag 1. december kl. 13" in seen

    change = {
        "next_contact": "1/12 kl. 13",
        "form": "workplace",
        "place": talk.place,
        "minutes": "60",
        "sequence": "0",
    }
    assert amina.post(reverse("change_sick_leave_talk", args=[talk.pk]), change).status_code == 302
    work()
    changed = inbox.take()
    second = {to: calendar_of(mail) for to, mail in changed.items()}
    assert set(second) == set(first)
    for to, calendar in second.items():
        assert calendar.vevent.uid.value == first[to].vevent.uid.value
        assert (calendar.method.value, calendar.vevent.sequence.value) == ("REQUEST", "1")
        assert calendar.vevent.dtstart.value == datetime(2026, 12, 1, 13, 0, tzinfo=COPENHAGEN)
        assert calendar.vevent.organizer.value == first[to].vevent.organizer.value

    ida = talk.parties.get(name="Ida Sø")
    amina.post(reverse("remove_party", args=[ida.pk]))
    work()
    removed = inbox.take()
    assert set(removed) == {"ida@example.dk"}
    assert Client().get(link_in(changed["ida@example.dk"])).status_code == 404

    amina.post(reverse("cancel_sick_leave_talk", args=[talk.pk]))
    work()
    cancelled = inbox.take()
    assert set(cancelled) == {house.hanne.email, SECRETS["email"]}
    for to, mail in (removed | cancelled).items():
        calendar = calendar_of(mail)
        assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
        assert calendar.vevent.uid.value == first[to].vevent.uid.value
        assert int(calendar.vevent.sequence.value) > 1
        assert "aflyst" in text_of(mail)
        assert "http" not in text_of(mail)
    assert "Mødet er aflyst." in unescape(door.get(link).content.decode())
    assert not Talk.objects.booked().exists()


def everything_in(mail: EmailMessage) -> str:
    """A mail as it can be read: its heads, its text and its files, unfolded."""
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts]).replace("\r\n ", "")


def test_no_mail_and_no_file_tells_what_it_is_about(house, bo, inbox, time_machine):
    """Every kind of mail, to every role, with all that can be written in; the secrets are in none of them."""
    amina = logged_in(house.amina)
    talk = offer(house, tell(house), amina)
    for role in ("representative", "other"):
        given = {"role": role, "name": f"Den {role}", "email": f"{role}@example.dk"}
        amina.post(reverse("add_party", args=[talk.pk]), given)
    amina.post(reverse("invite_parties", args=[talk.pk]))
    change = {
        "next_contact": "1/12 kl. 13",
        "form": "workplace",
        "place": "Lokale 2",
        "minutes": "45",
        "sequence": "0",
    }
    amina.post(reverse("change_sick_leave_talk", args=[talk.pk]), change)
    amina.post(reverse("remove_party", args=[talk.parties.get(role="other").pk]))
    time_machine.move_to(AFTER, tick=False)
    amina = logged_in(house.amina)
    there = list(talk.parties.here().values_list("pk", flat=True))
    amina.post(reverse("hold_sick_leave_talk", args=[talk.pk]), {"were_there": there})
    minutes = {
        "read": "0",
        "conclusion": "Fire timer om dagen.",
        "for_citizen": "Kun til borgeren selv",
        "agrees": "on",
        "task_ours": "Ringer igen",
        "due_ours": "2026-12-04",
    }
    for pk in there:
        minutes |= {f"task_{pk}": "Ring på mandag", f"due_{pk}": "2026-12-04"}
    minutes[f"task_{talk.parties.get(role='citizen').pk}"] = "Hemmelig opgave"
    assert amina.post(reverse("sick_leave_minutes", args=[talk.pk]), minutes).status_code == 302
    work()
    about_it = [mail for mail in inbox.received if "Møde" in mail["Subject"]]
    kinds = {mail["Subject"].removeprefix("Møde med jobcentret") for mail in about_it}
    assert kinds == {"", ": ændret", ": aflyst", ": referat"}
    assert len(about_it) == 5 + 5 + 1 + 4
    for mail in inbox.received:
        read = everything_in(mail)
        found = [word for word in UNSAID if word in read]
        assert not found, (mail["To"], mail["Subject"], found)
        others = {SECRETS["email"], house.hanne.email, "ida@example.dk", "representative@example.dk"} - {
            mail["To"]
        }
        assert not [address for address in others if address in read], (
            "no party's address is shown to another"
        )
        assert conf.DEFAULT_FROM_EMAIL in mail["From"]


def test_the_walk_would_see_a_secret(house, bo, inbox):
    deliver(
        "ida@example.dk",
        "Møde",
        "Det handler om Hemmelig.",
        "BEGIN:VCALENDAR\r\nX:sygemeld\r\n ing",
        "REQUEST",
    )
    [mail] = inbox.received
    assert [word for word in UNSAID if word in everything_in(mail)] == ["Hemmelig", "sygemeld"]
