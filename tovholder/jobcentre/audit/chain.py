"""The chain that shows whether a line of the log was changed, removed or slipped in afterwards.

Lines are written at once and sealed a little later, in order, by one writer. Each month is a segment that starts
from an anchor, so that a month can expire when the law says so and the months after it still verify.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from tovholder.jobcentre.audit.models import Record, Seal, Segment

_FIRST_ANCHOR = "0" * 64
_ONE_WRITER = 20_260_101  # the advisory lock's number on PostgreSQL; SQLite has one writer anyway


class BrokenChain(Exception):
    """The log does not verify; the message says where."""


def digest(previous: str, record: Record) -> str:
    """Return the link after `previous` for `record`: SHA-256 over the previous link and the line's own fields."""
    line = [
        record.pk,
        record.at.astimezone(UTC).isoformat(timespec="microseconds"),
        record.kind,
        record.what,
        record.actor,
        record.role,
        record.unit,
        record.citizen,
        record.subject,
        record.subject_id,
        record.citizens,
        record.count,
        record.detail,
    ]
    text = previous + json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal(*, most: int = 5000) -> int:
    """Seal up to `most` unsealed lines, oldest first, and return how many. Safe to call from anywhere, any time."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_WRITER])
        unsealed = Record.objects.filter(~Exists(Seal.objects.filter(record=OuterRef("pk")))).order_by("pk")
        segment = Segment.objects.order_by("-month").first()
        last = _last_digest(segment) if segment else _FIRST_ANCHOR
        seals = []
        for record in unsealed[:most]:
            month = timezone.localtime(record.at).date().replace(day=1)
            # A line that was committed late joins the month being sealed: the order of sealing is the chain's.
            if segment is None or month > segment.month:
                segment = Segment.objects.create(month=month, anchor=last)
            last = digest(last, record)
            seals.append(Seal(segment=segment, record=record.pk, digest=last))
        Seal.objects.bulk_create(seals, batch_size=500)
        return len(seals)


def verify() -> int:
    """Walk the whole chain and return how many lines hold; raise `BrokenChain` at the first that does not."""
    return walk(Segment.objects.order_by("month"), _links)


def walk(
    segments: Iterable[Segment], links: Callable[[Segment], Iterable[tuple[Seal, Record | None]]]
) -> int:
    """Verify a chain wherever it lies: months in order, and for each its links in order, each with its line if any."""
    held = 0
    last = _FIRST_ANCHOR
    for segment in segments:
        if segment.anchor != last:
            raise BrokenChain(f"Måneden {segment.month:%Y-%m} begynder ikke, hvor den forrige slutter.")
        if segment.expired_at is not None:
            last = segment.last_digest
            continue
        for link, record in links(segment):
            if record is None:
                raise BrokenChain(f"Linje {link.record} er fjernet.")
            last = digest(last, record)
            if last != link.digest:
                raise BrokenChain(
                    f"Linje {link.record} er ændret, eller der er rykket om på linjerne før den."
                )
            held += 1
    return held


def _links(segment: Segment) -> Iterator[tuple[Seal, Record | None]]:
    """The links of a month in order, each with its line; two queries for every thousand."""
    after = 0
    while links := list(segment.seals.filter(pk__gt=after).order_by("pk")[:1000]):
        records = Record.objects.in_bulk([link.record for link in links])
        for link in links:
            yield link, records.get(link.record)
        after = links[-1].pk


def expire(month: date, *, at: datetime) -> int:
    """Remove the lines of one sealed month and keep its anchor and last digest; return how many lines went.

    Refuses the newest month (its end is not known yet). Called by a logged action with the retention the law sets.
    """
    with transaction.atomic():
        segment = Segment.objects.get(month=month, expired_at__isnull=True)
        if not Segment.objects.filter(month__gt=month).exists():
            raise BrokenChain("Den nyeste måned kan ikke udløbe.")
        segment.last_digest = _last_digest(segment)
        segment.length = segment.seals.count()
        segment.expired_at = at
        segment.save(update_fields=["last_digest", "length", "expired_at"])
        Record.objects.filter(Exists(segment.seals.filter(record=OuterRef("pk")))).delete()
        segment.seals.all().delete()
        return segment.length


def _last_digest(segment: Segment) -> str:
    link = segment.seals.order_by("-pk").first()
    return link.digest if link else segment.last_digest or segment.anchor
