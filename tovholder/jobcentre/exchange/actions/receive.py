"""A file comes in: read once as a stream, and kept in encrypted pieces."""

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.exchange import stored
from tovholder.jobcentre.exchange.actions.work import Work
from tovholder.jobcentre.exchange.checking import in_parts, open_file
from tovholder.jobcentre.exchange.kinds import benchmark
from tovholder.jobcentre.exchange.models import ImportPart, ImportRun, RunState, What
from tovholder.jobcentre.exchange.reading import Sheet, Unreadable, refuse_too_large

DOUBLE_PRESS = timedelta(minutes=1)
_PIECE = 1 << 20
_CPR = re.compile(r"(?<!\d)\d{6}[-_ ]?\d{4}(?!\d)")


def receive_file(
    file: BinaryIO, *, file_name: str, token: UUID, by: User | None, at: datetime, kind: str | None = None
) -> tuple[ImportRun, bool]:
    """Keep a file, encrypted, a piece in each transaction; return the run, and whether it is for the caller to check.

    It is not when the same `token` has come before: that gives the same run, however far it has come. Raises
    `Unreadable`, and keeps nothing, when it is no file of ours.
    """
    refuse_too_large(file)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    earlier = _earlier(token)
    if earlier is not None and earlier.sha256 == sha256 and at - earlier.at < DOUBLE_PRESS:
        return earlier, False
    if earlier is not None:
        # A page gone back to, and another file chosen there, or the same one after something else.
        token = uuid4()
    run = ImportRun(
        token=token,
        file_name=shown_name(file_name),
        sha256=sha256,
        uploaded_by=by,
        at=at,
        state=RunState.CHECKING,
        worked_at=at,
    )
    work = Work(run, clock=lambda: at)
    run.worker = work.worker
    sheet = _recognise(run, file, kind)
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError:  # the other press of the same button was first
        return ImportRun.objects.get(token=token), False
    try:
        _keep(run, file, sheet, work)
    except BaseException:
        with transaction.atomic():
            run.delete()
        raise
    return run, True


def _earlier(token: UUID) -> ImportRun | None:
    return ImportRun.objects.filter(token=token).first()


def _recognise(run: ImportRun, file: BinaryIO, kind: str | None) -> Sheet | None:
    """Find out what it is; a sheet is returned, figures of jobindsats are not one."""
    run.size = file.seek(0, 2)
    file.seek(0)
    if kind == benchmark.CODE or (not kind and benchmark.is_one(file.read(4000))):
        run.kind = benchmark.CODE
        return None
    file.seek(0)
    chosen, sheet = open_file(file, kind)
    run.kind, run.headings, run.form = chosen.code, sheet.headings, sheet.form
    run.notes = [*sheet.notes, *chosen.unknown(sheet.headings)]
    return sheet


def _keep(run: ImportRun, file: BinaryIO, sheet: Sheet | None, work: Work) -> None:
    if sheet is None:
        file.seek(0)
        for number, piece in enumerate(iter(lambda: file.read(_PIECE), b"")):
            _keep_part(run, What.BYTES, number, stored.encrypt(piece), work)
        return
    for number, rows in enumerate(in_parts(sheet.rows)):
        run.rows += len(rows)
        _keep_part(run, What.ROWS, number, stored.pack(rows), work)
    if not run.rows:
        raise Unreadable(_("Filen har overskrifter, men ingen rækker. Vælg en fil med mindst én række."))


def _keep_part(run: ImportRun, what: str, number: int, content: bytes, work: Work) -> None:
    with work.turn(rows=run.rows):
        ImportPart.objects.create(run=run, what=what, number=number, content=content)


def shown_name(file_name: str) -> str:
    """The file's own name, without its folders, and without anything that could be a CPR number."""
    name = PurePath(file_name.replace("\\", "/")).name
    return _CPR.sub("…", name)[:100] or _("fil uden navn")
