from tovholder.jobcentre.citizens.actions.asked import (
    AlreadyAnswered,
    AlreadyAsked,
    NotYoursToAnswer,
    answer_wish,
    ask_for_another,
    withdraw_wish,
)
from tovholder.jobcentre.citizens.actions.consent import give_consent, take_back_consent
from tovholder.jobcentre.citizens.actions.contact import (
    ContactChanged,
    NotAContact,
    confirm_handover,
)
from tovholder.jobcentre.citizens.actions.course import (
    AlreadyFollowed,
    NobodyReceives,
    agree_next,
    close_course,
    open_course,
    set_weekly_hours,
)
from tovholder.jobcentre.citizens.actions.drawn_in import TooLong, draw_in, end_drawn_in, prolong
from tovholder.jobcentre.citizens.actions.handover import (
    Move,
    Outcome,
    TooCold,
    change_contact,
    hand_over,
    needs_joint_talk,
)
from tovholder.jobcentre.citizens.actions.leaving import HandedOver, undo_leaving
from tovholder.jobcentre.citizens.actions.moves import answer_move, ask_for_unit, withdraw_move
from tovholder.jobcentre.citizens.actions.person import (
    NoWayIn,
    begin_support,
    employ,
    keep_apart,
    open_in_emergency,
    register_citizen,
    see_emergency,
)
from tovholder.jobcentre.citizens.actions.represent import (
    Named,
    change_representative,
    name_representative,
    send_representative_link,
    withdraw_representative,
)
from tovholder.jobcentre.citizens.actions.roles import choose_roles

__all__ = [
    "AlreadyAnswered",
    "AlreadyAsked",
    "AlreadyFollowed",
    "ContactChanged",
    "HandedOver",
    "Move",
    "Named",
    "NoWayIn",
    "NobodyReceives",
    "NotAContact",
    "NotYoursToAnswer",
    "Outcome",
    "TooCold",
    "TooLong",
    "agree_next",
    "answer_move",
    "answer_wish",
    "ask_for_another",
    "ask_for_unit",
    "begin_support",
    "change_contact",
    "change_representative",
    "choose_roles",
    "close_course",
    "confirm_handover",
    "draw_in",
    "employ",
    "end_drawn_in",
    "give_consent",
    "hand_over",
    "keep_apart",
    "name_representative",
    "needs_joint_talk",
    "open_course",
    "open_in_emergency",
    "prolong",
    "register_citizen",
    "see_emergency",
    "send_representative_link",
    "set_weekly_hours",
    "take_back_consent",
    "undo_leaving",
    "withdraw_move",
    "withdraw_representative",
    "withdraw_wish",
]
