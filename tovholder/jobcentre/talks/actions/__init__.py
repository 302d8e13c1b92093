"""What is done with talks, their notes and messages."""

from tovholder.jobcentre.talks.actions.booking import (
    NotBooked,
    book_talk,
    cancel_talk,
    check_booked,
    cover_talk,
    move_talk,
)
from tovholder.jobcentre.talks.actions.choose import choose_booking
from tovholder.jobcentre.talks.actions.coordination import coordinate, take_away_coordination
from tovholder.jobcentre.talks.actions.draft import drop_talk_draft, erase_old_talk_drafts, keep_talk_draft
from tovholder.jobcentre.talks.actions.heard import close_heard
from tovholder.jobcentre.talks.actions.offered import (
    NotFree,
    Offering,
    book_offered,
    move_offered,
    offer_times,
    stop_offering,
)
from tovholder.jobcentre.talks.actions.remind import choose_reminders, remind_of_talks
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
    "CourseClosed", "Next", "NotBooked", "NotFree", "Offering", "StaleNote", "agree_next_contact", "book_offered",
    "book_talk", "cancel_talk", "check_booked", "choose_booking", "choose_reminders", "close_heard", "coordinate",
    "cover_talk", "drop_talk_draft", "erase_old_talk_drafts", "hold_talk", "keep_private", "keep_talk_draft",
    "move_offered", "move_talk", "offer_times",
    "remind_of_talks", "revise_note", "share_note", "stop_offering", "take_away_coordination", "write_message",
]  # fmt: skip
