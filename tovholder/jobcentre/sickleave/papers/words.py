"""A version of a paper as it is read: the same for us, for the citizen, for the workplace, and in print."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.absence import return_plan
from tovholder.absence.return_plan import ReturnPlan, Stage, Unusual
from tovholder.jobcentre.sickleave.models import PaperKind, PaperVersion
from tovholder.jobcentre.ui.templatetags.ui import day, last_day
from tovholder.law.parameters import NotInForce
from tovholder.law.sickleave import fully_back


@dataclass(frozen=True)
class StageShown:
    weeks: str
    days: str
    hours: str
    tasks: str


@dataclass(frozen=True)
class Shown:
    """A version in words. `sums` are sentences about the stages, `texts` headings with what was written under each."""

    title: str
    name: str
    workplace: str
    written_on: date
    facts: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    stages: list[StageShown] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)
    # What the citizen wanted to say to the workplace when they shared it.
    words: str = ""


def shown(version: PaperVersion, *, words: str = "") -> Shown:
    """A version as everybody reads it. Have its paper, the paper's workplace and the citizen fetched; one query more
    for a plan's stages.
    """
    paper = version.paper
    facts, texts = _FACTS[PaperKind(paper.kind)](version), _texts(version)
    plan = plan_of(version)
    return Shown(
        title=str(PaperKind(paper.kind).label),
        name=version.citizen.name,
        workplace=paper.workplace.name,
        written_on=timezone.localdate(version.at),
        facts=facts,
        texts=texts,
        stages=stages_of(plan, {row.week: row.tasks for row in version.stages.all()}) if plan else [],
        sums=sums_of(plan) if plan else [],
        words=words,
    )


def plan_of(version: PaperVersion) -> ReturnPlan | None:
    """The plan for coming back that a version holds; None for the other papers."""
    if version.full_hours is None or version.first_day is None:
        return None
    stages = tuple(Stage(row.week, row.weeks, row.hours) for row in version.stages.all())
    return ReturnPlan(version.first_day, version.full_hours, stages)


def remarks(plan: ReturnPlan) -> list[str]:
    """What is unusual about a plan, in sentences; and from when the law counts the citizen as back in full."""
    said = [_REMARKS[remark.what](remark) for remark in return_plan.unusual(plan)]
    for row in return_plan.by_calendar(plan):
        if row.away and _counts_as_full(row.stage.hours, plan.full_hours, row.since):
            said.append(
                _(
                    "Fra uge %(week)d mangler der kun %(away)d timer om ugen. Så er man efter reglen helt tilbage."
                )
                % {"week": row.stage.week, "away": row.away}
            )
            break
    return said


def _counts_as_full(hours: int, full_hours: int, on: date) -> bool:
    try:
        return fully_back(hours, full_hours, on)
    except NotInForce:
        return False


def _weeks(first: int, last: int) -> str:
    if first == last:
        return _("uge %(week)d") % {"week": first}
    return _("uge %(first)d til %(last)d") % {"first": first, "last": last}


def _said_gap(remark: return_plan.Remark) -> str:
    return _("Der er ikke aftalt noget for %(weeks)s.") % {"weeks": _weeks(remark.week, remark.last_week)}


def _said_falls(remark: return_plan.Remark) -> str:
    return _("Fra uge %(week)d er der færre timer end ugen før.") % {"week": remark.week}


def _said_not_full(remark: return_plan.Remark) -> str:
    return _("Planen slutter efter uge %(week)d, før der er aftalt fuld tid.") % {"week": remark.week}


_REMARKS = {Unusual.GAP: _said_gap, Unusual.FALLS: _said_falls, Unusual.NOT_FULL: _said_not_full}


def stages_of(plan: ReturnPlan, tasks: dict[int, str]) -> list[StageShown]:
    """The stages of a plan in words; `tasks` by the week a stage begins in."""
    found = []
    for row in return_plan.by_calendar(plan):
        stage = row.stage
        since = day(row.since)
        if row.until is None:
            weeks = _("Fra uge %(week)d") % {"week": stage.week}
            days = _("fra %(day)s") % {"day": since}
        else:
            weeks = _weeks(stage.week, stage.after - 1).capitalize()
            days = _("%(first)s til og med %(last)s") % {"first": since, "last": last_day(row.until)}
        hours = ngettext("%(n)d time om ugen", "%(n)d timer om ugen", stage.hours) % {"n": stage.hours}
        found.append(StageShown(weeks, days, hours, tasks.get(stage.week, "")))
    return found


def sums_of(plan: ReturnPlan) -> list[str]:
    """From when all hours are worked, and how many there are before."""
    hours, full = return_plan.hours_before_full(plan), return_plan.full_from(plan)
    if full is None:
        return [ngettext("%(n)d time i alt.", "%(n)d timer i alt.", hours) % {"n": hours}]
    sums = [_("På fuld tid fra %(day)s.") % {"day": day(full)}]
    if hours:
        said = ngettext("%(n)d time i alt inden da.", "%(n)d timer i alt inden da.", hours)
        sums.append(said % {"n": hours})
    return sums


def _plan_facts(version: PaperVersion) -> list[tuple[str, str]]:
    full = ngettext("%(n)d time om ugen", "%(n)d timer om ugen", version.full_hours or 0)
    return [
        (_("Første dag tilbage"), day(version.first_day)),
        (_("Fuld tid"), full % {"n": version.full_hours}),
    ]


def _retention_facts(version: PaperVersion) -> list[tuple[str, str]]:
    return [(_("Vi ser på planen igen"), day(version.evaluate_on))]


def _statement_facts(version: PaperVersion) -> list[tuple[str, str]]:
    period = _("%(first)s til og med %(last)s")
    return [(_("Gælder"), period % {"first": day(version.first_day), "last": day(version.last_day)})]


_FACTS = {
    PaperKind.PART_TIME_PLAN: _plan_facts,
    PaperKind.RETENTION_PLAN: _retention_facts,
    PaperKind.POSSIBILITY_STATEMENT: _statement_facts,
}


def _texts(version: PaperVersion) -> list[tuple[str, str]]:
    written = [
        (_("Det er svært på arbejdet"), version.hard_at_work),
        (_("Det er aftalt"), version.agreed),
        (_("Det gør arbejdsstedet"), version.workplace_does),
        (_("Det gør medarbejderen"), version.citizen_does),
        (_("Det gør jobcentret"), version.we_do),
    ]
    return [(heading, text) for heading, text in written if text]
