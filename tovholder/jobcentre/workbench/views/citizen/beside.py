"""Who stands beside the contact: colleagues drawn in, the one before, another unit; and what the course asks for."""

from datetime import date

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.citizens.decides import arranges
from tovholder.jobcentre.citizens.models import Course, DrawnIn, Handover
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.workbench.views.citizen import read


def could_join(
    course: Course, newest: Handover | None, drawn_in: list[DrawnIn], request: SignedIn, today: date
) -> list[Employee]:
    """Colleagues who may have been there too: the contact, the one before, and those drawn in. A handful."""
    there = [
        course.contact,
        *([newest.from_employee] if newest else []),
        *(colleague.employee for colleague in drawn_in),
    ]
    here = [employee for employee in there if not employee.has_left(today)]
    return [employee for employee in dict.fromkeys(here) if employee != request.user.employee][:5]


def waits_for(employee: Employee, course: Course, newest: Handover | None) -> bool:
    """Whether the newest handover is to this employee, who is still the contact and has not confirmed it."""
    return (
        newest is not None
        and course.contact_id == newest.to_employee_id == employee.pk
        and newest.confirmed_at is None
    )


def chosen_of(request: SignedIn, course: Course, today: date) -> dict[str, object]:
    """What is asked and chosen about the course: its roles, another unit, and whether this person decides."""
    move = read.newest_move(course)
    if move is not None and (move.withdrawn_at or move.accepted or move.from_unit_id != course.unit_id):
        move = None
    chosen = read.roles(course)
    return {
        "arranges": arranges(course, request.user, today),
        "me": request.user.employee,
        "move": move,
        "roles_chosen": [str(role.label).lower() for role in Role if role in chosen],
    }
