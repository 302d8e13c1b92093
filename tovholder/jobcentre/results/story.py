"""Our own figures as sentences: each with its curve, its numbers, its units, and what it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.charts import curve
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.explained import Explained, explained, value_text, when
from tovholder.jobcentre.results.indicators import (
    SO_FAR,
    THRESHOLDS,
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


@dataclass(frozen=True)
class Chapter:
    """`lines` stand on the page, `more` behind a press."""

    name: str
    lines: list[Line]
    more: list[Line]


def chapters(figures: Published) -> list[Chapter]:
    """The page's chapters with their lines; a line that has no figure yet is left out."""
    plan: list[tuple[str, tuple[Indicator, ...], tuple[Indicator, ...]]] = [
        (_("Forsørgelse"), (Indicator.TEMPORARY, Indicator.PERMANENT, Indicator.UNDER_30), ()),
        (
            _("Sygefravær"),
            (
                Indicator.SICK,
                Indicator.COMPANY_CONTACT,
                Indicator.SPOKEN_ANSWER,
                Indicator.CITIZEN_TALK,
                Indicator.COMPANY_BEGAN,
            ),
            (Indicator.TOLD_IN_TIME, Indicator.AT_WORKPLACE, Indicator.WE_CHAIR),
        ),
        (
            _("Én fast medarbejder"),
            (Indicator.OWN_EMPLOYEE, Indicator.USUAL_EMPLOYEE, Indicator.EMPLOYEES_MET),
            (Indicator.HANDOVERS, Indicator.NEXT_SAME, Indicator.OWN_CITIZENS),
        ),
    ]
    return [Chapter(name, _lines(figures, shown), _lines(figures, more)) for name, shown, more in plan]


def _lines(figures: Published, codes: Iterable[Indicator]) -> list[Line]:
    return [_line(figures, code) for code in codes if figures.of(code)]


def said(figure: Figure | None) -> str:
    """The sentence of a share as it stands in Resultater; nothing where it may not be shown, or there is none."""
    return "" if figure is None or figure.value is None else _value_sentence(figure, figure.value)


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
        case Indicator.HANDOVERS:
            return _(
                "I året til og med %(month)s skiftede et forløb i gennemsnit fast medarbejder %(times)s."
            ) % {
                "times": words.times(value),
                "month": words.month(now.day),
            }
        case Indicator.NEXT_SAME:
            return _(
                "I året til og med %(month)s var en borgers samtale i %(share)s af tilfældene med den samme "
                "medarbejder som gangen før."
            ) % {"share": words.percent(value), "month": words.month(now.day)}
        case Indicator.OWN_CITIZENS:
            return _(
                "I året til og med %(month)s var i gennemsnit %(share)s af en medarbejders samtaler med borgere, "
                "medarbejderen selv er fast medarbejder for."
            ) % {"share": words.percent(value), "month": words.month(now.day)}
    share = {
        Indicator.COMPANY_BEGAN: _("%(share)s af kontakterne i %(when)s tog virksomhederne selv."),
        Indicator.TOLD_IN_TIME: _("%(share)s af årets meldinger kom senest på første fraværsdag."),
        Indicator.AT_WORKPLACE: _("%(share)s af årets samtaler med sygemeldte var på arbejdspladsen."),
        Indicator.WE_CHAIR: _("%(share)s af årets møder om en melding har vi ledt."),
    }
    if now.indicator in share:
        return share[Indicator(now.indicator)] % {"share": words.percent(value), "when": when(now)}
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
    yield _told_with(figures, code)
    now = figures.of(code)[-1]
    if now.denominator:
        yield _of_how_many(code, now.denominator)
    shares = list(_shares_beside(figures, code))
    if shares:
        yield ", ".join(shares).capitalize() + "."
    yield _waiting(figures.newest(code, WAITING), code)
    yield str(DEFINITIONS[code].before)


def _shares_beside(figures: Published, code: Indicator) -> Iterable[str]:
    """What stands beside the figure; of thresholds none after the one that holds them all."""
    for group, text in columns(code):
        figure = figures.newest(code, group)
        if figure and figure.value is not None:
            yield f"{value_text(figure)} {text}"
            if code in THRESHOLDS and figure.value == 1:
                return


def _told_with(figures: Published, code: Indicator) -> str:
    """Another figure, told in this one's sentences."""
    others = {
        Indicator.SICK: (
            Indicator.SICK_WEEKS,
            "",
            _("Halvdelen har været på sygedagpenge i mindst %(value)s."),
        ),
        Indicator.OWN_EMPLOYEE: (code, SO_FAR, _("I denne måned indtil nu: %(value)s.")),
        Indicator.USUAL_EMPLOYEE: (
            Indicator.SAME_EMPLOYEE,
            "",
            _("To af en borgers samtaler var i %(value)s af tilfældene med den samme."),
        ),
        Indicator.EMPLOYEES_MET: (
            Indicator.HANDOVERS,
            "",
            _("Et forløb skiftede fast medarbejder %(value)s."),
        ),
    }
    if code not in others:
        return ""
    other, group, text = others[code]
    figure = figures.newest(other, group)
    return text % {"value": value_text(figure)} if figure is not None and figure.value is not None else ""


def _of_how_many(code: Indicator, n: int) -> str:
    texts = {
        Indicator.COMPANY_CONTACT: _("Den midterste af %(n)s fravær."),
        Indicator.SPOKEN_ANSWER: _("Den midterste af %(n)s svar, regnet i arbejdstid."),
        Indicator.CITIZEN_TALK: _("Den midterste af %(n)s fravær."),
        Indicator.OWN_EMPLOYEE: _("Regnet på %(n)s samtaler."),
        Indicator.USUAL_EMPLOYEE: _("Regnet på %(n)s borgere med mindst to samtaler."),
        Indicator.EMPLOYEES_MET: _("Regnet på %(n)s borgere med mindst to samtaler."),
        Indicator.NEXT_SAME: _("Regnet på %(n)s borgere med mindst to samtaler."),
        Indicator.OWN_CITIZENS: _("Regnet på %(n)s medarbejdere."),
        Indicator.HANDOVERS: _("Regnet på %(n)s forløb."),
        Indicator.COMPANY_BEGAN: _("Regnet på %(n)s kontakter."),
        Indicator.TOLD_IN_TIME: _("Regnet på %(n)s meldinger."),
        Indicator.AT_WORKPLACE: _("Regnet på %(n)s samtaler."),
        Indicator.WE_CHAIR: _("Regnet på %(n)s møder."),
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
