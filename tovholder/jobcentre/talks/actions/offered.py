"""Times that employees offer, and the talks that citizens book, move and cancel in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions import agree_next
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.actions.booking import check_booked
from tovholder.jobcentre.talks.actions.talk import CourseClosed
from tovholder.jobcentre.talks.free import Busy, free_for
from tovholder.jobcentre.talks.letters import Kind, write_to_citizen
from tovholder.jobcentre.talks.models import OfferedTime, Talk
from tovholder.jobcentre.talks.slots import Slot
from tovholder.jobcentre.talks.telling import tell_employee
from tovholder.jobcentre.ui.templatetags.ui import moment

Made = TypeVar("Made")


class NotFree(Refused):
    """The time is not one that can be chosen now."""


@dataclass(frozen=True)
class Offering:
    """What an employee offers: on which weekdays (Monday is 0), from the first day on, until the first day no longer
    (None is open)."""

    weekdays: Sequence[int]
    starts: time
    ends: time
    minutes: int
    forms: Sequence[str]
    place: str
    since: date
    until: date | None


@transaction.atomic
def offer_times(employee: Employee, offering: Offering, *, by: User, at: datetime) -> list[OfferedTime]:
    """Offer times, a row for each weekday. Refuses anybody but the employee, and what overlaps a time already offered;
    the same again is once.
    """
    if by.employee_or_none != employee:
        raise Refused(_("Man tilbyder selv sine tider."))
    Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)
    given = {
        "starts": offering.starts,
        "ends": offering.ends,
        "minutes": offering.minutes,
        "forms": " ".join(offering.forms),
        "place": offering.place,
        "since": offering.since,
        "until": offering.until,
    }
    made = []
    for weekday in offering.weekdays:
        same = OfferedTime.objects.filter(employee=employee, weekday=weekday)
        if same.filter(**given).exists():
            continue
        _refuse_overlap(same, offering)
        row = OfferedTime.objects.create(employee=employee, weekday=weekday, **given)
        record.action("offer_times", by=by, at=at, on=row, weekday=weekday, minutes=offering.minutes)
        made.append(row)
    return made


@transaction.atomic
def stop_offering(offered: OfferedTime, *, by: User, at: datetime) -> None:
    """Offer the time no more, from today on; booked talks stay. Twice is once. Refuses anybody but the employee."""
    if by.employee_or_none != offered.employee:
        raise Refused(_("Man tilbyder selv sine tider."))
    today = timezone.localdate(at)
    row = OfferedTime.objects.select_for_update().get(pk=offered.pk)
    if row.until is not None and row.until <= max(today, row.since):
        return
    row.until = max(today, row.since)
    row.save(update_fields=["until"])
    record.action("stop_offering", by=by, at=at, on=row)


@transaction.atomic
def book_offered(
    course: Course,
    *,
    starts_at: datetime,
    form: str,
    about: str,
    token: UUID,
    busy: Busy | None = None,
    by: User,
    at: datetime,
) -> Talk:
    """Book a talk in a time that is offered, and agree on it as the next contact when nothing earlier is agreed.

    The employee gets a neutral mail, and a citizen who wants it one with a calendar file. The same `token` twice is one
    talk. Refuses a closed course (`CourseClosed`), a second talk while one booked so is coming, and a time that is not
    free (`NotFree`): of two at once the database lets one have it.
    """
    course = Course.objects.select_for_update(of=("self",)).select_related("contact__unit").get(pk=course.pk)
    already: Talk | None = Talk.objects.filter(token=token, course=course).first()
    if already is not None:
        return already
    if course.until is not None:
        raise CourseClosed(_("Forløbet er afsluttet. Ring til os i stedet."))
    coming = course.talks.booked().filter(in_offered=True, starts_at__gte=at).order_by("starts_at").first()
    if coming is not None:
        raise Refused(
            _("Du har allerede booket en tid %(moment)s. Flyt den, eller aflys den først.")
            % {"moment": moment(coming.starts_at)}
        )
    slot = _chosen(course, starts_at, form, busy=busy, at=at)

    def create() -> Talk:
        return Talk.objects.create(
            citizen_id=course.citizen_id,
            course=course,
            employee_id=slot.employee,
            form=form,
            place=_place(slot, form),
            starts_at=slot.starts_at,
            minutes=slot.minutes,
            about=about,
            in_offered=True,
            by_citizen_at=at,
            token=token,
        )

    talk = _alone(create)
    record.action(
        "book_offered", by=by, at=at, citizen=course.citizen_id, on=talk, starts_at=slot.starts_at.isoformat()
    )
    _is_next(course, talk, by=by, at=at)
    tell_employee(talk, by=by)
    write_to_citizen(talk, Kind.BOOKED, at=at)
    return talk


@transaction.atomic
def move_offered(
    talk: Talk, *, starts_at: datetime, form: str, busy: Busy | None = None, by: User, at: datetime
) -> bool:
    """Move a booked talk to a time that is offered, and the agreed next contact with it when it was that day.

    The employee who had it, and who has it now, get a neutral mail. False: it is there already; twice is once. Refuses
    a talk that is not booked at the time `talk` says (`NotBooked`) or has begun, and a time that is not free
    (`NotFree`).
    """
    Course.objects.select_for_update(of=("self",)).get(pk=talk.course_id)
    if Talk.objects.booked().filter(pk=talk.pk, starts_at=starts_at, form=form).exists():
        return False
    course, talk = check_booked(talk)
    before, had_it = talk.starts_at or at, talk.employee
    if before <= at:
        raise Refused(_("Tiden er begyndt. Ring til os i stedet."))
    course = Course.objects.select_related("contact__unit").get(pk=course.pk)
    slot = _chosen(course, starts_at, form, busy=busy, at=at, moving=talk)
    changed = {
        "starts_at": slot.starts_at,
        "form": form,
        "place": _place(slot, form),
        "minutes": slot.minutes,
        "employee_id": slot.employee,
        "in_offered": True,
        "by_citizen_at": at,
        "sequence": talk.sequence + 1,
        "reminded_at": None,
    }
    _alone(lambda: Talk.objects.filter(pk=talk.pk).update(**changed))
    talk.refresh_from_db()
    record.action(
        "move_offered",
        by=by,
        at=at,
        citizen=talk.citizen_id,
        on=talk,
        before=before.isoformat(),
        after=slot.starts_at.isoformat(),
    )
    if course.next_on == timezone.localdate(before):
        _agree(course, talk, by=by, at=at)
    else:
        _is_next(course, talk, by=by, at=at)
    for employee in {had_it, talk.employee}:
        tell_employee(talk, by=by, employee=employee)
    write_to_citizen(talk, Kind.CHANGED, at=at)
    return True


def _refuse_overlap(same: QuerySet[OfferedTime], offering: Offering) -> None:
    """Two offers at once would let two people choose the same hour in different talks' lengths."""
    ends = Q() if offering.until is None else Q(since__lt=offering.until)
    there = same.filter(ends, starts__lt=offering.ends, ends__gt=offering.starts)
    there = there.filter(Q(until__isnull=True) | Q(until__gt=offering.since))
    if there.exists():
        raise Refused(
            _("Du tilbyder allerede en tid, som ligger oven i den. Stop den først, eller skriv en anden.")
        )


def _chosen(
    course: Course,
    starts_at: datetime,
    form: str,
    *,
    busy: Busy | None,
    at: datetime,
    moving: Talk | None = None,
) -> Slot:
    """The free time, looked for again when its employee's row is held: of two at once the second sees the first."""
    slot = _free(course, starts_at, form, busy=busy, at=at, moving=moving)
    Employee.objects.select_for_update(of=("self",)).get(pk=slot.employee)
    return _free(course, starts_at, form, busy=busy, at=at, moving=moving)


def _free(
    course: Course,
    starts_at: datetime,
    form: str,
    *,
    busy: Busy | None,
    at: datetime,
    moving: Talk | None,
) -> Slot:
    slot = free_for(course, now=at, busy=busy, moving=moving).at(starts_at)
    if slot is None:
        raise NotFree(_("Tiden er ikke ledig mere. Vælg en anden tid."))
    if form not in slot.forms:
        raise NotFree(_("Man kan ikke mødes sådan på den tid. Vælg igen."))
    return slot


def _alone(write: Callable[[], Made]) -> Made:
    """Write; whatever came between, the database refuses the same moment twice."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        raise NotFree(_("Tiden er lige taget af en anden. Vælg en anden tid.")) from None


def _place(slot: Slot, form: str) -> str:
    """A place is where one meets: on the telephone there is none."""
    return "" if form in {"telephone", "video"} else slot.place


def _is_next(course: Course, talk: Talk, *, by: User, at: datetime) -> None:
    """A booked talk is the next contact unless an earlier one is agreed that has not passed."""
    assert talk.starts_at is not None
    today, on = timezone.localdate(at), timezone.localdate(talk.starts_at)
    if course.next_on is None or course.next_on < today or on <= course.next_on:
        _agree(course, talk, by=by, at=at)


def _agree(course: Course, talk: Talk, *, by: User, at: datetime) -> None:
    assert talk.starts_at is not None
    local = timezone.localtime(talk.starts_at)
    agree_next(course, on=local.date(), at_time=local.time(), form=talk.form, by=by, at=at)
