"""What the dry run found, in the same words on the page, in the terminal and in a file."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.exchange.writing import as_csv


def in_words(counts: dict[str, Any]) -> str:
    """ "Filen har 500 rækker: 480 nye, 12 ændres, 8 er her i forvejen." """
    rows, wrong = counts["rows"], counts["wrong"]
    start = ngettext("Filen har %(n)d række", "Filen har %(n)d rækker", rows) % {"n": rows}
    parts = [
        ngettext("%(n)d ny", "%(n)d nye", counts["new"]) % {"n": counts["new"]},
        ngettext("%(n)d ændres", "%(n)d ændres", counts["changed"]) % {"n": counts["changed"]},
        _("%(n)d er her i forvejen") % {"n": counts["unchanged"]},
    ]
    if wrong:
        parts.append(ngettext("%(n)d har fejl", "%(n)d har fejl", wrong) % {"n": wrong})
    return f"{start}: {', '.join(parts)}."


def problems_as_csv(problems: Iterable[dict[str, Any]]) -> bytes:
    rows = [(problem["row"], problem["column"], problem["sentence"]) for problem in problems]
    return as_csv([_("Række"), _("Kolonne"), _("Hvad der skal gøres")], rows)
