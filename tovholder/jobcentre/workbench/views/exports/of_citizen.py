"""The lists of one citizen's pages as files, for those who may open the citizen: what was done and agreed, and when.

What was written in a talk, in a matter's note or in a story stays on its page: a file of it could not be taken back.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import wraps

from django.shortcuts import get_object_or_404
from django.utils import timezone

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.activities.reading import every_activity_of
from tovholder.jobcentre.authority.matters import matters_of
from tovholder.jobcentre.citizens.models import Citizen, Representative
from tovholder.jobcentre.exchange.lists import Cells
from tovholder.jobcentre.exchange.views.taking_out import Listed, View, takes_out
from tovholder.jobcentre.plans.models import MentorGrant
from tovholder.jobcentre.sickleave.models import WorkplacePaper
from tovholder.jobcentre.talks.models import Coordination
from tovholder.jobcentre.workbench.history import roles_taken, talks_of

Rows = Callable[[SignedIn, Citizen], Iterable[Cells]]


def of_citizen(name: str, headings: Sequence[str], *, back: str = "") -> Callable[[Rows], View]:
    """Make `rows(request, person)` the list of a page about one citizen; of one who is not theirs to open, 404."""

    def around(rows: Rows) -> View:
        @takes_out(needs=May.FOLLOW_CITIZENS, back=back)
        @wraps(rows)
        def listed(request: SignedIn, now: datetime, pk: int) -> Listed:
            visible = Citizen.objects.visible_to(request.user, timezone.localdate(now))
            person = get_object_or_404(visible, pk=pk)
            return Listed(name, headings, rows(request, person), [person.pk])

        return listed

    return around


@of_citizen(
    "samtaler",
    ["Hvornår", "Tilstand", "Hvordan", "Medarbejder", "Sammen med", "Roller", "Minutter", "Delt"],
    back="citizen",
)
def export_talks(_request: SignedIn, person: Citizen) -> Iterable[Cells]:
    talks = list(talks_of(person.pk).select_related("employee", "joined_by"))
    roles = roles_taken(talks)
    for talk in talks:
        yield [
            talk.held_at or talk.starts_at,
            "holdt" if talk.held_at else "aftalt",
            talk.get_form_display(),
            talk.employee.name,
            talk.joined_by.name if talk.joined_by else None,
            ", ".join(roles.get(talk.pk, [])),
            talk.minutes,
            talk.shared_at is not None if talk.held_at else None,
        ]


@of_citizen("aktiviteter", [
    "Hvad", "Arbejdssted", "Art", "Hvor", "Fra", "Til og med", "Timer om ugen", "Hvem har sagt ja", "Afsluttet",
    "Hvad kom der ud af det",
])  # fmt: skip
def export_activities(_request: SignedIn, person: Citizen) -> Iterable[Cells]:
    for row in every_activity_of(person):
        yield [
            *(row.what, row.workplace.name if row.workplace else None, row.kind, row.get_where_display()),
            *(row.since, row.last_day, row.hours, row.get_agreed_display()),
            *(row.ended_at, row.get_outcome_display()),
        ]


@of_citizen("myndighed", [
    "Hvad", "Hvad det handler om", "Opstod", "Nummer i det andet system", "Hørt", "Svar senest", "Svaret", "Afgjort",
    "Klagefrist", "Bortfaldet", "Notat skrevet",
])  # fmt: skip
def export_matters(_request: SignedIn, person: Citizen) -> Iterable[Cells]:
    for row in matters_of(person).prefetch_related(None).order_by("-arose_on", "-pk"):
        yield [
            *(row.what, row.get_kind_display(), row.arose_on, row.reference),
            *(row.hearing_sent_on, row.hearing_due_on, row.hearing_answered_on),
            *(row.decided_on, row.complaint_due_on, row.lapsed_on, row.noted_at),
        ]


@of_citizen("mentorstoette", ["Mål", "Mentor", "Timer om ugen", "Fra", "Til og med", "Evalueret"])
def export_mentor_grants(_request: SignedIn, person: Citizen) -> Iterable[Cells]:
    for row in MentorGrant.objects.filter(citizen=person).order_by("-since", "-pk"):
        yield [row.aim, row.mentor, row.weekly_hours, row.since, row.last_day, row.evaluated_at]


@of_citizen(
    "med-borgeren", ["Navn", "Hvad de er", "Telefon", "Mail", "Må se", "Fra", "Til og med", "Taget tilbage"]
)
def export_representatives(_request: SignedIn, person: Citizen) -> Iterable[Cells]:
    """Without the code that opens their link: it is the citizen's own to tell."""
    for row in Representative.objects.filter(citizen=person).order_by("named_at", "pk"):
        yield [
            *(row.name, row.get_kind_display(), row.telephone, row.email, ", ".join(row.sees_in_words)),
            *(row.since, row.last_day, row.withdrawn_at),
        ]


@of_citizen("papirer", ["Papir", "Arbejdssted", "Skrevet", "Arbejdsstedet kan læse det"])
def export_papers(_request: SignedIn, person: Citizen) -> Iterable[Cells]:
    for row in WorkplacePaper.objects.newest_of(person):
        yield [row.get_kind_display(), row.workplace.name, row.written_at, row.is_shared]


@of_citizen("koordinering", ["Med hvem", "Minutter", "Hvornår"])
def export_coordination(request: SignedIn, person: Citizen) -> Iterable[Cells]:
    """What the employee has written themselves, as on the page: nobody else's."""
    mine = Coordination.objects.filter(citizen=person, employee=request.user.employee)
    for row in mine.order_by("-at", "-pk"):
        yield [row.get_with_whom_display(), row.minutes, row.at]
