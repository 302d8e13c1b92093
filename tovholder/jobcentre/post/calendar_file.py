"""A meeting as a calendar takes it: RFC 5545, sent by mail as RFC 5546 says (REQUEST, then the same UID changed).

Nobody but the recipient is named as invited, and the heading is the same for every meeting: a calendar is often open to
a whole office. The link that answers is not in it: whoever has the link answers.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

ZONE = "Europe/Copenhagen"
SUMMARY = "Møde med jobcentret"


class Method(StrEnum):
    """What a calendar is to do: put the meeting in, as it now is (one that was fetched is for nobody in particular), or
    take it out.
    """

    REQUEST = "REQUEST"
    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Meeting:
    """A meeting as one of its parties has it; `at` is when this file was made."""

    uid: UUID
    sequence: int
    at: datetime
    starts_at: datetime
    minutes: int
    place: str
    organizer: str
    organizer_mail: str
    sent_by: str
    attendee_mail: str
    telephone: str
    summary: str = SUMMARY


def calendar_file(meeting: Meeting, method: Method) -> str:
    """The whole file, with lines folded and ended as the standard says."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tovholder//Tovholder//DA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(_copenhagen())
    calendar.add_component(_event(meeting, method))
    return calendar.to_ical().decode()


def _event(meeting: Meeting, method: Method) -> Event:
    starts = meeting.starts_at.astimezone(ZoneInfo(ZONE))
    ends = (meeting.starts_at.astimezone(UTC) + timedelta(minutes=meeting.minutes)).astimezone(ZoneInfo(ZONE))
    event = Event()
    event.add("uid", str(meeting.uid))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.at.astimezone(UTC))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", meeting.summary)
    event.add("location", meeting.place)
    event.add("description", f"Telefon: {meeting.telephone}")
    event.add("status", "CANCELLED" if method == Method.CANCEL else "CONFIRMED")
    event.add("class", "PRIVATE")
    organizer = vCalAddress(f"mailto:{meeting.organizer_mail}")
    organizer.params["CN"] = vText(meeting.organizer)
    organizer.params["SENT-BY"] = vText(f"mailto:{meeting.sent_by}")
    event.add("organizer", organizer)
    if meeting.attendee_mail:
        event.add("attendee", _attendee(meeting))
    return event


def _attendee(meeting: Meeting) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{meeting.attendee_mail}")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    # The answer is given through the link in the mail: what a calendar sends back, nobody would read.
    attendee.params["RSVP"] = vText("FALSE")
    return attendee


def _copenhagen() -> Timezone:
    """Central European time as it has been since 1996: summer time from the last Sunday of March to that of October."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, name, begins, month, before, after in (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, 1, 2),  # noqa: DTZ001 - local by definition
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, 2, 1),  # noqa: DTZ001 - local by definition
    ):
        part.add("dtstart", begins)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        zone.add_component(part)
    return zone
