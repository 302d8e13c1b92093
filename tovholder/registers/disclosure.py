"""Small numbers are not shown: one limit (five unless the municipality chooses higher) for every figure about people.

0 may be shown; a count above 0 and below the limit becomes a `Suppressed`. In a row of parts with a total, a second
part is hidden where the first could be found by subtraction. Tables whose parts are also parts of another table are not
protected against each other here.
"""

from collections.abc import Hashable, Mapping
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


def suppress_row(parts: Mapping[Key, int], total: int, limit: int = LIMIT) -> Row[Key]:
    """The parts and their total, with enough hidden that no small part can be found by subtraction.

    Small parts are hidden. While what is hidden could be told from the total (together below the limit, or each
    exactly one) the smallest part still shown and not 0 is hidden too; where none is left, the total is. Parts
    may overlap and add up to more than the total: the same rule, which then hides rather too much.
    """
    hidden = {key for key, count in parts.items() if isinstance(suppress(count, limit), Suppressed)}
    while hidden and _gives_away([parts[key] for key in hidden], limit):
        left = [key for key, count in parts.items() if count and key not in hidden]
        if not left:
            break
        hidden.add(min(left, key=lambda key: parts[key]))
    shown_total = suppress(total, limit)
    if hidden and _gives_away([parts[key] for key in hidden], limit):
        shown_total = Suppressed(limit)
    return Row(
        {key: Suppressed(limit) if key in hidden else count for key, count in parts.items()}, shown_total
    )


def _gives_away(hidden: list[int], limit: int) -> bool:
    return sum(hidden) < limit or sum(hidden) == len(hidden)
