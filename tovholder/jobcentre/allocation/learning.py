"""The next best thing to learn, asked of the rows: what happened for want of a competence, and what is offered.

What happened: a colleague was drawn in for a role, or a course was handed over because it needed what another can. The
role was lacking at whoever was the contact then, and by today's agreed levels we say which competences that is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from tovholder.assignment.covering import Cover, cover
from tovholder.assignment.learning import Plan, suggest
from tovholder.assignment.wants import Choice, Learning, Want
from tovholder.assignment.wants import Training as Offered
from tovholder.jobcentre.allocation.coverage import roles_needed
from tovholder.jobcentre.citizens.models import Course, CourseRole, DrawnIn, Handover
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.competence.levels import Needs, agreed_levels, masters, needs_of_roles
from tovholder.jobcentre.competence.models import SEATED, SignUp, Step, Training
from tovholder.jobcentre.periods.months import months_later
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.staff.roles import Role

Levels = dict[int, dict[int, int]]
# Employee and role, and how often the role was what was lacking.
Lacked = Counter[tuple[int, str]]


@dataclass(frozen=True)
class Suggested:
    """`employees` in `training`: each with how often a colleague was needed for what it gives."""

    training: Training
    employees: list[tuple[Employee, int]]

    @property
    def spares(self) -> int:
        return sum(times for _employee, times in self.employees)


@dataclass(frozen=True)
class NextBest:
    """`happened` in twelve months; `known` now: what was lacking has been learnt since; `together`: several lacking."""

    suggested: list[Suggested]
    plan: Plan
    whole: Cover
    happened: int
    known: int
    together: int


def next_best(unit: Unit, hours: float, at: datetime) -> NextBest:
    """What the employees of a unit could learn within so many hours. As many queries however large the house."""
    today = timezone.localdate(at)
    staff = Employee.objects.who_follow_citizens(today).filter(unit=unit, left_on__isnull=True)
    employees = {employee.pk: employee for employee in staff.order_by("name_order", "pk")}
    needs, levels = needs_of_roles(today), agreed_levels(employees, today)
    lacked = lacked_roles(employees, needs, levels, today)
    ahead = list(
        Training.objects.ahead(at).with_taken().select_related("competence").order_by("starts_at", "pk")
    )
    offered, taken = _offered(ahead), _taken(employees, ahead)
    wants = [
        _want(employee, [role], times, needs, levels) for (employee, role), times in sorted(lacked.items())
    ]
    known = sum(lacked.values()) - sum(want.times for want in wants if want is not None)
    single = tuple(want for want in wants if want is not None and len(want.missing) == 1)
    plan = suggest(Learning(offered, single, hours, taken))
    whole = cover(Learning(offered, _courses(employees, needs, levels), hours, taken))
    happened = sum(lacked.values())
    return NextBest(
        suggested=_by_training(plan.choices, employees, ahead),
        plan=plan,
        whole=whole,
        happened=happened,
        known=known,
        together=happened - known - sum(want.times for want in single),
    )


def lacked_roles(employees: Iterable[int], needs: Needs, levels: Levels, today: date) -> Lacked:
    """Drawn-in colleagues and handovers of the twelve months that end today, by contact and role. Three queries."""
    found: Lacked = Counter()
    begins = months_later(today, -12)
    then = Q(course__contacts__since__lte=F("since")) & (
        Q(course__contacts__until__isnull=True) | Q(course__contacts__until__gt=F("since"))
    )
    drawn_in = DrawnIn.objects.filter(
        then,
        since__gt=begins,
        since__lte=today,
        reason__in=Role.values,
        course__contacts__employee__in=employees,
    ).exclude(until=F("since"))
    for employee, role in drawn_in.order_by("pk").values_list("course__contacts__employee", "reason"):
        found[employee, role] += 1
    handed_over = Handover.objects.filter(
        reason=HandoverReason.COMPETENCE, accepted_at__date__gt=begins, accepted_at__date__lte=today,
        from_employee__in=employees,
    )  # fmt: skip
    rows = list(handed_over.order_by("pk").values_list("from_employee", "course"))
    needed: dict[int, set[str]] = defaultdict(set)
    # Asked also where there is none, so that it costs the same.
    chosen = CourseRole.objects.filter(course__in=[0, *(course for _employee, course in rows)]).order_by("pk")
    for course, role in chosen.values_list("course", "role"):
        needed[course].add(role)
    for employee, course in rows:
        lacking = sorted(r for r in needed[course] if not masters(levels.get(employee, {}), needs.get(r, {})))
        for role in lacking[:1]:  # one handover is one: the first that was lacking is counted
            found[employee, role] += 1
    return found


def _want(employee: int, roles: Iterable[str], times: int, needs: Needs, levels: Levels) -> Want | None:
    """What the employee lacks of what these roles need; None where nothing is."""
    held = levels.get(employee, {})
    highest: dict[int, int] = {}
    for role in roles:
        for subject, level in needs.get(role, {}).items():
            if held.get(subject, 0) < level:
                highest[subject] = max(level, highest.get(subject, 0))
    missing = frozenset(f"{subject}:{level}" for subject, level in highest.items())
    return Want(str(employee), missing, times) if missing else None


def _courses(employees: Iterable[int], needs: Needs, levels: Levels) -> tuple[Want, ...]:
    """Open courses whose contact lacks some of what they need, alike ones together. Two queries."""
    contacts = Course.objects.open().filter(contact__in=employees).order_by("pk")
    needed, found = roles_needed(), Counter[tuple[int, frozenset[str]]]()
    for course, contact in contacts.values_list("pk", "contact"):
        if roles := needed.get(course):
            found[contact, roles] += 1
    wants = (
        _want(contact, roles, times, needs, levels)
        for (contact, roles), times in sorted(found.items(), key=lambda row: (row[0][0], sorted(row[0][1])))
    )
    return tuple(want for want in wants if want is not None)


def _offered(ahead: list[Any]) -> tuple[Offered, ...]:
    return tuple(
        Offered(
            key=str(one.pk),
            hours=float(one.hours),
            places=max(0, one.places - one.taken),
            gives=frozenset(f"{one.competence.kept_as}:{level}" for level in range(1, one.level + 1)),
        )
        for one in ahead
    )


def _taken(employees: Iterable[int], ahead: list[Any]) -> frozenset[tuple[str, str]]:
    """Whoever has signed up already, or waits: they need no suggestion."""
    rows: QuerySet[SignUp] = SignUp.objects.filter(
        training__in=[one.pk for one in ahead], employee__in=employees, step__in=[*SEATED, Step.SIGNED_UP]
    )
    return frozenset((str(e), str(t)) for e, t in rows.order_by("pk").values_list("employee", "training"))


def _by_training(
    choices: Iterable[Choice], employees: dict[int, Employee], ahead: list[Training]
) -> list[Suggested]:
    """The trainings that spare most first; in each the employees by name, whatever each spares."""
    spares: dict[str, dict[int, int]] = defaultdict(dict)
    for choice in choices:
        spares[choice.training][int(choice.employee)] = choice.spares
    found = [
        Suggested(
            one, [(employees[pk], spares[str(one.pk)][pk]) for pk in employees if pk in spares[str(one.pk)]]
        )
        for one in ahead
        if str(one.pk) in spares
    ]
    return sorted(found, key=lambda one: (-one.spares, one.training.starts_at, one.training.pk))
