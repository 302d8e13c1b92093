"""How new what figures are reckoned from is: when the newest file was read in before them.

Files are read in by a room above this one, which says when as it starts (`is_told_by`).
"""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from tovholder.jobcentre.ui.templatetags.ui import moment

Newest = Callable[[datetime], datetime | None]
_newest: list[Newest] = []


def is_told_by(newest: Newest) -> None:
    """`newest` says when a file was last read in before a moment; None: never."""
    _newest[:] = [newest]


def read_before(at: datetime | None) -> datetime | None:
    """When the newest file was read in before figures were reckoned `at` that moment."""
    return _newest[0](at) if _newest and at else None


def time_of_data(at: datetime | None) -> str:
    """When figures were reckoned and how new their data were, in words; "" where none are reckoned."""
    if at is None:
        return ""
    read = read_before(at)
    reckoned = _("Regnet %(when)s af det, der var kendt da.") % {"when": moment(at)}
    newest = _("Data læst ind %(when)s.") % {"when": moment(read)} if read else _("Ingen fil var læst ind.")
    return f"{reckoned} {newest}"
