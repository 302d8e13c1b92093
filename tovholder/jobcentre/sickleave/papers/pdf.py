"""A paper in print."""

from dataclasses import asdict
from pathlib import Path

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.jobcentre.sickleave.models import WorkplacePaper
from tovholder.jobcentre.sickleave.papers.words import Shown, shown
from tovholder.jobcentre.ui.pdf import tagged_pdf
from tovholder.jobcentre.ui.templatetags.ui import day

_TEMPLATE = Path(__file__).parents[1] / "templates" / "sickleave" / "paper.typ"


def as_pdf(paper: Shown) -> bytes:
    """The paper as it is shown, in the language of whoever asks."""
    data = asdict(paper) | {
        "lang": (get_language() or "da")[:2],
        "written": _("Skrevet %(day)s") % {"day": day(paper.written_on)},
        "written_on": None,
        "about": _("%(name)s på %(workplace)s") % {"name": paper.name, "workplace": paper.workplace},
        "headings": [_("Uger"), _("Dage"), _("Timer"), _("Opgaver")],
        "stages_heading": _("Uge for uge"),
        "words_heading": _("Til arbejdsstedet"),
    }
    return tagged_pdf(_TEMPLATE, data)


def in_print(paper: WorkplacePaper) -> HttpResponse:
    """The newest version of a paper as a file, under a name that names nobody. Record it as taken out first."""
    newest = paper.versions.select_related("paper__workplace", "citizen").latest("version")
    return HttpResponse(
        as_pdf(shown(newest)),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="papir.pdf"', "Cache-Control": "no-store"},
    )
