"""A paper in print: tagged PDF (PDF/UA-1 and PDF/A-2a), so that it can be heard as well as read, and kept for years.

What people wrote goes to the template as data, never as its source; what breaks the standard breaks the making of it.
"""

import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.jobcentre.sickleave.models import WorkplacePaper
from tovholder.jobcentre.sickleave.papers.words import Shown, shown
from tovholder.jobcentre.ui.templatetags.ui import day

_TEMPLATE = Path(__file__).parents[1] / "templates" / "sickleave" / "paper.typ"
# The letters of the pages; where they have not been fetched the ones that come with the program are used.
_LETTERS = Path(__file__).parents[2] / "ui" / "static" / "vendor" / "dkfds" / "fonts"


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
    made = typst.compile(
        _TEMPLATE,
        font_paths=[_LETTERS] if _LETTERS.exists() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["a-2a", "ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def in_print(paper: WorkplacePaper) -> HttpResponse:
    """The newest version of a paper as a file, under a name that names nobody. Record it as taken out first."""
    newest = paper.versions.select_related("paper__workplace", "citizen").latest("version")
    return HttpResponse(
        as_pdf(shown(newest)),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="papir.pdf"', "Cache-Control": "no-store"},
    )
