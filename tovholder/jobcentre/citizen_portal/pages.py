"""Newest first, a page at a time, by the number of the last row shown: nothing moves when something new arrives."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.http import Http404


@dataclass(frozen=True)
class Page:
    """`rows` of one page; `older` is the key of the next page, None on the last; `is_first` when nothing is newer."""

    rows: list[Any]
    older: int | None
    is_first: bool


def newest_first(rows: QuerySet[Any], moment: str, *, before: str, size: int) -> Page:
    """Return at most `size` of `rows`, newest by the field `moment`, older than the row numbered `before` ("" is none).

    A number that is none of `rows` gives an empty page, one that is no number is not found. One query.
    """
    if not before:
        return first_of(newest(rows, moment, size), size=size)
    key = _number(before)
    then = Subquery(rows.order_by().filter(pk=key).values(moment))
    older = rows.filter(Q(**{f"{moment}__lt": then}) | Q(**{moment: then, "pk__lt": key}))
    return replace(first_of(newest(older, moment, size), size=size), is_first=False)


def newest(rows: QuerySet[Any], moment: str, size: int) -> QuerySet[Any]:
    """The rows of a page, and one more to know that there are older."""
    return rows.order_by(f"-{moment}", "-pk")[: size + 1]


def first_of(rows: Iterable[Any], *, size: int) -> Page:
    """Return `newest` rows as the page nothing is newer than."""
    shown = list(rows)
    return Page(shown[:size], older=shown[size - 1].pk if len(shown) > size else None, is_first=True)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    return int(text)
