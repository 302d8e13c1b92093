"""What the law says about one absence on one day, to stand beside a notice: never a reason to do something here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tovholder.jobcentre.sickleave.models import NoticeKind, PaperKind
from tovholder.jobcentre.ui.templatetags.ui import day
from tovholder.law import sickleave as law
from tovholder.law.parameters import Certainty, NotInForce, Parameter, in_force

# An absence that is only talked of, or that comes and goes, has no first day for a deadline to count from.
HAS_BEGUN = frozenset({NoticeKind.FIRST_DAY, NoticeKind.SINCE})
# Where coming back in part is near: what the law says of it is told beside these.
CAN_BE_PARTLY = HAS_BEGUN | {NoticeKind.RETURNED}


@dataclass(frozen=True)
class Rule:
    """One rule in a sentence, the day it leads to (if it does), and where it was read. `unclear`: say so beside it."""

    says: str
    act: str
    source: str
    due: date | None = None
    unclear: bool = False
    note: str = ""


def nemrefusion_sentence(first_day: date | None, wages_paid: bool | None = None) -> str:
    """When the company must report in NemRefusion; empty without a first day or a rule for it.

    Whether wages are paid decides; not known, it is the main rule, and says so.
    """
    due = _known(law.nemrefusion_due, first_day, wages_paid) if first_day else None
    if due is None:
        return ""
    says = _("%(rule)s: %(day)s.") % {"rule": _(due.rule).rstrip("."), "day": day(due.day)}
    if due.conditional:
        return says + " " + _("Det er hovedreglen: I har ikke sagt, om I betaler løn.")
    return says


def legal_frame(
    kind: str,
    first_day: date | None,
    *,
    today: date,
    expected_last_day: date | None = None,
    wages_paid: bool | None = None,
) -> list[Rule]:
    """The deadlines that count from the first day of absence, and the rules in force `today`.

    What the company has told of how long, and of wages, decides which deadline is shown; unknown, the main rule is.
    """
    rules: list[Rule] = []
    if first_day and kind in HAS_BEGUN:
        rules += _deadlines(first_day, expected_last_day, wages_paid)
    if kind in CAN_BE_PARTLY:
        rules += _in_force("part_time_least_absence", today)
    return [*rules, *map(_parameter, law.followup_rules(today))]


_OF_PAPERS = {
    PaperKind.PART_TIME_PLAN: law.part_time_rules,
    PaperKind.RETENTION_PLAN: law.retention_plan_rules,
    PaperKind.POSSIBILITY_STATEMENT: law.possibility_statement_rules,
}


def paper_frame(kind: str, *, today: date) -> list[Rule]:
    """What the law says `today` of that kind of paper."""
    return [_parameter(rule) for rule in _OF_PAPERS[PaperKind(kind)](today)]


def _deadlines(first_day: date, expected_last_day: date | None, wages_paid: bool | None) -> Iterator[Rule]:
    yield from _deadline("employer_talk", first_day, _known(law.employer_talk_due, first_day))
    fast_track = _known(
        lambda day: law.fast_track_request_due(day, expected_last_day=expected_last_day), first_day
    )
    if fast_track is not None:
        yield from _deadline("fast_track_request", first_day, fast_track)
        yield from _in_force("fast_track_talk", first_day)
    figure = "nemrefusion_nothing_paid" if wages_paid is False else "nemrefusion_wages_paid"
    yield from _deadline(figure, first_day, _known(law.nemrefusion_due, first_day, wages_paid))
    if wages_paid is False:
        yield from _in_force("nemrefusion_benefit_paid", first_day)


def _deadline(figure: str, first_day: date, due: law.Deadline | None) -> Iterator[Rule]:
    if due is not None:
        unclear = due.certainty is Certainty.UNCLEAR
        note = _note(in_force(figure, first_day))
        yield Rule(_(due.rule), due.act, due.source, due=due.day, unclear=unclear, note=note)


def _in_force(figure: str, day: date) -> list[Rule]:
    """The rule without a day of its own, or nothing for a day on which we have none."""
    try:
        return [_parameter(in_force(figure, day))]
    except NotInForce:
        return []


def _known(rule: Callable[..., law.Deadline | None], *given: object) -> law.Deadline | None:
    """The deadline, or nothing for a day on which we have no figure."""
    try:
        return rule(*given)
    except NotInForce:
        return None


def _parameter(rule: Parameter) -> Rule:
    return Rule(_(rule.says), rule.act, rule.source, unclear=not rule.is_settled, note=_note(rule))


def _note(rule: Parameter) -> str:
    return _(rule.note) if rule.note else ""
