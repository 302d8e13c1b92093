"""What of a study is kept and shown: plain numbers and codes, so that a page and a command tell the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from .study import INSIDE, LEVEL, Doubt, Finding, Study
from .weights import Real

SMALLEST_WEIGHT = 0.005  # a donor below is counted and not named


@dataclass(frozen=True, slots=True)
class Told:
    """Periods as codes, the first after being `periods[before]`; `actual`, `synthetic`, `low` and `high` (gaps) have
    one number for each. `rank` of `units` municipalities part as much or more; likewise `differences_rank`.
    `pretended` holds (period, effect, rank). `donors` are (name, weight), heaviest first."""

    area: str
    periods: tuple[str, ...]
    before: int
    actual: tuple[float, ...]
    synthetic: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    donors: tuple[tuple[str, float], ...]
    small_donors: int
    units: int
    left_out: int
    rank: int
    p: float
    effect: float
    misfit_before: float
    misfit_unseen: float
    visible: float
    swing: float
    differences_here: float
    differences_elsewhere: float
    differences_effect: float
    differences_rank: int
    pretended: tuple[tuple[str, float, int], ...]
    finding: Finding
    doubt: Doubt | None
    level: float = LEVEL
    inside: float = INSIDE

    @property
    def since(self) -> str:
        return self.periods[self.before]

    @property
    def gap(self) -> list[float]:
        return [here - would for here, would in zip(self.actual, self.synthetic, strict=True)]

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it; `told_again` makes it whole."""
        return asdict(self)


def tell(study: Study) -> Told:
    """The study in plain numbers."""
    units = len(study.panel.units)
    weighed = sorted(
        ((float(weight), name) for name, weight in zip(study.panel.units, study.here.weights, strict=True)),
        key=lambda one: (-one[0], one[1]),
    )
    named = tuple((name, weight) for weight, name in weighed if weight >= SMALLEST_WEIGHT)
    return Told(
        area=study.here.unit,
        periods=tuple(period.code for period in study.panel.periods),
        before=study.before,
        actual=_numbers(study.here.actual),
        synthetic=_numbers(study.here.synthetic),
        low=_numbers(study.low),
        high=_numbers(study.high),
        donors=named,
        small_donors=sum(1e-6 < weight < SMALLEST_WEIGHT for weight, _name in weighed),
        units=units,
        left_out=len(study.panel.left_out),
        rank=round(study.p * units),
        p=study.p,
        effect=study.here.effect,
        misfit_before=study.here.misfit_before,
        misfit_unseen=study.here.unseen,
        visible=study.visible,
        swing=study.swing,
        differences_here=study.differences.here,
        differences_elsewhere=study.differences.elsewhere,
        differences_effect=study.differences.effect,
        differences_rank=round(study.differences.p * units),
        pretended=tuple((one.since.code, one.effect, round(one.p * units)) for one in study.pretended),
        finding=study.finding,
        doubt=study.doubt,
    )


class OtherShape(ValueError):
    """It was told by an earlier program, with other numbers."""


def told_again(plain: Mapping[str, Any]) -> Told:
    """What `plain` was made of. OtherShape where it has other names than Told has."""
    if set(plain) != {field.name for field in fields(Told)}:
        raise OtherShape
    given: dict[str, Any] = {
        name: tuple(tuple(one) if isinstance(one, list) else one for one in value)
        if isinstance(value, list)
        else value
        for name, value in plain.items()
    }
    given["finding"] = Finding(given["finding"])
    given["doubt"] = Doubt(given["doubt"]) if given["doubt"] else None
    return Told(**given)


def _numbers(row: Real) -> tuple[float, ...]:
    return tuple(float(number) for number in row)
