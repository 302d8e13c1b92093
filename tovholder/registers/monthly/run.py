"""From a folder of spells to a folder of figures."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from inspect import getdoc
from pathlib import Path

import ibis.expr.types as ir

from ..engines import ENGINES, Engine
from ..indicators.rows import Refusal, judged, refusals, sound
from ..statuses import hierarchy
from ..tables import BenefitMapping, Month
from .across import hidden_across
from .figures import INDICATORS, Asked, Register, near
from .files import COLUMNS, folder_at_once, parquet_files, write, write_about
from .shown import rounded_line

Progress = Callable[[str], AbstractContextManager[None]]


class NoSoundRow(ValueError):
    """Not one row can be believed; `refused` says why."""

    def __init__(self, refused: Mapping[str, int]) -> None:
        super().__init__("no sound row")
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Order:
    """What to do. `to`: the last month, else the last whole one the rows know.

    `known_until`: the last day they tell about, else their newest first day; that is not after `today`.

    `memory` as DuckDB writes it ("8GB"); `threads`: all there are, if None. `round_to`: numbers to the nearest so many.
    """

    engine: str
    source: Path
    target: Path
    mapping: BenefitMapping
    limit: int
    today: date
    months: int = 1
    to: Month | None = None
    known_until: date | None = None
    memory: str = "4GB"
    threads: int | None = None
    round_to: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read and written. `refused`: how many rows, by `Refusal`."""

    rows: int
    refused: Mapping[str, int]
    to: Month
    known_until: date
    lines: int
    hidden: int


def run(order: Order, progress: Progress) -> Outcome:
    """Reckon the whole monthly set and write it, all of it or nothing.

    Files: one for each indicator, with what it is in its own metadata, and about.json, which has the benefits' classes.
    Raises what `files` and `engines` raise, and NoSoundRow.
    """
    files = parquet_files(order.source)
    with folder_at_once(order.target) as beside:
        spill = beside / "spill"
        spill.mkdir()
        with progress(f"Starter {order.engine}"):
            engine = ENGINES[order.engine](memory=order.memory, threads=order.threads, spill=spill)
        try:
            outcome = _reckoned(engine, order, files, beside, progress)
        finally:
            engine.close()
            _empty(spill)
    return outcome


@dataclass(frozen=True, slots=True)
class _Looked:
    """The sound rows, how many there are in all, why others were refused, and the last day they tell about."""

    spells: ir.Table
    rows: int
    refused: Mapping[str, int]
    known_until: date


def _looked_at(engine: Engine, order: Order, files: list[Path]) -> _Looked:
    rows = judged(engine.read("register", files, COLUMNS), order.mapping, hierarchy().others)
    found = {reason: (int(count), newest) for reason, count, newest in engine.fetch(refusals(rows))}
    refused = {each.value: found[each.value][0] for each in Refusal if each.value in found}
    if None not in found:
        raise NoSoundRow(refused)
    known_until = order.known_until or min(found[None][1], order.today)
    return _Looked(sound(rows), sum(count for count, _ in found.values()), refused, known_until)


def _reckoned(engine: Engine, order: Order, sources: list[Path], beside: Path, progress: Progress) -> Outcome:
    with progress("Ser rækkerne efter"):
        looked = _looked_at(engine, order, sources)
    to = order.to or _last_whole(looked.known_until)
    asked = Asked(order.mapping, looked.known_until, to, order.months, order.limit)
    with progress("Finder de rækker, månederne rører"):
        close = engine.keep("close", near(looked.spells, asked))

    def on_benefits(given: ir.Table) -> ir.Table:
        return given.filter(given.benefit.isin(order.mapping.codes))

    register = Register(near=on_benefits(close), near_any=close, ever=on_benefits(looked.spells))
    about = _about(order, asked, looked)
    made = {}
    for indicator in INDICATORS:
        with progress(indicator.danish):
            made[indicator.name] = list(indicator.made(engine, register, asked))
    with progress("Skjuler, hvad der kan regnes ud, og skriver"):
        files = hidden_across(made)
        for indicator in INDICATORS:
            lines = [rounded_line(line, order.round_to) for line in files[indicator.name]]
            own = {"indicator": indicator.name, "definition": getdoc(indicator.define) or ""}
            write(beside, indicator.name, lines, {**own, **about})
    defined = {each.name: getdoc(each.define) for each in INDICATORS}
    whole = {
        **about,
        "mapping": _days_of_classes(order.mapping),
        "refused": looked.refused,
        "indicators": defined,
    }
    write_about(beside, whole)
    numbers = [line.number for lines in files.values() for line in lines]
    return Outcome(looked.rows, looked.refused, to, looked.known_until, len(numbers), numbers.count(None))


def _last_whole(known_until: date) -> Month:
    month = Month.of(known_until)
    return (
        month
        if known_until == month.last_day
        else Month.of(date.fromordinal(month.first_day.toordinal() - 1))
    )


def _about(order: Order, asked: Asked, looked: _Looked) -> dict[str, str]:
    return {
        "periods": f"{asked.months} months to {asked.to.year}M{asked.to.month:02}, and the quarters and years they end",
        "known_until": asked.known_until.isoformat(),
        "mapping_version": asked.mapping.version,
        "statuses_version": hierarchy().version,
        "hidden_below": str(asked.limit),
        "rounded_to": str(order.round_to),
        "engine": order.engine,
        "rows": str(looked.rows),
        "rows_refused": str(sum(looked.refused.values())),
    }


def _days_of_classes(mapping: BenefitMapping) -> list[dict[str, str | None]]:
    """Each benefit and class, and the days it holds, both inclusive; none: as far as there are rows."""
    return [
        {
            "benefit": each.code,
            "class": each.benefit_class.value,
            "first_day": each.first_day.isoformat() if each.first_day else None,
            "last_day": each.last_day.isoformat() if each.last_day else None,
        }
        for each in mapping.benefits
    ]


def _empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    folder.rmdir()
