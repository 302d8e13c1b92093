"""Small numbers are not shown: one limit (five unless the municipality chooses higher) for every figure about people.

0 may be shown; a count above 0 and below the limit becomes a `Suppressed`. In a row of parts with a total, a second
part is hidden where the first could be found by subtraction; so too in a tree of parts of parts. Other tables whose
parts are also parts of another are not protected against each other here.
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


def _nothing_of(row: Row[Key], limit: int) -> Row[Key]:
    return Row(dict.fromkeys(row.parts, Suppressed(limit)), Suppressed(limit))


def _gives_away(hidden: list[int], limit: int) -> bool:
    return sum(hidden) < limit or sum(hidden) == len(hidden)
