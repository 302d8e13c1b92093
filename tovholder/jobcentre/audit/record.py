"""Writing the log. Called by views for looks and by actions for changes; nothing else writes a `Record`."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models

from tovholder.jobcentre.audit.looks import recorded
from tovholder.jobcentre.audit.models import Kind, Record

Actor = Any  # the signed-in person: access.User, which stands above this app
LINES_AT_A_TIME = 1000


def _who(by: Actor) -> dict[str, Any]:
    """The columns of a line that say who."""
    employee = by.employee_or_none if by is not None and by.is_authenticated else None
    return {
        "actor": by.pk if by is not None else None,
        "role": getattr(by, "role", "") or "",
        "unit": employee.unit_id if employee else None,
    }


def _write(kind: Kind, what: str, *, by: Actor, at: datetime, **fields: Any) -> Record:
    record = Record.objects.create(kind=kind, what=what, at=at, **_who(by), **fields)
    recorded(record.citizen, *(fields.get("detail") or {}).get("also", []))
    return record


def look(page: str, citizen: int, *, by: Actor, at: datetime) -> Record:
    """Record that one citizen's page was opened. Before the page is sent, or it is not sent."""
    return _write(Kind.LOOK, page, by=by, at=at, citizen=citizen, count=1)


def look_at_list(
    page: str, citizens: Iterable[int], *, by: Actor, at: datetime, kind: Kind = Kind.LIST, **filters: Any
) -> Record:
    """Record a list once: who, which filter, which citizens, how many. Filters never hold a name or a number."""
    ids = sorted(set(citizens))
    joined = "," + ",".join(map(str, ids)) + "," if ids else ""
    record = _write(kind, page, by=by, at=at, citizens=joined, count=len(ids), detail=filters)
    recorded(*ids)
    return record


def search(page: str, citizens: Iterable[int], *, by: Actor, at: datetime) -> Record:
    return look_at_list(page, citizens, by=by, at=at, kind=Kind.SEARCH)


def export(page: str, citizens: Iterable[int], *, by: Actor, at: datetime) -> None:
    """Record an export as one line per citizen: a file lives on outside the house."""
    line: dict[str, Any] = {"kind": Kind.EXPORT, "what": page, "at": at, "count": 1, **_who(by)}
    ids = sorted(set(citizens))
    for start in range(0, len(ids), LINES_AT_A_TIME):
        some = ids[start : start + LINES_AT_A_TIME]
        Record.objects.bulk_create(Record(citizen=citizen, **line) for citizen in some)
        recorded(*some)


def refusal(page: str, *, by: Actor, at: datetime, citizen: int | None = None, **detail: Any) -> Record:
    return _write(Kind.REFUSAL, page, by=by, at=at, citizen=citizen, detail=detail)


def action(
    what: str,
    *,
    by: Actor,
    at: datetime,
    citizen: int | None = None,
    on: models.Model | None = None,
    kind: Kind = Kind.ACTION,
    **detail: Any,
) -> Record:
    """Record what was changed: numbers, codes and dates before and after; never names or free text."""
    return _write(
        kind,
        what,
        by=by,
        at=at,
        citizen=citizen,
        subject=on._meta.label_lower if on is not None else "",
        subject_id=on.pk if on is not None else None,
        detail=detail,
    )


def actions(what: str, citizens: Iterable[tuple[int, dict[str, Any]]], *, by: Actor, at: datetime) -> None:
    """Record what was changed for many citizens at once: for each the line that `action` would have written.

    All but the citizen and the detail is prepared once: making a `Record` for each took most of the time.
    """
    line = Record(kind=Kind.ACTION, what=what, at=at, **_who(by))
    fields = [field for field in Record._meta.concrete_fields if not field.primary_key]
    same = {f.attname: f.get_db_prep_save(getattr(line, f.attname), connection) for f in fields}
    lines = [{**same, "citizen": citizen, "detail": json.dumps(detail)} for citizen, detail in citizens]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table, places = connection.ops.quote_name(Record._meta.db_table), ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # nosec B608
            [tuple(one.values()) for one in lines],
        )
    recorded(*(one["citizen"] for one in lines))
