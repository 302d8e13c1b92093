"""How far the model is lived, as it is told: a step for each element data can show, its trend, and what raises it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.indicators import HEARD, ONE_BY_ONE, Words
from tovholder.jobcentre.results.models import Figure
from tovholder.registers.fidelity import STEPS, Element, Scale

Pair = tuple[Figure | None, Figure | None]  # now, and a year ago

# What an element is read from, in a sentence; the share or number comes first.
READ: Mapping[str, Words] = {
    "M1": gettext_lazy("%(value)s af samtalerne var med borgerens egen medarbejder."),
    "M2": gettext_lazy("%(value)s af medarbejderne har taget mindst tre af de fem roller i året."),
    "M3": gettext_lazy("%(value)s af medarbejderne er beskæftigelsesfaglige."),
    "M4": gettext_lazy("%(value)s af medarbejderne har aftalte niveauer i mindst to fagprofiler."),
    "M5": gettext_lazy("%(value)s af medarbejderne har fået læring bekræftet i året."),
    "M6": gettext_lazy("%(value)s af de åbne forløb har et mål eller skridt i borgerens egne ord."),
    "M7": gettext_lazy("I %(value)s af de åbne forløb har borgeren fortalt, eller der er en tråd."),
    "M8": gettext_lazy("%(value)s af de åbne forløb har en aftalt næste samtale."),
    "M9": gettext_lazy("%(value)s af årets aftalte timer lå på en arbejdsplads eller en uddannelse."),
    "M10": gettext_lazy("%(value)s af årets kontakter med arbejdssteder havde deres faste kontakt selv."),
    "M11": gettext_lazy(
        "Ved %(value)s af årets fravær var der kontakt med virksomheden senest på første fraværsdag."
    ),
    "M12": gettext_lazy("%(value)s af årets møder om en melding har vi ledt."),
    "M13": gettext_lazy("%(value)s af årets meldinger kom senest på første fraværsdag."),
    "M15": gettext_lazy("%(value)s af årets tid om borgere gik til koordinering."),
    "M16": gettext_lazy("Borgerne svarede i gennemsnit %(value)s på, om de følte sig mødt."),
    "M18": gettext_lazy(
        "%(value)s af de åbne forløb bærer den faste medarbejder uden at drage en kollega ind."
    ),
    "M20": gettext_lazy("I %(value)s af felterne har nogen delt noget i året."),
}
NAMES: Mapping[str, Words] = {
    "M1": gettext_lazy("Én borger, én medarbejder"),
    "M2": gettext_lazy("Medarbejderen tager alle roller"),
    "M3": gettext_lazy("De fleste er generalister"),
    "M4": gettext_lazy("Hver medarbejder er en blanding af fagprofiler"),
    "M5": gettext_lazy("Medarbejdere lærer det, de er usikre i"),
    "M6": gettext_lazy("Borgeren ejer planen"),
    "M7": gettext_lazy("Historien fortælles én gang"),
    "M8": gettext_lazy("Næste samtale aftales hver gang"),
    "M9": gettext_lazy("Virkeligheden virker"),
    "M10": gettext_lazy("Faste kontakter for virksomheder"),
    "M11": gettext_lazy("Kontakt på første fraværsdag eller før"),
    "M12": gettext_lazy("Medarbejderen leder sygefraværssamtalen"),
    "M13": gettext_lazy("Tidlig forebyggelse"),
    "M14": gettext_lazy("Resultater"),
    "M15": gettext_lazy("Mindre tid på koordinering"),
    "M16": gettext_lazy("Borgere føler sig mødt"),
    "M17": gettext_lazy("Virksomheder får de medarbejdere, de mangler"),
    "M18": gettext_lazy("Arbejdet er delt, så én kan bære det"),
    "M19": gettext_lazy("Borgere og ikke andre ord"),
    "M20": gettext_lazy("Det, der virker, deles"),
}


@dataclass(frozen=True)
class Row:
    """An element as the page tells it. `step` is None where it is not shown; `figure` is the address of its figure, and
    `now` what it is read from, None where there is nothing."""

    element: Element
    name: Words
    step: int | None
    sentence: str
    trend: str
    bands: list[list[str]]
    figure: str
    now: Figure | None

    @property
    def dots(self) -> list[bool]:
        """The five steps, from the left: those reached."""
        return [number <= (self.step or 0) for number in range(1, STEPS + 1)]


def rows(scale: Scale, figures: Mapping[tuple[str, str], Sequence[Figure]]) -> list[Row]:
    """`figures`: published series by figure and part, oldest first."""
    return [
        _row(element, _pair(figures.get((element.figure, element.part), ()))) for element in scale.elements
    ]


def summary(told: Sequence[Row]) -> str:
    """How many steps of how many, and how many elements cannot be seen."""
    seen = [row.step for row in told if row.step is not None]
    if not seen:
        return _("Ingen af modellens elementer kan ses af data endnu.")
    high = sum(step >= STEPS - 1 for step in seen)
    return _("%(high)d af de %(seen)d elementer, data kan vise, er på de to øverste trin.") % {
        "high": high,
        "seen": len(seen),
    }


def _pair(series: Sequence[Figure]) -> Pair:
    if not series:
        return None, None
    newest = series[-1]
    before = series[0] if series[0].day != newest.day else None
    return newest, before


def _row(element: Element, pair: Pair) -> Row:
    now, before = pair
    step = element.step(now.value) if now is not None and now.value is not None and element.begins else None
    return Row(
        element=element,
        name=NAMES[element.element],
        step=step,
        sentence=_sentence(element, now),
        trend=_trend(element, step, before),
        bands=_bands(element),
        figure=element.figure if element.figure in ONE_BY_ONE else "",
        now=now,
    )


def _sentence(element: Element, now: Figure | None) -> str:
    if element.never:
        return ""
    if element.unseen:
        return _("Kan ikke ses af data endnu.")
    if now is None or (now.value is None and not now.suppressed):
        return _("Kan ikke ses af data endnu: der er ikke noget at regne på.")
    if now.value is None:
        return _("Vises ikke: det handler om for få.")
    return str(READ[element.element]) % {"value": _value(element, now.value)}


def _value(element: Element, value: float) -> str:
    if element.figure in HEARD:
        return words.of_five(value)
    return words.percent(round(value, 2)) if element.unit == "share" else words.employees(value)


def _trend(element: Element, step: int | None, before: Figure | None) -> str:
    if step is None:
        return ""
    if before is None:
        return _("Hvad det var for et år siden, kan ikke ses.")
    if before.value is None:
        return _("For et år siden: vises ikke.")
    was = element.step(before.value)
    text = {
        True: _("For et år siden: %(value)s, trin %(step)d. Det er gået frem."),
        False: _("For et år siden: %(value)s, trin %(step)d. Det er gået tilbage."),
        None: _("For et år siden: %(value)s, samme trin."),
    }[None if was == step else step > was]
    return text % {"value": _value(element, before.value), "step": was}


def _bands(element: Element) -> list[list[str]]:
    """Where each step begins, in words."""
    if not element.begins:
        return []
    text = _("højst %(value)s") if element.less_is_better else _("mindst %(value)s")
    begins = [text % {"value": _threshold(element, each)} for each in element.begins]
    return [["1", _("under trin 2")], *([str(number), says] for number, says in enumerate(begins, start=2))]


def _threshold(element: Element, value: float) -> str:
    return words.percent(value) if element.unit == "share" else words.number(value, 1)
