"""The month on paper: the six figures with their charts, who comes and goes, how long sick leave lasts, and how far the
model is lived.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.jobcentre.results import expected, figure, lasting, model, news, sentences, story
from tovholder.jobcentre.results.against import Measures
from tovholder.jobcentre.results.data_read import time_of_data
from tovholder.jobcentre.results.defined import Definition
from tovholder.jobcentre.results.explained import explained
from tovholder.jobcentre.results.figure import Picture
from tovholder.jobcentre.results.models import Indicator, MunicipalityChoice
from tovholder.jobcentre.results.parts import parts
from tovholder.jobcentre.results.published import Published, of_own_page, of_the_model, published
from tovholder.jobcentre.sickleave.models import SickLeaveChoice
from tovholder.jobcentre.ui.pdf import tagged_pdf
from tovholder.registers.fidelity import scale

_TEMPLATE = Path(__file__).parent / "templates" / "results" / "report.typ"
Section = Mapping[str, Any]


def month_report() -> bytes:
    """As a tagged PDF, in the language of whoever asks. The figures are those the pages show."""
    choice = MunicipalityChoice.now()
    figures = published(choice.small_number_limit)
    measures = Measures(expected.of_area(choice.area), SickLeaveChoice.now())
    when = time_of_data(figures.at)
    hidden = _("Tal om færre end %(limit)d personer vises ikke.") % {"limit": choice.small_number_limit}
    told = [code for code in story.ON_PAPER if figures.of(code)]
    return tagged_pdf(
        _TEMPLATE,
        {
            "lang": (get_language() or "da")[:2],
            "title": _("Resultater"),
            "lead": f"{when} {hidden}" if figures.at else _("Ingen tal endnu."),
            "sections": [
                *(_of_figure(figures, code, measures, when) for code in told),
                *(_of_lasting(part, when) for part in _lasting_parts()),
            ],
            "model": _of_model(),
        },
        at=figures.at,
    )


def _of_figure(figures: Published, code: Indicator, measures: Measures, when: str) -> Section:
    told, part = story.tell(figures, code, measures), explained(figures, code)
    moved = news.movement(figures, code)
    pictures = [figure.over_a_year(code, figures.of(code)), figure.process_chart(code, moved)]
    return {
        "name": told.name,
        "now": told.now,
        "beside": " ".join([*told.beside, *(text for text in sentences.more(figures, code) if text)]),
        "pictures": [_picture(picture) for picture in pictures if picture is not None],
        "heads": part.heads[:2],
        "rows": [row[:2] for row in part.rows],
        "parts": [asdict(some) for some in parts(figures, code)] if code in story.IN_PARTS else [],
        "facts": _facts(part.definition, part.version, part.benefits, when),
    }


def _lasting_parts() -> Sequence[lasting.Told]:
    return [
        lasting.how_long(of_own_page(Indicator.SICK_LASTING)),
        lasting.how_it_ends(of_own_page(Indicator.SICK_ENDS)),
    ]


def _of_lasting(part: lasting.Told, when: str) -> Section:
    return {
        "name": part.name,
        "now": part.sentence,
        "beside": "",
        "pictures": [_picture(part.picture)] if part.picture else [],
        "heads": part.picture.heads if part.picture else [],
        "rows": part.picture.rows if part.picture else [],
        "parts": [],
        "facts": _facts(part.definition, part.version, part.benefits, when),
    }


def _of_model() -> Section:
    rows = model.rows(scale(), of_the_model(scale()))
    return {
        "name": _("Lever vi modellen?"),
        "now": model.summary(rows),
        "beside": _("Trinene er hele jobcentrets. Grænserne er vores egne: %(version)s.")
        % {"version": scale().version},
        "heads": [_("Element"), _("Trin af 5"), _("Hvad det er læst af")],
        "rows": [
            [str(row.name), str(row.step or "–"), f"{row.sentence} {row.trend}".strip()] for row in rows
        ],
    }


def _picture(picture: Picture) -> Mapping[str, str]:
    """Its SVG, and its description for whoever does not see it."""
    return {"svg": str(picture.svg), "alt": picture.alt, "caption": picture.caption}


def _facts(definition: Definition, version: str, names: Sequence[str], when: str) -> list[list[str]]:
    facts = [
        [_("Tæller"), str(definition.numerator)],
        [_("Ydelser"), ", ".join(names)],
        [_("Nævner"), str(definition.denominator)],
        [_("Periode"), str(definition.period)],
        [_("Kilde"), str(definition.source)],
        [_("Hvem er ikke med"), str(definition.left_out)],
        [_("Udgave"), _("Definition %(version)s") % {"version": version}],
        [_("Data fra"), when],
    ]
    return [fact for fact in facts if fact[1]]
