"""Our own figures in sentences."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.explained import value_text, when
from tovholder.jobcentre.results.indicators import COUNTS, HEARD, SO_FAR, THRESHOLDS, WAITING, Words, columns
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.published import Published


def said(figure: Figure | None) -> str:
    """The sentence of a share as it stands in Resultater; nothing where it may not be shown, or there is none."""
    return "" if figure is None or figure.value is None else _value_sentence(figure, figure.value)


def sentence(now: Figure, limit: int) -> str:
    if now.suppressed:
        return _(
            "Vises ikke: det er færre end %(limit)d, eller et tal under %(limit)d kunne regnes ud fra det."
        ) % {"limit": limit}
    if now.indicator in COUNTS:
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
        Indicator.FULL_TIME: _("I %(when)s var der %(n)s fuldtidspersoner på en ydelse."),
        Indicator.INFLOW: _("I %(when)s begyndte %(n)s ydelsesforløb."),
        Indicator.OUTFLOW: _("I %(when)s endte %(n)s ydelsesforløb."),
    }
    nobody = {
        Indicator.TEMPORARY: _("Ingen er på midlertidig forsørgelse."),
        Indicator.PERMANENT: _("Ingen er på permanent forsørgelse."),
        Indicator.UNDER_30: _("Ingen under 30 år er på en ydelse."),
        Indicator.SICK: _("Ingen er på sygedagpenge."),
        Indicator.FULL_TIME: _("I %(when)s var ingen på en ydelse."),
        Indicator.INFLOW: _("I %(when)s begyndte ingen ydelsesforløb."),
        Indicator.OUTFLOW: _("I %(when)s endte ingen ydelsesforløb."),
    }
    code = Indicator(now.indicator)
    said = {"n": words.number(now.numerator or 0), "when": when(now)}
    return (some if now.numerator else nobody)[code] % said


def _value_sentence(now: Figure, value: float) -> str:
    text, said = _MEASURED.get(now.indicator) or (_SHARES[now.indicator], words.percent)
    return str(text) % {"value": said(value), "when": when(now)}


_MEASURED: Mapping[str, tuple[Words, Callable[[float], str]]] = {
    Indicator.COMPANY_CONTACT: (
        gettext_lazy("Typisk har vi kontakt med virksomheden %(value)s."),
        lambda days: _when(days),
    ),
    Indicator.SPOKEN_ANSWER: (
        gettext_lazy("Typisk taler vi med virksomheden %(value)s efter dens melding."),
        words.hours,
    ),
    Indicator.CITIZEN_TALK: (
        gettext_lazy("Typisk taler vi med borgeren første gang %(value)s."),
        lambda days: _when(days),
    ),
    Indicator.SICK_WEEKS: (
        gettext_lazy("Halvdelen har været på sygedagpenge i mindst %(value)s."),
        words.weeks,
    ),
    Indicator.SO_LONG: (
        gettext_lazy(
            "Halvdelen af dem på midlertidig forsørgelse har været på deres ydelse i mindst %(value)s."
        ),
        words.weeks,
    ),
    Indicator.FELT_MET: (
        gettext_lazy("I %(when)s svarede borgerne i gennemsnit %(value)s på, om de følte sig mødt."),
        words.of_five,
    ),
    Indicator.KNOWS_ME: (
        gettext_lazy(
            "I %(when)s svarede borgerne i gennemsnit %(value)s på, om deres medarbejder ved, hvordan de har det."
        ),
        words.of_five,
    ),
    Indicator.OWN_SAY: (
        gettext_lazy(
            "I %(when)s svarede borgerne i gennemsnit %(value)s på, om de selv er med til at bestemme i deres plan."
        ),
        words.of_five,
    ),
    Indicator.EMPLOYEES_MET: (
        gettext_lazy("I året til og med %(when)s mødte en borger i gennemsnit %(value)s."),
        words.employees,
    ),
    Indicator.HANDOVERS: (
        gettext_lazy(
            "I året til og med %(when)s skiftede et forløb i gennemsnit fast medarbejder %(value)s."
        ),
        words.times,
    ),
}
_SHARES: Mapping[str, Words] = {
    Indicator.OWN_EMPLOYEE: gettext_lazy(
        "%(value)s af samtalerne i %(when)s var med borgerens egen medarbejder."
    ),
    Indicator.SAME_EMPLOYEE: gettext_lazy(
        "To af en borgers samtaler var i %(value)s af tilfældene med den samme."
    ),
    Indicator.USUAL_EMPLOYEE: gettext_lazy(
        "I året til og med %(when)s var i gennemsnit %(value)s af en borgers samtaler med den samme medarbejder."
    ),
    Indicator.NEXT_SAME: gettext_lazy(
        "I året til og med %(when)s var en borgers samtale i %(value)s af tilfældene med den samme medarbejder som "
        "gangen før."
    ),
    Indicator.OWN_CITIZENS: gettext_lazy(
        "I året til og med %(when)s var i gennemsnit %(value)s af en medarbejders samtaler med borgere, medarbejderen "
        "selv er fast medarbejder for."
    ),
    Indicator.COMPANY_BEGAN: gettext_lazy("%(value)s af kontakterne i %(when)s tog virksomhederne selv."),
    Indicator.TOLD_IN_TIME: gettext_lazy("%(value)s af årets meldinger kom senest på første fraværsdag."),
    Indicator.AT_WORKPLACE: gettext_lazy("%(value)s af årets samtaler med sygemeldte var på arbejdspladsen."),
    Indicator.REAL_WORLD: gettext_lazy(
        "%(value)s af årets aftalte timer lå på en arbejdsplads eller en uddannelse."
    ),
    Indicator.COORDINATION: gettext_lazy(
        "%(value)s af årets tid om borgere gik til koordinering, resten til samtaler."
    ),
    Indicator.WE_CHAIR: gettext_lazy("%(value)s af årets møder om en melding har vi ledt."),
    Indicator.AFTER_SICK: gettext_lazy(
        "I %(value)s af de sygeforløb, der endte i %(when)s, var personen ikke på nogen ydelse 92 dage efter."
    ),
}


def _when(days: float) -> str:
    if days == 0:
        return _("på første fraværsdag")
    text = _("%(days)s før første fraværsdag") if days < 0 else _("%(days)s efter første fraværsdag")
    return text % {"days": words.days(days)}


def year_ago(before: Figure) -> str:
    if before.suppressed:
        return _("For et år siden: vises ikke.")
    return _("For et år siden: %(value)s.") % {"value": value_text(before)}


def more(figures: Published, code: Indicator) -> Iterable[str]:
    yield told_with(figures, code)
    now = figures.of(code)[-1]
    if now.denominator:
        yield _of_how_many(code, now.denominator)
    shares = list(_shares_beside(figures, code))
    if shares:
        yield ", ".join(shares).capitalize() + "."
    yield _waiting(figures.newest(code, WAITING), code)
    yield str(DEFINITIONS[code].before)


def _shares_beside(figures: Published, code: Indicator) -> Iterable[str]:
    """What stands beside the figure and is known of the same time; of thresholds none after the one that holds all."""
    now = figures.of(code)[-1]
    for group, text in columns(code):
        figure = figures.newest(code, group)
        if figure and figure.value is not None and figure.day == now.day:
            yield f"{value_text(figure)} {text}"
            if code in THRESHOLDS and figure.value == 1:
                return


def told_with(figures: Published, code: Indicator) -> str:
    """Another figure, told in this one's sentences."""
    others = {
        Indicator.SICK: (
            Indicator.SICK_WEEKS,
            "",
            _("Halvdelen af dem har været det i mindst %(value)s."),
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
        Indicator.REAL_WORLD: _("Regnet på aktiviteter hos %(n)s borgere."),
        Indicator.COORDINATION: _("Regnet på tid om %(n)s borgere."),
        Indicator.SO_LONG: _("Regnet på %(n)s personer."),
        Indicator.AFTER_SICK: _("Regnet på %(n)s sygeforløb."),
        **dict.fromkeys(HEARD, _("Regnet på %(n)s svar.")),
    }
    return texts[code] % {"n": words.number(n)} if code in texts else ""


def _waiting(figure: Figure | None, code: Indicator) -> str:
    if figure is None or not figure.numerator:
        return ""
    if code == Indicator.SPOKEN_ANSWER:
        return _("%(n)s meldinger er ikke besvaret og ikke med.") % {"n": words.number(figure.numerator)}
    return _("%(n)s fravær uden samtale er ikke med.") % {"n": words.number(figure.numerator)}
