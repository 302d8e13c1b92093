"""What the law says about one absence on one day, to stand beside a notice: never a reason to do something here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tovholder.jobcentre.sickleave.models import NoticeKind
from tovholder.jobcentre.ui.templatetags.ui import day
from tovholder.law import sickleave as law
from tovholder.law.parameters import Certainty, NotInForce, Parameter, in_force

# An absence that is only talked of, or that comes and goes, has no first day for a deadline to count from.
HAS_BEGUN = frozenset({NoticeKind.FIRST_DAY, NoticeKind.SINCE})


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


def legal_frame(kind: str, first_day: date | None, *, today: date) -> list[Rule]:
    """The deadlines that count from the first day of absence, and the follow-up rules in force `today`."""
    deadlines = _deadlines(first_day) if first_day and kind in HAS_BEGUN else ()
    return [*deadlines, *map(_parameter, law.followup_rules(today))]


def _deadlines(first_day: date) -> Iterator[Rule]:
    for figure, due in (
        ("employer_talk", _known(law.employer_talk_due, first_day)),
        ("fast_track_request", _known(law.fast_track_request_due, first_day)),
        ("nemrefusion_wages_paid", _known(law.nemrefusion_due, first_day, None)),
    ):
        if due is not None:
            unclear = due.certainty is Certainty.UNCLEAR
            note = _note(in_force(figure, first_day))
            yield Rule(_(due.rule), due.act, due.source, due=due.day, unclear=unclear, note=note)


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
