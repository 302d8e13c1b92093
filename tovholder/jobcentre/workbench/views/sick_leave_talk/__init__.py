"""A sick-leave talk from the employee's side: offered, its parties, when and where, held, and its minutes."""

from tovholder.jobcentre.workbench.views.sick_leave_talk.minutes import keep_minutes, sick_leave_minutes
from tovholder.jobcentre.workbench.views.sick_leave_talk.offer import offer_sick_leave_talk
from tovholder.jobcentre.workbench.views.sick_leave_talk.page import (
    cancel_sick_leave_talk,
    change_sick_leave_talk,
    hold_sick_leave_talk,
    invite_parties,
    sick_leave_talk,
)
from tovholder.jobcentre.workbench.views.sick_leave_talk.parties import add_party, party_text, remove_party

__all__ = [
    "add_party",
    "cancel_sick_leave_talk",
    "change_sick_leave_talk",
    "hold_sick_leave_talk",
    "invite_parties",
    "keep_minutes",
    "offer_sick_leave_talk",
    "party_text",
    "remove_party",
    "sick_leave_minutes",
    "sick_leave_talk",
]
