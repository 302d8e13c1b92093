"""A colleague beside the contact: who, for what, until when; prolonged or ended, and counted."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions.contact import NotAContact, check_is_here, check_not_barred
from tovholder.jobcentre.citizens.actions.locked import locked
from tovholder.jobcentre.citizens.actions.mails import tell_employee
from tovholder.jobcentre.citizens.decides import arranges
from tovholder.jobcentre.citizens.models import Course, DrawnIn
from tovholder.jobcentre.periods.months import months_later
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.ui.templatetags.ui import day, last_day

LONGEST = 6  # months; after that the citizen should rather have another contact


class TooLong(Refused):
    """A colleague is drawn in for a time, not for good."""


@transaction.atomic
def draw_in(
    course: Course, *, employee: Employee, reason: str, since: date, until: date, by: User, at: datetime
) -> DrawnIn:
    """Draw a colleague in beside the contact for a time, with a reason, and tell the colleague.

    Only the contact, who covers for them and the unit's leader may. Refuses a closed course, the contact, who has left
    or may not see this citizen (`NotAContact`), a time that is over already or longer than six months (`TooLong`), and
    who is drawn in already. The very same twice is once.
    """
    course = locked(course)
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet, så ingen skal inddrages i det."))
    if not arranges(course, by, timezone.localdate(at)):
        raise Refused(_("Kun den faste medarbejder og lederen kan inddrage en kollega."))
    if employee.pk == course.contact_id:
        raise NotAContact(_("%(name)s er allerede den faste medarbejder.") % {"name": employee.name})
    check_is_here(employee, timezone.localdate(at))
    check_not_barred(employee, course.citizen)
    _check_time(since, until, timezone.localdate(at))
    if same := _in_that_time(course, employee, since, until):
        if (same.reason, same.until) == (reason, until):
            return same
        raise NotAContact(
            _("%(name)s er allerede med til og med %(day)s. Forlæng tiden i stedet.")
            % {"name": employee.name, "day": last_day(same.until)}
        )
    drawn_in = DrawnIn.objects.create(
        course=course,
        citizen_id=course.citizen_id,
        employee=employee,
        reason=reason,
        since=since,
        until=until,
    )
    tell_employee(employee)
    record.action(
        "draw_in", by=by, at=at, citizen=course.citizen_id, on=drawn_in, employee=employee.pk, reason=reason
    )
    return drawn_in


@transaction.atomic
def end_drawn_in(drawn_in: DrawnIn, *, until: date, by: User, at: datetime) -> None:
    """End a colleague's part on an earlier day; on the day it began, it never was. Twice is as good as once.

    Refuses anybody but the contact, the unit's leader and the colleague, a later end and one before the beginning.
    """
    drawn_in = _locked(drawn_in)
    own = by.employee_or_none is not None and by.employee_or_none.pk == drawn_in.employee_id
    if not own and not arranges(drawn_in.course, by, timezone.localdate(at)):
        raise Refused(_("Kun den faste medarbejder, kollegaen selv og lederen kan afslutte det."))
    if until >= _end(drawn_in):
        return
    if until < drawn_in.since:
        raise Refused(_("Det kan ikke slutte, før det begyndte. Vælg en senere dag."))
    _move_end(drawn_in, until, "end_drawn_in", by=by, at=at)


@transaction.atomic
def prolong(drawn_in: DrawnIn, *, until: date, by: User, at: datetime) -> None:
    """Let a colleague be with longer. Twice is as good as once.

    Refuses anybody but the contact and the unit's leader, a closed course, what is over already, an earlier end, more
    than six months from today (`TooLong`), and who meanwhile has left or may not see this citizen (`NotAContact`).
    """
    drawn_in, today = _locked(drawn_in), timezone.localdate(at)
    if not arranges(drawn_in.course, by, today):
        raise Refused(_("Kun den faste medarbejder og lederen kan forlænge det."))
    if drawn_in.course.until is not None:
        raise Refused(_("Forløbet er afsluttet, så ingen skal inddrages i det."))
    if _end(drawn_in) <= today:
        raise Refused(_("Det er slut. Inddrag kollegaen igen, hvis der er brug for det."))
    if until == drawn_in.until:
        return
    if until < _end(drawn_in):
        raise Refused(
            _("Kollegaen er allerede med til og med %(day)s. Vælg en senere dag.")
            % {"day": last_day(drawn_in.until)}
        )
    check_is_here(drawn_in.employee, today)
    check_not_barred(drawn_in.employee, drawn_in.course.citizen)
    _check_time(today, until, today)
    _move_end(drawn_in, until, "prolong_drawn_in", by=by, at=at)


def _check_time(since: date, until: date, today: date) -> None:
    if until < since:
        raise Refused(_("Den sidste dag ligger før den første. Ret en af dem."))
    if until <= today:
        raise Refused(_("Den sidste dag er gået. Vælg en dag, der kommer."))
    longest = months_later(since, LONGEST)
    if until > longest:
        raise TooLong(
            _(
                "En kollega kan højst være med i seks måneder ad gangen, her til %(day)s. Vælg en tidligere dag."
            )
            % {"day": day(longest)}
        )


def _in_that_time(course: Course, employee: Employee, since: date, until: date) -> DrawnIn | None:
    """A time that is shared with another in which the same colleague is with; one without a day never was."""
    others: list[DrawnIn] = list(
        course.drawn_in.filter(employee=employee, since__lt=until, until__gt=since).order_by("pk")
    )
    return next((other for other in others if other.since < _end(other)), None)


def _move_end(drawn_in: DrawnIn, until: date, what: str, *, by: User, at: datetime) -> None:
    before = _end(drawn_in)
    drawn_in.until = until
    drawn_in.save(update_fields=["until"])
    record.action(
        what,
        by=by,
        at=at,
        citizen=drawn_in.citizen_id,
        on=drawn_in,
        before=before.isoformat(),
        after=until.isoformat(),
    )


def _end(drawn_in: DrawnIn) -> date:
    assert drawn_in.until is not None, "the database holds that it has an end"
    return drawn_in.until


def _locked(drawn_in: DrawnIn) -> DrawnIn:
    rows = DrawnIn.objects.select_for_update(of=("self",))
    return rows.select_related("course__citizen", "employee").get(pk=drawn_in.pk)
