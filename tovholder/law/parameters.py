"""The figures of the law, by name and day.

`in_force(name, on)` is the one door: it answers with the figure that holds on that day, or says why there is none.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

FILE = Path(__file__).with_name("parameters.toml")


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    TALKS = "talks"
    TEXT = "text"


class Certainty(StrEnum):
    SOURCED = "sourced"
    UNCLEAR = "unclear"


class UnknownParameter(LookupError):
    """The name is in no file of ours."""


class NotInForce(LookupError):
    """The name is known, but no figure holds on that day."""


class UnreadableParameters(ValueError):
    """The file breaks its own rules; the message names the figure and the field."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure. `first_day` and `last_day` are inclusive; `last_day` None: still in force."""

    name: str
    value: int | str
    unit: Unit
    first_day: date
    last_day: date | None
    act: str
    source: str
    says: str
    certainty: Certainty
    first_day_certainty: Certainty = Certainty.SOURCED
    note: str = ""

    @property
    def is_settled(self) -> bool:
        """False when the figure or the day it came into force is not confirmed: say so where it is shown."""
        return Certainty.UNCLEAR not in (self.certainty, self.first_day_certainty)

    @property
    def number(self) -> int:
        if not isinstance(self.value, int):
            raise TypeError(f"{self.name} is no number: the law says {self.value!r}")
        return self.value

    @property
    def length(self) -> timedelta:
        """The figure as calendar days. TypeError for units that are none (months, years, hours, text …)."""
        if self.unit is Unit.DAYS:
            return timedelta(days=self.number)
        if self.unit is Unit.WEEKS:
            return timedelta(weeks=self.number)
        raise TypeError(f"{self.name} is in {self.unit}: not a fixed number of days")

    def holds(self, on: date) -> bool:
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)


Parameters = Mapping[str, tuple[Parameter, ...]]

REQUIRED = {"value", "unit", "first_day", "act", "source", "says", "certainty"}
OPTIONAL = {"last_day", "first_day_certainty", "note"}


def parse(text: str) -> Parameters:
    """The figures of a TOML text, by name, earliest first. UnreadableParameters where it breaks its own rules."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableParameters(f"not TOML: {error}") from error
    return MappingProxyType({name: _versions(name, rows) for name, rows in document.items()})


def _versions(name: str, rows: object) -> tuple[Parameter, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableParameters(f"{name}: write [[{name}]], one table for each version")
    versions = tuple(sorted((_parameter(name, row) for row in rows), key=lambda version: version.first_day))
    for earlier, later in pairwise(versions):
        if earlier.last_day is None or earlier.last_day >= later.first_day:
            raise UnreadableParameters(f"{name}: two figures hold on {later.first_day}")
    return versions


def _parameter(name: str, row: Mapping[str, Any]) -> Parameter:
    if missing := sorted(REQUIRED - row.keys()):
        raise UnreadableParameters(f"{name}: {missing[0]} is missing")
    if unknown := sorted(row.keys() - REQUIRED - OPTIONAL):
        raise UnreadableParameters(f"{name}: {unknown[0]} is no field of a figure")
    for field in ("act", "source", "says"):
        if not isinstance(row[field], str) or not row[field].strip():
            raise UnreadableParameters(f"{name}: {field} is empty")
    for field in ("first_day", "last_day"):
        if field in row and type(row[field]) is not date:
            raise UnreadableParameters(f"{name}: {field} is no date")
    try:
        parameter = Parameter(
            name=name,
            value=row["value"],
            unit=Unit(row["unit"]),
            first_day=row["first_day"],
            last_day=row.get("last_day"),
            act=row["act"],
            source=row["source"],
            says=row["says"],
            certainty=Certainty(row["certainty"]),
            first_day_certainty=Certainty(row.get("first_day_certainty", "sourced")),
            note=row.get("note", ""),
        )
    except ValueError as error:
        raise UnreadableParameters(f"{name}: {error}") from error
    if type(parameter.value) is not (str if parameter.unit is Unit.TEXT else int):
        raise UnreadableParameters(
            f"{name}: value {parameter.value!r} does not fit the unit {parameter.unit}"
        )
    if parameter.last_day is not None and parameter.last_day < parameter.first_day:
        raise UnreadableParameters(f"{name}: last_day comes before first_day")
    return parameter


@cache
def parameters() -> Parameters:
    return parse(FILE.read_text(encoding="utf-8"))


def in_force(name: str, on: date, *, among: Parameters | None = None) -> Parameter:
    """The figure of that name which holds on the day.

    Raises UnknownParameter for a name we do not have, NotInForce for a day on which none holds.
    """
    known = parameters() if among is None else among
    if name not in known:
        raise UnknownParameter(f"no figure is called {name!r}; known: {', '.join(sorted(known))}")
    for version in known[name]:
        if version.holds(on):
            return version
    raise NotInForce(f"{name} has no figure on {on}; it holds {_spans(known[name])}")


def all_in_force(on: date, *, starting_with: str = "") -> tuple[Parameter, ...]:
    """Every figure that holds on the day, in the order of the file; `starting_with` narrows by name ("followup_")."""
    return tuple(
        version
        for name, versions in parameters().items()
        if name.startswith(starting_with)
        for version in versions
        if version.holds(on)
    )


def _spans(versions: Iterable[Parameter]) -> str:
    return ", ".join(f"{version.first_day}..{version.last_day or ''}" for version in versions)
