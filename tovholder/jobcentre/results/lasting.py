"""How long sick leave lasts, as it is told: two curves, and how it ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.defined import Definition
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.figure import DASHED, Picture
from tovholder.jobcentre.results.indicators import (
    HIGH,
    LASTING_WEEKS,
    LOW,
    WAY_WORDS,
    WAYS_WEEKS,
    Way,
    after_weeks,
    ended_by_weeks,
    has_classes,
)
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.plot import Line, Plot, svg
from tovholder.jobcentre.results.published import Series

HELD_AT = (26, 13, 8)  # the week the two years are compared at: the first of these that may be shown
DASHES = {
    Way.NONE: "",
    Way.SUPPORTED: "2 3",
    Way.TEMPORARY: DASHED,
    Way.PERMANENT: "10 3 2 3",
    Way.ANOTHER: DASHED,
}


@dataclass(frozen=True)
class Told:
    """A chart with its sentence, its table and what it is, as `results/definition.html` takes it."""

    name: str
    sentence: str
    picture: Picture | None
    definition: Definition
    version: str
    benefits: Sequence[str] = ()
    has_classes: bool = False


@dataclass(frozen=True)
class _Curve:
    """One year's spells by week: share, low and high. `of`: how many spells."""

    of: int
    values: Mapping[str, float]

    def at(self, weeks: int) -> float | None:
        return self.values.get(after_weeks(weeks))

    def interval(self, weeks: int) -> tuple[float, float]:
        name = after_weeks(weeks)
        return self.values[name + LOW], self.values[name + HIGH]


def how_long(figures: Series) -> Told:
    days = sorted({figure.day for figure in figures}, reverse=True)
    curves = [_curve([figure for figure in figures if figure.day == day]) for day in days]
    return Told(
        name=str(Indicator.SICK_LASTING.label),
        sentence=_long_sentence(curves),
        picture=_lasting_picture(curves) if curves else None,
        definition=DEFINITIONS[Indicator.SICK_LASTING],
        version=figures[0].version if figures else "1",
    )


def _curve(figures: Series) -> _Curve:
    return _Curve(figures[0].denominator or 0, {f.group: f.value for f in figures if f.value is not None})


def _long_sentence(curves: Sequence[_Curve]) -> str:
    if not curves:
        return _("Der er for få sygeforløb til at vise, hvor længe de varer.")
    now = curves[0]
    weeks = next((each for each in HELD_AT if now.at(each) is not None), None)
    if weeks is None:
        return _("Der er for få sygeforløb til at vise, hvor længe de varer.")
    value = now.at(weeks)
    assert value is not None
    told = ngettext(
        "%(share)s af de sygeforløb, der begyndte i det seneste år, varer længere end %(n)d uge.",
        "%(share)s af de sygeforløb, der begyndte i det seneste år, varer længere end %(n)d uger.",
        weeks,
    ) % {"share": words.percent(value), "n": weeks}
    return f"{told} {_compared(curves, weeks)}".strip()


def _compared(curves: Sequence[_Curve], weeks: int) -> str:
    before = curves[1].at(weeks) if len(curves) > 1 else None
    if before is None:
        return ""
    low, high = curves[0].interval(weeks)
    low_before, high_before = curves[1].interval(weeks)
    apart = high < low_before or high_before < low
    sure = (
        _("Det er mere end usikkerheden.")
        if apart
        else _("Ingen sikker forskel: de to års usikkerhed går ind over hinanden.")
    )
    return _("Året før: %(share)s.") % {"share": words.percent(before)} + " " + sure


def _lasting_picture(curves: Sequence[_Curve]) -> Picture:
    shown = [weeks for weeks in LASTING_WEEKS if any(curve.at(weeks) is not None for curve in curves)]
    longest = max(shown, default=1)
    names = [_("det seneste år"), _("året før")]
    lines = [
        _line(curve, name, dash, longest)
        for curve, name, dash in zip(curves, names, ("", DASHED), strict=False)
    ]
    rows = [[words.weeks(weeks), *(_cell(curve, weeks) for curve in curves)] for weeks in shown]
    heads = [
        _("Længere end"),
        *(_head(name, curve.of) for name, curve in zip(names, curves, strict=False)),
    ]
    name = str(Indicator.SICK_LASTING.label)
    plot = Plot(
        key="lasting",
        title=f"{name}. {_long_sentence(curves)}",
        description="; ".join(": ".join(row[:2]) for row in rows) + ".",
        lines=lines,
        ticks=_week_ticks(longest),
        says=words.percent,
        span=(0.0, 1.0),
    )
    caption = _(
        "Andelen af sygeforløb, der varer længere end ugerne. Fladen om den fulde linje er usikkerheden."
    )
    return Picture(name, svg(plot), plot.said, caption, heads, rows)


def _head(name: str, of: int) -> str:
    return _("%(name)s (%(n)s forløb)") % {"name": name[0].upper() + name[1:], "n": words.number(of)}


def _line(curve: _Curve, name: str, dash: str, longest: int) -> Line:
    weeks = [each for each in LASTING_WEEKS if curve.at(each) is not None]
    places = [0.0, *(each / longest for each in weeks)]
    band = [curve.interval(each) for each in weeks] if not dash else []
    return Line(
        values=[1.0, *(curve.at(each) for each in weeks)],
        places=places,
        name=name,
        dash=dash,
        stands_until=True,
        low=[1.0, *(low for low, _high in band)] if band else (),
        high=[1.0, *(high for _low, high in band)] if band else (),
    )


def _cell(curve: _Curve, weeks: int) -> str:
    value = curve.at(weeks)
    if value is None:
        return _("vises ikke")
    low, high = curve.interval(weeks)
    return _("%(share)s (%(low)s til %(high)s)") % {
        "share": words.percent(round(value, 2)),
        "low": words.percent(round(low, 2)),
        "high": words.percent(round(high, 2)),
    }


def _week_ticks(longest: int) -> list[tuple[float, str]]:
    between = [weeks for weeks in (26, 52) if weeks < longest * 0.8]
    return [(weeks / longest, words.weeks(weeks)) for weeks in (0, *between, longest)]


# --- How it ends ------------------------------------------------------------------------------------------------------


def how_it_ends(figures: Series) -> Told:
    values = {figure.group: figure.value for figure in figures if figure.value is not None}
    ways = [way for way in WAY_WORDS if any(name.endswith(f"_{way}") for name in values)]
    weeks = [each for each in WAYS_WEEKS if any(values.get(ended_by_weeks(each, way)) for way in ways)]
    return Told(
        name=str(Indicator.SICK_ENDS.label),
        sentence=_ends_sentence(values, weeks, ways),
        picture=_ends_picture(figures, values, weeks, ways) if weeks else None,
        definition=DEFINITIONS[Indicator.SICK_ENDS],
        version=figures[0].version if figures else "1",
        has_classes=has_classes(Indicator.SICK_ENDS),
    )


def _ends_sentence(values: Mapping[str, float], weeks: Sequence[int], ways: Sequence[Way]) -> str:
    if not weeks:
        return _("Der er for få sygeforløb til at vise, hvordan de ender.")
    at = weeks[-1]
    told = [
        _("%(share)s med %(way)s")
        % {"share": words.percent(round(values[ended_by_weeks(at, way)], 2)), "way": str(WAY_WORDS[way])}
        for way in ways
    ]
    return _("Inden for %(weeks)s er sygefraværet endt: %(ways)s.") % {
        "weeks": words.weeks(at),
        "ways": "; ".join(told),
    }


def _ends_picture(
    figures: Series, values: Mapping[str, float], weeks: Sequence[int], ways: Sequence[Way]
) -> Picture:
    longest = weeks[-1]
    lines = [
        Line(
            values=[0.0, *(values[ended_by_weeks(each, way)] for each in weeks)],
            places=[0.0, *(each / longest for each in weeks)],
            name=str(WAY_WORDS[way]).split(":")[0],
            dash=DASHES[way],
            stands_until=True,
        )
        for way in ways
    ]
    heads = [_("Inden for"), *(str(WAY_WORDS[way])[0].upper() + str(WAY_WORDS[way])[1:] for way in ways)]
    rows = [
        [words.weeks(each), *(words.percent(round(values[ended_by_weeks(each, way)], 2)) for way in ways)]
        for each in weeks
    ]
    name = str(Indicator.SICK_ENDS.label)
    plot = Plot(
        key="ends",
        title=f"{name}. {_ends_sentence(values, weeks, ways)}",
        description="; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows) + ".",
        lines=lines,
        ticks=_week_ticks(longest),
        says=words.percent,
        span=(0.0, 1.0),
    )
    caption = _("Andelen af %(n)s sygeforløb, der er endt på hver måde.") % {
        "n": words.number(figures[0].denominator or 0)
    }
    return Picture(name, svg(plot), plot.said, caption, heads, rows)
