"""Two years before the demo's three: what was said and told then is what was said and told two years later.

Talks with their roles, and notices with the answers to them. Support goes six years back as it is.
"""

from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

from django.db.models import Model, QuerySet

from tovholder.jobcentre.sickleave.models import AbsenceNotice, SpokenAnswer
from tovholder.jobcentre.talks.models import RoleTaken, Talk

YEAR = timedelta(days=365)
EARLIER = 2 * YEAR
AT_A_TIME = 1000
Row = TypeVar("Row", bound=Model)


def add(now: datetime) -> int:
    """Put them in, and return how many talks and notices there are of."""
    first, last = now - 3 * YEAR, now - YEAR
    talks = _copied(Talk.objects.held().filter(held_at__gte=first, held_at__lt=last))
    _hanging_on(RoleTaken.objects.all(), "talk_id", talks)
    # Of a correction the one it takes the place of would have to be found among the copies: those are left out.
    plain = AbsenceNotice.objects.filter(corrects__isnull=True, corrections__isnull=True)
    notices = _copied(plain.filter(received_at__gte=first, received_at__lt=last))
    _hanging_on(SpokenAnswer.objects.all(), "notice_id", notices)
    return len(talks) + len(notices)


def _copied(rows: QuerySet[Row]) -> dict[int, int]:
    """Copy the rows two years back, and return the new numbers by the old."""
    old = list(rows.order_by("pk"))
    numbers = [row.pk for row in old]
    made = rows.model._base_manager.bulk_create([_earlier(row) for row in old], batch_size=AT_A_TIME)
    return dict(zip(numbers, (row.pk for row in made), strict=True))


def _hanging_on(rows: QuerySet[Row], column: str, numbers: dict[int, int]) -> None:
    found = [row for row in rows.order_by("pk") if vars(row)[column] in numbers]
    for row in found:
        setattr(row, column, numbers[vars(row)[column]])
    rows.model._base_manager.bulk_create([_earlier(row) for row in found], batch_size=AT_A_TIME)


def _earlier(row: Row) -> Row:
    """The row as a new one, with every day and moment in it two years before."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if hasattr(value, "timetuple"):
            setattr(row, field.attname, value - EARLIER)
    if hasattr(row, "token"):
        row.token = uuid4()
    row.pk = None
    row._state.adding = True
    return row
