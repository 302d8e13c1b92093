"""The same thing twice in one file."""

from collections.abc import Hashable

from django.utils.translation import gettext as _


class Repeats:
    """Remembers in which row something stood first."""

    def __init__(self) -> None:
        self.first: dict[Hashable, int] = {}

    def earlier(self, thing: Hashable, row: int) -> int | None:
        """Return the earlier row with the same thing, if there is one."""
        first = self.first.setdefault(thing, row)
        return first if first != row else None


def same_as(row: int, what: str) -> str:
    return _("%(what)s står også i række %(row)d. Slet den ene række.") % {"what": what, "row": row}
