"""The one shape of every reason, so that all are joined into one query."""

from django.db.models import CharField, DateTimeField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast


def in_shape(
    rows: QuerySet, why: str, *, who=None, site=None, whose=None, where=None, due, words
) -> QuerySet:
    """The one shape of a reason: its code, citizen or workplace (and its name, and whose it is), the row it speaks of,
    since when, and raw words.
    """
    return rows.order_by().values(
        why=Value(why, CharField()),
        who=Cast(who if who is not None else Value(None), IntegerField()),
        site=Cast(site if site is not None else Value(None), IntegerField()),
        whose=Cast(whose if whose is not None else Value(None), IntegerField()),
        where=Cast(where if where is not None else Value(""), TextField()),
        row=F("pk"),
        since_when=Cast(due, DateTimeField()),
        words=Cast(words, TextField()),
    )
