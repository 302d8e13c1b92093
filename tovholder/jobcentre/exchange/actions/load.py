"""New rows go in unseen, some at a time, and are seen all at once; what changes rows already seen follows that."""

from contextlib import suppress
from datetime import date, datetime

from django.db import IntegrityError, transaction

from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Batch
from tovholder.jobcentre.exchange.actions import citizens, support
from tovholder.jobcentre.exchange.actions.check import drop_file
from tovholder.jobcentre.exchange.actions.work import Work
from tovholder.jobcentre.exchange.checking import plans_of
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import FileKind, ImportRun, RunState
from tovholder.jobcentre.exchange.plan import Total

IN_BATCHES = {FileKind.CITIZENS: citizens, FileKind.SUPPORT: support}
ATTEMPTS = 5


class Otherwise(Exception):
    """The file does something else than was shown, or what decides it has changed meanwhile."""


def read_in(run: ImportRun, work: Work, *, today: date) -> None:
    """Put all that is new in unseen, show it at once, and do what follows. Raises `Otherwise` before anything is
    seen."""
    circumstances = KINDS[run.kind].circumstances
    before = circumstances()
    writer, total = IN_BATCHES[FileKind(run.kind)], Total(run.kind)
    assert run.batch_id is not None
    for plan in plans_of(run, today):
        total.add(plan)
        if plan.new:
            rows = writer.prepare(plan.new, batch=run.batch_id)
            with work.turn(done=(total.rows + total.settled) // 2):
                writer.insert(rows)
        work.on((total.rows + total.settled) // 2)
    if total.digest() != run.plan:
        raise Otherwise
    with transaction.atomic():
        at = work.clock()
        work.hold(state=RunState.FINISHING, applied_at=at, done=0)
        if circumstances() != before:
            raise Otherwise
        Batch.objects.filter(pk=run.batch_id).update(visible_at=at)
        _record_file(run, at)
    run.refresh_from_db()
    finish(run, work, today=today)


def _record_file(run: ImportRun, at: datetime) -> None:
    counts = run.counts
    record.action(
        "import_file", by=run.applied_by, at=at, on=run, file=run.kind,
        new=counts["new"], changed=counts["changed"], unchanged=counts["unchanged"], left_out=run.wrong,
    )  # fmt: skip


def finish(run: ImportRun, work: Work, *, today: date) -> None:
    """Do what is left of a file that is seen: changes, then a log line for each citizen. Goes on where it stopped."""
    _change(run, work, today)
    _log(run, work)
    with transaction.atomic():
        work.let_go(RunState.APPLIED)
        drop_file(run)
    run.refresh_from_db()


def _change(run: ImportRun, work: Work, today: date) -> None:
    """The file is compared anew, so that nothing is done twice; again when somebody did the same at that moment."""
    if not run.counts["changed"]:
        return
    for _attempt in range(ATTEMPTS - 1):
        with suppress(IntegrityError):
            _change_parts(run, work, today)
            return
    _change_parts(run, work, today)


def _change_parts(run: ImportRun, work: Work, today: date) -> None:
    writer, seen = IN_BATCHES[FileKind(run.kind)], 0
    for number, plan in enumerate(plans_of(run, today), start=1):
        seen += plan.rows + plan.settled
        if number <= run.changed_parts or not plan.changed:
            continue
        with work.turn(changed_parts=number, done=seen // 2):
            writer.change(plan, run=run)
        run.changed_parts = number


def _log(run: ImportRun, work: Work) -> None:
    writer = IN_BATCHES[FileKind(run.kind)]
    while True:
        lines, until = writer.lines(run)
        if until is None:
            return
        assert run.applied_at is not None
        with work.turn(logged_until=until):
            record.actions(
                f"import_{run.kind.removesuffix('s')}", lines, by=run.applied_by, at=run.applied_at
            )
        run.logged_until = until
