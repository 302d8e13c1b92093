"""Changes to who works here, who is away or stops, and who looks after whose people meanwhile."""

from tovholder.jobcentre.staff.actions.absence import NotHere, end_absence, register_absence
from tovholder.jobcentre.staff.actions.leaving import (
    LeavesAlready,
    NobodyCovers,
    NobodyWouldReceive,
    leave,
    proposed_cover,
    reopen,
)
from tovholder.jobcentre.staff.actions.people import add_employee, add_unit

__all__ = [
    "LeavesAlready",
    "NobodyCovers",
    "NobodyWouldReceive",
    "NotHere",
    "add_employee",
    "add_unit",
    "end_absence",
    "leave",
    "proposed_cover",
    "register_absence",
    "reopen",
]
