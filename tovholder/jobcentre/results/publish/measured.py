"""Tables of a measure over rolling years: its median, how many within each threshold, how many still wait."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tovholder.absence.measures import Summary, summary
from tovholder.jobcentre.results.indicators import CAN_WAIT, THRESHOLDS, WAITING, within
from tovholder.jobcentre.results.publish.hidden import Count, Table
from tovholder.jobcentre.results.publish.spans import year_to

NOTHING_HIDDEN_YET = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing measured: the day it counts on, whose it is, and the value; None while it still waits for an end."""

    on: date
    unit: int | None
    value: float | None


def tables(
    indicator: str, measured: Sequence[Measured], days: Sequence[date], units: Sequence[int]
) -> Iterator[Table]:
    for day in days:
        first_day, last_day = year_to(day)
        whole = [row for row in measured if first_day <= row.on <= last_day]
        parts = {unit: [row for row in whole if row.unit == unit] for unit in (*units, None)}
        for group, count in _counts(indicator).items():
            yield Table(
                indicator, day, group, count(whole), {unit: count(rows) for unit, rows in parts.items()}
            )


def _counts(indicator: str) -> Mapping[str, Callable[[Sequence[Measured]], Count]]:
    thresholds = [threshold for threshold, _words in THRESHOLDS[indicator]]

    def share(threshold: int) -> Callable[[Sequence[Measured]], Count]:
        return lambda rows: Count.share(sum(v <= threshold for v in _values(rows)), len(_values(rows)))

    waiting = {WAITING: _waiting} if indicator in CAN_WAIT else {}
    return {"": _median, **waiting, **{within(threshold): share(threshold) for threshold in thresholds}}


def _values(rows: Sequence[Measured]) -> list[float]:
    return [row.value for row in rows if row.value is not None]


def _median(rows: Sequence[Measured]) -> Count:
    known = summary(_values(rows), NOTHING_HIDDEN_YET)
    assert isinstance(known, Summary)
    return Count(None, known.n, known.median)


def _waiting(rows: Sequence[Measured]) -> Count:
    return Count(sum(row.value is None for row in rows))
