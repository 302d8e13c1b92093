"""Rows by a name as it is remembered: every typed word a part of it; else nearly so."""

from typing import Any

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

LIKE_ENOUGH = 78  # of 100; below it, other people's names begin to look alike
AMONG = 20_000  # far more than anybody's work leads to


def named(rows: QuerySet[Any], folded: str, path: str = "", *, most: int = 10) -> list[int]:
    """Return the numbers of the rows in whose name every word of a folded text stands, in Danish order.

    When there are none: of at most `most` in whose name every word nearly stands, nearest first. `path` leads to the
    one named ("citizen__"). One query, which reads the names and leaves the comparing to us: asked for a part of a
    name, a database would rather go through everybody there is than begin with those this person may see.
    """
    order = (f"{path}name_order", "pk")
    names = list(rows.order_by(*order).values_list("pk", f"{path}search_name")[:AMONG])
    typed = folded.split()
    found = [pk for pk, name in names if all(word in name for word in typed)]
    return found or alike(names, folded, most=most)


def alike(names: list[tuple[int, str]], folded: str, *, most: int) -> list[int]:
    """Return the numbers of at most `most` names in which every word of a folded text nearly stands, nearest first."""
    typed = folded.split()
    likeness = {pk: min(_like(word, name) for word in typed) for pk, name in names}
    near = [pk for pk in likeness if likeness[pk] >= LIKE_ENOUGH]
    return sorted(near, key=lambda pk: (-likeness[pk], pk))[:most]


def beginning_or_ending_so(rows: QuerySet[Any], folded: str) -> QuerySet[Any]:
    """Return `rows` that share the beginning or the ending of every word: few enough to be compared one by one."""
    for word in folded.split():
        rows = rows.filter(Q(search_name__contains=word[:3]) | Q(search_name__contains=word[-3:]))
    return rows


def _like(word: str, name: str) -> float:
    return max((fuzz.ratio(word, part) for part in name.split()), default=0.0)
