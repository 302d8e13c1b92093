"""Who stands beside the contact: colleagues drawn in, the one before, another unit; and what the course asks for."""

from datetime import date

from django.db.models import QuerySet

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.citizens.decides import arranges
from tovholder.jobcentre.citizens.models import Course, DrawnIn, Handover
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.roles import Role

# Of colleagues no more than their name is shown, and whether they work here still.
_BESIDE = ("citizen", "course", "until", "reason", "employee__name", "employee__left_on")
_HANDED_OVER = (
    "citizen", "reason", "what_matters", "next_step", "citizen_wish", "joint_talk_on", "no_joint_talk_because",
    "accepted_at", "confirmed_at", "from_employee__name", "from_employee__left_on", "to_employee__name",
)  # fmt: skip


def drawn_in_on(course: Course, today: date) -> QuerySet[DrawnIn]:
    """The colleagues beside the contact, who work here still."""
    drawn_in = DrawnIn.objects.on(today).filter(course=course).exclude(employee__left_on__lte=today)
    others = drawn_in.exclude(employee=course.contact_id)
    return others.select_related("employee").only(*_BESIDE).order_by("until", "pk")


def newest_handover(course: Course) -> Handover | None:
    told = course.handovers.select_related("from_employee", "to_employee").only(*_HANDED_OVER)
    return told.order_by("-pk").first()


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
    move = course.unit_moves.select_related("to_unit").order_by("-pk").first()
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
