"""Small numbers are not shown: one limit (five unless the municipality chooses higher) for every figure about people.

0 may be shown; a count above 0 and below the limit becomes a `Suppressed`. In a row of parts with a total, a second
part is hidden where the first could be found by subtraction; so too in a tree of parts of parts, and in a table of two
kinds of parts crossed. Other tables whose parts are also parts of another are not protected against each other here.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

LIMIT = 5

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A number we have and do not show, because it is below `limit` or would give one away that is."""

    limit: int

    def danish(self) -> str:
        return "Vises ikke, fordi det handler om få personer."


@dataclass(frozen=True, slots=True)
class Row(Generic[Key]):
    parts: Mapping[Key, int | Suppressed]
    total: int | Suppressed


def suppress(count: int, limit: int = LIMIT) -> int | Suppressed:
    """The count, or Suppressed when it is above 0 and below the limit. ValueError for a negative count."""
    if count < 0:
        raise ValueError(f"{count} is no count of people")
    return Suppressed(limit) if 0 < count < limit else count


def rounded(count: int, to: int) -> int:
    """The count to the nearest `to`, halves up; 1 leaves it as it is. ValueError for less than 1.

    Rounding is beside hiding, never instead of it: what may be shown at five or more is rounded to no less than that
    when `to` is 5 or 10, and never to nothing.
    """
    if to < 1:
        raise ValueError(f"nothing is rounded to {to}")
    return (count + to // 2) // to * to


def suppress_share(numerator: int, denominator: int, limit: int = LIMIT) -> float | Suppressed | None:
    """The share from 0 to 1; Suppressed when either count is above 0 and below the limit; None of nothing."""
    if numerator > denominator:
        raise ValueError(f"{numerator} of {denominator} is no share")
    if isinstance(suppress(numerator, limit), Suppressed) or isinstance(
        suppress(denominator, limit), Suppressed
    ):
        return Suppressed(limit)
    return numerator / denominator if denominator else None


def suppress_row(
    parts: Mapping[Key, int], total: int, limit: int = LIMIT, also: Collection[Key] = ()
) -> Row[Key]:
    """The parts and their total, with enough hidden that no small part can be found by subtraction.

    Small parts are hidden, and those in `also`, whatever they are. While what is hidden could be told from the total
    (together below the limit, or each exactly one) the smallest part still shown and not 0 is hidden too; where none is
    left, the total is. Parts may overlap and add up to more than the total: the same rule, which then hides rather too
    much.
    """
    hidden = {
        key for key, count in parts.items() if key in also or isinstance(suppress(count, limit), Suppressed)
    }

    def gives_away() -> bool:
        return bool(hidden) and _gives_away([0 if key in also else parts[key] for key in hidden], limit)

    while gives_away():
        left = [key for key, count in parts.items() if count and key not in hidden]
        if not left:
            break
        hidden.add(min(left, key=lambda key: parts[key]))
    shown_total = Suppressed(limit) if gives_away() else suppress(total, limit)
    return Row(
        {key: Suppressed(limit) if key in hidden else count for key, count in parts.items()}, shown_total
    )


def suppress_tree(
    parts: Mapping[Key, int], below: Mapping[Key, Mapping[Key, int]], total: int, limit: int = LIMIT
) -> tuple[Row[Key], dict[Key, Row[Key]]]:
    """A row whose parts have parts of their own (`below`), so that neither can be found through the other.

    Below a part that is hidden nothing is shown; a part whose own parts need its hiding is hidden.
    """
    also: set[Key] = set()
    while True:
        row = suppress_row(parts, total, limit, also)
        rows = {key: suppress_row(own, parts[key], limit) for key, own in below.items()}
        needed = {
            key for key, own in rows.items() if isinstance(own.total, Suppressed) and parts[key] >= limit
        }
        if needed <= also:
            break
        also |= needed
    return row, {
        key: own if isinstance(row.parts[key], int) else _nothing_of(own, limit) for key, own in rows.items()
    }


def suppress_cross(
    cells: Mapping[Key, Mapping[Key, int]], may: Collection[Key], limit: int = LIMIT
) -> set[Key]:
    """Which rows of a crossed table may show their cells, so that none is found from the totals around it.

    `cells`: by row (a benefit, say) and column (an age): exact counts. `may`: the rows whose own total is shown. A row
    shows all its cells or none. Its cells are each 0 or at least the limit; and in each column the same holds of what
    the rows that are not shown have together, as that is what is left when the others are taken from the column's
    total. One row alone is never left: it would be that. Columns that overlap (a person on two benefits) leave less
    than the rest really is, so that this hides rather too much.
    """
    some = {key for key, row in cells.items() if any(row.values())}
    shown = {key for key in some & set(may) if not any(0 < count < limit for count in cells[key].values())}
    while shown:
        hidden = some - shown
        rest: dict[Key, int] = {}
        for key in hidden:
            for column, count in cells[key].items():
                rest[column] = rest.get(column, 0) + count
        if not hidden or (len(hidden) > 1 and not any(0 < count < limit for count in rest.values())):
            break
        shown.remove(min(shown, key=lambda key: sum(cells[key].values())))
    return shown


def _nothing_of(row: Row[Key], limit: int) -> Row[Key]:
    return Row(dict.fromkeys(row.parts, Suppressed(limit)), Suppressed(limit))


def _gives_away(hidden: list[int], limit: int) -> bool:
    return sum(hidden) < limit or sum(hidden) == len(hidden)
