"""The calendar file, read back by another library than the one that wrote it."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.jobcentre.post.calendar_file import SUMMARY, ZONE, Meeting, Method, calendar_file

COPENHAGEN = ZoneInfo(ZONE)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def a_meeting(**more) -> Meeting:
    told = {
        "uid": UUID(int=7),
        "sequence": 0,
        "at": AT,
        "starts_at": datetime(2026, 11, 27, 10, 0, tzinfo=COPENHAGEN),
        "minutes": 60,
        "place": "På arbejdspladsen: Industrivej 4, 8800 Hedelund",
        "organizer": "Åse Østergård",
        "organizer_mail": "aase@hedelund.example",
        "sent_by": "jobcenter@hedelund.example",
        "attendee_mail": "hanne@firma.example",
        "telephone": "22 22 22 22",
    }
    return Meeting(**(told | more))


def read(text: str):
    return vobject.readOne(text).vevent


def test_it_is_read_back_as_it_was_meant():
    text = calendar_file(a_meeting(), Method.REQUEST)
    calendar = vobject.readOne(text)
    event = calendar.vevent
    assert (calendar.method.value, calendar.version.value) == ("REQUEST", "2.0")
    assert event.summary.value == SUMMARY == "Møde med jobcentret"
    assert event.location.value == "På arbejdspladsen: Industrivej 4, 8800 Hedelund"
    assert event.dtstart.value == datetime(2026, 11, 27, 10, 0, tzinfo=COPENHAGEN)
    assert event.dtend.value - event.dtstart.value == timedelta(hours=1)
    assert event.dtstamp.value == AT
    assert (event.uid.value, event.sequence.value) == (str(UUID(int=7)), "0")
    assert event.organizer.value == "mailto:aase@hedelund.example"
    assert event.organizer.params["CN"] == ["Åse Østergård"]
    assert event.organizer.params["SENT-BY"] == ["mailto:jobcenter@hedelund.example"]
    assert [one.value for one in event.attendee_list] == ["mailto:hanne@firma.example"]
    assert event.status.value == "CONFIRMED"
    assert event.contents["class"][0].value == "PRIVATE"


def test_a_file_to_fetch_is_for_nobody_in_particular():
    """RFC 5546, 3.2.1: what is published names no attendee."""
    text = calendar_file(a_meeting(attendee_mail="", summary="Meeting"), Method.PUBLISH)
    event = read(text)
    assert vobject.readOne(text).method.value == "PUBLISH"
    assert event.summary.value == "Meeting"
    assert event.organizer.value == "mailto:aase@hedelund.example"
    assert "ATTENDEE" not in text


def test_a_cancellation_is_the_same_meeting_and_later():
    first = read(calendar_file(a_meeting(), Method.REQUEST))
    text = calendar_file(a_meeting(sequence=2), Method.CANCEL)
    calendar, last = vobject.readOne(text), read(text)
    assert calendar.method.value == "CANCEL"
    assert last.status.value == "CANCELLED"
    assert first.uid.value == last.uid.value
    assert int(first.sequence.value) < int(last.sequence.value)
    assert first.organizer.value == last.organizer.value


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        ((2026, 3, 28), 1),
        ((2026, 3, 29), 2),  # summer time began in the night
        ((2026, 10, 24), 2),
        ((2026, 10, 25), 1),
        ((2027, 7, 1), 2),
        ((2031, 1, 15), 1),
    ],
)
def test_the_zone_in_the_file_agrees_with_the_worlds(day, offset):
    """The reader knows the zone by what stands in the file."""
    starts = datetime(*day, 10, 0, tzinfo=COPENHAGEN)
    text = calendar_file(a_meeting(starts_at=starts), Method.REQUEST)
    inside = text.replace(f"TZID:{ZONE}", "TZID:Hedelund").replace(f"TZID={ZONE}", "TZID=Hedelund")
    event = read(inside)
    assert event.dtstart.value.utcoffset() == timedelta(hours=offset)
    assert event.dtstart.value == starts
    assert "VTIMEZONE" in text


def test_a_meeting_over_the_change_of_time_lasts_as_long():
    starts = datetime(2026, 10, 25, 1, 30, tzinfo=COPENHAGEN)
    event = read(calendar_file(a_meeting(starts_at=starts, minutes=180), Method.REQUEST))
    ends, begins = event.dtend.value.astimezone(UTC), event.dtstart.value.astimezone(UTC)
    assert ends - begins == timedelta(hours=3)


def test_every_line_is_short_and_ends_as_the_standard_says():
    text = calendar_file(a_meeting(place="Blåbærhøjgårdsvænget " * 8), Method.REQUEST)
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert read(text).location.value == "Blåbærhøjgårdsvænget " * 8


def test_the_link_and_others_are_not_in_it():
    text = calendar_file(a_meeting(), Method.REQUEST).replace("\r\n ", "")
    assert "http" not in text
    assert text.count("@") == 3, "the organiser, the one who sends, and whoever it is for"


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=120
).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(
    place=_TEXT,
    name=_TEXT,
    sequence=st.integers(0, 10_000),
    minutes=st.integers(10, 240),
    day=st.dates(date(2026, 1, 1), date(2040, 12, 31)),
    hour=st.integers(7, 20),  # as the house reads them: in the night a clock may show one time twice
    method=st.sampled_from(list(Method)),
)
def test_whatever_is_written_is_read_back(place, name, sequence, minutes, day, hour, method):
    starts_at = datetime.combine(day, time(hour, 15), COPENHAGEN)
    uid = uuid4()
    meeting = a_meeting(
        uid=uid, place=place, organizer=name, sequence=sequence, minutes=minutes, starts_at=starts_at
    )
    text = calendar_file(meeting, method)
    event = read(text)
    assert event.location.value == place
    assert (event.uid.value, int(event.sequence.value)) == (str(uid), sequence)
    assert event.dtstart.value == starts_at
    assert event.dtend.value == starts_at + timedelta(minutes=minutes)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
