"""What the dry run found, in the same words on the page, in the terminal and in a file."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.exchange.writing import Table


def in_words(counts: dict[str, Any]) -> str:
    """ "Filen har 5.000 rækker: 4.980 nye, 12 ændres, 8 er her i forvejen." Nothing is said of none."""
    new, changed, unchanged, wrong = (counts.get(n, 0) for n in ("new", "changed", "unchanged", "wrong"))
    parts = [
        _counted(ngettext("%(n)s ny", "%(n)s nye", new), new),
        _counted(ngettext("%(n)s ændres", "%(n)s ændres", changed), changed),
        _counted(_("%(n)s er her i forvejen"), unchanged),
        _counted(ngettext("%(n)s har fejl", "%(n)s har fejl", wrong), wrong),
    ]
    rows = _counted(
        ngettext("Filen har %(n)s række", "Filen har %(n)s rækker", counts["rows"]), counts["rows"]
    )
    said = ", ".join(part for part in parts if part)
    return f"{rows}: {said}." if said else f"{rows}."


def _counted(text: str, n: int) -> str:
    return text % {"n": number_format(n, force_grouping=True)} if n else ""


def problems_table(problems: Iterable[dict[str, Any]]) -> Table:
    rows = [(problem["row"], problem["column"], problem["sentence"]) for problem in problems]
    return Table("", [_("Række"), _("Kolonne"), _("Hvad der skal gøres")], rows)
