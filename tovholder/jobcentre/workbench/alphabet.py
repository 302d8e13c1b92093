"""Courses in the Danish order of the citizens' names, a page at a time, by the number of the last one shown."""

from django.db.models import Q, QuerySet, Subquery
from django.http import Http404

from tovholder.jobcentre.citizens.models import Course


def in_order(
    courses: QuerySet[Course], *, known: QuerySet[Course], after: str, size: int
) -> QuerySet[Course]:
    """Return at most `size` of `courses` behind the one of `known` which `after` numbers ("" is from the beginning).

    The address holds the number, never the name; a number that is none of `known` leads nowhere (so that it does not
    tell where a hidden name stands), one that is no number is not found.
    """
    courses = courses.select_related("citizen", "contact")
    if after:
        if not (after.isascii() and after.isdigit() and len(after) <= 18):
            raise Http404
        key = int(after)
        name = Subquery(known.order_by().filter(pk=key).values("citizen__name_order"))
        courses = courses.filter(Q(citizen__name_order__gt=name) | Q(citizen__name_order=name, pk__gt=key))
    return courses.order_by("citizen__name_order", "pk")[:size]
