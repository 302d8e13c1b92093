"""Mentor support is granted, evaluated, and extended by a new grant: never by moving the end of the old one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.plans.models import MentorGrant
from tovholder.jobcentre.ui.templatetags.ui import day
from tovholder.law.mentor import grant_ends_by


@dataclass(frozen=True)
class Granted:
    """What is granted: what it is to lead to, by whom, hours a week, and its first and last day (both included)."""

    aim: str
    mentor: str
    weekly_hours: Decimal
    first_day: date
    last_day: date


@transaction.atomic
def grant_mentor(course: Course, granted: Granted, *, token: UUID, by: User, at: datetime) -> MentorGrant:
    """Write down a grant of mentor support. Twice (the same `token`) is once.

    Refuses a closed course, everybody but an employee, and a grant of more than six months (law/mentor.py).
    """
    return _grant(course, granted, extends=None, token=token, by=by, at=at)


@transaction.atomic
def extend_mentor(
    grant: MentorGrant, granted: Granted, *, evaluation: str, token: UUID, by: User, at: datetime
) -> MentorGrant:
    """Extend a grant: how it went is written on the old one, and a new one begins the day after its last.

    `granted.first_day` is not asked. Refuses as `grant_mentor`, a grant that was extended before, and empty words.
    """
    grant = _locked(grant)
    already: MentorGrant | None = MentorGrant.objects.filter(token=token, citizen=grant.citizen_id).first()
    if already is not None:
        return already
    if MentorGrant.objects.filter(extends=grant).exists():
        raise Refused(_("Den er allerede forlænget. Åbn den nye bevilling."))
    if grant.evaluated_at is None:
        evaluate_mentor(grant, words=evaluation, by=by, at=at)
    assert grant.until is not None
    begins = Granted(granted.aim, granted.mentor, granted.weekly_hours, grant.until, granted.last_day)
    return _grant(grant.course, begins, extends=grant, token=token, by=by, at=at)


@transaction.atomic
def evaluate_mentor(
    grant: MentorGrant, *, words: str, last_day: date | None = None, by: User, at: datetime
) -> MentorGrant:
    """Write how it went; with `last_day` it ends then, earlier than granted. The same words again are no change.

    Refuses everybody but an employee, empty words, one that is evaluated already, and a last day outside the grant.
    """
    grant = _locked(grant)
    _check_is_employee(by)
    if not words.strip():
        raise Refused(_("Skriv, hvordan det gik. En sætning er nok."))
    if grant.evaluated_at is not None:
        if grant.evaluation == words:
            return grant
        raise Refused(_("Der er allerede skrevet, hvordan det gik."))
    if last_day is not None:
        until = last_day + timedelta(days=1)
        if grant.until is None or not grant.since < until <= grant.until:
            raise Refused(_("Den sidste dag skal ligge inden for bevillingen."))
        grant.until = until
    grant.evaluation, grant.evaluated_at = words, at
    grant.save(update_fields=["evaluation", "evaluated_at", "until"])
    record.action("evaluate_mentor", by=by, at=at, citizen=grant.citizen_id, on=grant, until=str(grant.until))
    return grant


def check_length(first_day: date, last_day: date) -> None:
    """Refuse a grant that ends before it begins, or lasts longer than the law lets one."""
    if last_day < first_day:
        raise Refused(_("Den sidste dag kan ikke ligge før den første."))
    latest = grant_ends_by(first_day)
    if last_day > latest.day:
        raise Refused(
            _("%(rule)s Den sidste dag kan højst være %(day)s.")
            % {"rule": _(latest.rule), "day": day(latest.day)}
        )


def _grant(
    course: Course, granted: Granted, *, extends: MentorGrant | None, token: UUID, by: User, at: datetime
) -> MentorGrant:
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    already: MentorGrant | None = MentorGrant.objects.filter(token=token, course=course).first()
    if already is not None:
        return already
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet. Det er ikke gemt."))
    _check_is_employee(by)
    check_length(granted.first_day, granted.last_day)
    grant = MentorGrant.objects.create(
        citizen_id=course.citizen_id, course=course, aim=granted.aim, mentor=granted.mentor,
        weekly_hours=granted.weekly_hours, since=granted.first_day, until=granted.last_day + timedelta(days=1),
        extends=extends, token=token, by=by, at=at,
    )  # fmt: skip
    record.action(
        "grant_mentor", by=by, at=at, citizen=course.citizen_id, on=grant, since=str(grant.since),
        until=str(grant.until), hours=str(granted.weekly_hours), extends=extends.pk if extends else None,
    )  # fmt: skip
    return grant


def _check_is_employee(by: User) -> None:
    if by.employee_or_none is None:
        raise Refused(_("Kun en medarbejder kan skrive det."))


def _locked(grant: MentorGrant) -> MentorGrant:
    rows = MentorGrant.objects.select_for_update(of=("self",)).select_related("course")
    locked: MentorGrant = rows.get(pk=grant.pk)
    return locked
