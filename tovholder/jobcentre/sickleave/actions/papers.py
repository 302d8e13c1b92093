"""Papers that citizen, workplace and we make together: written in versions, answered by the citizen, evaluated."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions.locked import locked
from tovholder.jobcentre.citizens.actions.mails import tell_employee
from tovholder.jobcentre.citizens.models import Course, Employment
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.sickleave.mails import tell_citizen
from tovholder.jobcentre.sickleave.models import (
    PaperAnswer,
    PaperEvaluation,
    PaperKind,
    PaperVersion,
    PlanStage,
    WorkplacePaper,
)
from tovholder.jobcentre.talks.models import Side


class StalePaper(Refused):
    """Somebody saved a newer version of the paper; `newer` holds it, so that nothing typed is lost."""

    def __init__(self, newer: PaperVersion) -> None:
        super().__init__(
            _("Der er gemt en nyere udgave, siden du åbnede siden. Læs den, ret din tekst til, og gem igen.")
        )
        self.newer = newer


@dataclass(frozen=True)
class WrittenStage:
    """Some weeks of a plan: from `week`, for `weeks` weeks, `hours` a week, with these tasks."""

    week: int
    weeks: int
    hours: int
    tasks: str = ""


@dataclass(frozen=True)
class Written:
    """What one version of a paper says; what its kind has no use for is left as it is here."""

    first_day: date | None = None
    last_day: date | None = None
    full_hours: int | None = None
    evaluate_on: date | None = None
    workplace_does: str = ""
    citizen_does: str = ""
    we_do: str = ""
    hard_at_work: str = ""
    agreed: str = ""
    stages: tuple[WrittenStage, ...] = ()

    def columns(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "stages"}


def written_in(version: PaperVersion) -> Written:
    """What a version says."""
    names = [field.name for field in fields(Written) if field.name != "stages"]
    stages = tuple(WrittenStage(row.week, row.weeks, row.hours, row.tasks) for row in version.stages.all())
    return Written(**{name: getattr(version, name) for name in names}, stages=stages)


@transaction.atomic
def write_paper(
    course: Course,
    *,
    workplace: Workplace,
    kind: str,
    written: Written,
    read_version: int,
    said_not_health: bool = False,
    by: User,
    at: datetime,
) -> PaperVersion:
    """Write a version of a citizen's paper about a workplace: the first one (`read_version` 0), or after one read.

    What the workplace can read stays what the citizen has consented to. The other side is told that something is new.
    The same words twice is once. Refuses a closed course, a workplace where the citizen does not work, others than the
    citizen and an employee, and a version written after somebody else's newer one (`StalePaper`).
    """
    course = locked(course)
    side = _side_of(by, course)
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet imens. Papiret er ikke gemt. Kopiér din tekst."))
    paper = WorkplacePaper.objects.filter(course=course, workplace=workplace, kind=kind).first()
    newest = paper.versions.order_by("-version").first() if paper else None
    if newest is not None and newest.version != read_version:
        if newest.by_id == by.pk and written_in(newest) == written:
            return newest
        raise StalePaper(newest)
    if paper is None:
        _check_works_there(course, workplace, timezone.localdate(at))
        paper = WorkplacePaper.objects.create(
            citizen=course.citizen, course=course, workplace=workplace, kind=kind, begun_at=at
        )
    try:
        with transaction.atomic():
            version = _insert(
                paper, written, (newest.version if newest else 0) + 1, side, said_not_health, by, at
            )
    except IntegrityError:
        raise StalePaper(paper.versions.latest("version")) from None
    if side == Side.CITIZEN:
        tell_employee(course.contact)
    else:
        tell_citizen(course.citizen_id)
    record.action(
        "write_paper", by=by, at=at, citizen=course.citizen_id, on=paper, paper=str(kind), version=version.version
    )  # fmt: skip
    return version


def _side_of(by: User, course: Course) -> Side:
    if by.pk == course.citizen.user_id:
        return Side.CITIZEN
    if by.employee_or_none is None:
        raise Refused(_("Kun borgeren og medarbejderen kan skrive i papiret."))
    return Side.EMPLOYEE


def _check_works_there(course: Course, workplace: Workplace, day: date) -> None:
    if not Employment.objects.on(day).filter(citizen=course.citizen_id, workplace=workplace).exists():
        raise Refused(_("Borgeren arbejder ikke på det arbejdssted. Papiret er ikke gemt. Kopiér din tekst."))


def _insert(
    paper: WorkplacePaper,
    written: Written,
    version: int,
    side: str,
    said_not_health: bool,
    by: User,
    at: datetime,
) -> PaperVersion:
    row = PaperVersion.objects.create(
        paper=paper,
        citizen_id=paper.citizen_id,
        version=version,
        side=side,
        by=by,
        at=at,
        said_not_health=said_not_health,
        **written.columns(),
    )
    PlanStage.objects.bulk_create(
        PlanStage(
            version=row, citizen_id=paper.citizen_id, week=stage.week, weeks=stage.weeks, hours=stage.hours,
            tasks=stage.tasks,
        )
        for stage in written.stages
    )  # fmt: skip
    return row


def newest_of(paper: WorkplacePaper, *, read_version: int) -> PaperVersion:
    """The version in force; refused (`StalePaper`) when it is not the one that was read."""
    newest: PaperVersion = paper.versions.latest("version")
    if newest.version != read_version:
        raise StalePaper(newest)
    return newest


@transaction.atomic
def answer_paper(
    paper: WorkplacePaper, *, read_version: int, agrees: bool, words: str, by: User, at: datetime
) -> PaperAnswer:
    """Write down that the citizen agrees with what they read, or does not, in their own words; and tell the contact.

    Refuses anybody else, a closed course, a disagreement without words, and an answer to what is no longer the newest
    version (`StalePaper`). The same answer twice is once.
    """
    course = locked(paper.course)
    if by.pk != course.citizen.user_id:
        raise Refused(_("Kun borgeren selv kan svare."))
    if course.until is not None:
        raise Refused(_("Dit forløb hos os er slut, så svaret er ikke gemt. Ring til os i stedet."))
    if not agrees and not words.strip():
        raise Refused(_("Skriv, hvad du ikke er enig i."))
    version = newest_of(paper, read_version=read_version)
    before: PaperAnswer | None = version.answers.order_by("-pk").first()
    if before is not None and (before.agrees, before.words) == (agrees, words):
        return before
    answer = PaperAnswer.objects.create(
        version=version, citizen_id=paper.citizen_id, agrees=agrees, words=words, by=by, at=at
    )
    tell_employee(course.contact)
    record.action("answer_paper", by=by, at=at, citizen=paper.citizen_id, on=paper, agrees=agrees)
    return answer


@transaction.atomic
def evaluate_paper(
    paper: WorkplacePaper, *, due_on: date, words: str, by: User, at: datetime
) -> PaperEvaluation:
    """Write how a retention plan went, for the day it was to be evaluated. The very same words twice is once.

    Refuses a closed course, a paper that is no retention plan, another day than the plan's, and a second evaluation.
    """
    course = locked(paper.course)
    if by.employee_or_none is None or paper.kind != PaperKind.RETENTION_PLAN:
        raise Refused(_("Kun en medarbejder evaluerer, og kun en fastholdelsesplan."))
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet imens. Evalueringen er ikke gemt. Kopiér din tekst."))
    if not words.strip():
        raise Refused(_("Skriv, hvordan det gik."))
    if paper.versions.latest("version").evaluate_on != due_on:
        raise Refused(_("Planen har fået en anden dag imens. Læs den, og gem evalueringen igen."))
    before: PaperEvaluation | None = paper.evaluations.filter(due_on=due_on).first()
    if before is not None and before.words == words:
        return before
    if before is not None:
        raise Refused(_("Planen er allerede evalueret. Læs det, der er skrevet, og kopiér din tekst."))
    evaluation = PaperEvaluation.objects.create(
        paper=paper, citizen_id=paper.citizen_id, due_on=due_on, words=words, by=by, at=at
    )
    tell_citizen(paper.citizen_id)
    record.action(
        "evaluate_paper", by=by, at=at, citizen=paper.citizen_id, on=paper, due_on=due_on.isoformat()
    )
    return evaluation
