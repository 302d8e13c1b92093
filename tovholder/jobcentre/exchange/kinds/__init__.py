"""The kinds of file we read, and which of them a file is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tovholder.jobcentre.exchange.columns import Kind
from tovholder.jobcentre.exchange.kinds.citizens import CITIZENS
from tovholder.jobcentre.exchange.kinds.companies import COMPANIES
from tovholder.jobcentre.exchange.kinds.employees import EMPLOYEES
from tovholder.jobcentre.exchange.kinds.support import SUPPORT
from tovholder.jobcentre.exchange.reading import Unreadable

# In the order they are read in: each speaks of what those before it hold.
KINDS: dict[str, Kind] = {kind.code: kind for kind in (EMPLOYEES, COMPANIES, CITIZENS, SUPPORT)}


def known_headings(headings: Sequence[str]) -> int:
    """Return how many of the headings the best fitting kind recognises."""
    return max(len(kind.find(headings)) for kind in KINDS.values())


def recognise(headings: Sequence[str]) -> Kind:
    """Return the kind whose required headings are all there, the best fitting where several are.

    Raises `Unreadable` when there is none; the sentence says what the nearest kind lacks.
    """
    by_fit = sorted(KINDS.values(), key=lambda kind: len(kind.find(headings)), reverse=True)
    whole = [kind for kind in by_fit if not kind.missing(headings)]
    if whole:
        return whole[0]
    nearest = by_fit[0]
    if len(nearest.find(headings)) < 2:
        raise Unreadable(
            _(
                "Vi kan ikke se, hvad filen handler om. Skriv overskrifter i første række, som vist under »Filerne«."
            )
        )
    raise Unreadable(
        _("Filen ligner en med %(kind)s, men mangler kolonnen %(missing)s. Tilføj den, og vælg filen igen.")
        % {
            "kind": str(nearest.name).lower(),
            "missing": ", ".join(f"»{heading}«" for heading in nearest.missing(headings)),
        }
    )
