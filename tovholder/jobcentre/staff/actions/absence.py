"""Who is away, and who looks after whose people meanwhile."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn


class NotHere(Refused):
    """The employee has left, is away in that time, or stands in for themselves."""


@transaction.atomic
def register_absence(
    employee: Employee, *, since: date, until: date | None, stand_in: Employee, by: User, at: datetime
) -> Absence:
    """Register that `employee` is away in [since, until), with `stand_in` looking after everything meanwhile.

    Refuses a stand-in who has left, is away in the same time, or is the employee (`NotHere`). Twice is once.
    """
    Employee.objects.select_for_update().get(pk=employee.pk)
    same: Absence | None = Absence.objects.filter(employee=employee, since=since, until=until).first()
    if (
        same is not None
        and StandIn.objects.filter(employee=employee, stand_in=stand_in, since=since, until=until).exists()
    ):
        return same
    if stand_in == employee or stand_in.left_on is not None:
        raise NotHere(_("Vælg en anden til at dække: den valgte er her ikke i den tid."))
    if _away_in(since, until).filter(employee=stand_in).exists():
        raise NotHere(_("Vælg en anden til at dække: den valgte er selv fraværende i den tid."))
    if _away_in(since, until).filter(employee=employee).exists():
        raise NotHere(_("Der er allerede registreret fravær i den tid."))
    absence = Absence.objects.create(employee=employee, since=since, until=until)
    StandIn.objects.create(employee=employee, stand_in=stand_in, absence=absence, since=since, until=until)
    record.action("register_absence", by=by, at=at, on=absence, stand_in=stand_in.pk)
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, until: date, by: User, at: datetime) -> None:
    """Let an absence end on another day, earlier or later; whoever covers hands back on the same day.

    `until` is the first day back; the day it began makes it never have been. Refuses an end before the beginning, and
    (`NotHere`) to run into another absence of the employee or of the stand-in.
    """
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if until < absence.since:
        raise Refused(_("Fraværet kan ikke slutte, før det begyndte. Ret den sidste fraværsdag."))
    covers = StandIn.objects.filter(absence=absence)
    others = _away_in(absence.since, until).exclude(pk=absence.pk)
    if others.filter(employee=absence.employee_id).exists():
        raise NotHere(_("Der er allerede registreret fravær i den tid."))
    if others.filter(employee__in=covers.values("stand_in")).exists():
        raise NotHere(
            _(
                "Den, du har valgt, er selv væk i den tid. Vælg en tidligere sidste dag, og skriv resten bagefter."
            )
        )
    before = absence.until
    covers.update(until=until)
    absence.until = until
    absence.save(update_fields=["until"])
    record.action(
        "end_absence",
        by=by,
        at=at,
        on=absence,
        before=before.isoformat() if before else None,
        after=until.isoformat(),
    )


def _away_in(since: date, until: date | None) -> QuerySet[Absence]:
    """Absences that share a day with [since, until)."""
    absences = Absence.objects.exclude(until__lte=since).exclude(until=F("since"))
    return absences if until is None else absences.filter(since__lt=until)
