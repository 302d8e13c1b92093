"""One measured thing: what it is called, where it was measured, and its value."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

MORE_IS_BETTER = {"svar/s"}


@dataclass(frozen=True)
class Figure:
    """`value` is in `unit`; for a page it is the median in ms, and the rest says more of the same requests.

    `p95` and `sql` are in ms, `sent` and `page` in bytes: as sent, and as the browser has it after unpacking. `aim` is
    in `unit`: the most it should be.
    """

    group: str
    name: str
    value: float
    unit: str
    p95: float | None = None
    queries: int | None = None
    sql: float | None = None
    sent: int | None = None
    page: int | None = None
    aim: float | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.group, self.name, self.unit

    @property
    def is_over_aim(self) -> bool:
        return self.aim is not None and self.value > self.aim

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


def read_figure(stored: Mapping[str, Any]) -> Figure:
    """Read what `as_json` wrote; fields of other versions are left out."""
    return Figure(**{name: value for name, value in stored.items() if name in Figure.__dataclass_fields__})


def middle_and_p95(milliseconds: Iterable[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile (nearest rank: the smallest that 95 of 100 do not exceed)."""
    ordered = sorted(milliseconds)
    rank = -(-len(ordered) * 95 // 100)
    return median(ordered), ordered[rank - 1]
