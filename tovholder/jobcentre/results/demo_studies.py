"""Invented municipalities over eleven years, for the demo: one figure where something happened, and one where not."""

from dataclasses import dataclass

import numpy as np

from tovholder.evidence.panel import Panel
from tovholder.registers.period import Period, Span

AREAS = (
    "Hedelund", "Birkeå", "Egebæk", "Højmark", "Kildemose", "Lyngdal", "Nørreåby", "Skovsø", "Strandholm", "Vesterå",
    "Askebjerg", "Bøgehøj", "Dalstrup", "Elmevang", "Fjordby", "Gribsø", "Havrelev", "Klintholt", "Mosevang",
    "Pilehuse", "Ravnkær", "Søndervig", "Tornby", "Ulvehøj",
)  # fmt: skip
FIRST, LAST, SINCE = 2015, 2025, Period(2023, Span.QUARTER, 1)
SOURCE = "Opdigtede tal til demoen"


@dataclass(frozen=True)
class Invented:
    """`change` is where the first area has got to at the end, in the figure's unit."""

    measure: str
    level: float
    change: float
    seed: int


FIGURES = (
    Invented("Sygedagpenge, fuldtidspersoner i procent af befolkningen", 2.1, -0.45, 6),
    Invented("Kontanthjælp, fuldtidspersoner i procent af befolkningen", 3.4, 0.0, 8),
)


def invented(figure: Invented) -> Panel:
    """All areas by quarter: three currents that all share in their own measure, and a little noise."""
    random = np.random.default_rng(figure.seed)
    periods = [Period(year, Span.QUARTER, n) for year in range(FIRST, LAST + 1) for n in (1, 2, 3, 4)]
    currents = 0.13 * random.normal(size=(3, len(periods))).cumsum(axis=1)
    measures = random.dirichlet(np.ones(3), size=len(AREAS))
    measures[0] = measures[1:].mean(axis=0)
    levels = figure.level + 0.15 * random.normal(size=len(AREAS))
    levels[0] = figure.level
    values = levels[:, None] + measures @ currents + 0.03 * random.normal(size=(len(AREAS), len(periods)))
    after = np.array([period.last_day > SINCE.first_day for period in periods])
    values[0, after] += figure.change * np.linspace(0.3, 1, int(after.sum()))
    return Panel(AREAS, tuple(periods), values.round(2))
