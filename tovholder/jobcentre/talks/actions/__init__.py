"""What is done with talks, their notes and messages."""

from tovholder.jobcentre.talks.actions.booking import (
    NotBooked,
    book_talk,
    cancel_talk,
    check_booked,
    cover_talk,
    move_talk,
)
from tovholder.jobcentre.talks.actions.talk import (
    CourseClosed,
    Next,
    StaleNote,
    agree_next_contact,
    hold_talk,
    keep_private,
    revise_note,
    share_note,
    write_message,
)

__all__ = [
    "CourseClosed", "Next", "NotBooked", "StaleNote", "agree_next_contact", "book_talk", "cancel_talk", "check_booked",
    "cover_talk", "hold_talk", "keep_private", "move_talk", "revise_note", "share_note", "write_message",
]  # fmt: skip
