"""What the page reads of one citizen beside their talks and their plan: each question is put into SQL once."""

from datetime import date
from functools import cache

from django.db.models import Exists, F, Model, OuterRef, QuerySet

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Course,
    CourseRole,
    DrawnIn,
    Employment,
    Handover,
    Representative,
    SupportSpell,
    UnitMove,
)
from tovholder.jobcentre.citizens.models.citizen import Reader
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.sickleave.models import AbsenceNotice, WorkplacePaper
from tovholder.jobcentre.talks.models import Message

MESSAGES_SHOWN = 5
PAPERS_SHOWN = 3
# What is read of notices: what is shown of the newest, and what the spells are made of.
_TOLD = (
    "citizen", "workplace", "kind", "received_at", "first_day", "back_on", "hours_a_week",
)  # fmt: skip
_AT_WORK = ("citizen", "since", "workplace__name", "workplace__contact__name", "workplace__contact__left_on")
# Of colleagues no more than their name is shown, and whether they work here still.
_BESIDE = ("citizen", "course", "until", "reason", "employee__name", "employee__left_on")

# What most have none of is asked about only where there is any, now or before: their row says which.
_RARE_OF_CITIZEN = {"any_papers": WorkplacePaper, "any_representatives": Representative}
_RARE_OF_COURSE = {"any_roles": CourseRole, "any_moves": UnitMove}

_CITIZEN, _COURSE, _TODAY = Given.number("citizen"), Given.number("course"), Given.day("today")
_OPEN_COURSE = Prepared(
    lambda: (
        Course.objects.open()
        .filter(citizen=_CITIZEN)
        .select_related("contact__unit", "unit")
        .annotate(**{any_: _exists(rare, course=OuterRef("pk")) for any_, rare in _RARE_OF_COURSE.items()})
    )
)
_EMPLOYMENTS = Prepared(
    lambda: (
        Employment.objects.on(_TODAY)
        .filter(citizen=_CITIZEN)
        .select_related("workplace__contact")
        .only(*_AT_WORK)
        .order_by("since")
    )
)
_NOTICES = Prepared(
    lambda: (
        AbsenceNotice.objects.standing()
        .filter(citizen=_CITIZEN)
        .annotate(told_by=F("workplace__name"))
        .only(*_TOLD)
        .order_by("-received_at")
    )
)
_MESSAGES = Prepared(lambda: Message.objects.filter(citizen=_CITIZEN).order_by("-at")[:MESSAGES_SHOWN])
_SUPPORT = Prepared(lambda: SupportSpell.objects.on(_TODAY).filter(citizen=_CITIZEN).order_by("-since")[:1])
_REPRESENTATIVES = Prepared(
    lambda: Representative.objects.standing(_TODAY).filter(citizen=_CITIZEN).order_by("pk")
)
_PAPERS = Prepared(lambda: WorkplacePaper.objects.newest_of(_CITIZEN)[:PAPERS_SHOWN])
_DRAWN_IN = Prepared(
    lambda: (
        DrawnIn.objects.on(_TODAY)
        .filter(course=_COURSE)
        .select_related("employee")
        .only(*_BESIDE)
        .order_by("until", "pk")
    )
)
_NEWEST_HANDOVER = Prepared(lambda: Handover.objects.filter(course=_COURSE).order_by("-pk")[:1])
_NEWEST_MOVE = Prepared(lambda: UnitMove.objects.filter(course=_COURSE).order_by("-pk")[:1])
_ROLES = Prepared(lambda: CourseRole.objects.filter(course=_COURSE).order_by("pk"))


@cache
def _visible(reader: Reader) -> Prepared[QuerySet[Citizen]]:
    rare = {any_: _exists(rare, citizen=OuterRef("pk")) for any_, rare in _RARE_OF_CITIZEN.items()}
    return Prepared(lambda: Citizen.objects.visible_to_one(reader).filter(pk=_CITIZEN).annotate(**rare))


def _exists(rows: type[Model], **of: OuterRef) -> Exists:
    return Exists(rows._default_manager.filter(**of))


def visible(user: User, number: int, today: date) -> Citizen | None:
    """The citizen of this number, if they are this person's to open."""
    employee = user.employee
    return _visible(Reader.of(user)).first(
        citizen=number, employee=employee.pk, unit=employee.unit_id, today=today
    )


def open_course(person: Citizen) -> Course | None:
    """With its unit, and its contact and theirs."""
    course = _OPEN_COURSE.first(citizen=person.pk)
    if course is not None:
        course.citizen = person
    return course


def employments(person: Citizen, today: date) -> list[Employment]:
    return list(_EMPLOYMENTS.ask(citizen=person.pk, today=today))


def notices(person: Citizen) -> list[AbsenceNotice]:
    """Those that stand, the newest first, each with the name of the workplace that told (`told_by`)."""
    return list(_NOTICES.ask(citizen=person.pk))


def messages(person: Citizen) -> list[Message]:
    """The newest."""
    return list(_MESSAGES.ask(citizen=person.pk))


def support(person: Citizen, today: date) -> SupportSpell | None:
    return _SUPPORT.first(citizen=person.pk, today=today)


def representatives(person: Citizen, today: date) -> list[Representative]:
    asked = vars(person)["any_representatives"]
    return list(_REPRESENTATIVES.ask(citizen=person.pk, today=today)) if asked else []


def papers(person: Citizen) -> list[WorkplacePaper]:
    """The newest."""
    return list(_PAPERS.ask(citizen=person.pk)) if vars(person)["any_papers"] else []


def drawn_in(course: Course, today: date) -> list[DrawnIn]:
    """The colleagues beside the contact, who work here still."""
    others = [
        row for row in _DRAWN_IN.ask(course=course.pk, today=today) if row.employee_id != course.contact_id
    ]
    return [row for row in others if not row.employee.has_left(today)]


def newest_handover(course: Course) -> Handover | None:
    """Whose it was is asked for where it is shown: of the newest only, and most are long confirmed."""
    return _NEWEST_HANDOVER.first(course=course.pk)


def newest_move(course: Course) -> UnitMove | None:
    return _NEWEST_MOVE.first(course=course.pk) if vars(course)["any_moves"] else None


def roles(course: Course) -> list[str]:
    return [row.role for row in _ROLES.ask(course=course.pk)] if vars(course)["any_roles"] else []


def asked(person: Citizen, course: Course | None, today: date) -> list[QuerySet]:
    """What is asked of everybody whose page is opened."""
    of_course = (
        [_DRAWN_IN.ask(course=course.pk, today=today), _NEWEST_HANDOVER.ask(course=course.pk)]
        if course
        else []
    )
    return [
        *of_course,
        _NOTICES.ask(citizen=person.pk),
        _MESSAGES.ask(citizen=person.pk),
        _SUPPORT.ask(citizen=person.pk, today=today),
        _EMPLOYMENTS.ask(citizen=person.pk, today=today),
    ]
