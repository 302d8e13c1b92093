"""Who works on a file: one at a time, heard from all the while, and replaced when no longer heard from."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.exchange.models import WORKING, ImportRun

Clock = Callable[[], datetime]
SILENT_FOR = timedelta(minutes=1)
QUEUED_FOR = timedelta(days=1)
LONGEST = 4 * 60 * 60  # seconds, for the background work
_SAYS_SO_EVERY = 1.0  # seconds
_PAUSE, _PAUSES_EVERY = 0.12, 0.8  # seconds
_QUEUE = "queue:0"


class TakenAway(Refused):
    """Somebody else has taken over the file, so this one must not write any more of it."""


class Work:
    """One process's work on one run. `told` hears how many rows are done."""

    def __init__(
        self, run: ImportRun, *, clock: Clock, told: Callable[[int, int], None] | None = None
    ) -> None:
        self.run, self.clock, self.told = run, clock, told
        self.worker = f"{socket.gethostname()[:60]}:{os.getpid()}:{uuid4().hex}"
        self._said = time.monotonic()
        self._ended = self._last_pause = self._said

    @classmethod
    def of(cls, run: ImportRun, *, clock: Clock, told: Callable[[int, int], None] | None = None) -> "Work":
        """Go on with what this same process has begun."""
        work = cls(run, clock=clock, told=told)
        work.worker = run.worker
        return work

    def hold(self, **fields: Any) -> None:
        """Say that we are still here, in the transaction that writes; raise `TakenAway` when it is no longer ours."""
        ours = ImportRun.objects.filter(pk=self.run.pk, worker=self.worker, state__in=WORKING)
        if not ours.update(worked_at=self.clock(), **fields):
            raise TakenAway(_("Filen er taget af en anden imens. Åbn den igen, og se, hvor langt den er."))
        self._said = time.monotonic()

    @contextmanager
    def turn(self, **fields: Any) -> Iterator[None]:
        """A short transaction of ours; where one writes at a time, the others are sure of a turn every second.

        Who waits for SQLite asks again at least ten times a second, so a pause longer than a tenth is one they find.
        """
        if not connection.features.has_select_for_update:
            self._let_others()
        with transaction.atomic():
            self.hold(**fields)
            yield
        self._ended = time.monotonic()

    def _let_others(self) -> None:
        paused = time.monotonic() - self._ended
        if paused < _PAUSE and time.monotonic() - self._last_pause > _PAUSES_EVERY:
            time.sleep(_PAUSE - paused)
            paused = _PAUSE
        if paused >= _PAUSE:
            self._last_pause = time.monotonic()

    def let_go(self, state: str, **fields: Any) -> None:
        """Leave the run as it now is, in the transaction that makes it so; raise `TakenAway` like `hold`."""
        self.hold(state=state, worker="", done=0, **fields)

    def on(self, done: int) -> None:
        """Say how far we are, when that has not been said for a while."""
        if self.told is not None:
            self.told(done, self.run.rows)
        if time.monotonic() - self._said > _SAYS_SO_EVERY:
            self.hold(done=done)


def queued() -> str:
    """Return the name of a worker that is still to come."""
    return f"{_QUEUE}:{uuid4().hex}"


def queue(run: ImportRun, what: str) -> None:
    """Leave the run to the background work, when the caller's transaction is done; delivered twice, it is done once."""
    async_task(
        f"tovholder.jobcentre.exchange.background.{what}", run.pk, run.worker, group="import", timeout=LONGEST
    )


def take_from_queue(pk: int, worker: str, work_as: str, at: datetime) -> ImportRun | None:
    """Return the run, now ours; None when somebody else has had it."""
    if not ImportRun.objects.filter(pk=pk, worker=worker).update(worker=work_as, worked_at=at):
        return None
    return ImportRun.objects.get(pk=pk)


def is_worked_on(run: ImportRun, at: datetime) -> bool:
    """False when nobody has been heard from for a minute, or when we can see that the process is gone."""
    if run.worker.startswith(_QUEUE):
        return run.worked_at is not None and run.worked_at > at - QUEUED_FOR
    if run.worked_at is None or run.worked_at < at - SILENT_FOR:
        return False
    host, process, _key = run.worker.rsplit(":", 2)
    return host != socket.gethostname()[:60] or _is_alive(int(process))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
