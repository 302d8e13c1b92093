"""Pages on paper: tagged PDF (PDF/UA-1 and PDF/A-2a), so that they can be heard as well as read, and kept for years."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from tovholder.jobcentre.ui.frontend import VENDOR

# The letters of the screens; where they have not been fetched, those that come with typst are used.
_LETTERS = VENDOR / "dkfds" / "fonts"
_STANDARDS: list[Any] = ["a-2a", "ua-1"]  # typst names each standard in its types
_NO_SUCH_LETTER = "could not be displayed"


def tagged_pdf(template: Path, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """The page that `template` (a .typ file) makes of `data`: what people wrote is data, never the template's source.

    Where somebody used a sign that no letter of ours has (a smiley), the page is tagged all the same, with a box in its
    place: the standards refuse a page with a box on it, and nobody is refused their page for that. TypstError for
    whatever else breaks them, such as a picture without words: that is the template's fault.
    """
    given: dict[str, Any] = {
        "input": str(template),
        "font_paths": [str(_LETTERS)] if _LETTERS.exists() else [],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data)},
    }
    if at is not None:
        given["timestamp"] = int(at.timestamp())
    try:
        made = typst.compile(**given, format="pdf", pdf_standards=_STANDARDS)
    except typst.TypstError as refused:
        if _NO_SUCH_LETTER not in str(refused):
            raise
        made = typst.compile(**given, format="pdf")
    assert isinstance(made, bytes)
    return made
