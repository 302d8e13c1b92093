"""A file's way in: checked and kept, then read in as it was shown, or laid away."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.exchange import stored
from tovholder.jobcentre.exchange.actions.citizens import write_citizens
from tovholder.jobcentre.exchange.actions.companies import write_companies
from tovholder.jobcentre.exchange.actions.employees import write_employees
from tovholder.jobcentre.exchange.actions.support import write_support
from tovholder.jobcentre.exchange.checking import check
from tovholder.jobcentre.exchange.models import FileKind, ImportRun, RunState
from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.results.actions import read_benchmark

KEPT_FOR = timedelta(days=1)
DOUBLE_PRESS = timedelta(minutes=1)
_CPR = re.compile(r"(?<!\d)\d{6}[-_ ]?\d{4}(?!\d)")

WRITERS: dict[str, Callable[..., None]] = {
    FileKind.EMPLOYEES: write_employees,
    FileKind.COMPANIES: write_companies,
    FileKind.CITIZENS: write_citizens,
    FileKind.SUPPORT: write_support,
}


class FileHasProblems(Refused):
    """Nothing is read in while something in the file is wrong."""


class FileIsGone(Refused):
    """The file has been laid away, replaced or kept too long, so there is nothing to read in."""


class PlanChanged(Refused):
    """Our data has changed since the dry run, so the file would do something else than was shown."""


def check_file(
    content: bytes,
    *,
    file_name: str,
    token: UUID,
    by: User | None,
    at: datetime,
    today: date,
    kind: str | None = None,
    keep: bool = True,
) -> ImportRun:
    """Check a file and keep it, encrypted, until it is confirmed; replaces an earlier one of its kind.

    Nothing of what the file holds is written. A file with problems, or which changes nothing, is not kept, and none is
    with `keep=False`: only its report. Whose data the file was compared with is recorded as a list. The same `token`
    again gives the same run. Raises `Unreadable` when it is no file of ours.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    earlier = _earlier(token)
    if earlier is not None and earlier.sha256 == sha256 and at - earlier.at < DOUBLE_PRESS:
        return earlier
    if earlier is not None:
        # A page gone back to, and another file chosen there, or the same one after something else.
        token = uuid4()
    plan = check(content, kind=kind, today=today)
    run = ImportRun(
        token=token,
        kind=plan.kind,
        file_name=shown_name(file_name),
        sha256=sha256,
        size=len(content),
        uploaded_by=by,
        at=at,
    )
    _show(run, plan)
    if keep and not plan.problems and not plan.changes_nothing:
        run.content = stored.encrypt(content)
    try:
        with transaction.atomic():
            _keep(run, plan, by=by, at=at)
    except IntegrityError:  # the other press of the same button was first
        return ImportRun.objects.get(token=token)
    return run


def _earlier(token: UUID) -> ImportRun | None:
    return ImportRun.objects.filter(token=token).first()


def _keep(run: ImportRun, plan: Plan, *, by: User | None, at: datetime) -> None:
    waiting = ImportRun.objects.filter(state=RunState.CHECKED)
    replaced = waiting.filter(kind=run.kind, uploaded_by=by) | waiting.filter(at__lt=at - KEPT_FOR)
    replaced.update(state=RunState.DISCARDED, content=None)
    run.save(force_insert=True)
    if plan.touched:
        record.look_at_list("import", plan.touched, by=by, at=at, file=run.kind)
    record.action(
        "check_file", by=by, at=at, on=run, file=run.kind, rows=plan.rows, problems=len(plan.problems)
    )


def apply_file(run: ImportRun, *, by: User | None, at: datetime, today: date) -> ImportRun:
    """Read the file in, all or nothing, if it still does what was shown; the file itself is then removed.

    Once is enough: a run that has been read in is returned as it is. Refuses a file that is gone (`FileIsGone`), has
    problems (`FileHasProblems`), or would now do something else (`PlanChanged`): then the run shows the new plan.
    """
    try:
        with transaction.atomic():
            run, is_another = _apply(run.pk, by=by, at=at, today=today)
    except IntegrityError:
        raise PlanChanged(
            _("En anden ændrede noget i samme øjeblik. Intet er læst ind. Prøv igen.")
        ) from None
    if is_another:
        raise PlanChanged(
            _(
                "Data er ændret, siden filen blev tjekket. Intet er læst ind. Se, hvad filen gør nu, og prøv igen."
            )
        )
    return run


def _apply(pk: int, *, by: User | None, at: datetime, today: date) -> tuple[ImportRun, bool]:
    """Return the run, and whether its plan turned out to be another than the one that was shown."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=pk)
    if run.state == RunState.APPLIED:
        return run, False
    if run.problems:
        raise FileHasProblems(_("Filen har fejl. Ret dem, og vælg filen igen. Intet er læst ind."))
    if run.state == RunState.CHECKED and not run.has_something_to_do:
        return run, False
    if run.state == RunState.DISCARDED or run.content is None or run.at < at - KEPT_FOR:
        raise FileIsGone(_("Filen er her ikke længere. Vælg den igen. Intet er læst ind."))
    content = stored.decrypt(bytes(run.content))
    plan = check(content, kind=run.kind, today=today)
    if plan.problems or plan.digest() != run.plan:
        _show(run, plan)
        if plan.problems or plan.changes_nothing:
            run.content = None
        run.save(update_fields=["plan", "counts", "problems", "differences", "notes", "content"])
        return run, True
    run.state, run.applied_at, run.content = RunState.APPLIED, at, None
    run.save(update_fields=["state", "applied_at", "content"])
    counts = run.counts
    record.action(
        "import_file", by=by, at=at, on=run, file=run.kind,
        new=counts["new"], changed=counts["changed"], unchanged=counts["unchanged"],
    )  # fmt: skip
    if run.kind == FileKind.BENCHMARK:
        read_benchmark(content, by=by, at=at)
    else:
        WRITERS[run.kind](plan, run=run.pk, by=by, at=at, today=today)
    return run, False


@transaction.atomic
def discard_file(run: ImportRun, *, by: User | None, at: datetime) -> None:
    """Lay a checked file away without reading it in. Refuses one that has been read in."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == RunState.APPLIED:
        raise Refused(_("Filen er allerede læst ind og kan ikke lægges væk."))
    if run.state == RunState.CHECKED:
        run.state, run.content = RunState.DISCARDED, None
        run.save(update_fields=["state", "content"])
        record.action("discard_file", by=by, at=at, on=run, file=run.kind)


def shown_name(file_name: str) -> str:
    """The file's own name, without its folders, and without anything that could be a CPR number."""
    name = PurePath(file_name.replace("\\", "/")).name
    return _CPR.sub("…", name)[:100] or _("fil uden navn")


def _show(run: ImportRun, plan: Plan) -> None:
    run.plan = plan.digest()
    run.counts = plan.counts()
    run.problems = _plain(plan.problems)
    run.differences = _plain(plan.differences)
    run.notes = plan.notes


def _plain(rows: list[Any]) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows]
