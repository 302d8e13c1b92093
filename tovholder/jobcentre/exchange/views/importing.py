from datetime import date, datetime
from io import BytesIO

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.exchange.actions import (
    BeingReadIn,
    Work,
    apply_file,
    apply_later,
    check_later,
    check_received,
    discard_file,
    receive_file,
)
from tovholder.jobcentre.exchange.forms import FileForm
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.exchange.writing import FileType, as_csv, write
from tovholder.jobcentre.exchange.wrong_rows import wrong_file

RUNS_SHOWN = 20
ROWS_SHOWN = 50
# More rows than this are checked and read in by the background work, and the page shows how far it is.
WAITED_FOR = 2000


@gate(needs=May.READ_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    example = KINDS.get(request.GET.get("eksempel", ""))
    if example is not None:
        return _download(as_csv(example.headings, example.example), example.code, FileType.CSV)
    if request.method != "POST":
        return _import_page(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, status=422)
    at, today, me = timezone.now(), timezone.localdate(), _me(request)
    file = form.cleaned_data["file"]
    given = {"kind": form.cleaned_data["kind"] or None, "token": form.cleaned_data["token"], "by": me}
    try:
        run, is_new = receive_file(file.file, file_name=file.name, at=at, **given)
        if is_new:
            run = _check(run, me, at, today)
    except Refused as unreadable:
        form.add_error("file", str(unreadable))
        return _import_page(request, form, status=422)
    if run.wrong:
        return _report(request, run.pk, status=422)
    return redirect("import_report", pk=run.pk)


def _check(run: ImportRun, me: User, at: datetime, today: date) -> ImportRun:
    if run.rows > WAITED_FOR:
        check_later(run, by=me, at=at)
        return run
    return check_received(run, Work.of(run, clock=timezone.now), by=me, at=at, today=today)


@gate(needs=May.READ_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(ImportRun, pk=pk)
    if request.method == "POST":
        try:
            discard_file(run, by=_me(request), at=timezone.now())
        except Refused as refused:
            return _report(request, pk, refused=str(refused), status=409)
        return redirect("import")
    if request.GET.get("hent") == "fejl":
        return _wrong_rows(request, run)
    if request.headers.get("HX-Request"):
        return _progress(request, run)
    return _report(request, pk)


@gate(needs=May.READ_FILES)
@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(ImportRun, pk=pk)
    at, today, me = timezone.now(), timezone.localdate(), _me(request)
    skip_wrong = request.POST.get("uden_fejl") == "1"
    try:
        if run.rows > WAITED_FOR:
            apply_later(run, by=me, at=at, skip_wrong=skip_wrong)
        else:
            apply_file(run, by=me, at=at, today=today, skip_wrong=skip_wrong, clock=timezone.now)
    except BeingReadIn:
        return redirect("import_report", pk=pk)
    except Refused as refused:
        return _report(request, pk, refused=str(refused), status=409)
    return redirect("import_report", pk=pk)


def _progress(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """How far it is, for the page that asks every second; when it is done, that page is to be loaded anew."""
    if not run.is_worked_on:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "exchange/report.html#progress", {"run": run})


def _wrong_rows(request: HttpRequest, run: ImportRun) -> HttpResponse:
    if run.has_wrong_rows:
        record.action("fetch_wrong_rows", by=_me(request), at=timezone.now(), on=run, rows=run.wrong)
    table, file_type = wrong_file(run)
    content = BytesIO()
    write(table, file_type, content)
    return _download(content.getvalue(), f"fejl-{run.pk}", file_type)


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the gate let nobody else in
    return request.user


def _import_page(request: HttpRequest, form: FileForm, status: int = 200) -> HttpResponse:
    runs = ImportRun.objects.defer("problems", "differences").order_by("-at", "-pk")
    context = {"form": form, "kinds": KINDS.values(), "runs": runs[:RUNS_SHOWN]}
    return render(request, "exchange/import.html", context, status=status)


def _report(request: HttpRequest, pk: int, *, refused: str = "", status: int = 200) -> HttpResponse:
    run = get_object_or_404(ImportRun, pk=pk)
    context = {
        "run": run,
        "refused": refused or run.stopped,
        "problems": Paginator(run.problems, ROWS_SHOWN).get_page(request.GET.get("side")),
        "differences": Paginator(run.differences, ROWS_SHOWN).get_page(request.GET.get("forskelle")),
    }
    return render(request, "exchange/report.html", context, status=status)


def _download(content: bytes, name: str, file_type: FileType) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=file_type.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{file_type}"'},
    )
