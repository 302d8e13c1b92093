"""What a citizen reads of their own: what is agreed, what was said and shared, and what was written."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from tovholder.jobcentre.citizen_portal.pages import Page, newest_first
from tovholder.jobcentre.citizens.models import Citizen, Course, Handover
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Message, Note, Side, Talk

NOTES_SHOWN = 20
MESSAGES_SHOWN = 20


def newest_course(citizen: Citizen) -> Course | None:
    """The open course, else the one that ended last; with `waiting_since`, the oldest message still unanswered."""
    unanswered = Message.objects.filter(course=OuterRef("pk"), side=Side.CITIZEN, answered_at__isnull=True)
    return (
        citizen.courses.select_related("contact__unit", "unit")
        .annotate(waiting_since=Subquery(unanswered.order_by("at").values("at")[:1]))
        .order_by(F("until").desc(nulls_first=True), "-since", "-pk")
        .first()
    )


def handed_over(course: Course) -> Handover | None:
    """How the citizen came to the contact they have, if from another one."""
    return course.handovers.select_related("from_employee", "to_employee").order_by("-pk").first()


@dataclass(frozen=True)
class Coming:
    """The next contact: a day, perhaps a time, a form in words, a place, and whom with when it is not the contact."""

    on: date
    time: time | None
    form: str
    is_over: bool
    place: str = ""
    employee: Employee | None = None


def coming(course: Course, *, today: date) -> Coming | None:
    """The booked talk that comes first, or the agreed day when that is earlier; None when nothing is agreed.

    A day that has passed without a talk stays until another is agreed, unless one is booked meanwhile.
    """
    morning = timezone.make_aware(datetime.combine(today, time.min))
    booked = (
        course.talks.booked()
        .filter(starts_at__gte=morning)
        .select_related("employee")
        .order_by("starts_at", "pk")
        .first()
    )
    if booked is not None and booked.starts_at is not None:
        starts = timezone.localtime(booked.starts_at)
        if course.next_on is None or course.next_on < today or starts.date() <= course.next_on:
            other = booked.employee if booked.employee_id != course.contact_id else None
            return Coming(starts.date(), starts.time(), booked.get_form_display(), False, booked.place, other)
    if course.next_on is None:
        return None
    form = str(Form(course.next_form).label) if course.next_form else ""
    return Coming(course.next_on, course.next_time, form, is_over=course.next_on < today)


def shared_talks(citizen: Citizen, *, before: str) -> Page:
    """The citizen's talks whose notes are shared, newest first, each with the note in force (`newest`) and roles."""
    newer = Note.objects.filter(talk=OuterRef("talk"), version__gt=OuterRef("version"))
    in_force: QuerySet[Note] = Note.objects.filter(~Exists(newer))
    talks = (
        Talk.objects.shared()
        .filter(citizen=citizen)
        .select_related("employee", "joined_by")
        .prefetch_related(Prefetch("notes", queryset=in_force, to_attr="newest"), "roles")
    )
    return newest_first(talks, "held_at", before=before, size=NOTES_SHOWN)


def messages(citizen: Citizen, *, before: str) -> Page:
    """What the citizen and their employees have written to each other, newest first, with who wrote."""
    rows = Message.objects.filter(citizen=citizen).select_related("by__employee")
    return newest_first(rows, "at", before=before, size=MESSAGES_SHOWN)
