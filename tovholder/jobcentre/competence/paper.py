"""A profile on paper."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.jobcentre.competence.models import ANCHORS
from tovholder.jobcentre.competence.profile import Line, Seen
from tovholder.jobcentre.ui.pdf import tagged_pdf
from tovholder.jobcentre.ui.templatetags.ui import day as in_words

_TEMPLATE = Path(__file__).with_name("paper.typ")


def profile_paper(seen: Seen, today: date) -> bytes:
    return tagged_pdf(_TEMPLATE, _said(seen, today))


def _said(seen: Seen, today: date) -> dict[str, Any]:
    told = {"name": seen.employee.name, "day": in_words(today)}
    scale = " ".join(f"{level.label}: {words}" for level, words in ANCHORS.items())
    return {
        "language": get_language() or "da",
        "title": _("Min profil: %(name)s") % told,
        "lead": _("Som den står %(day)s.") % told + " " + scale,
        "heads": [_("Kompetence"), _("Aftalt"), _("Sådan ser jeg det")],
        "sections": [
            {"name": section.profile.name, "rows": [_row(line) for line in section.lines]}
            for section in seen.sections
        ],
    }


def _row(line: Line) -> list[str]:
    agreed = str(line.agreed.label) if line.agreed else _("Intet aftalt")
    if line.own is None or line.own_level is None:
        return [line.competence.name, agreed, "–"]
    said = [str(line.own_level.label)]
    if line.own.is_unsure:
        said.append(_("Her er jeg usikker"))
    if line.own.wants:
        said.append(_("Det vil jeg gerne"))
    return [line.competence.name, agreed, ". ".join(said)]
