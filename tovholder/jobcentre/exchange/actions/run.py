"""A checked file is read in as it was shown, or laid away."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Batch
from tovholder.jobcentre.exchange.actions.check import KEPT_FOR, check_again, drop_file, shown
from tovholder.jobcentre.exchange.actions.clean import take_back
from tovholder.jobcentre.exchange.actions.companies import write_companies
from tovholder.jobcentre.exchange.actions.employees import write_employees
from tovholder.jobcentre.exchange.actions.load import IN_BATCHES, Otherwise, read_in
from tovholder.jobcentre.exchange.actions.work import Clock, TakenAway, Work, is_worked_on, queue, queued
from tovholder.jobcentre.exchange.checking import kept_bytes, plans_of
from tovholder.jobcentre.exchange.kinds import benchmark
from tovholder.jobcentre.exchange.models import WORKING, FileKind, ImportRun, RunState
from tovholder.jobcentre.exchange.plan import Plan, Total
from tovholder.jobcentre.results.actions import read_benchmark

WRITERS: dict[str, Callable[..., None]] = {
    FileKind.EMPLOYEES: write_employees,
    FileKind.COMPANIES: write_companies,
}


class FileHasProblems(Refused):
    """Nothing is read in while something in the file is wrong, unless somebody decides to leave those rows out."""


class FileIsGone(Refused):
    """The file has been laid away, replaced or kept too long, so there is nothing to read in."""


class PlanChanged(Refused):
    """Our data has changed since the dry run, so the file would do something else than was shown."""


class BeingReadIn(Refused):
    """Somebody is at it already."""


def apply_file(
    run: ImportRun,
    *,
    by: User | None,
    at: datetime,
    today: date,
    skip_wrong: bool = False,
    clock: Clock | None = None,
    told: Callable[[int, int], None] | None = None,
) -> ImportRun:
    """Read the file in as it was shown, or leave everything as it is; the file itself is then removed.

    Citizens and support spells go in unseen, in short transactions, and are seen all at once; other kinds go in
    in one. `clock` says the time while it lasts, and `told` hears how many rows are done. Once is enough: a run
    that has been read in is returned as it is. Refuses a file that is gone (`FileIsGone`), has wrong rows that
    nobody has said may be left out (`FileHasProblems`), is being read in (`BeingReadIn`), or would now do
    something else (`PlanChanged`): then the run shows the new plan.
    """
    work = Work(run, clock=clock or (lambda: at), told=told)
    with transaction.atomic():
        run, is_ours = _begin(run.pk, work.worker, by=by, at=at, skip_wrong=skip_wrong)
    return carry_on(run, work, by=by, at=at, today=today) if is_ours else run


@transaction.atomic
def apply_later(run: ImportRun, *, by: User | None, at: datetime, skip_wrong: bool = False) -> ImportRun:
    """Leave a large file to the background work, which does as `apply_file` does. Refuses what that refuses."""
    run, is_ours = _begin(run.pk, queued(), by=by, at=at, skip_wrong=skip_wrong)
    if is_ours:
        queue(run, "read_in")
    return run


def carry_on(run: ImportRun, work: Work, *, by: User | None, at: datetime, today: date) -> ImportRun:
    """Read in a file that has been begun: the second half of `apply_file`, which says what it does and refuses.

    Its transactions are many and short; see docs/decisions/0014.
    """
    work.run = run
    try:
        if run.kind in IN_BATCHES:
            read_in(run, work, today=today)
        else:
            _read_in_at_once(run, work, by=by, at=at, today=today)
    except Otherwise:
        raise _changed(run, work, by=by, at=at, today=today) from None
    except IntegrityError:
        sentence = _("En anden ændrede noget i samme øjeblik. Intet er læst ind. Prøv igen.")
        _back(run, work, sentence)
        raise PlanChanged(sentence) from None
    except TakenAway:
        raise
    except BaseException:
        _back(run, work, _("Indlæsningen blev afbrudt. Intet er læst ind. Prøv igen."))
        raise
    run.refresh_from_db()
    return run


def _begin(
    pk: int, worker: str, *, by: User | None, at: datetime, skip_wrong: bool
) -> tuple[ImportRun, bool]:
    """Take the run, for one alone; return it, and whether there is anything to do."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=pk)
    if not _may_begin(run, at=at, skip_wrong=skip_wrong):
        return run, False
    run.state, run.worker, run.worked_at = RunState.LOADING, worker, at
    run.skip_wrong, run.applied_by, run.stopped, run.done = skip_wrong, by, "", 0
    if run.kind in IN_BATCHES:
        run.batch = Batch.objects.create(begun_at=at)
    run.save(
        update_fields=[
            "state", "worker", "worked_at", "skip_wrong", "applied_by", "stopped", "done", "batch",
        ]
    )  # fmt: skip
    return run, True


def _may_begin(run: ImportRun, *, at: datetime, skip_wrong: bool) -> bool:
    if run.state == RunState.APPLIED:
        return False
    if run.state in WORKING:
        if is_worked_on(run, at):
            raise BeingReadIn(_("Filen er allerede i gang. Vent, til den er færdig."))
        raise FileIsGone(_("Filen blev afbrudt. Start Tovholder igen, eller vælg filen igen."))
    if run.wrong and not (skip_wrong and run.right):
        raise FileHasProblems(_("Filen har fejl. Ret dem, og vælg filen igen. Intet er læst ind."))
    if run.state == RunState.CHECKED and not run.has_something_to_do:
        return False
    if run.state == RunState.DISCARDED or not run.is_kept or run.at < at - KEPT_FOR:
        raise FileIsGone(_("Filen er her ikke længere. Vælg den igen. Intet er læst ind."))
    return True


def _read_in_at_once(run: ImportRun, work: Work, *, by: User | None, at: datetime, today: date) -> None:
    """All of it in one transaction, checked again inside it. Raises `Otherwise`."""
    with transaction.atomic():
        if run.kind == FileKind.BENCHMARK:
            plans: list[Plan] = []
            content = kept_bytes(run)
            total: Total = benchmark.check(content)
        else:
            plans, total = list(plans_of(run, today)), Total(run.kind)
            for plan in plans:
                total.add(plan)
        if total.digest() != run.plan:
            raise Otherwise
        work.let_go(RunState.APPLIED, applied_at=at)
        counts = total.counts()
        record.action(
            "import_file", by=by, at=at, on=run, file=run.kind,
            new=counts["new"], changed=counts["changed"], unchanged=counts["unchanged"], left_out=run.wrong,
        )  # fmt: skip
        for plan in plans:
            WRITERS[run.kind](plan, run=run.pk, by=by, at=at, today=today)
        if run.kind == FileKind.BENCHMARK:
            read_benchmark(content, by=by, at=at)
        drop_file(run)


def _changed(run: ImportRun, work: Work, *, by: User | None, at: datetime, today: date) -> PlanChanged:
    """Take back what went in unseen, show what the file would do now, and return what to say."""
    sentence = _(
        "Data er ændret, siden filen blev tjekket. Intet er læst ind. Se, hvad filen gør nu, og prøv igen."
    )
    take_back(run, work)
    total = check_again(run, work, by=by, at=at, today=today)
    with transaction.atomic():
        work.let_go(RunState.CHECKED, stopped=sentence, **shown(total))
        if total.changes_nothing:
            drop_file(run)
    return PlanChanged(sentence)


def _back(run: ImportRun, work: Work, sentence: str) -> None:
    """What is unseen is taken back; what is seen stays, and is finished when Tovholder starts next."""
    run.refresh_from_db()
    if run.state != RunState.LOADING:
        return
    take_back(run, work)
    with transaction.atomic():
        work.let_go(RunState.CHECKED, stopped=sentence)


@transaction.atomic
def discard_file(run: ImportRun, *, by: User | None, at: datetime) -> None:
    """Lay a checked file away without reading it in. Refuses one that has been read in, or is at it."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == RunState.APPLIED:
        raise Refused(_("Filen er allerede læst ind og kan ikke lægges væk."))
    if run.state in WORKING:
        raise BeingReadIn(_("Filen er allerede i gang. Vent, til den er færdig."))
    if run.state == RunState.CHECKED:
        run.state = RunState.DISCARDED
        run.save(update_fields=["state"])
        run.parts.all().delete()
        record.action("discard_file", by=by, at=at, on=run, file=run.kind)
