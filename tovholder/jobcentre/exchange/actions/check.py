"""The dry run: what a kept file would do, all that must be put right, and the rows where it must."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.exchange import stored
from tovholder.jobcentre.exchange.actions.receive import receive_file
from tovholder.jobcentre.exchange.actions.work import TakenAway, Work, queue, queued
from tovholder.jobcentre.exchange.checking import kept_bytes, kept_rows, plans_of
from tovholder.jobcentre.exchange.kinds import benchmark
from tovholder.jobcentre.exchange.models import WORKING, FileKind, ImportPart, ImportRun, RunState, What
from tovholder.jobcentre.exchange.plan import Plan, Total
from tovholder.jobcentre.exchange.reading import Unreadable
from tovholder.jobcentre.exchange.wrong_rows import LOOKUPS_APART

KEPT_FOR = timedelta(days=1)
# Rows that are only found wrong beside others (a period that overlaps) wait in memory until they are so many.
LATE_AT_A_TIME = 100_000


def check_file(
    file: BinaryIO,
    *,
    file_name: str,
    token: UUID,
    by: User | None,
    at: datetime,
    today: date,
    kind: str | None = None,
    keep: bool = True,
) -> ImportRun:
    """Receive a file and check it, in one go: `receive_file`, then `check_received`, each in its own transactions."""
    run, is_new = receive_file(file, file_name=file_name, token=token, by=by, at=at, kind=kind)
    if not is_new:
        return run
    return check_received(run, Work.of(run, clock=lambda: at), by=by, at=at, today=today, keep=keep)


@transaction.atomic
def check_later(run: ImportRun, *, by: User | None, at: datetime) -> None:
    """Leave a large received file to the background work, which does as `check_received` does."""
    run.worker = queued()
    run.save(update_fields=["worker"])
    queue(run, "check")


def check_received(
    run: ImportRun, work: Work, *, by: User | None, at: datetime, today: date, keep: bool = True
) -> ImportRun:
    """Check a received file against what we have; replaces an earlier one of its kind.

    Nothing of what the file holds is written. The file stays until it is confirmed, unless it changes nothing, or with
    `keep=False`; its wrong rows stay for a day, to be fetched. Whose data it was compared with is recorded as lists.
    Raises `Unreadable`, and removes the run, when the file as a whole turns out to be none of ours.
    """
    try:
        total = check_again(run, work, by=by, at=at, today=today)
    except Unreadable:
        with transaction.atomic():
            run.delete()
        raise
    except TakenAway:
        raise
    except BaseException:
        with transaction.atomic():
            work.let_go(RunState.DISCARDED, stopped=_("Tjekket blev afbrudt. Vælg filen igen."))
            run.parts.all().delete()
        raise
    with transaction.atomic():
        work.let_go(RunState.CHECKED)
        run.refresh_from_db()
        _replace_earlier(run, by=by, at=at)
        if not keep or total.changes_nothing:
            drop_file(run)
        record.action(
            "check_file", by=by, at=at, on=run, file=run.kind, rows=total.rows, problems=total.problem_count
        )
    return run


def check_again(run: ImportRun, work: Work, *, by: User | None, at: datetime, today: date) -> Total:
    """Find out what the kept file would do now, and put it on the run with its wrong rows, in short transactions."""
    with transaction.atomic():
        run.parts.filter(what__in=[What.WRONG, What.LATE]).delete()
    if run.kind == FileKind.BENCHMARK:
        total: Total = benchmark.check(kept_bytes(run))
        run.rows = total.rows
    else:
        total = _add_up(run, work, by=by, at=at, today=today)
    with transaction.atomic():
        work.hold(**shown(total), rows=run.rows, done=0)
    return total


def _add_up(run: ImportRun, work: Work, *, by: User | None, at: datetime, today: date) -> Total:
    total, wrong = Total(run.kind), WrongRows(run)
    for plan in plans_of(run, today):
        total.add(plan)
        if plan.touched or plan.problems:
            with work.turn():
                wrong.add(plan)
                if plan.touched:
                    record.look_at_list("import", plan.touched, by=by, at=at, file=run.kind)
        if len(wrong.late) >= LATE_AT_A_TIME:
            wrong.add_late(work)
        # A row that is met is half of the way when it must wait for the others.
        work.on((total.rows + total.settled) // 2)
    wrong.add_late(work)
    return total


def shown(total: Total) -> dict[str, Any]:
    """What of a total is kept on the run."""
    return {
        "plan": total.digest(),
        "counts": total.counts(),
        "problems": _plain(total.problems),
        "differences": _plain(total.differences),
    }


def _plain(rows: list[Any]) -> list[dict[str, Any]]:
    return [asdict(row) for row in sorted(rows, key=lambda row: row.row or 0)]


class WrongRows:
    """Keeps each wrong row as it stood, with one more cell that says why: in the order of the file."""

    def __init__(self, run: ImportRun) -> None:
        self.run, self.width = run, len(run.headings)
        self.parts = count()
        self.late: dict[int, str] = {}
        self.lookups = count()

    def add(self, plan: Plan) -> None:
        rows = []
        for number, why in _sentences(plan).items():
            if number in plan.cells:
                rows.append(self._row(number, plan.cells[number], why))
            else:
                self.late[number] = why
        self._keep(What.WRONG, self.parts, rows)

    def add_late(self, work: Work) -> None:
        """Rows found wrong when others were read too are looked up in the file once more."""
        if not self.late:
            return
        parts = count(next(self.lookups) * LOOKUPS_APART)
        for numbered in kept_rows(self.run):
            rows = [self._row(n, cells, self.late[n]) for n, cells in numbered if n in self.late]
            with work.turn():
                self._keep(What.LATE, parts, rows)
        self.late.clear()

    def _row(self, number: int, cells: list[str], why: str) -> stored.Numbered:
        padded = [*cells, *[""] * (self.width - len(cells))]
        return number, [*padded[: self.width], why, *padded[self.width :]]

    def _keep(self, what: str, numbers: Iterator[int], rows: list[stored.Numbered]) -> None:
        if rows:
            content = stored.pack(rows)
            ImportPart.objects.create(run=self.run, what=what, number=next(numbers), content=content)


def _sentences(plan: Plan) -> dict[int, str]:
    why: dict[int, list[str]] = defaultdict(list)
    for problem in plan.problems:
        if problem.row is not None:
            why[problem.row].append(
                f"{problem.column}: {problem.sentence}" if problem.column else problem.sentence
            )
    return {row: " ".join(sentences) for row, sentences in why.items()}


def drop_file(run: ImportRun) -> None:
    """The file itself goes; its wrong rows may still be fetched."""
    run.parts.filter(what__in=[What.ROWS, What.BYTES]).delete()


def _replace_earlier(run: ImportRun, *, by: User | None, at: datetime) -> None:
    others = ImportRun.objects.exclude(pk=run.pk).exclude(state__in=WORKING)
    replaced = others.filter(kind=run.kind, uploaded_by=by) | others.filter(at__lt=at - KEPT_FOR)
    ImportPart.objects.filter(run__in=replaced).delete()
    replaced.filter(state=RunState.CHECKED).update(state=RunState.DISCARDED)
