"""All there is to read of one paper, for those who may open it: its versions, the citizen's answer, the consent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tovholder.jobcentre.citizens.models import Consent
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.sickleave.models import (
    PaperAnswer,
    PaperEvaluation,
    PaperKind,
    PaperVersion,
    WorkplacePaper,
)
from tovholder.jobcentre.sickleave.papers.forms import ShareForm
from tovholder.jobcentre.sickleave.papers.words import Shown, plan_of, remarks, shown
from tovholder.jobcentre.sickleave.rules import paper_frame
from tovholder.jobcentre.talks.models import Side

EARLIER_SHOWN = 10


@dataclass(frozen=True)
class Earlier:
    """A version that is no longer in force: who wrote it, and what it said."""

    version: PaperVersion
    wrote: str
    shown: Shown


@dataclass(frozen=True)
class PaperPage:
    """`at_workplace` is what the workplace reads now, None when nothing; `is_newest_shared` when it is the newest."""

    paper: WorkplacePaper
    newest: PaperVersion
    wrote: str
    shown: Shown
    remarks: list[str]
    answer: PaperAnswer | None
    consent: Consent | None
    at_workplace: Shown | None
    is_newest_shared: bool
    evaluations: list[PaperEvaluation]
    waits_for_evaluation: bool
    earlier: list[Earlier]


def page_of(paper: WorkplacePaper, *, today: date) -> PaperPage:
    """Read everything about a paper. Have its citizen, course and workplace fetched. Six queries."""
    rows = paper.versions.select_related("by__employee").prefetch_related("stages").order_by("-version")
    versions = list(rows[: EARLIER_SHOWN + 1])
    for version in versions:
        version.paper, version.citizen = paper, paper.citizen
    newest = versions[0]
    plan = plan_of(newest)
    consent = _consent(paper)
    shared = consent.shared_paper.version if consent else None
    if shared is not None:
        shared.paper, shared.citizen = paper, paper.citizen
    evaluations = list(paper.evaluations.select_related("by__employee").order_by("-due_on"))
    is_plan = paper.kind == PaperKind.RETENTION_PLAN
    is_evaluated = is_plan and any(row.due_on >= newest.evaluate_on for row in evaluations)
    return PaperPage(
        paper=paper,
        newest=newest,
        wrote=_wrote(newest, paper),
        shown=shown(newest),
        remarks=remarks(plan) if plan else [],
        answer=newest.answers.order_by("-pk").first(),
        consent=consent,
        at_workplace=shown(shared, words=consent.words) if shared and consent else None,
        is_newest_shared=shared is not None and shared.pk == newest.pk,
        evaluations=evaluations,
        waits_for_evaluation=is_plan and not is_evaluated,
        earlier=[Earlier(version, _wrote(version, paper), shown(version)) for version in versions[1:]],
    )


def frame_of(paper: WorkplacePaper, *, today: date) -> dict[str, Any]:
    """What the page of a paper shows to the employee and to the citizen alike. Queries as `page_of`."""
    page = page_of(paper, today=today)
    return {
        "page": page,
        "workplace": paper.workplace,
        "is_open": paper.course.until is None,
        "share_form": ShareForm(initial={"read_version": page.newest.version}),
        "legal_frame": paper_frame(paper.kind, today=today),
        "today": today,
    }


def writing_frame(kind: str, workplace: Workplace, *, about: str, back: str, today: date) -> dict[str, Any]:
    """What stands around the form a paper is written in: about whom (empty for oneself), and the way `back`."""
    return {
        "title": PaperKind(kind).label,
        "about": about,
        "workplace": workplace,
        "kind": kind,
        "back": back,
        "legal_frame": paper_frame(kind, today=today),
        "today": today,
        "keep": "",  # where what is typed is kept meanwhile, for who has drafts
    }


def _consent(paper: WorkplacePaper) -> Consent | None:
    """The consent by which the workplace reads the paper now; nothing is read in a course that is closed."""
    if paper.course.until is not None:
        return None
    standing = Consent.objects.filter(shared_paper__version__paper=paper, taken_back_at__isnull=True)
    return standing.select_related("shared_paper__version").first()


def _wrote(version: PaperVersion, paper: WorkplacePaper) -> str:
    return paper.citizen.name if version.side == Side.CITIZEN else version.by.employee.name
