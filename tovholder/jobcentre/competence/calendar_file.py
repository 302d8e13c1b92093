"""A training as a calendar takes it (RFC 5545): to be opened from the page, in UTC, so that no zone need be told."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from tovholder.jobcentre.competence.models import Training


def calendar_file(training: Training, at: datetime) -> bytes:
    """The whole file, made `at`; of one that is cancelled it says so, so that a calendar takes it out."""
    event = Event()
    event.add("uid", f"laering-{training.pk}@tovholder")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", training.starts_at.astimezone(UTC))
    event.add("dtend", training.ends_at.astimezone(UTC))
    event.add("summary", training.name)
    event.add("location", training.where)
    event.add("status", "CANCELLED" if training.cancelled_at else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Tovholder//Tovholder//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
