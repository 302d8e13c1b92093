"""Our own figures as sentences: each with its curve, its numbers, its units, and what it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.charts import curve
from tovholder.jobcentre.results.explained import Explained, explained, value_text
from tovholder.jobcentre.results.indicators import (
    SO_FAR,
    WAITING,
    columns,
)
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.published import Published

# What is told in another figure's sentences, and explained beneath it.
ALSO = {Indicator.SICK: Indicator.SICK_WEEKS, Indicator.USUAL_EMPLOYEE: Indicator.SAME_EMPLOYEE}


@dataclass(frozen=True)
class Curve:
    """`points` as SVG writes them, one text a stretch; `end` is where the newest known value is."""

    points: list[str]
    end: tuple[str, str]
    title: str


@dataclass(frozen=True)
class Line:
    code: str
    name: str
    sentence: str
    more: list[str]
    curve: Curve | None
    explained: list[Explained]


def chapters(figures: Published) -> list[tuple[str, list[Line]]]:
    """The page's chapters with their lines; a line that has no figure yet is left out."""
    plan = [
        (_("Forsørgelse"), (Indicator.TEMPORARY, Indicator.PERMANENT, Indicator.UNDER_30)),
        (
            _("Sygefravær"),
            (Indicator.SICK, Indicator.COMPANY_CONTACT, Indicator.SPOKEN_ANSWER, Indicator.CITIZEN_TALK),
        ),
        (
            _("Én fast medarbejder"),
            (Indicator.OWN_EMPLOYEE, Indicator.USUAL_EMPLOYEE, Indicator.EMPLOYEES_MET),
        ),
    ]
    return [(name, [_line(figures, code) for code in codes if figures.of(code)]) for name, codes in plan]


def _line(figures: Published, code: Indicator) -> Line:
    series = figures.of(code)
    now, before = series[-1], series[0]
    also = [ALSO[code]] if code in ALSO and figures.of(ALSO[code]) else []
    return Line(
        code=code.value,
        name=str(code.label),
        sentence=_sentence(now, figures.limit),
        more=[text for text in (*_more(figures, code), _year_ago(before)) if text],
        curve=_curve(series),
        explained=[explained(figures, each) for each in (code, *also)],
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
        case Indicator.USUAL_EMPLOYEE:
            return _(
                "I året til og med %(month)s var i gennemsnit %(share)s af en borgers samtaler med den samme "
                "medarbejder."
            ) % {"share": words.percent(value), "month": words.month(now.day)}
        case Indicator.EMPLOYEES_MET:
            return _("I året til og med %(month)s mødte en borger i gennemsnit %(employees)s.") % {
                "employees": words.employees(value),
                "month": words.month(now.day),
            }
    return _("%(share)s af samtalerne i %(month)s var med borgerens egen medarbejder.") % {
        "share": words.percent(value),
        "month": words.month(now.day),
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
    if code == Indicator.USUAL_EMPLOYEE:
        same = figures.newest(Indicator.SAME_EMPLOYEE)
        if same is not None and same.value is not None:
            yield _("To af en borgers samtaler var i %(share)s af tilfældene med den samme.") % {
                "share": words.percent(same.value)
            }
    if now.denominator:
        yield _of_how_many(code, now.denominator)
    known = [
        f"{words.percent(figure.value)} {text}"
        for figure, text in ((figures.newest(code, group), text) for group, text in columns(code))
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
        Indicator.USUAL_EMPLOYEE: _("Regnet på %(n)s borgere med mindst to samtaler."),
        Indicator.EMPLOYEES_MET: _("Regnet på %(n)s borgere med mindst to samtaler."),
    }
    return texts[code] % {"n": words.number(n)} if code in texts else ""


def _waiting(figure: Figure | None, code: Indicator) -> str:
    if figure is None or not figure.numerator:
        return ""
    if code == Indicator.SPOKEN_ANSWER:
        return _("%(n)s meldinger er ikke besvaret og ikke med.") % {"n": words.number(figure.numerator)}
    return _("%(n)s fravær uden samtale er ikke med.") % {"n": words.number(figure.numerator)}


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
