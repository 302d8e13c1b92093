"""How new our data are: which files were read in before a moment."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet

from tovholder.jobcentre.exchange.models import FileKind, ImportRun, RunState


def read_before(moment: datetime | OuterRef) -> QuerySet[ImportRun]:
    """The newest first. The public figures of jobindsats are left out: ours are not reckoned from them."""
    read = ImportRun.objects.filter(state=RunState.APPLIED, applied_at__lte=moment)
    return read.exclude(kind=FileKind.BENCHMARK).order_by("-applied_at")


def newest_read(before: datetime) -> datetime | None:
    return read_before(before).values_list("applied_at", flat=True).first()
