"""Who stands beside the contact: colleagues drawn in, the one before, another unit; and what the course asks for."""

from datetime import date

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.citizens.decides import arranges
from tovholder.jobcentre.citizens.models import Course, DrawnIn, Handover
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.roles import Role

# Of colleagues no more than their name is shown, and whether they work here still.
_BESIDE = ("citizen", "course", "until", "reason", "employee__name", "employee__left_on")


def drawn_in_on(course: Course, today: date) -> list[DrawnIn]:
    """The colleagues beside the contact, who work here still."""
    rows = course.drawn_in.on(today).select_related("employee").only(*_BESIDE).order_by("until", "pk")
    others = [row for row in rows if row.employee_id != course.contact_id]
    return [row for row in others if not row.employee.has_left(today)]


def newest_handover(course: Course) -> Handover | None:
    """Whose it was is asked for where it is shown: of the newest only, and most are long confirmed."""
    return course.handovers.order_by("-pk").first()


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
    move = course.unit_moves.order_by("-pk").first()
    if move is not None and (move.withdrawn_at or move.accepted or move.from_unit_id != course.unit_id):
        move = None
    chosen = roles_of(course)
    return {
        "arranges": arranges(course, request.user, today),
        "me": request.user.employee,
        "move": move,
        "roles_chosen": [str(role.label).lower() for role in Role if role in chosen],
    }


def roles_of(course: Course) -> list[str]:
    return [row.role for row in course.roles_needed.order_by("pk")]
