"""Who stops here, from which day, and who looks after everything of theirs until everybody has somebody."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn, Unit, away
from tovholder.jobcentre.ui.templatetags.ui import day as in_words

A_YEAR = timedelta(days=366)


class LeavesAlready(Refused):
    """It is registered already that the employee stops, on another day or with another to cover."""


class NobodyCovers(Refused):
    """Nobody is chosen to cover, or the one who is cannot."""


class NobodyWouldReceive(Refused):
    """The employee receives a unit's newcomers, and the one who covers cannot be anybody's contact."""


@transaction.atomic
def leave(
    employee: Employee, *, left_on: date, covers: Employee | None, by: User, at: datetime, today: date
) -> None:
    """Let an employee stop; `left_on` is the first day they no longer work here: today, or a day within a year.

    The log-in closes, now or by itself that day. From that day, with no end, `covers` (when nobody is chosen: the
    unit's leader) looks after their people and workplaces and those they covered for; newcomers whom they received
    go there from now. Refuses another day (`Refused`), a second leaving (`LeavesAlready`), somebody who cannot cover
    (`NobodyCovers`) and one who cannot receive what the leaver receives (`NobodyWouldReceive`). Twice is once.
    """
    covers = covers or proposed_cover(employee, left_on)
    if covers is None:
        raise NobodyCovers(_("Vælg, hvem der dækker: enheden har ingen anden leder, som er her den dag."))
    # Both at once and in one order: who covers does not stop in the same moment, and nobody waits for each other.
    both = Employee.objects.select_for_update().filter(pk__in=[employee.pk, covers.pk]).order_by("pk")
    rows = {row.pk: row for row in both}
    employee, covers = rows[employee.pk], rows[covers.pk]
    if employee.left_on is not None:
        if employee.left_on == left_on and _covers(employee, covers, left_on):
            return
        raise LeavesAlready(
            _("Det er allerede skrevet, at %(name)s stopper %(day)s. Fortryd det først, hvis det er forkert.")
            % {"name": employee.first_name, "day": in_words(employee.left_on)}
        )
    if not today <= left_on <= today + A_YEAR:
        raise Refused(_("Vælg i dag eller en dag inden for et år."))
    _check_can_cover(covers, employee, left_on)
    _end_own_absence(employee, left_on)
    _pass_on_covers(employee, covers, left_on)
    StandIn.objects.create(employee=employee, stand_in=covers, since=left_on)
    receives = _pass_on_newcomers(employee, covers, today)
    Employee.objects.filter(usual_stand_in=employee).update(usual_stand_in=None)
    employee.left_on = left_on
    employee.save(update_fields=["left_on"])
    if left_on <= today:
        User.objects.filter(pk=employee.user_id).update(is_active=False)
    record.action(
        "leave", by=by, at=at, on=employee, left_on=left_on.isoformat(), covers=covers.pk, receives=receives
    )


@transaction.atomic
def reopen(employee: Employee, *, by: User, at: datetime, today: date) -> None:
    """Let an employee be here after all: the log-in opens, and from today nobody covers because they left.

    What they covered for others and the newcomers they received stay where they went. Whether it may be undone is
    asked above, where it is known who was handed over (`citizens.actions.undo_leaving`). Twice is once.
    """
    employee = Employee.objects.select_for_update().get(pk=employee.pk)
    if employee.left_on is None:
        return
    covers = StandIn.objects.filter(employee=employee, absence=None).exclude(until__lte=today)
    covers.filter(since__gt=today).update(until=F("since"))
    covers.filter(since__lte=today).update(until=today)
    before, employee.left_on = employee.left_on, None
    employee.save(update_fields=["left_on"])
    User.objects.filter(pk=employee.user_id).update(is_active=True)
    record.action("undo_leaving", by=by, at=at, on=employee, before=before.isoformat())


def proposed_cover(employee: Employee, day: date) -> Employee | None:
    """The leader of the employee's unit: another than themselves, here on `day` and not about to stop."""
    leaders = Employee.objects.filter(unit=employee.unit_id, user__role=Role.LEADER, left_on=None)
    return leaders.exclude(pk=employee.pk).exclude(away(day)).order_by("pk").first()


def _covers(employee: Employee, covers: Employee, day: date) -> bool:
    return StandIn.objects.on(day).filter(employee=employee, stand_in=covers, absence=None).exists()


def _check_can_cover(covers: Employee, employee: Employee, day: date) -> None:
    name = {"name": covers.name}
    if covers == employee:
        raise NobodyCovers(_("Vælg en anden til at dække end den, der stopper."))
    if covers.left_on is not None:
        raise NobodyCovers(_("Vælg en anden til at dække: %(name)s stopper selv.") % name)
    if Absence.objects.on(day).filter(employee=covers).exists():
        raise NobodyCovers(_("Vælg en anden til at dække: %(name)s er selv fraværende den dag.") % name)
    if _after(day).filter(employee=covers, stand_in=employee).exists():
        raise NobodyCovers(
            _(
                "Vælg en anden til at dække: %(leaver)s skulle selv dække for %(name)s. Ret det først under Fravær."
            )
            % {"leaver": employee.first_name, **name}
        )


def _after(day: date) -> QuerySet[StandIn]:
    """Covers that reach into the days from `day` on; those that never were (undone on their own day) not counted."""
    return StandIn.objects.exclude(until__lte=day).exclude(until=F("since"))


def _end_own_absence(employee: Employee, day: date) -> None:
    """Nobody is away from a place they have left; the covers first, so that nothing overlaps on the way."""
    for periods in (StandIn.objects.filter(employee=employee), Absence.objects.filter(employee=employee)):
        periods.filter(since__gte=day).update(until=F("since"))
        periods.filter(since__lt=day).filter(Q(until=None) | Q(until__gt=day)).update(until=day)


def _pass_on_covers(employee: Employee, covers: Employee, day: date) -> None:
    """Those whom the leaver covers for are covered by who covers for the leaver, for the same absences."""
    mine = _after(day).filter(stand_in=employee)
    for cover in mine.filter(since__lt=day).order_by("pk"):
        until, cover.until = cover.until, day
        cover.save(update_fields=["until"])
        StandIn.objects.create(
            employee_id=cover.employee_id,
            stand_in=covers,
            absence_id=cover.absence_id,
            since=day,
            until=until,
        )
    mine.filter(since__gte=day).update(stand_in=covers)


def _pass_on_newcomers(employee: Employee, covers: Employee, today: date) -> list[int]:
    """Return the numbers of the units whose newcomers the leaver received; they go to who covers, from now."""
    units = Unit.objects.filter(receiver=employee).order_by("pk")
    receives = list(units.values_list("pk", flat=True))
    if receives and not Employee.objects.who_can_be_contact(today).filter(pk=covers.pk).exists():
        raise NobodyWouldReceive(
            _(
                "%(leaver)s tager imod nye borgere, og det kan %(name)s ikke. Vælg først en anden til at tage imod "
                "nye, eller vælg en anden til at dække."
            )
            % {"leaver": employee.first_name, "name": covers.name}
        )
    units.update(receiver=covers)
    return receives
