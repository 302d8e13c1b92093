"""Resultater as it is told: six sentences first, each with its curve, what it was a year ago, whether that is news, and
what could be expected; the rest behind a press.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tovholder.jobcentre.results import news, sentences
from tovholder.jobcentre.results.against import Measures
from tovholder.jobcentre.results.charts import curve
from tovholder.jobcentre.results.explained import value_text
from tovholder.jobcentre.results.indicators import HEARD
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.published import Published


@dataclass(frozen=True)
class Curve:
    """`points` as SVG writes them, one text a stretch; `end` is where the newest known value is."""

    points: list[str]
    end: tuple[str, str]
    title: str


@dataclass(frozen=True)
class Told:
    """A figure in words. `now` is its sentence; `beside` what it was, whether that is news, and what was expected."""

    code: str
    name: str
    now: str
    beside: list[str]
    curve: Curve | None


@dataclass(frozen=True)
class Line:
    """One of the six: a heading and the figures beneath it."""

    name: str
    told: list[Told]


@dataclass(frozen=True)
class Chapter:
    name: str
    told: list[Told]


FIRST: tuple[tuple[Indicator, ...], ...] = (
    (Indicator.TEMPORARY,),
    (Indicator.PERMANENT,),
    (Indicator.UNDER_30,),
    (Indicator.SICK,),
    (Indicator.COMPANY_CONTACT, Indicator.CITIZEN_TALK),
    (Indicator.OWN_EMPLOYEE,),
)


ON_SUPPORT = (Indicator.FULL_TIME, Indicator.INFLOW, Indicator.OUTFLOW, Indicator.SO_LONG)
# The figures of the month's report, in its order; and those whose parts are what they are about.
ON_PAPER = (*(code for codes in FIRST for code in codes), *ON_SUPPORT, Indicator.AFTER_SICK)
IN_PARTS = frozenset({*ON_SUPPORT, Indicator.AFTER_SICK})


def first_screen(figures: Published, measures: Measures) -> list[Line]:
    """The six, without those that have no figure yet."""
    lines = []
    for codes in FIRST:
        told = [tell(figures, code, measures) for code in codes if figures.of(code)]
        name = _("Fra første fraværsdag") if len(codes) > 1 else str(codes[0].label)
        if told:
            lines.append(Line(name, told))
    return lines


def chapters(figures: Published) -> list[Chapter]:
    """All other figures, each with its sentence."""
    plan: list[tuple[str, tuple[Indicator, ...]]] = [
        (_("Forsørgelse"), ON_SUPPORT),
        (
            _("Sygefravær"),
            (
                Indicator.SICK_WEEKS,
                Indicator.AFTER_SICK,
                Indicator.SPOKEN_ANSWER,
                Indicator.COMPANY_BEGAN,
                Indicator.TOLD_IN_TIME,
                Indicator.AT_WORKPLACE,
                Indicator.WE_CHAIR,
            ),
        ),
        (
            _("Én fast medarbejder"),
            (
                Indicator.USUAL_EMPLOYEE,
                Indicator.SAME_EMPLOYEE,
                Indicator.EMPLOYEES_MET,
                Indicator.HANDOVERS,
                Indicator.NEXT_SAME,
                Indicator.OWN_CITIZENS,
            ),
        ),
    ]
    plan.append((_("Blev borgerne hørt?"), HEARD))
    plan.append((_("Virkeligheden virker"), (Indicator.REAL_WORLD,)))
    plan.append((_("Mindre tid på koordinering"), (Indicator.COORDINATION,)))
    found = [Chapter(name, list(_rows(figures, codes))) for name, codes in plan]
    return [chapter for chapter in found if chapter.told]


def _rows(figures: Published, codes: Iterable[Indicator]) -> Iterable[Told]:
    for code in codes:
        series = figures.of(code)
        if series:
            yield Told(code.value, str(code.label), sentences.sentence(series[-1], figures.limit), [], None)


def tell(figures: Published, code: Indicator, measures: Measures) -> Told:
    series = figures.of(code)
    beside = [sentences.year_ago(series[0]), news.sentence(news.movement(figures, code)), measures.of(code)]
    how_long = sentences.told_with(figures, code) if code == Indicator.SICK else ""
    return Told(
        code=code.value,
        name=str(code.label),
        now=f"{sentences.sentence(series[-1], figures.limit)} {how_long}".strip(),
        beside=[text for text in beside if text],
        curve=_curve(series),
    )


def _curve(series: Sequence[Figure]) -> Curve | None:
    values = [news.value_of(figure) for figure in series]
    return drawn(values, [value_text(figure) for figure in series])


def drawn(values: Sequence[float | None], texts: Sequence[str]) -> Curve | None:
    """A year's values as a small curve, with the first and last known said in `texts`; None of fewer than two."""
    known = [text for value, text in zip(values, texts, strict=True) if value is not None]
    if len(known) < 2:
        return None
    stretches = curve(values)
    x, y = stretches[-1][-1]
    return Curve(
        points=[" ".join(f"{left},{top}" for left, top in stretch) for stretch in stretches],
        end=(str(x), str(y)),
        title=_("Kurve over et år: fra %(from)s til %(to)s.") % {"from": known[0], "to": known[-1]},
    )
