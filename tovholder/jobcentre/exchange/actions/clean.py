"""What a process that is gone has left behind: unseen rows are taken away, seen ones are finished."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import (
    Batch,
    Citizen,
    Course,
    CourseContact,
    Employment,
    SupportSpell,
)
from tovholder.jobcentre.exchange.actions.check import KEPT_FOR
from tovholder.jobcentre.exchange.actions.load import finish
from tovholder.jobcentre.exchange.actions.work import Clock, Work, is_worked_on
from tovholder.jobcentre.exchange.models import WORKING, ImportPart, ImportRun, RunState

# What others point at goes last.
BATCHED: tuple[Any, ...] = (SupportSpell, Employment, CourseContact, Course, Citizen)
AT_A_TIME = 2000


def clean_up(
    *,
    by: None,
    at: datetime,
    today: date,
    clock: Clock | None = None,
    told: Callable[[str], None] = lambda text: None,
) -> int:
    """Take over every run that nobody works on any longer, and return how many there were.

    One that was being checked is laid away; unseen rows are removed, and the file can be read in again; one that
    is seen is finished. In short transactions, and begun again where it stopped. Files kept too long are removed
    as well.
    """
    left = [
        run for run in ImportRun.objects.filter(state__in=WORKING).order_by("pk") if not is_worked_on(run, at)
    ]
    for run in left:
        work = Work(run, clock=clock or (lambda: at))
        with transaction.atomic():
            is_ours = _take_over(run, work, at)
        if is_ours:
            told(f"{run.get_kind_display()}, {run.file_name}")
            try:
                _settle(run, work, by=by, at=at, today=today)
            except Exception as wrong:
                # It stays to be settled next time; a start must not fail on it. What it says may name people.
                logging.getLogger(__name__).error(
                    "Import %s is not settled: %s", run.pk, type(wrong).__name__
                )
    with transaction.atomic():
        old = ImportRun.objects.filter(at__lt=at - KEPT_FOR).exclude(state__in=WORKING)
        ImportPart.objects.filter(run__in=old).delete()
    return len(left)


def _take_over(run: ImportRun, work: Work, at: datetime) -> bool:
    same = ImportRun.objects.filter(pk=run.pk, worker=run.worker, worked_at=run.worked_at, state=run.state)
    return bool(same.update(worker=work.worker, worked_at=at))


def _settle(run: ImportRun, work: Work, *, by: None, at: datetime, today: date) -> None:
    if run.state == RunState.FINISHING:
        finish(run, work, today=today)
        return
    take_back(run, work)
    with transaction.atomic():
        if run.state == RunState.CHECKING:
            work.let_go(RunState.DISCARDED)
            run.parts.all().delete()
        else:
            sentence = _("Indlæsningen blev afbrudt. Intet er læst ind. Prøv igen.")
            work.let_go(RunState.CHECKED, stopped=sentence)
        record.action("clean_file", by=by, at=at, on=run, file=run.kind)


def take_back(run: ImportRun, work: Work) -> None:
    """Remove the run's unseen rows, some at a time, and then its batch. Rows that are seen are never touched."""
    batch = run.batch_id
    if batch is None:
        return
    for model in BATCHED:
        while _remove_some(model, batch, work):
            pass
    with transaction.atomic():
        work.hold(batch=None)
        Batch.objects.filter(pk=batch, visible_at__isnull=True).delete()
    run.batch = None


def _remove_some(model: Any, batch: int, work: Work) -> bool:
    with work.turn():
        unseen = model.including_hidden.filter(batch=batch, batch__visible_at__isnull=True).order_by("pk")
        ids = list(unseen.values_list("pk", flat=True)[:AT_A_TIME])
        if ids:
            rows = model.including_hidden.filter(pk__in=ids)
            # What hangs on them came with the same batch and is gone already, so nothing need be looked for.
            rows._raw_delete(rows.db)
    return bool(ids)
