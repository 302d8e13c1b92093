"""Lists that do not grow: a page at a time, by the number of a row; and counts that stop counting.

An address holds numbers only: `?fra=7` is the page that begins with row 7, `?foer=7` the page that ends before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

KEYS = ("fra", "foer")
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Page:
    """`rows` of a page; the numbers that the page before ends before (`foer`) and the next begins with (`fra`)."""

    rows: list[Any]
    foer: int | None = None
    fra: int | None = None


def page_of(
    rows: QuerySet[Any], given: Mapping[str, Any], *, known: QuerySet[Any], by: str, size: int
) -> Page:
    """Return the page of `rows` that `given` asks for, ordered by the field `by` ("-at" is newest first), then number.

    A number that is none of `known` leads to the first page, so that it does not tell where a hidden row stands; one
    that is no number is not found. Two queries for the first page, a few more for another.
    """
    order = _Order(by)
    if key := _number(given.get("foer", "")):
        place = order.place(known, key)
        found = _keys(rows.filter(order.before(place, key)).order_by(*order.backward), size) if place else []
        if len(found) > size:  # else it is the first page, and the first page is full
            shown = found[size - 1 :: -1]
            return Page(read(rows, shown), foer=shown[0], fra=key)
    elif key := _number(given.get("fra", "")):
        place = order.place(known, key)
        found = _keys(rows.filter(order.behind(place, key)).order_by(*order.forward), size) if place else []
        if found and rows.filter(order.before(place, key)).exists():
            return _page(rows, found, size, foer=key)
    return _page(rows, _keys(rows.order_by(*order.forward), size), size, foer=None)


def page_of_keys(rows: QuerySet[Any], keys: list[int], given: Mapping[str, Any], *, size: int) -> Page:
    """Return the page that `given` asks for of the rows with these numbers, which stand in order. One query."""
    begins = 0
    if key := _number(given.get("foer", "")):
        begins = max(keys.index(key) - size, 0) if key in keys else 0
    elif key := _number(given.get("fra", "")):
        begins = keys.index(key) if key in keys else 0
    ends = begins + size
    foer = keys[begins] if begins else None
    return Page(read(rows, keys[begins:ends]), foer=foer, fra=keys[ends] if ends < len(keys) else None)


def page_of_found(rows: Iterable[Any], keys: list[int], *, size: int) -> Page:
    """The first page, of `rows` in whatever order they came, in that of `keys`: one more than a page, if there are."""
    found = _in_order({row.pk: row for row in rows}, keys)
    return Page(found, fra=keys[size] if len(keys) > size else None)


def read(rows: QuerySet[Any], keys: list[int]) -> list[Any]:
    """Return the rows with these numbers, in this order. Only those that are shown are ever read."""
    return _in_order(rows.in_bulk(keys) if keys else {}, keys)


def _in_order(found: Mapping[int, Any], keys: list[int]) -> list[Any]:
    return [found[key] for key in keys if key in found]


def _keys(rows: QuerySet[Any], size: int) -> list[int]:
    """The numbers of a page of rows, and of one more if there is one."""
    return list(rows.values_list("pk", flat=True)[: size + 1])


def _page(rows: QuerySet[Any], found: list[int], size: int, *, foer: int | None) -> Page:
    return Page(read(rows, found[:size]), foer=foer, fra=found[size] if len(found) > size else None)


class _Order:
    """By a field, then by number: one way or the other."""

    def __init__(self, by: str) -> None:
        self.field = by.removeprefix("-")
        self.is_up = by == self.field
        self.forward = (by, "pk" if self.is_up else "-pk")
        self.backward = (f"-{by}", "-pk") if self.is_up else (self.field, "pk")

    def place(self, known: QuerySet[Any], key: int) -> Any:
        """What the row numbered `key` is ordered by; None when it is none of `known`."""
        return known.filter(pk=key).order_by().values_list(self.field, flat=True).first()

    def before(self, place: Any, key: int) -> Q:
        beyond = "lt" if self.is_up else "gt"
        return self._beyond(beyond, place) | Q(**{self.field: place, f"pk__{beyond}": key})

    def behind(self, place: Any, key: int) -> Q:
        """The row itself, and those behind it."""
        beyond = "gt" if self.is_up else "lt"
        return self._beyond(beyond, place) | Q(**{self.field: place, f"pk__{beyond}e": key})

    def _beyond(self, beyond: str, place: Any) -> Q:
        return Q(**{f"{self.field}__{beyond}": place})


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    return int(text)


def address(filters: QueryDict, **key: int) -> str:
    """Return the query of the same list, with its filters, from another row on."""
    query = filters.copy()
    for name in KEYS:
        query.pop(name, None)
    for name, value in key.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


def address_of_each(view: str) -> str:
    """Return the address of a page about one row, for a list to fill in with each row's number: "/borger/%d/"."""
    return reverse(view, args=[0]).replace("/0/", "/%d/")


def counted(rows: QuerySet[Any]) -> int:
    """Return how many `rows` there are, or `MOST_COUNTED` + 1 when there are more than that."""
    return rows.order_by()[: MOST_COUNTED + 1].count()
