"""Is it news? What of a figure's movement is more than what it does when nothing new has happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tovholder.jobcentre.results.indicators import HEARD, IN_MONTH, QUARTERLY, ROLLING, YEARLY
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.published import Published
from tovholder.registers import process
from tovholder.registers.process import Signal

# Each month's figure is its own, and does not hold most of what the month before held.
BY_THE_MONTH = frozenset({Indicator.OWN_EMPLOYEE, Indicator.INFLOW, Indicator.OUTFLOW, *HEARD})
MEDIANS = frozenset({Indicator.COMPANY_CONTACT, Indicator.SPOKEN_ANSWER, Indicator.CITIZEN_TALK})


@dataclass(frozen=True)
class Movement:
    """A figure month by month, as its process behaviour chart has it, without months that are hidden or of nothing.

    `of_changes`: the chart is of what changed from one to the next, around none; `values` are the figures themselves.
    `drawn` is None where there are too few of them to say.
    """

    days: Sequence[date]
    values: Sequence[float]
    of_changes: bool
    drawn: process.Chart | None
    has_wandered: bool

    @property
    def charted(self) -> list[float]:
        return process.changes(self.values) if self.of_changes else list(self.values)

    @property
    def signals(self) -> frozenset[Signal]:
        """Of the newest month."""
        return self.drawn.signals[-1] if self.drawn else frozenset()

    @property
    def is_news(self) -> bool:
        return bool(self.signals) or self.has_wandered


def movement(figures: Published, code: str) -> Movement:
    """How a figure moves. Where months are counted each by itself, they are; else it is the change that is judged."""
    by_itself = code in MEDIANS | YEARLY - ROLLING
    series = figures.of(code, IN_MONTH) if by_itself else figures.of(code)
    known = [(figure.day, value) for figure in series if (value := value_of(figure)) is not None]
    days, values = [day for day, _value in known], [value for _day, value in known]
    if by_itself or code in BY_THE_MONTH | QUARTERLY:
        return Movement(days, values, False, process.chart(values), False)
    moved = process.changes(values)
    return Movement(days, values, True, process.chart(moved, around=0), process.has_wandered(moved))


def value_of(figure: Figure) -> float | None:
    """What a curve is drawn through: a share or a median where it is one, else the count."""
    return figure.value if figure.denominator is not None else figure.numerator


def sentence(moved: Movement) -> str:
    """News or noise, and why."""
    if moved.drawn is None:
        return _("Der er for få tal at sammenligne med til at sige, om det er nyt.")
    if Signal.RUN in moved.signals:
        return _run(moved)
    if Signal.OUTSIDE in moved.signals:
        return (
            _("Ændringen på den seneste måned er større, end der plejer at ske.")
            if moved.of_changes
            else _("Den seneste måned ligger uden for det, der plejer at ske.")
        )
    if moved.has_wandered:
        return _("Ændringen på et år er større, end der plejer at ske.")
    if Signal.NEAR_A_LIMIT in moved.signals:
        return _("Tre af de seneste fire måneder ligger længere ude, end der plejer at ske.")
    return _("Det er inden for det, der plejer at ske.")


def _run(moved: Movement) -> str:
    assert moved.drawn is not None
    is_up = moved.charted[-1] > moved.drawn.mean
    if moved.of_changes:
        return (
            _("Det er steget otte måneder i træk eller mere: det er nyt.")
            if is_up
            else _("Det er faldet otte måneder i træk eller mere: det er nyt.")
        )
    return (
        _("De seneste otte måneder ligger alle over gennemsnittet: det er nyt.")
        if is_up
        else _("De seneste otte måneder ligger alle under gennemsnittet: det er nyt.")
    )
