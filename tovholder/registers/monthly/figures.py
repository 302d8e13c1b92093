"""Which indicators a month brings, for which periods and under what, reckoned on any engine."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from ..engines import Engine
from ..indicators.after import status_after
from ..indicators.lasting import how_long
from ..indicators.people import counted, gathered
from ..indicators.rows import By, period_at, place_of
from ..indicators.spells import MOVED, beginning, begun, each_moved, ended, ending, lasting_so_long
from ..indicators.support import (
    DAYS,
    WEEKS,
    are_stretches,
    each_on_support,
    each_week_on_support,
    on_support,
    weeks_of,
    weeks_on_support,
)
from ..lasting import Lengths
from ..period import Period, Span
from ..statuses import hierarchy
from ..tables import BenefitMapping, Month
from .shown import (
    CROSSED,
    ROWS,
    SICK,
    TREES,
    Cell,
    Line,
    Numbers,
    band_name,
    shown_curve,
    shown_in_parts,
    shown_of_people,
)

GROUPS: tuple[tuple[By, ...], ...] = ((), *((top,) for top, _ in TREES), *TREES, *((by,) for by in ROWS))
LASTING_WEEKS = (4, 8, 13, 26, 52)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is about. `known_until`: the last day the rows tell about."""

    mapping: BenefitMapping
    known_until: date
    to: Month
    months: int
    limit: int

    def periods(
        self, span: Span, *, known_by: Callable[[Period], bool] = lambda period: True
    ) -> list[Period]:
        """The months, or the quarters or rolling years that end in them, up to the last whole one that is known."""
        count = self.months if span is Span.MONTH else -(-self.months // 3)
        newest = place_of(Period(self.to.year, Span.MONTH, self.to.month))
        if span is not Span.MONTH:
            newest = (newest + 1) // 3 - 1
        while not known_by(period_at(span, newest)):
            newest -= 1
        return [period_at(span, place) for place in range(newest - count + 1, newest + 1)]

    def quarters_known_after(self, days: int) -> list[Period]:
        """The last whole quarters of which it is known what became of all who left in them, so many days after."""

        def known(period: Period) -> bool:
            day = date.fromordinal(period.last_day.toordinal() + days)
            return max(day, _month_after(period)) <= self.known_until

        return self.periods(Span.QUARTER, known_by=known)


@dataclass(frozen=True, slots=True)
class Register:
    """The rows of a run. `near`: those on benefits that the periods touch; `near_any`: also on what is no benefit, such
    as a job; `ever`: all on benefits, since how long it has lasted may go far back."""

    near: ir.Table
    near_any: ir.Table
    ever: ir.Table


@dataclass(frozen=True, slots=True)
class Indicator:
    """A file of the month: `define` is the expression whose docstring says what it is; `made` gives its lines."""

    name: str
    danish: str
    define: Callable[..., ir.Table]
    made: Callable[[Engine, Register, Asked], Iterator[Line]]


def near(spells: ir.Table, asked: Asked) -> ir.Table:
    """The rows that have a day in any of the periods, or in the month before."""
    periods = [asked.periods(span)[0] for span in (Span.MONTH, Span.QUARTER, Span.ROLLING_YEAR)]
    periods += [asked.quarters_known_after(days)[0] for days in hierarchy().days]
    first = min(period.first_day for period in periods)
    earliest = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    return spells.filter(spells.until.isnull() | (spells.until > earliest))


Cells = dict[Period, dict[Cell, Numbers]]


def _cells(
    engine: Engine,
    expression: ir.Table,
    keys: int,
    span: Span,
    numbers: Callable[[Period, Sequence[int]], Numbers],
) -> Cells:
    """The rows of an expression by period: `keys` columns after the place say which cell, the rest are numbers."""
    found: Cells = defaultdict(dict)
    for place, *row in engine.fetch(expression):
        period = period_at(span, place)
        found[period][tuple(map(str, row[:keys]))] = numbers(period, [int(each) for each in row[keys:]])
    return found


def _of_people(
    engine: Engine,
    name: str,
    periods: Sequence[Period],
    asked: Asked,
    expression: Callable[[tuple[By, ...]], ir.Table],
    numbers: Callable[[Period, Sequence[int]], Numbers],
    *,
    crossed: bool = False,
) -> Iterator[Line]:
    groups = (*GROUPS, CROSSED) if crossed else GROUPS
    tables = {by: _cells(engine, expression(by), len(by), periods[0].span, numbers) for by in groups}
    for period in periods:
        yield from shown_of_people(
            name, period.code, {by: cells.get(period, {}) for by, cells in tables.items()}, asked.limit
        )


def _gathered(
    engine: Engine,
    name: str,
    periods: Sequence[Period],
    asked: Asked,
    rows: ir.Table,
    number: str,
    numbers: Callable[[Period, Sequence[int]], Numbers],
    *,
    crossed: bool = False,
) -> Iterator[Line]:
    """The rows of `each_…` found once, and their people counted under one thing after the other."""
    kept = engine.keep("gathered", gathered(rows, number))
    yield from _of_people(
        engine, name, periods, asked, lambda by: counted(kept, by, number), numbers, crossed=crossed
    )


def _support(engine: Engine, register: Register, asked: Asked) -> Iterator[Line]:
    def numbers(period: Period, row: Sequence[int]) -> Numbers:
        days = (period.last_day - period.first_day).days + 1
        return {"persons": row[0], "full_time_persons": row[1] / days}

    for span in (Span.MONTH, Span.QUARTER, Span.ROLLING_YEAR):
        periods, crossed = asked.periods(span), span is Span.MONTH
        first, last = periods[0], periods[-1]
        if are_stretches(first, last):
            yield from _of_people(
                engine,
                "on_support",
                periods,
                asked,
                lambda by, first=first, last=last: on_support(register.near, first, last, asked.mapping, by),  # type: ignore[misc]
                numbers,
                crossed=crossed,
            )
            continue
        for period in periods:  # one at a time, as a spell may be in all
            rows = each_on_support(register.near, period, period, asked.mapping)
            yield from _gathered(engine, "on_support", [period], asked, rows, DAYS, numbers, crossed=crossed)


def _weeks(engine: Engine, register: Register, asked: Asked) -> Iterator[Line]:
    def numbers(period: Period, row: Sequence[int]) -> Numbers:
        first, last = weeks_of(period)
        return {"persons": row[0], "full_time_persons": row[1] / (last - first + 1)}

    for period in asked.periods(Span.MONTH):
        rows = each_week_on_support(register.near, period, period, asked.mapping)
        yield from _gathered(engine, "weeks_on_support", [period], asked, rows, WEEKS, numbers)


def _beginning(engine: Engine, register: Register, asked: Asked) -> Iterator[Line]:
    for span in (Span.MONTH, Span.QUARTER):
        periods = asked.periods(span)
        yield from _moved(engine, "beginning", begun(register.near, periods[0], periods[-1]), periods, asked)


def _ending(engine: Engine, register: Register, asked: Asked) -> Iterator[Line]:
    for span in (Span.MONTH, Span.QUARTER):
        periods = asked.periods(span, known_by=lambda period: _month_after(period) <= asked.known_until)
        rows = ended(register.near, periods[0], periods[-1], asked.known_until)
        yield from _moved(engine, "ending", rows, periods, asked)


def _month_after(period: Period) -> date:
    return Month.of(period.last_day).next.last_day


def _moved(
    engine: Engine, name: str, rows: ir.Table, periods: Sequence[Period], asked: Asked
) -> Iterator[Line]:
    each = each_moved(rows, periods[0], periods[-1], asked.mapping)
    lines = _gathered(
        engine, name, periods, asked, each, MOVED, lambda _period, row: {"persons": row[0], "spells": row[1]}
    )
    # Persons decide what may be shown, and are not shown beside: so many spells more than persons may be one person's.
    yield from (line for line in lines if line.measure == "spells")


def _lasting(engine: Engine, register: Register, asked: Asked) -> Iterator[Line]:
    periods = asked.periods(Span.MONTH)
    cells = _cells(
        engine,
        lasting_so_long(register.ever, periods[0], periods[-1], register.near),
        2,
        Span.MONTH,
        lambda _period, row: {"persons": row[0]},
    )
    for period in periods:
        by_benefit: dict[str, dict[str, Numbers]] = defaultdict(dict)
        for (benefit, band), numbers in cells.get(period, {}).items():
            by_benefit[benefit][band_name(int(band))] = numbers
        for benefit, bands in sorted(by_benefit.items()):
            yield from shown_in_parts(
                "lasting_so_long", period.code, ("benefit", "weeks"), benefit, bands, asked.limit
            )


def _how_long(engine: Engine, register: Register, asked: Asked) -> Iterator[Line]:
    periods = asked.periods(Span.ROLLING_YEAR)
    rows: dict[tuple[int, str], list[tuple[int, ...]]] = defaultdict(list)
    expression = how_long(register.near, periods[0], periods[-1], asked.known_until)
    for place, benefit, *numbers in engine.fetch(expression):
        rows[place, benefit].append(tuple(map(int, numbers)))
    for (place, benefit), found in sorted(rows.items()):
        lengths = Lengths(*zip(*sorted(found), strict=True))
        yield from shown_curve(
            "how_long", period_at(Span.ROLLING_YEAR, place).code, benefit, lengths, LASTING_WEEKS, asked.limit
        )


def _status(engine: Engine, register: Register, asked: Asked) -> Iterator[Line]:
    names = hierarchy().names
    for days in hierarchy().days:
        periods = asked.quarters_known_after(days)
        cells = _cells(
            engine,
            status_after(register.near_any, periods[0], periods[-1], asked.known_until, days, SICK),
            1,
            Span.QUARTER,
            lambda _period, row: {"spells": row[0], "persons": row[1]},
        )
        for period in periods:
            by_name: Mapping[str, Numbers] = {
                names[int(status)]: numbers for (status,), numbers in cells.get(period, {}).items()
            }
            if by_name:
                lines = shown_in_parts(
                    f"status_after_{days}", period.code, ("benefit", "status"), SICK, by_name, asked.limit
                )
                # Somebody with two spells in a quarter has a status after each: persons cannot be added up.
                yield from (line for line in lines if line.measure == "spells")


INDICATORS = (
    Indicator("on_support", "Personer og fuldtidspersoner", on_support, _support),
    Indicator("weeks_on_support", "Uger på ydelse", weeks_on_support, _weeks),
    Indicator("beginning", "Tilgang", beginning, _beginning),
    Indicator("ending", "Afgang", ending, _ending),
    Indicator("lasting_so_long", "Varighed til nu", lasting_so_long, _lasting),
    Indicator("how_long", "Hvor længe forløb varer", how_long, _how_long),
    Indicator("status_after", "Status efter sygedagpenge", status_after, _status),
)
