"""Nobody who has all the files of a run can work out a hidden number of few people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from itertools import starmap
from pathlib import Path
from random import Random

import duckdb
import pytest

from tovholder.registers.disclosure import Suppressed, suppress
from tovholder.registers.indicators.rows import By, period_at, place_of
from tovholder.registers.monthly.across import hidden_across
from tovholder.registers.monthly.figures import GROUPS
from tovholder.registers.monthly.run import Order, run
from tovholder.registers.monthly.shown import HALF, SICK, Line, band_name, shown_in_parts, shown_of_people
from tovholder.registers.period import Period, Span
from tovholder.registers.tables import Month
from tovholder.registers.tests.attacker import ADDED, hold, told
from tovholder.registers.tests.spells import MAPPING, many, write

LIMIT = 5
CLASSES = {
    SICK: "temporary",
    "cash": "temporary",
    "dole": "temporary",
    "flex": "permanent",
    "pension": "permanent",
}
UNITS = (("A", "North"), ("A", "South"), ("B", "North"), ("B", "South"))
LAST = Period.parse("2024M06")


class Town:
    """People of one benefit, unit and sex each, some months on support and now and then twice; few of some kinds."""

    def __init__(self, seed: int, months: int, *, last: Period = LAST) -> None:
        self.random = random = Random(seed)
        self.months, self.newest = months, place_of(last)
        # (person, class, benefit, municipality, unit, sex), first and last month, days in each month between
        self.spells: list[tuple[tuple, int, int, dict[int, int]]] = []
        few = {benefit: random.choice([0.02, 0.1, 0.4, 1.5]) for benefit in CLASSES}
        small = {unit: random.choice([0.05, 0.3, 1, 3]) for unit in UNITS}
        for benefit, unit in ((benefit, unit) for benefit in CLASSES for unit in UNITS):
            for first in range(self.newest - 26, self.newest + 1):
                for _ in range(self._count(few[benefit] * small[unit])):
                    who = (len(self.spells), CLASSES[benefit], benefit, *unit, random.choice("KM"))
                    length = random.choice([1, 1, 2, 3, 8, 30])
                    days = {month: random.randint(1, 28) for month in range(first, first + length)}
                    if self.spells and random.random() < 0.1 and self.spells[-1][0][2:5] == who[2:5]:
                        who = self.spells[-1][0]
                    self.spells.append((who, first, first + length - 1, days))

    def _count(self, mean: float) -> int:
        return sum(self.random.random() < mean / 12 for _ in range(12))

    def periods(self, span: Span) -> list[Period]:
        """As `Asked.periods`."""
        if span is Span.MONTH:
            return [period_at(span, self.newest - n) for n in range(self.months)]
        quarter = (self.newest + 1) // 3 - 1
        return [period_at(span, quarter - n) for n in range(-(-self.months // 3))]

    def of(self, what: str, period: Period) -> list[tuple[tuple, int]]:
        """Who is counted in the period, and with how many days (or one, that begins or ends)."""
        last = {Span.MONTH: 1, Span.QUARTER: 3, Span.ROLLING_YEAR: 3}[period.span] * (
            place_of(period) + 1
        ) - 1
        first = last - {Span.MONTH: 0, Span.QUARTER: 2, Span.ROLLING_YEAR: 11}[period.span]
        if what == "on_support":
            within = [
                (who, sum(days.get(month, 0) for month in range(first, last + 1)))
                for who, *_, days in self.spells
            ]
            return [(who, days) for who, days in within if days]
        return [
            (who, 1)
            for who, begun, ended, _ in self.spells
            if first <= (begun if what == "beginning" else ended) <= last
        ]

    def lines(self, what: str, period: Period, limit: int) -> list[Line]:
        tables: dict[tuple[By, ...], dict] = {by: {} for by in GROUPS}
        places = {By.CLASS: 1, By.BENEFIT: 2, By.MUNICIPALITY: 3, By.UNIT: 4, By.SEX: 5}
        days = (period.last_day - period.first_day).days + 1
        for by in GROUPS:
            cells: dict[tuple, list] = defaultdict(list)
            for who, number in self.of(what, period):
                cells[tuple("30-39" if each is By.AGE else who[places[each]] for each in by)].append(
                    (who, number)
                )
            for cell, found in cells.items():
                persons, number = len({who for who, _ in found}), sum(number for _, number in found)
                own = {"full_time_persons": number / days} if what == "on_support" else {"spells": number}
                tables[by][cell] = {"persons": persons, **own}
        lines = shown_of_people(what, period.code, tables, limit)
        return [line for line in lines if line.measure != "persons" or what == "on_support"]

    def files(self, limit: int) -> dict[str, list[Line]]:
        spans = (Span.MONTH, Span.QUARTER, Span.ROLLING_YEAR)
        wanted = [(what, span) for what in ("on_support", "beginning", "ending") for span in spans]
        files: dict[str, list[Line]] = defaultdict(list)
        for what, span in wanted:
            if what == "on_support" or span is not Span.ROLLING_YEAR:
                for period in self.periods(span):
                    files[what] += self.lines(what, period, limit)
        for month in self.periods(Span.MONTH):
            files["weeks_on_support"] += [
                replace(line, indicator="weeks_on_support") for line in self.lines("on_support", month, limit)
            ]
            files["lasting_so_long"] += self.lasting(month, limit)
        for year in self.periods(Span.ROLLING_YEAR):
            files["how_long"] += self.how_long(year, limit)
        for quarter, days in ((quarter, days) for quarter in self.periods(Span.QUARTER) for days in (30, 92)):
            files["status_after"] += self.status(quarter, days, limit)
        return files

    def lasting(self, month: Period, limit: int) -> list[Line]:
        """Most of those in the month are there on its last day."""
        choose, of_benefit = Random(place_of(month)), defaultdict(lambda: defaultdict(int))
        for who in dict.fromkeys(who for who, _days in self.of("on_support", month)):
            if choose.random() < 0.9:
                of_benefit[who[2]][band_name(choose.choice([0, 0, 1, 8]))] += 1
        return [
            line
            for benefit, bands in of_benefit.items()
            for line in shown_in_parts(
                "lasting_so_long", month.code, ("benefit", "weeks"), benefit,
                {band: {"persons": count} for band, count in bands.items()}, limit,
            )
        ]  # fmt: skip

    def status(self, quarter: Period, days: int, limit: int) -> list[Line]:
        choose, counts = Random(place_of(quarter) + days), defaultdict(lambda: [0, set()])
        for who, _ in self.of("ending", quarter):
            if who[2] == SICK:
                status = counts[
                    choose.choice(["Andet", "Andet", "Fleksjob", "Uddannelse", "Selvforsørgelse"])
                ]
                status[0] += 1
                status[1].add(who)
        cells = {
            name: {"spells": spells, "persons": len(persons)} for name, (spells, persons) in counts.items()
        }
        if not cells:
            return []
        lines = shown_in_parts(
            f"status_after_{days}", quarter.code, ("benefit", "status"), SICK, cells, limit
        )
        return [line for line in lines if line.measure == "spells"]

    def year_of(self) -> dict[str, list[str]]:
        """The last month of the newest year is not known yet: its other months are what the curve is of."""
        found = {}
        for year in self.periods(Span.ROLLING_YEAR):
            quarters = [period_at(Span.QUARTER, place_of(year) - n) for n in range(4)]
            codes = [quarter.code for quarter in quarters[1:]]
            months = [period_at(Span.MONTH, 3 * place_of(quarters[0]) + n) for n in (0, 1)]
            is_newest = year == self.periods(Span.ROLLING_YEAR)[0]
            found[year.code] = [
                *codes,
                *([month.code for month in months] if is_newest else [quarters[0].code]),
            ]
        return found

    def how_long(self, year: Period, limit: int) -> list[Line]:
        found = defaultdict(list)
        for code in self.year_of()[year.code]:
            for who, _ in self.of("beginning", Period.parse(code)):
                found[who[2]].append(who)
        return [
            Line("how_long", year.code, "benefit", benefit, measure, number)
            for benefit, spells in found.items()
            for is_told in [not isinstance(suppress(len(set(spells)), limit), Suppressed)]
            for measure, number in (("spells", len(spells) if is_told else None), (HALF, None))
        ]


def few(files: Mapping[str, Sequence[Line]]) -> set[tuple[str, ...]]:
    """The numbers of some persons, and fewer than the limit: where those are not told, of so few spells."""
    return {
        (line.indicator, line.period, line.split, line.value, measure)
        for lines in files.values()
        for line in lines
        if line.measure in ("persons", "spells") and 0 < (line.number or 0) < LIMIT
        for measure in (line.measure, "full_time_persons")
    }


# Some of each length of run, among them those in which a number was told before each rule was there.
@pytest.mark.parametrize(
    ("months", "seed"), [(1, 3), (2, 0), (3, 2), (3, 3), (5, 0), (12, 0), (12, 1)], ids=str
)
def test_of_all_files_of_a_run_no_small_number_can_be_worked_out(months: int, seed: int) -> None:
    town = Town(100 * months + seed, months)
    everything = town.files(1)
    assert hold(everything, town.year_of())
    small = few(everything)
    assert told(hidden_across(town.files(LIMIT)), small.__contains__, town.year_of()) == []


def _is_of_its_class(line: Line) -> bool:
    """A benefit that changes class within a year is counted there under the first, and does not add up."""
    return (line.indicator, line.period) != ("on_support", "2024QMAT02")


def test_nor_of_a_register(tmp_path: Path) -> None:
    """People are on several benefits there, so of persons nothing adds up; of days and spells all does."""
    source = write(tmp_path / "register", many(300, 90, seed=5))
    order = Order("duckdb", source, tmp_path, MAPPING, LIMIT, date(2024, 8, 31), months=3, to=Month(2024, 6))

    def files(limit: int) -> dict[str, list[Line]]:
        target = tmp_path / f"from {limit}"
        run(replace(order, target=target, limit=limit, known_until=order.today), lambda _text: nullcontext())
        with duckdb.connect() as connection:
            found = connection.execute(f"SELECT * EXCLUDE hidden FROM '{target}/*.parquet'").fetchall()
        return {
            "all": [line for line in starmap(Line, found) if line.measure in ADDED and _is_of_its_class(line)]
        }

    everything, year_of = files(1), {"2024QMAT02": ["2023Q3", "2023Q4", "2024Q1", "2024Q2"]}
    assert hold(everything, year_of)
    shown = files(LIMIT)
    assert any(line.number is None for line in shown["all"])
    assert told(shown, few(everything).__contains__, year_of) == []
