"""A panel out of a CSV file: a row for each municipality and period, as Statistics Denmark and jobindsats give them.

Separated by ";" with a decimal comma, or by "," with a decimal point. Rows that hold others (the whole country, a
region) are set aside: nobody is compared with a sum that it is part of.
"""

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from tovholder.registers.period import Period, UnreadablePeriod

from .panel import CannotCompare, Panel, first_missing
from .sentences import SENTENCES

MEGABYTES = 20
MOST_UNITS, MOST_PERIODS, LARGEST = 400, 600, 1e12
HEADS = {
    "unit": ("kommune", "municipality", "område", "area"),
    "period": ("periode", "period", "year", "år", "tid", "month", "måned", "kvartal"),
    "value": ("værdi", "value", "tal", "pct", "procent", "antal", "indhold"),
}
COLUMNS = {"unit": "kommunen", "period": "perioden", "value": "tallet"}
SUMS = {"hele landet", "danmark", "all denmark", "i alt", "alle kommuner"}


class UnreadablePanel(ValueError):
    """Nothing is read when something is wrong. `problems` are (row, sentence); the header is row 1, None the file."""

    def __init__(self, problems: Sequence[tuple[int | None, str]]) -> None:
        self.problems = tuple(problems)
        row, sentence = self.problems[0]
        first = sentence if row is None else f"Række {row}: {sentence}"
        more = "" if len(self.problems) == 1 else f" Der er {len(self.problems)} fejl i alt."
        super().__init__(first + more)


def read_panel(content: bytes) -> Panel:
    """The panel in a CSV file. UnreadablePanel lists all that is wrong with its rows."""
    if len(content) > MEGABYTES * 1_000_000:
        raise _wrong("too_big", n=MEGABYTES)
    found = _Rows()
    for number, cells in _lines(content):
        found.take(number, cells)
    if found.problems:
        raise UnreadablePanel(found.problems)
    if not found.numbers:
        raise _wrong("no_rows")
    try:
        return found.panel()
    except CannotCompare as wrong:
        raise UnreadablePanel([(None, str(wrong))]) from wrong


def _wrong(code: str, **params: object) -> UnreadablePanel:
    return UnreadablePanel([(None, SENTENCES[code] % params)])


def _lines(content: bytes) -> Iterator[tuple[int, tuple[str, str, str, str]]]:
    """Each row's number, and its unit, period and number as they stand, with the decimal sign of the file."""
    text = _text(content)
    separator = ";" if ";" in text.split("\n", 1)[0] else ","
    decimal = "," if separator == ";" else "."
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        lines = [(reader.line_num, line) for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise _wrong("broken") from error
    if len(lines) < 2:
        raise _wrong("no_rows")
    places = _places([cell.strip().casefold() for cell in lines[0][1]])
    for number, line in lines[1:]:
        if len(line) <= max(places):
            problem = SENTENCES["too_few_cells"] % {"cells": len(line), "least": max(places) + 1}
            raise UnreadablePanel([(number, problem)])
        unit, period, value = (line[place].strip() for place in places)
        yield number, (unit, period, value, decimal)


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise _wrong("not_text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _places(heads: Sequence[str]) -> tuple[int, int, int]:
    """Where the three columns stand. The number's may be called anything, where it is the only one left."""
    found: dict[str, int] = {}
    for column, names in HEADS.items():
        place = next((place for place, head in enumerate(heads) if head in names), None)
        if place is not None:
            found[column] = place
    rest = [place for place in range(len(heads)) if place not in found.values()]
    if "value" not in found and len(rest) == 1:
        found["value"] = rest[0]
    for column, called in COLUMNS.items():
        if column not in found:
            raise _wrong("no_columns", column=called)
    return found["unit"], found["period"], found["value"]


@dataclass
class _Rows:
    """Rows taken one by one, with what is wrong collected on the way."""

    numbers: dict[tuple[str, Period], tuple[float, int]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # as first written, by the same without capitals
    sums: dict[str, None] = field(default_factory=dict)
    kind: object = None
    problems: list[tuple[int | None, str]] = field(default_factory=list)

    def take(self, number: int, cells: tuple[str, str, str, str]) -> None:
        unit, period_text, value_text, decimal = cells
        if unit.casefold() in SUMS or unit.casefold().startswith("region "):
            self.sums[unit] = None
            return
        period, value = _period(period_text), _number(value_text, decimal)
        if not unit:
            self._wrong(number, "no_unit")
        elif period is None:
            self._wrong(number, "no_period", cell=period_text[:40])
        elif self.kind not in (None, period.span):
            self._wrong(number, "other_kind", cell=period_text[:40])
        elif value is None:
            self._wrong(number, "no_number", cell=value_text[:40])
        else:
            self.kind = period.span
            self._keep(number, unit, period, value)

    def _keep(self, number: int, unit: str, period: Period, value: float) -> None:
        key = (unit.casefold(), period)
        if key in self.numbers:
            self._wrong(number, "twice", unit=unit, period=period.danish(), row=self.numbers[key][1])
            return
        self.names.setdefault(unit.casefold(), unit)
        self.numbers[key] = (value, number)

    def _wrong(self, number: int, code: str, **params: object) -> None:
        self.problems.append((number, SENTENCES[code] % params))

    def panel(self) -> Panel:
        """CannotCompare where no panel comes of the rows."""
        periods = sorted({period for _unit, period in self.numbers}, key=lambda period: period.last_day)
        for n, what, most in (
            (len(periods), "perioder", MOST_PERIODS),
            (len(self.names), "kommuner", MOST_UNITS),
        ):
            if n > most:
                raise CannotCompare("too_many", n=n, what=what, most=most)
        if (missing := first_missing(periods)) is not None:
            raise CannotCompare("period_missing", period=missing.danish())
        if len(self.names) == 1:
            raise CannotCompare("one_unit")
        lacks = self._lacks(periods)
        if len(lacks) == len(self.names):
            unit, period = next(iter(lacks.items()))
            raise CannotCompare("nobody_whole", unit=unit, period=period.danish())
        whole = {key: name for key, name in self.names.items() if name not in lacks}
        values = np.array([[self.numbers[key, period][0] for period in periods] for key in whole])
        return Panel(tuple(whole.values()), tuple(periods), values, lacks, tuple(self.sums))

    def _lacks(self, periods: Sequence[Period]) -> dict[str, Period]:
        """The first period that each unit lacks, for those that lack one."""
        lacks: dict[str, Period] = {}
        for key, name in self.names.items():
            missing = next((period for period in periods if (key, period) not in self.numbers), None)
            if missing is not None:
                lacks[name] = missing
        return lacks


def read_period(text: str) -> Period:
    """A period as people write it: "2019", "2019-01", "2019K1", or a code. UnreadablePeriod for anything else."""
    month = re.fullmatch(r"(\d{4})-(\d{1,2})", text)
    quarter = re.fullmatch(r"(\d{4})[ -]?[KkQq]0?([1-4])", text)
    return Period.parse(
        f"{month[1]}M{month[2]}" if month else f"{quarter[1]}Q{quarter[2]}" if quarter else text
    )


def _period(text: str) -> Period | None:
    try:
        return read_period(text)
    except UnreadablePeriod:
        return None


def _number(text: str, decimal: str) -> float | None:
    text = text.replace("−", "-")
    if decimal == ",":
        if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", text, re.ASCII):
            return None
        text = text.replace(".", "").replace(",", ".")
    elif not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        return None
    value = float(text)
    return value if math.isfinite(value) and abs(value) <= LARGEST else None
