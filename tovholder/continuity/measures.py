"""The five indices, exact: whole numbers over whole numbers.

UPC, COC and SECON take the employees of one citizen's talks in time order (`counted_with` says whom each was with) and
are None below `least` talks, which is two; some papers ask for three. SLICC and OPR take talks, and need no least.

Definitions: BJGP 2023;73(731):279-282, table 1 (https://pmc.ncbi.nlm.nih.gov/articles/PMC10229170), and for SECON
BMC Health Services Research 2022, table 2 (doi 10.1186/s12913-022-07953-z).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from tovholder.continuity.talks import OURS, Counts, Held, Key, Rules, standing, took_part
from tovholder.registers.disclosure import LIMIT, Suppressed, suppress, suppress_share
from tovholder.registers.oracle import Share

LEAST = 2

Group = TypeVar("Group", bound=Hashable)


def upc(employees: Sequence[Key], least: int = LEAST) -> Share | None:
    """Usual provider of care: how large a part of the talks were with the employee met most.

    Numerator: talks with that employee. Denominator: all the citizen's talks. Period: that of the talks given.
    Source: table 1 of the paper above. It is never 0, says nothing of order, and calls a stand-in usual.
    """
    return usual(Counter(employees), least)


def usual(met: Counter[Key], least: int = LEAST) -> Share | None:
    """UPC from the number of talks with each."""
    n = met.total()
    return Share(max(met.values()), n) if n >= max(least, 1) else None


def coc(employees: Sequence[Key], least: int = LEAST) -> Share | None:
    """Continuity of care (Bice and Boxerman): how often two of the talks, drawn at random, are with the same employee.

    Numerator: sum of n² over employees, minus N. Denominator: N(N - 1), N being all the citizen's talks. Period: that
    of the talks given. Source: table 1 of the paper above.
    """
    return concentration(Counter(employees), least)


def concentration(met: Counter[Key], least: int = LEAST) -> Share | None:
    """COC from the number of talks with each."""
    n = met.total()
    return Share(sum(k * k for k in met.values()) - n, n * (n - 1)) if n >= max(least, 2) else None


def secon(employees: Sequence[Key], least: int = LEAST) -> Share | None:
    """Sequential continuity: how often a talk was with the same employee as the one before.

    Numerator: talks with the same employee as the talk before. Denominator: N - 1. Period: that of the talks given,
    which must be in time order. Source: table 2 of the BMC paper above.
    """
    n = len(employees)
    return Share(sum(a == b for a, b in pairwise(employees)), n - 1) if n >= max(least, 2) else None


def slicc(talks: Iterable[Held], rules: Rules = OURS) -> Share:
    """How often citizens meet their own employee: the headline.

    Numerator: held talks with the employee who was the citizen's contact on that date. Denominator: all held talks;
    those with nobody named count below. Period: that of the talks given, and a month is long enough. Source: SLICC,
    table 1 of the paper above, with the contact named on the date of the talk instead of the list's today.
    """
    return slicc_by(talks, lambda _talk: None, rules).get(None, Share(0, 0))


def slicc_by(
    talks: Iterable[Held], group: Callable[[Held], Group], rules: Rules = OURS
) -> dict[Group, Share]:
    """SLICC of each group of talks: of each citizen, unit, month or contact, in one pass."""
    own: Counter[Group] = Counter()
    counted: Counter[Group] = Counter()
    for talk in talks:
        how = standing(talk, rules)
        if how is not Counts.LEFT_OUT:
            name = group(talk)
            counted[name] += 1
            own[name] += how is Counts.OWN
    return {name: Share(own[name], n) for name, n in counted.items()}


def opr(talks: Iterable[Held], employee: Key, rules: Rules = OURS) -> Share:
    """Own patient ratio: how large a part of an employee's talks are with the citizens they are named for.

    Numerator: the employee's talks with citizens whose contact they were on that date. Denominator: all the
    employee's talks. Period: that of the talks given. Source: table 1 of the paper above. In a joint talk it is a
    talk of each who took part (or of who led it, by the rules); where cover or a wish counts as own it does so here
    for the one who covered or was asked for, and what is left out is left out of both numbers.
    """
    return opr_by_employee(talks, rules).get(employee, Share(0, 0))


def opr_by_employee(talks: Iterable[Held], rules: Rules = OURS) -> dict[Key, Share]:
    """OPR of everybody who held a talk, in one pass."""
    own: Counter[Key] = Counter()
    counted: Counter[Key] = Counter()
    for talk in talks:
        for employee in took_part(talk, rules):
            how = _theirs(talk, employee, rules)
            if how is not Counts.LEFT_OUT:
                counted[employee] += 1
                own[employee] += how is Counts.OWN
    return {employee: Share(own[employee], n) for employee, n in counted.items()}


def _theirs(talk: Held, employee: Key, rules: Rules) -> Counts:
    if employee == talk.contact:
        return Counts.OWN
    if employee in talk.standing_in:
        return rules.cover
    if talk.contact is not None and employee in talk.asked_for:
        return rules.asked_for
    return Counts.OTHER


def employees_met(talks: Iterable[Held]) -> int:
    """Different employees who took part in the talks, whatever the rules: one has met whom one has met.

    Numerator: those employees. Denominator: none, a count; as a figure, the mean over citizens. Period: that of the
    talks given. Source: ours (M15 of the product).
    """
    return len({employee for talk in talks for employee in talk.by})


@dataclass(frozen=True, slots=True)
class OwnEyes:
    """What an employee sees of themselves, and nobody else does. `kept`: of the talks with citizens they were named for
    on that date, those they held (SLICC). `own`: of the talks they held, those with such citizens (OPR). `citizens`:
    how many different ones of theirs had a talk."""

    kept: Share
    own: Share
    citizens: int


def own_eyes(talks: Iterable[Held], employee: Key, rules: Rules = OURS) -> OwnEyes:
    """The two shares of one employee. Numerator, denominator, period, source: see `slicc` and `opr`."""
    near = [talk for talk in talks if talk.contact == employee or employee in talk.by]
    theirs = [talk for talk in near if talk.contact == employee]
    return OwnEyes(slicc(theirs, rules), opr(near, employee, rules), len({talk.citizen for talk in theirs}))


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over citizens: `total` is exact, `left_out` had too few talks for the index."""

    total: Fraction
    citizens: int
    left_out: int = 0

    @property
    def value(self) -> Fraction | None:
        """None of nobody."""
        return self.total / self.citizens if self.citizens else None


def mean(shares: Iterable[Share | None]) -> Mean:
    """The mean of one index over citizens, each counting once whatever the number of talks.

    Numerator: sum of the citizens' shares. Denominator: citizens who have one. Those without (too few talks) are
    `left_out`. Added by denominator, so that it is exact and still fast.
    """
    totals: dict[int, int] = defaultdict(int)
    citizens = left_out = 0
    for share in shares:
        if share is None:
            left_out += 1
        else:
            citizens += 1
            totals[share.denominator] += share.numerator
    return Mean(sum((Fraction(n, of) for of, n in totals.items()), Fraction()), citizens, left_out)


def shown(figure: Mean, limit: int = LIMIT) -> float | Suppressed | None:
    """The mean as it may be shown alone; None of nobody. In a table `disclosure.suppress_row` hides across the row."""
    if isinstance(hidden := suppress(figure.citizens, limit), Suppressed):
        return hidden
    return None if figure.value is None else float(figure.value)


def shown_share(share: Share, citizens: int, limit: int = LIMIT) -> float | Suppressed | None:
    """A share of talks as it may be shown alone: ten talks with two citizens are still about two people."""
    if isinstance(hidden := suppress(citizens, limit), Suppressed):
        return hidden
    return suppress_share(share.numerator, share.denominator, limit)
