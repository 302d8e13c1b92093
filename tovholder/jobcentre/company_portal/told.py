"""What a workplace told us, as it may see it again, and what we did towards it. No citizen is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from tovholder.jobcentre.companies.models import CompanyPerson, Workplace, WorkplaceNote
from tovholder.jobcentre.sickleave import in_words
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    BegunBy,
    NoticeKind,
    NoticeStep,
    SickLeaveChoice,
    Step,
)

NOTES_SHOWN = 5


@dataclass(frozen=True)
class Told:
    """A notice as the company may see it again: what it told and what we did towards it, never about whom."""

    pk: int
    kind: str
    first_day: date | None
    wages_paid: bool | None
    sender: int | None
    received_at: datetime
    spoken_at: datetime | None
    offered_at: datetime | None
    agreed_at: datetime | None
    closed_at: datetime | None
    superseded_at: datetime | None
    was_withdrawn: bool | None

    @property
    def says(self) -> str:
        return in_words.told(self.kind, self.first_day)


def told_by(workplace: Workplace) -> QuerySet:
    """What the workplace told us, newest first, as rows without any trace of a citizen; withdrawals tell nothing.

    What we did towards the company comes along, whoever it is about: one query.
    """
    return (
        AbsenceNotice.objects.filter(workplace=workplace, begun_by=BegunBy.COMPANY, withdraws=False)
        .with_successor()
        .order_by("-received_at", "-pk")
        .values(
            *(
                "pk",
                "kind",
                "first_day",
                "wages_paid",
                "sender",
                "received_at",
                "superseded_at",
                "was_withdrawn",
            ),
            spoken_at=F("spoken_answer__at"),
            offered_at=_taken(Step.TALK_OFFERED),
            agreed_at=_taken(Step.TALK_AGREED),
            closed_at=_taken(Step.CLOSED),
        )
    )


def notes_for(workplace: Workplace) -> list[WorkplaceNote]:
    """What we wrote for the workplace to read, newest first: about itself, never about a citizen."""
    notes = WorkplaceNote.objects.standing().for_company(workplace.pk).select_related("employee")
    return list(notes.order_by("-at", "-pk")[:NOTES_SHOWN])


def _taken(step: Step) -> Subquery:
    return Subquery(NoticeStep.objects.filter(notice=OuterRef("pk"), step=step).values("at")[:1])


def to_correct(
    person: CompanyPerson, pk: int, *, with_text: bool, at: datetime
) -> tuple[dict[str, Any], bool] | None:
    """What this person told in that notice, for the form; and whether somebody was named. None: not theirs.

    The name itself is not shown again, and the text only `with_text`: a link is easily passed on. Name and text are
    erased for those we do not know, and whoever corrects must not learn from the form whom we know. So that somebody
    was named is read from what was agreed, and the text is shown no longer than it would be kept of the unknown.
    """
    theirs = AbsenceNotice.objects.filter(
        pk=pk, workplace=person.workplace_id, sender=person, begun_by=BegunBy.COMPANY, withdraws=False
    )
    given = theirs.values(
        "kind", "first_day", "expected_last_day", "back_on", "hours_a_week", "talk", "text", "received_at",
        agrees=F("employee_agrees"), paid=F("wages_paid"),
    ).first()  # fmt: skip
    if given is None:
        return None
    was_named, told_at = given["agrees"], given.pop("received_at")
    given["agrees"] = "yes" if was_named else "no"
    given["wages_paid"] = {True: "yes", False: "no"}.get(given.pop("paid"), "")
    if given["kind"] == NoticeKind.RETURNED:
        given["back"] = "partly" if given["hours_a_week"] else "fully"
    if not with_text or (was_named and told_at <= SickLeaveChoice.now().names_go_until(at)):
        given["text"] = ""
    return given, was_named


After = Callable[[int], str]


@dataclass(frozen=True)
class Addresses:
    """Where this visitor goes on: signed in, or all the way through their link."""

    page: str
    receipt: After
    correct: After
    withdraw: After
