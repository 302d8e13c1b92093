from tovholder.jobcentre.citizens.actions.contact import (
    ContactChanged,
    NotAContact,
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
from tovholder.jobcentre.citizens.actions.handover import (
    Move,
    Outcome,
    TooCold,
    change_contact,
    hand_over,
    needs_joint_talk,
)
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
    "Move",
    "NoWayIn",
    "NobodyReceives",
    "NotAContact",
    "Outcome",
    "TooCold",
    "agree_next",
    "begin_support",
    "change_contact",
    "close_course",
    "confirm_handover",
    "draw_in",
    "employ",
    "hand_over",
    "keep_apart",
    "needs_joint_talk",
    "open_course",
    "open_in_emergency",
    "register_citizen",
    "see_emergency",
    "set_weekly_hours",
]
