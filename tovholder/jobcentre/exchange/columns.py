"""What a kind of file holds: its columns in one table, which reads the file, and is printed for people."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.exchange.reading import Sheet, Unreadable
from tovholder.jobcentre.exchange.values import Reader, Wrong, plain


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


@dataclass(frozen=True, slots=True)
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
    """One kind of file. `check(rows, plan, today)` compares its rows with what we have and fills the plan."""

    code: str
    name: Any
    columns: tuple[Column, ...]
    example: tuple[tuple[str, ...], ...]
    check: Callable[[list[Row], Plan, date], None] = field(repr=False)

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

    def rows(self, sheet: Sheet, plan: Plan) -> Iterator[Row]:
        """Read every row, and put every cell that cannot be read on the plan as a problem."""
        self._check_headings(sheet.headings, plan)
        places = self.find(sheet.headings)
        present = [(column, places[column.name]) for column in self.columns if column.name in places]
        for number, cells in sheet.rows:
            plan.rows += 1
            if any(cells[len(sheet.headings) :]):
                plan.wrong(number, "", _too_many_cells(len(cells), len(sheet.headings)))
                continue
            values, problems = {}, len(plan.problems)
            for column, place in present:
                cell = cells[place] if place < len(cells) else ""
                try:
                    values[column.name] = _read(column, cell)
                except Wrong as wrong:
                    plan.wrong(number, column.heading, wrong.args[0])
            yield Row(number, values, failed=len(plan.problems) > problems)

    def _check_headings(self, headings: Sequence[str], plan: Plan) -> None:
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
        unknown = [h for h in headings if h and not any(column.is_called(h) for column in self.columns)]
        if unknown:
            plan.notes.append(_("Vi læser ikke kolonnen %(unknown)s.") % {"unknown": _listed(unknown)})


def _read(column: Column, cell: str) -> Any:
    if cell:
        return column.reads(cell)
    if column.required:
        raise Wrong(_("Feltet er tomt. Udfyld det."))
    return None


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(f"»{heading[:60]}«" for heading in headings)


def _too_many_cells(cells: int, columns: int) -> str:
    return _(
        "Rækken har %(cells)d felter, men filen har %(columns)d kolonner. Se efter et skilletegn for meget."
    ) % {
        "cells": cells,
        "columns": columns,
    }
