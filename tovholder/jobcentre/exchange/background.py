"""What the background work does with large files. Nobody is there to pass it the time, so it reads the clock.

It may be delivered again while it is at it: only the one that gets hold of the run does anything.
"""

from contextlib import suppress

from django.utils import timezone

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.exchange.actions import Work, carry_on, check_received, clean_up
from tovholder.jobcentre.exchange.actions.work import take_from_queue
from tovholder.jobcentre.exchange.models import ImportRun


def check(pk: int, worker: str) -> None:
    at, today = timezone.now(), timezone.localdate()
    tidy()
    work = Work(ImportRun(pk=pk), clock=timezone.now)
    run = take_from_queue(pk, worker, work.worker, at)
    if run is None:
        return
    work.run = run
    # What refused it stands on the run, for whoever comes back to see.
    with suppress(Refused):
        check_received(run, work, by=run.uploaded_by, at=at, today=today)


def read_in(pk: int, worker: str) -> None:
    at, today = timezone.now(), timezone.localdate()
    tidy()
    work = Work(ImportRun(pk=pk), clock=timezone.now)
    run = take_from_queue(pk, worker, work.worker, at)
    if run is None:
        return
    with suppress(Refused):
        carry_on(run, work, by=run.applied_by, at=at, today=today)


def tidy() -> int:
    """What somebody who was stopped has left behind: also what `serve` does before it answers."""
    return clean_up(by=None, at=timezone.now(), today=timezone.localdate(), clock=timezone.now)
