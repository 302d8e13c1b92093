"""What a citizen reads of their own: what is agreed, what was said and shared, and what was written.

What *Mit forløb* asks each time it is opened is put into SQL once; a page further back is not.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.citizen_portal.pages import Page, first_of, newest, newest_first
from tovholder.jobcentre.citizens.models import Citizen, ContactWish, Course, CourseRole, DrawnIn, Handover
from tovholder.jobcentre.citizens.models.course import DrawnInReason, Form
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.sickleave.models import WorkplacePaper
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.talks.models import Message, Note, Side, Talk

NOTES_SHOWN = 20
MESSAGES_SHOWN = 20
WISHES_SHOWN = 20
PAPERS_SHOWN = 20
ACTIVITIES_SHOWN = 5

_CITIZEN, _COURSE, _TODAY = Given.number("citizen"), Given.number("course"), Given.day("today")


def newest_course(citizen: Citizen) -> Course | None:
    """The open course, else the one that ended last; with `waiting_since`, the oldest message still unanswered, and
    of wishes for another person when one was asked that waits (`wish_waits_since`), or answered (`wish_answered_at`).
    """
    course = _NEWEST_COURSE.first(citizen=citizen.pk)
    if course is not None:
        course.citizen = citizen
    return course


def _newest_course() -> QuerySet[Course]:
    unanswered = Message.objects.filter(course=OuterRef("pk"), side=Side.CITIZEN, answered_at__isnull=True)
    wishes = ContactWish.objects.filter(course=OuterRef("pk"), withdrawn_at__isnull=True).order_by(
        "-asked_at"
    )
    courses = Course.objects.filter(citizen=_CITIZEN).select_related("contact__unit", "unit")
    return courses.annotate(
        waiting_since=Subquery(unanswered.order_by("at").values("at")[:1]),
        wish_waits_since=Subquery(wishes.filter(answered_at__isnull=True).values("asked_at")[:1]),
        wish_answered_at=Subquery(wishes.values("answered_at")[:1]),
    ).order_by(F("until").desc(nulls_first=True), "-since", "-pk")[:1]


_NEWEST_COURSE = Prepared(_newest_course)
_NEWEST_HANDOVER = Prepared(
    lambda: (
        Handover.objects.filter(course=_COURSE)
        .select_related("from_employee", "to_employee")
        .order_by("-pk")[:1]
    )
)


def handed_over(course: Course) -> Handover | None:
    """How the citizen came to the contact they have, if from another one."""
    return _NEWEST_HANDOVER.first(course=course.pk)


@dataclass(frozen=True)
class Coming:
    """The next contact: a day, perhaps a time, a form in words, a place, and whom with when it is not the contact; and
    the number of the talk when one is booked."""

    on: date
    time: time | None
    form: str
    is_over: bool
    place: str = ""
    employee: Employee | None = None
    talk: int | None = None


def coming(course: Course, *, today: date) -> Coming | None:
    """The booked talk that comes first, or the agreed day when that is earlier; None when nothing is agreed.

    A day that has passed without a talk stays until another is agreed, unless one is booked meanwhile.
    """
    morning = timezone.make_aware(datetime.combine(today, time.min))
    booked = _FIRST_BOOKED.first(course=course.pk, morning=morning)
    if booked is not None and booked.starts_at is not None:
        starts = timezone.localtime(booked.starts_at)
        if course.next_on is None or course.next_on < today or starts.date() <= course.next_on:
            is_other = booked.employee_id != course.contact_id and not booked.employee.has_left(starts.date())
            other = booked.employee if is_other else None
            form = booked.get_form_display()
            return Coming(starts.date(), starts.time(), form, False, booked.place, other, booked.pk)
    if course.next_on is None:
        return None
    form = str(Form(course.next_form).label) if course.next_form else ""
    return Coming(course.next_on, course.next_time, form, is_over=course.next_on < today)


_FIRST_BOOKED = Prepared(
    lambda: (
        Talk.objects.booked()
        .filter(course=_COURSE, starts_at__gte=Given.moment("morning"))
        .select_related("employee")
        .order_by("starts_at", "pk")[:1]
    )
)


def shared_talks(citizen: Citizen, *, before: str) -> Page:
    """The citizen's talks whose notes are shared, newest first, each with the note in force (`newest`) and roles."""
    if before:
        page = newest_first(_shared(citizen.pk), "held_at", before=before, size=NOTES_SHOWN)
    else:
        page = first_of(_SHARED.ask(citizen=citizen.pk), size=NOTES_SHOWN)
    newer = Note.objects.filter(talk=OuterRef("talk"), version__gt=OuterRef("version"))
    in_force: QuerySet[Note] = Note.objects.filter(~Exists(newer))
    prefetch_related_objects(page.rows, Prefetch("notes", queryset=in_force, to_attr="newest"), "roles")
    return page


def _shared(citizen: Any) -> QuerySet[Talk]:
    return Talk.objects.shared().filter(citizen=citizen).select_related("employee", "joined_by")


_SHARED = Prepared(lambda: newest(_shared(_CITIZEN), "held_at", NOTES_SHOWN))


def messages(citizen: Citizen, *, before: str) -> Page:
    """What the citizen and their employees have written to each other, newest first, with who wrote."""
    if not before:
        return first_of(_MESSAGES.ask(citizen=citizen.pk), size=MESSAGES_SHOWN)
    return newest_first(_messages(citizen.pk), "at", before=before, size=MESSAGES_SHOWN)


def _messages(citizen: Any) -> QuerySet[Message]:
    return Message.objects.filter(citizen=citizen).select_related("by__employee")


_MESSAGES = Prepared(lambda: newest(_messages(_CITIZEN), "at", MESSAGES_SHOWN))
_PAPERS = Prepared(lambda: WorkplacePaper.objects.newest_of(_CITIZEN)[:PAPERS_SHOWN])
_GOING = Prepared(
    lambda: (
        Activity.objects.filter(Q(until__isnull=True) | Q(until__gt=_TODAY), citizen=_CITIZEN, ended_at=None)
        .select_related("workplace")
        .order_by("since", "pk")[:ACTIVITIES_SHOWN]
    )
)


def papers(citizen: Citizen) -> list[WorkplacePaper]:
    """The papers to workplaces, those written last first, each with whether the workplace can read it."""
    return list(_PAPERS.ask(citizen=citizen.pk))


def going(citizen: Citizen, *, today: date) -> list[Activity]:
    """What the citizen does today, or will: the first to begin first."""
    return list(_GOING.ask(citizen=citizen.pk, today=today))


# What a colleague is with for, and what a role is good for, said to the one whom it is about.
_WITH_FOR = {
    DrawnInReason.AUTHORITY: later("kender reglerne og kan træffe afgørelser"),
    DrawnInReason.MENTOR: later("er din mentor"),
    DrawnInReason.COACH: later("hjælper dig med at finde din egen vej"),
    DrawnInReason.COMPANY: later("hjælper med kontakten til virksomheder"),
    DrawnInReason.MOTIVATING: later("taler med dig om, hvad der giver dig lyst og kræfter"),
    DrawnInReason.LANGUAGE: later("taler dit sprog"),
    DrawnInReason.CITIZEN_ASKED: later("er med, fordi du har bedt om det"),
}
_NEEDED = {
    Role.AUTHORITY: later("en, der kender reglerne og kan træffe afgørelser"),
    Role.MENTOR: later("en mentor ved din side"),
    Role.COACH: later("en coach, der hjælper dig med at finde din egen vej"),
    Role.COMPANY: later("en, der kender virksomhederne"),
    Role.MOTIVATING: later("samtaler om, hvad der giver dig lyst og kræfter"),
}


@dataclass(frozen=True)
class Beside:
    """A colleague who is with for a time: who, for what in words, and the first day they are no longer with."""

    name: str
    why: str
    until: date


def beside(course: Course, *, today: date) -> list[Beside]:
    """Those drawn in beside the contact today, who ends first coming first."""
    return [
        Beside(row.employee.name, _(_WITH_FOR[DrawnInReason(row.reason)]), row.until)
        for row in _BESIDE.ask(course=course.pk, contact=course.contact_id, today=today)
        if row.until is not None
    ]


_BESIDE = Prepared(
    lambda: (
        DrawnIn.objects.on(_TODAY)
        .filter(course=_COURSE)
        .exclude(employee=Given.number("contact"))
        .select_related("employee")
        .order_by("until", "pk")
    )
)
_ROLES = Prepared(lambda: CourseRole.objects.filter(course=_COURSE).order_by("pk"))


def roles_needed(course: Course) -> list[str]:
    """What the citizen has chosen to need, in words and in the order of the roles."""
    chosen = {row.role for row in _ROLES.ask(course=course.pk)}
    return [_(_NEEDED[role]) for role in Role if role in chosen]


def wishes(citizen: Citizen) -> list[ContactWish]:
    """The citizen's wishes for another person, newest first."""
    rows = ContactWish.objects.filter(citizen=citizen).select_related("promised", "course")
    return list(rows.order_by("-asked_at", "-pk")[:WISHES_SHOWN])
