"""Changes to who works here, who is away, and who looks after whose people meanwhile."""

from tovholder.jobcentre.staff.actions.absence import NotHere, end_absence, register_absence
from tovholder.jobcentre.staff.actions.people import add_employee, add_unit, set_languages, set_roles_mastered

__all__ = [
    "NotHere",
    "add_employee",
    "add_unit",
    "end_absence",
    "register_absence",
    "set_languages",
    "set_roles_mastered",
]
