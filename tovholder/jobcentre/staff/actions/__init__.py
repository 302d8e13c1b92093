"""Changes to who works here, who is away or stops, and who looks after whose people meanwhile."""

from tovholder.jobcentre.staff.actions.absence import (
    NotHere,
    cover_from,
    end_absence,
    register_absence,
    set_usual_stand_in,
)
from tovholder.jobcentre.staff.actions.leaving import (
    LeavesAlready,
    NobodyCovers,
    NobodyWouldReceive,
    leave,
    proposed_cover,
    reopen,
)
from tovholder.jobcentre.staff.actions.people import add_employee, add_unit, led_by, set_languages
from tovholder.jobcentre.staff.actions.picture import remove_picture, set_picture
from tovholder.jobcentre.staff.actions.pulse import answer_pulse

__all__ = [
    "LeavesAlready",
    "NobodyCovers",
    "NobodyWouldReceive",
    "NotHere",
    "add_employee",
    "add_unit",
    "answer_pulse",
    "cover_from",
    "end_absence",
    "leave",
    "led_by",
    "proposed_cover",
    "register_absence",
    "remove_picture",
    "reopen",
    "set_languages",
    "set_picture",
    "set_usual_stand_in",
]
