from tovholder.jobcentre.citizens.actions.contact import (
    ContactChanged,
    NotAContact,
    change_contact,
    confirm_handover,
    draw_in,
)
from tovholder.jobcentre.citizens.actions.course import (
    AlreadyFollowed,
    NobodyReceives,
    agree_next,
    close_course,
    open_course,
    set_weekly_hours,
)
from tovholder.jobcentre.citizens.actions.leaving import HandedOver, undo_leaving
from tovholder.jobcentre.citizens.actions.person import (
    NoWayIn,
    begin_support,
    employ,
    keep_apart,
    open_in_emergency,
    register_citizen,
    see_emergency,
)

__all__ = [
    "AlreadyFollowed",
    "ContactChanged",
    "HandedOver",
    "NoWayIn",
    "NobodyReceives",
    "NotAContact",
    "agree_next",
    "begin_support",
    "change_contact",
    "close_course",
    "confirm_handover",
    "draw_in",
    "employ",
    "keep_apart",
    "open_course",
    "open_in_emergency",
    "register_citizen",
    "see_emergency",
    "set_weekly_hours",
    "undo_leaving",
]
