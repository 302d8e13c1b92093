"""Rows by a name as it is remembered: every typed word a part of it; else nearly so."""

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Any

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

LIKE_ENOUGH = 78  # of 100; below it, other people's names begin to look alike
AMONG = 20_000  # names that are compared here; of more, the database finds those worth it


def named(rows: QuerySet[Any], folded: str, path: str = "", *, most: int = 10) -> list[int]:
    """Return the numbers of the rows in whose name every word of a folded text stands, in Danish order.

    When there are none: of at most `most` in whose name every word nearly stands, nearest first. `path` leads to the
    one named ("citizen__"). One query, which reads the names and leaves the comparing to us: asked for a part of a
    name, a database would rather go through everybody there is than begin with those this person may see. Where those
    are a large part of everybody, that is quicker, and is what it is asked for.
    """
    fields = ("pk", f"{path}search_name", f"{path}name_order")
    names = list(rows.order_by().values_list(*fields)[: AMONG + 1])
    if len(names) > AMONG:
        return _named_among_many(rows, folded, path, most=most)
    typed = folded.split()
    found = [(bytes(order), pk) for pk, name, order in names if all(word in name for word in typed)]
    if found:
        return [pk for _order, pk in sorted(found)]
    return alike([(pk, name) for pk, name, _order in names], folded, most=most)


def _named_among_many(rows: QuerySet[Any], folded: str, path: str, *, most: int) -> list[int]:
    found = rows
    for word in folded.split():
        found = found.filter(**{f"{path}search_name__contains": word})
    in_order = list(found.order_by(f"{path}name_order", "pk").values_list("pk", flat=True))
    if in_order:
        return in_order
    near = beginning_or_ending_so(rows, folded, path).order_by()
    return alike(near.values_list("pk", f"{path}search_name"), folded, most=most)


def alike(names: Iterable[tuple[int, str]], folded: str, *, most: int) -> list[int]:
    """Return the numbers of at most `most` names in which every word of a folded text nearly stands, nearest first."""
    typed = folded.split()
    likeness = ((_like(typed, name), pk) for pk, name in names)
    near = ((-like, pk) for like, pk in likeness if like)
    return [pk for _like, pk in nsmallest(most, near)]


def beginning_or_ending_so(rows: QuerySet[Any], folded: str, path: str = "") -> QuerySet[Any]:
    """Return `rows` that share the beginning or the ending of every word: few enough to be compared one by one."""
    field = f"{path}search_name__contains"
    for word in folded.split():
        rows = rows.filter(Q(**{field: word[:3]}) | Q(**{field: word[-3:]}))
    return rows


def _like(typed: Sequence[str], name: str) -> float:
    """How much the word that is least like any in the name is like one; 0 when that is not enough."""
    parts, least = name.split(), 100.0
    for word in typed:
        least = min(
            least, max((fuzz.ratio(word, part, score_cutoff=LIKE_ENOUGH) for part in parts), default=0.0)
        )
        if not least:
            break
    return least
