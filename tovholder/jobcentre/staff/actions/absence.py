"""Who is away, and who looks after whose people meanwhile: one after another, each from a day."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
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

    It lasts at most until the employee stops. Refuses (`NotHere`) an employee who has stopped then, and a stand-in who
    has left, is away in the same time, or is the employee. Twice is once.
    """
    employee = Employee.objects.select_for_update().get(pk=employee.pk)
    until = _while_here(employee, since, until)
    same: Absence | None = Absence.objects.filter(employee=employee, since=since, until=until).first()
    if (
        same is not None
        and StandIn.objects.filter(employee=employee, stand_in=stand_in, since=since, until=until).exists()
    ):
        return same
    _check_can_cover(employee, stand_in, since, until)
    if _away_in(since, until).filter(employee=employee).exists():
        raise NotHere(_("Der er allerede registreret fravær i den tid."))
    absence = Absence.objects.create(employee=employee, since=since, until=until)
    StandIn.objects.create(employee=employee, stand_in=stand_in, absence=absence, since=since, until=until)
    record.action("register_absence", by=by, at=at, on=absence, stand_in=stand_in.pk)
    return absence


@transaction.atomic
def cover_from(absence: Absence, *, stand_in: Employee, since: date, by: User, at: datetime) -> StandIn:
    """Let `stand_in` cover from the day `since`, for as long as whoever covers that day was to.

    A stand-in who was to begin on a later day still does. Refuses (`NotHere`) a day outside the absence, and a stand-in
    who has left, is away in that time, or is the employee. Twice is once.
    """
    absence = Absence.objects.select_for_update(of=("self",)).select_related("employee").get(pk=absence.pk)
    if since < absence.since or (absence.until is not None and since >= absence.until):
        raise NotHere(_("Den dag ligger uden for fraværet. Vælg en af fraværsdagene."))
    covers = absence.covers.filter(_lasting()).select_for_update()
    present = covers.on(since).first()
    if present is not None and present.stand_in_id == stand_in.pk:
        return present
    later = covers.filter(since__gt=since).order_by("since").first()
    until = present.until if present is not None else later.since if later is not None else absence.until
    _check_can_cover(absence.employee, stand_in, since, until)
    if present is not None:
        present.until = since
        present.save(update_fields=["until"])
    cover: StandIn = StandIn.objects.create(
        employee=absence.employee, stand_in=stand_in, absence=absence, since=since, until=until
    )
    before = present.stand_in_id if present is not None else None
    record.action(
        "cover_from",
        by=by,
        at=at,
        on=absence,
        before=before,
        after=stand_in.pk,
        since=since.isoformat(),
    )
    return cover


@transaction.atomic
def end_absence(absence: Absence, *, until: date, by: User, at: datetime) -> None:
    """Let an absence end on another day, earlier or later; whoever covers last hands back on the same day.

    `until` is the first day back; the day it began makes it never have been. A stand-in who was to begin later than
    that never does. Refuses an end before the beginning, and (`NotHere`) to run into another absence of the employee,
    or of the last stand-in.
    """
    absence = Absence.objects.select_for_update(of=("self",)).select_related("employee").get(pk=absence.pk)
    if until < absence.since:
        raise Refused(_("Fraværet kan ikke slutte, før det begyndte. Ret den sidste fraværsdag."))
    if absence.until is not None and until > absence.until:
        until = _while_here(absence.employee, absence.since, until) or until
        others = _away_in(absence.since, until).exclude(pk=absence.pk)
        if others.filter(employee=absence.employee).exists():
            raise NotHere(_("Der er allerede registreret fravær i den tid."))
    _move_covers(absence, until)
    before = absence.until
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


@transaction.atomic
def set_usual_stand_in(employee: Employee, *, stand_in: Employee | None, by: User, at: datetime) -> None:
    """Keep who is proposed when `employee` is away, or nobody. Refuses themselves and who has left (`NotHere`)."""
    employee = Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)
    if stand_in is not None and (stand_in.pk == employee.pk or stand_in.has_left(timezone.localdate(at))):
        raise NotHere(_("Vælg en anden til at dække: den valgte er her ikke."))
    before = employee.usual_stand_in_id
    after = stand_in.pk if stand_in is not None else None
    if before == after:
        return
    employee.usual_stand_in = stand_in
    employee.save(update_fields=["usual_stand_in"])
    record.action("set_usual_stand_in", by=by, at=at, on=employee, before=before, after=after)


def _while_here(employee: Employee, since: date, until: date | None) -> date | None:
    """The end of an absence: at the latest the day the employee stops; refuses one that begins then or later."""
    if employee.left_on is None or (until is not None and until <= employee.left_on):
        return until
    if employee.left_on <= since:
        raise NotHere(_("%(name)s arbejder her ikke længere på den dag.") % {"name": employee.name})
    return employee.left_on


def _check_can_cover(employee: Employee, stand_in: Employee, since: date, until: date | None) -> None:
    """Refuse a stand-in who is the employee, stops before [since, until) is over, or is away in it.

    Where nobody knows the end, it is enough to be here when it begins.
    """
    last = max(since, until - timedelta(days=1)) if until else since
    if stand_in.pk == employee.pk or stand_in.has_left(last):
        raise NotHere(_("Vælg en anden til at dække: den valgte er her ikke i den tid."))
    if _away_in(since, until).filter(employee=stand_in).exists():
        raise NotHere(_("Vælg en anden til at dække: den valgte er selv fraværende i den tid."))


def _move_covers(absence: Absence, until: date) -> None:
    """Let the last cover that has begun by then end on `until`, and those that were to begin later never have been."""
    covers = StandIn.objects.filter(absence=absence)
    covers.filter(since__gte=until).exclude(since=absence.since).update(until=F("since"))
    began = covers.filter(Q(since__lt=until) | Q(since=absence.since))
    last = began.filter(_lasting()).order_by("-since").first() or began.order_by("since", "-pk").first()
    if last is None:
        return
    if absence.until is not None and until > absence.until:
        away = _away_in(absence.until, until).filter(employee=last.stand_in_id)
        if away.exists() or last.stand_in.has_left(until - timedelta(days=1)):
            raise NotHere(
                _(
                    "Den, der dækker sidst, er selv væk i den tid. Vælg en tidligere sidste dag, "
                    "og skriv resten bagefter."
                )
            )
    last.until = until
    last.save(update_fields=["until"])


def _lasting() -> Q:
    """The condition that a period has any day in it."""
    return Q(until__isnull=True) | Q(until__gt=F("since"))


def _away_in(since: date, until: date | None) -> QuerySet[Absence]:
    """Absences that share a day with [since, until)."""
    absences = Absence.objects.filter(_lasting()).exclude(until__lte=since)
    return absences if until is None else absences.filter(since__lt=until)
