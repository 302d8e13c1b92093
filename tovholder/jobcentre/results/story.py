"""Our own figures as sentences: each with its curve, its numbers, its units, and what it is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.charts import curve
from tovholder.jobcentre.results.indicators import (
    DEFINITIONS,
    SO_FAR,
    THRESHOLDS,
    WAITING,
    Definition,
    names_in_class,
    within,
)
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.registers.tables import benefits

Series = list[Figure]  # of one unit or the whole centre, oldest first


@dataclass(frozen=True)
class Published:
    """All published figures; `at` is when they were counted, None while there are none."""

    series: Mapping[tuple[str, str, str | None], Series]
    units: tuple[str, ...]
    at: datetime | None
    limit: int

    def of(self, indicator: str, group: str = "", unit: str | None = None) -> Series:
        return self.series.get((indicator, group, unit), [])

    def newest(self, indicator: str, group: str = "") -> Figure | None:
        series = self.of(indicator, group)
        return series[-1] if series else None


@dataclass(frozen=True)
class Curve:
    """`points` as SVG writes them, one text a stretch; `end` is where the newest known value is."""

    points: list[str]
    end: tuple[str, str]
    title: str


@dataclass(frozen=True)
class Explained:
    """The numbers behind a sentence: a table of days, a table of units, and the definition."""

    code: str
    over_time: str
    per_unit: str
    heads: list[str]
    rows: list[list[str]]
    unit_heads: list[str]
    units: list[list[str]]
    definition: Definition
    benefits: list[str]
    version: str


@dataclass(frozen=True)
class Line:
    code: str
    name: str
    sentence: str
    more: list[str]
    curve: Curve | None
    explained: list[Explained]


def published(limit: int) -> Published:
    """Read everything in one query. `limit`: the smallest number of people that is shown."""
    series: dict[tuple[str, str, str | None], Series] = defaultdict(list)
    rows = list(Figure.objects.select_related("unit").order_by("day", "unit__name_order", "pk"))
    for figure in rows:
        series[figure.indicator, figure.group, figure.unit.name if figure.unit else None].append(figure)
    units = tuple(dict.fromkeys(figure.unit.name for figure in rows if figure.unit))
    return Published(dict(series), units, max((figure.published_at for figure in rows), default=None), limit)


def chapters(figures: Published) -> list[tuple[str, list[Line]]]:
    """The page's chapters with their lines; a line that has no figure yet is left out."""
    plan = [
        (_("Forsørgelse"), (Indicator.TEMPORARY, Indicator.PERMANENT, Indicator.UNDER_30)),
        (
            _("Sygefravær"),
            (Indicator.SICK, Indicator.COMPANY_CONTACT, Indicator.SPOKEN_ANSWER, Indicator.CITIZEN_TALK),
        ),
        (_("Én fast medarbejder"), (Indicator.OWN_EMPLOYEE,)),
    ]
    return [(name, [_line(figures, code) for code in codes if figures.of(code)]) for name, codes in plan]


def _line(figures: Published, code: Indicator) -> Line:
    series = figures.of(code)
    now, before = series[-1], series[0]
    also = [Indicator.SICK_WEEKS] if code == Indicator.SICK and figures.of(Indicator.SICK_WEEKS) else []
    return Line(
        code=code.value,
        name=str(code.label),
        sentence=_sentence(now, figures.limit),
        more=[text for text in (*_more(figures, code), _year_ago(before)) if text],
        curve=_curve(series),
        explained=[_explained(figures, each) for each in (code, *also)],
    )


# --- Sentences --------------------------------------------------------------------------------------------------------


def _sentence(now: Figure, limit: int) -> str:
    if now.suppressed:
        return _(
            "Vises ikke: det er færre end %(limit)d, eller et tal under %(limit)d kunne regnes ud fra det."
        ) % {"limit": limit}
    if now.indicator in (Indicator.TEMPORARY, Indicator.PERMANENT, Indicator.UNDER_30, Indicator.SICK):
        return _count_sentence(now)
    if now.value is None:
        return _(
            "Ingen tal endnu: der er ikke noget at regne på i den tid. De kommer, når der er meldinger og samtaler."
        )
    return _value_sentence(now, now.value)


def _count_sentence(now: Figure) -> str:
    some = {
        Indicator.TEMPORARY: _("%(n)s personer er på midlertidig forsørgelse."),
        Indicator.PERMANENT: _("%(n)s personer er på permanent forsørgelse."),
        Indicator.UNDER_30: _("%(n)s personer under 30 år er på en ydelse."),
        Indicator.SICK: _("%(n)s personer er på sygedagpenge."),
    }
    nobody = {
        Indicator.TEMPORARY: _("Ingen er på midlertidig forsørgelse."),
        Indicator.PERMANENT: _("Ingen er på permanent forsørgelse."),
        Indicator.UNDER_30: _("Ingen under 30 år er på en ydelse."),
        Indicator.SICK: _("Ingen er på sygedagpenge."),
    }
    code = Indicator(now.indicator)
    return some[code] % {"n": words.number(now.numerator)} if now.numerator else nobody[code]


def _value_sentence(now: Figure, value: float) -> str:
    match now.indicator:
        case Indicator.COMPANY_CONTACT:
            return _("Typisk har vi kontakt med virksomheden %(when)s.") % {"when": _when(value)}
        case Indicator.SPOKEN_ANSWER:
            return _("Typisk taler vi med virksomheden %(hours)s efter dens melding.") % {
                "hours": words.hours(value)
            }
        case Indicator.CITIZEN_TALK:
            return _("Typisk taler vi med borgeren første gang %(when)s.") % {"when": _when(value)}
    return _("%(share)s af samtalerne i %(month)s var med borgerens egen medarbejder.") % {
        "share": words.percent(value),
        "month": _month(now.day),
    }


def _when(days: float) -> str:
    if days == 0:
        return _("på første fraværsdag")
    text = _("%(days)s før første fraværsdag") if days < 0 else _("%(days)s efter første fraværsdag")
    return text % {"days": words.days(days)}


def _year_ago(before: Figure) -> str:
    if before.suppressed:
        return _("For et år siden: vises ikke.")
    return _("For et år siden: %(value)s.") % {"value": value_text(before)}


def _more(figures: Published, code: Indicator) -> Iterable[str]:
    now = figures.of(code)[-1]
    if code == Indicator.SICK:
        weeks = figures.newest(Indicator.SICK_WEEKS)
        if weeks is not None and weeks.value is not None:
            yield _("Halvdelen har været på sygedagpenge i mindst %(weeks)s.") % {
                "weeks": words.weeks(weeks.value)
            }
    if code == Indicator.OWN_EMPLOYEE:
        so_far = figures.newest(code, SO_FAR)
        if so_far is not None and so_far.value is not None:
            yield _("I denne måned indtil nu: %(share)s.") % {"share": words.percent(so_far.value)}
    if now.denominator:
        yield _of_how_many(code, now.denominator)
    shares = [(figures.newest(code, within(threshold)), text) for threshold, text in THRESHOLDS.get(code, ())]
    known = [
        f"{words.percent(figure.value)} {text}"
        for figure, text in shares
        if figure and figure.value is not None
    ]
    if known:
        yield ", ".join(known).capitalize() + "."
    yield _waiting(figures.newest(code, WAITING), code)


def _of_how_many(code: Indicator, n: int) -> str:
    texts = {
        Indicator.COMPANY_CONTACT: _("Den midterste af %(n)s fravær."),
        Indicator.SPOKEN_ANSWER: _("Den midterste af %(n)s svar, regnet i arbejdstid."),
        Indicator.CITIZEN_TALK: _("Den midterste af %(n)s fravær."),
        Indicator.OWN_EMPLOYEE: _("Regnet på %(n)s samtaler."),
    }
    return texts[code] % {"n": words.number(n)} if code in texts else ""


def _waiting(figure: Figure | None, code: Indicator) -> str:
    if figure is None or not figure.numerator:
        return ""
    if code == Indicator.SPOKEN_ANSWER:
        return _("%(n)s meldinger er ikke besvaret og ikke med.") % {"n": words.number(figure.numerator)}
    return _("%(n)s fravær uden samtale er ikke med.") % {"n": words.number(figure.numerator)}


# --- Numbers behind a sentence ----------------------------------------------------------------------------------------


def value_text(figure: Figure | None) -> str:
    """One figure in a cell or after a colon."""
    if figure is None:
        return ""
    if figure.suppressed:
        return _("vises ikke")
    if figure.value is None:
        return (
            words.number(figure.numerator) if figure.denominator is None and figure.numerator else _("ingen")
        )
    if figure.group or figure.indicator == Indicator.OWN_EMPLOYEE:
        return words.percent(figure.value)
    shown: Mapping[str, Callable[[float], str]] = {
        Indicator.SICK_WEEKS: words.weeks,
        Indicator.SPOKEN_ANSWER: words.hours,
    }
    return shown.get(figure.indicator, _days_text)(figure.value)


def _days_text(value: float) -> str:
    if value == 0:
        return _("samme dag")
    return _("%(days)s før") % {"days": words.days(value)} if value < 0 else words.days(value)


def _explained(figures: Published, code: Indicator) -> Explained:
    series = figures.of(code)
    mapping = benefits()
    groups = [within(threshold) for threshold, _words in THRESHOLDS.get(code, ())]
    beside = {group: {figure.day: figure for figure in figures.of(code, group)} for group in groups}
    counted = any(figure.denominator is not None for figure in series)
    is_monthly = code == Indicator.OWN_EMPLOYEE
    return Explained(
        code=code.value,
        over_time=_("%(name)s over et år") % {"name": code.label},
        per_unit=_("%(name)s i hver enhed") % {"name": code.label},
        heads=[
            _("Måned") if is_monthly else _("Dag"),
            str(code.label),
            *([_("Af")] if counted else []),
            *(str(text).capitalize() for _threshold, text in THRESHOLDS.get(code, ())),
        ],
        rows=[
            [
                _month(figure.day) if is_monthly else date_format(figure.day, "DATE_FORMAT"),
                value_text(figure),
                *([_of(figure)] if counted else []),
                *(value_text(beside[group].get(figure.day)) for group in groups),
            ]
            for figure in reversed(series)
        ],
        unit_heads=[_("Enhed"), _("Nu"), *([_("Af")] if counted else []), _("For et år siden")],
        units=[_unit_row(unit, figures.of(code, unit=unit), counted) for unit in figures.units],
        definition=DEFINITIONS[code],
        benefits=names_in_class(code, series[-1].day, mapping),
        version=series[-1].version,
    )


def _unit_row(unit: str, series: Series, counted: bool) -> list[str]:
    now, before = (series[-1], series[0]) if series else (None, None)
    return [unit, value_text(now), *([_of(now)] if counted else []), value_text(before)]


def _of(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return _("vises ikke") if figure.suppressed else words.number(figure.denominator or 0)


def _month(day: date) -> str:
    return date_format(day, "F Y").lower()


def _curve(series: Sequence[Figure]) -> Curve | None:
    values = [figure.value if figure.denominator is not None else figure.numerator for figure in series]
    known = [figure for figure, value in zip(series, values, strict=True) if value is not None]
    if len(known) < 2:
        return None
    stretches = curve(values)
    x, y = stretches[-1][-1]
    return Curve(
        points=[" ".join(f"{left},{top}" for left, top in stretch) for stretch in stretches],
        end=(str(x), str(y)),
        title=_("Kurve over et år: fra %(from)s til %(to)s.")
        % {"from": value_text(known[0]), "to": value_text(known[-1])},
    )
