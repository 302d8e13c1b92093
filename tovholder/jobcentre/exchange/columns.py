"""What a kind of file holds: its columns in one table, which reads the file, and is printed for people."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.exchange.reading import Unreadable
from tovholder.jobcentre.exchange.stored import Numbered
from tovholder.jobcentre.exchange.values import Reader, Wrong, plain

REMEMBERED = 10_000
# The column we add to wrong rows when they go back.
WHY = "Hvad der skal gøres"


@dataclass(frozen=True, slots=True)
class Column:
    """`heading` is the Danish one we write ourselves; `aliases` are read as well."""

    name: str
    heading: str
    reads: Reader
    meaning: Any
    aliases: tuple[str, ...] = ()
    required: bool = False

    def is_called(self, heading: str) -> bool:
        return plain(heading) in {plain(word) for word in (self.heading, self.name, *self.aliases)}


def heading_of(columns: Sequence[Column], name: str) -> str:
    return next(column.heading for column in columns if column.name == name)


@dataclass(slots=True)
class Row:
    """One row as read. A cell that is empty, absent or could not be read gives None; `failed` when any could not."""

    number: int
    values: dict[str, Any]
    failed: bool = False

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def stated(self, *names: str) -> dict[str, Any]:
        """Those of the named values which the file states; an empty cell says nothing, and so changes nothing."""
        return {name: self.values[name] for name in names if self.values.get(name) is not None}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `plans(parts, today)` compares its rows, a part at a time, with what we have.

    `circumstances()` is what else decides whether the rows may go in: the same afterwards as before, or they may not.
    """

    code: str
    name: Any
    columns: tuple[Column, ...]
    example: tuple[tuple[str, ...], ...]
    plans: Callable[["Parts", date], Iterator[Plan]] = field(repr=False)
    circumstances: Callable[[], str] = field(repr=False, default=str)

    def heading(self, name: str) -> str:
        return heading_of(self.columns, name)

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    @property
    def columns_with_example(self) -> list[tuple[Column, str]]:
        return list(zip(self.columns, self.example[0], strict=True))

    def find(self, headings: Sequence[str]) -> dict[str, int]:
        """Return where each known column stands, by its name; the first place where it stands twice."""
        places: dict[str, int] = {}
        for column in self.columns:
            for place, heading in enumerate(headings):
                if column.is_called(heading):
                    places.setdefault(column.name, place)
        return places

    def missing(self, headings: Sequence[str]) -> list[str]:
        found = self.find(headings)
        return [column.heading for column in self.columns if column.required and column.name not in found]

    def refuse_headings(self, headings: Sequence[str]) -> None:
        """Raise `Unreadable` when a column is missing, or stands there twice."""
        missing = self.missing(headings)
        if missing:
            raise Unreadable(
                _("Filen mangler kolonnen %(missing)s. Første række skal have overskrifterne: %(all)s.")
                % {"missing": _listed(missing), "all": ", ".join(self.headings)}
            )
        for column in self.columns:
            if sum(column.is_called(heading) for heading in headings) > 1:
                raise Unreadable(
                    _("Kolonnen »%(heading)s« står der to gange. Slet den ene.") % {"heading": column.heading}
                )

    def unknown(self, headings: Sequence[str]) -> list[str]:
        """Return a sentence about the columns that are not read; the one we wrote ourselves needs none."""
        known = [h for h in headings if h == WHY or any(column.is_called(h) for column in self.columns)]
        unknown = [h for h in headings if h and h not in known]
        return [_("Vi læser ikke kolonnen %(unknown)s.") % {"unknown": _listed(unknown)}] if unknown else []


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a file's rows: as they stand in it, and as read, with what is wrong in their cells on the plan.

    What was read stands by column, the row's own `numbers` beside; `failed` are those with a cell that could not be.
    """

    cells: dict[int, list[str]]
    numbers: list[int]
    columns: dict[str, list[Any]]
    failed: set[int]
    plan: Plan

    def rows(self) -> list[Row]:
        names = (*self.columns,)
        each = zip(self.numbers, zip(*self.columns.values(), strict=True), strict=True)
        return [
            Row(number, dict(zip(names, values, strict=True)), number in self.failed)
            for number, values in each
        ]

    def column(self, name: str) -> list[Any]:
        """What each row says there; nothing, where the file has no such column."""
        return self.columns.get(name) or [None] * len(self.numbers)


class Parts:
    """A file's rows, a part at a time, as often as anybody wants to go through them."""

    def __init__(
        self, kind: Kind, headings: Sequence[str], pieces: Callable[[], Iterable[list[Numbered]]]
    ) -> None:
        self.kind, self.pieces, self.width = kind, pieces, len(headings)
        places = kind.find(headings)
        # The same words stand in many rows: what was read from them is kept for as long as the file is gone through.
        self.present: list[tuple[str, int, dict[str, Any], Reader]] = [
            (column.name, places[column.name], {}, _reader(column))
            for column in kind.columns
            if column.name in places
        ]
        self.headings = {column.name: column.heading for column in kind.columns}

    def __iter__(self) -> Iterator[Part]:
        for numbered in self.pieces():
            plan = Plan(self.kind.code, rows=len(numbered))
            whole = [*self._not_too_long(numbered, plan)]
            failed: set[int] = set()
            columns = {
                name: self._column(whole, plan, failed, name, place, known, reads)
                for name, place, known, reads in self.present
            }
            yield Part(dict(numbered), [number for number, _cells in whole], columns, failed, plan)

    def _column(
        self,
        whole: list[Numbered],
        plan: Plan,
        failed: set[int],
        name: str,
        place: int,
        known: dict[str, Any],
        reads: Reader,
    ) -> list[Any]:
        """Read the cell of every row, and put every one that cannot be read on the plan as a problem."""
        stood = [cells[place] if place < len(cells) else "" for _number, cells in whole]
        wrong = _read_new(set(stood), known, reads)
        if wrong:
            for (number, _cells), cell in zip(whole, stood, strict=True):
                if cell in wrong:
                    plan.wrong(number, self.headings[name], wrong[cell])
                    failed.add(number)
        return [known.get(cell) for cell in stood]

    def _not_too_long(self, numbered: list[Numbered], plan: Plan) -> Iterator[Numbered]:
        for number, cells in numbered:
            if len(cells) > self.width and any(cells[self.width :]):
                plan.wrong(number, "", _too_many_cells(len(cells), self.width))
            else:
                yield number, cells


def _read_new(cells: set[str], known: dict[str, Any], reads: Reader) -> dict[str, str]:
    """Add to `known` what those of the cells say that are not there; return those that say nothing, and why."""
    if len(known) >= REMEMBERED:
        known.clear()
    wrong = {}
    for cell in cells - known.keys():
        try:
            known[cell] = reads(cell)
        except Wrong as why:
            wrong[cell] = why.args[0]
    return wrong


def _reader(column: Column) -> Reader:
    def read(cell: str) -> Any:
        if cell:
            return column.reads(cell)
        if column.required:
            raise Wrong(_("Feltet er tomt. Udfyld det."))
        return None

    return read


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(f"»{heading[:60]}«" for heading in headings)


def _too_many_cells(cells: int, columns: int) -> str:
    return _(
        "Rækken har %(cells)d felter, men filen har %(columns)d kolonner. Se efter et skilletegn for meget."
    ) % {
        "cells": cells,
        "columns": columns,
    }
