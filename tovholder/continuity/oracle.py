"""The same figures in the slowest and most obvious way: what the fast ones must agree with. Definitions stand there."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from tovholder.continuity.handovers import Named
from tovholder.continuity.talks import OURS, Counts, Held, Joint, Key, Rules

DAY = timedelta(days=1)


def counted_with(talk: Held, rules: Rules = OURS) -> Key | None:
    """Every rule tried on every employee, the named one first."""
    there = [employee for employee in talk.by if rules.joint is Joint.WITH_OWN or employee == talk.by[0]]
    for employee in there:
        if employee == talk.contact:
            return employee
    for note, rule in ((talk.standing_in, rules.cover), (talk.asked_for, rules.asked_for)):
        if talk.contact is not None and any(employee in note for employee in there):
            if rule is Counts.LEFT_OUT:
                return None
            return talk.contact if rule is Counts.OWN else talk.by[0]
    return talk.by[0]


def in_order(
    talks: Sequence[Held], citizen: Key, first_day: date, last_day: date, rules: Rules = OURS
) -> list[Key]:
    """Whom the citizen's talks were with, day after day."""
    order, day = [], first_day
    while day <= last_day:
        for talk in talks:
            if talk.citizen == citizen and talk.on == day:
                employee = counted_with(talk, rules)
                if employee is not None:
                    order.append(employee)
        day += DAY
    return order


def upc(order: Sequence[Key]) -> Fraction | None:
    """The best of: the part of the talks with this employee."""
    if len(order) < 2:
        return None
    return max(Fraction(sum(one == employee for one in order), len(order)) for employee in order)


def coc(order: Sequence[Key]) -> Fraction | None:
    """All pairs of two different talks: how many are with the same employee."""
    if len(order) < 2:
        return None
    pairs = [(a, b) for i, a in enumerate(order) for j, b in enumerate(order) if i != j]
    return Fraction(len([1 for a, b in pairs if a == b]), len(pairs))


def secon(order: Sequence[Key]) -> Fraction | None:
    """Every talk but the first: was it with the same as the one before?"""
    if len(order) < 2:
        return None
    same = [order[place] == order[place - 1] for place in range(1, len(order))]
    return Fraction(same.count(True), len(same))


def slicc(talks: Sequence[Held], rules: Rules = OURS) -> tuple[int, int]:
    """Numerator and denominator: one list of talks that count, and of them those with the contact."""
    counted = [talk for talk in talks if counted_with(talk, rules) is not None]
    own = [talk for talk in counted if talk.contact is not None and counted_with(talk, rules) == talk.contact]
    return len(own), len(counted)


def opr(talks: Sequence[Held], employee: Key, rules: Rules = OURS) -> tuple[int, int]:
    """Numerator and denominator: each talk looked at as if the employee had held it alone."""
    alone = [
        Held(
            talk.citizen,
            talk.on,
            (employee,),
            talk.contact,
            talk.unit,
            talk.standing_in & {employee},
            talk.asked_for & {employee},
        )
        for talk in talks
        if employee in talk.by and (rules.joint is Joint.WITH_OWN or talk.by[0] == employee)
    ]
    return slicc(alone, rules)


def handovers(
    periods: Sequence[Named], first_day: date, last_day: date, *, reception_counts: bool = True
) -> tuple[int, int]:
    """Numerator and denominator: every course, day by day from the first anybody was named: is it somebody new?"""
    changes, alive = 0, set()
    for course in {period.course for period in periods}:
        before: Named | None = None
        day = min(period.since for period in periods)
        while day <= last_day:
            for period in periods:
                if period.course == course and _in_force(period, day):
                    if first_day <= day:
                        alive.add(course)
                        is_new = before is not None and before.employee != period.employee
                        from_reception = before is not None and before.receiving
                        changes += is_new and (reception_counts or not from_reception)
                    before = period
            day += DAY
    return changes, len(alive)


def passed(periods: Sequence[Named], employee: Key, first_day: date, last_day: date) -> tuple[int, int]:
    """Received and given: every course, day by day: who has it, and who had it last?"""
    received = given = 0
    for course in {period.course for period in periods}:
        had: Key | None = None
        day = min(period.since for period in periods)
        while day <= last_day:
            has = next((p.employee for p in periods if p.course == course and _in_force(p, day)), had)
            if first_day <= day and had is not None and has != had:
                received += has == employee
                given += had == employee
            had, day = has, day + DAY
    return received, given


def _in_force(period: Named, day: date) -> bool:
    return period.since <= day and (period.until is None or day < period.until)
