from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.exchange.actions import apply_file, check_file, discard_file
from tovholder.jobcentre.exchange.forms import FileForm
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.exchange.report import problems_as_csv
from tovholder.jobcentre.exchange.writing import as_csv

RUNS_SHOWN = 20
ROWS_SHOWN = 50


@gate(needs=May.READ_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    example = KINDS.get(request.GET.get("eksempel", ""))
    if example is not None:
        return _download(as_csv(example.headings, example.example), f"{example.code}.csv")
    if request.method != "POST":
        return _import_page(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        run = check_file(
            file.read(),
            file_name=file.name,
            kind=form.cleaned_data["kind"] or None,
            token=form.cleaned_data["token"],
            by=_me(request),
            at=timezone.now(),
            today=timezone.localdate(),
        )
    except Refused as unreadable:
        form.add_error("file", str(unreadable))
        return _import_page(request, form, status=422)
    if run.problems:
        return _report(request, run.pk, status=422)
    return redirect("import_report", pk=run.pk)


@gate(needs=May.READ_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(ImportRun.objects.without_content(), pk=pk)
    if request.method == "POST":
        try:
            discard_file(run, by=_me(request), at=timezone.now())
        except Refused as refused:
            return _report(request, pk, refused=str(refused), status=409)
        return redirect("import")
    if request.GET.get("hent") == "fejl":
        return _download(problems_as_csv(run.problems), f"fejl-{run.pk}.csv")
    return _report(request, pk)


@gate(needs=May.READ_FILES)
@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(ImportRun.objects.without_content(), pk=pk)
    try:
        apply_file(run, by=_me(request), at=timezone.now(), today=timezone.localdate())
    except Refused as refused:
        return _report(request, pk, refused=str(refused), status=409)
    return redirect("import_report", pk=run.pk)


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the gate let nobody else in
    return request.user


def _import_page(request: HttpRequest, form: FileForm, status: int = 200) -> HttpResponse:
    runs = ImportRun.objects.defer("content", "problems", "differences").order_by("-at", "-pk")
    context = {"form": form, "kinds": KINDS.values(), "runs": runs[:RUNS_SHOWN]}
    return render(request, "exchange/import.html", context, status=status)


def _report(request: HttpRequest, pk: int, *, refused: str = "", status: int = 200) -> HttpResponse:
    run = get_object_or_404(ImportRun.objects.without_content(), pk=pk)
    context = {
        "run": run,
        "refused": refused,
        "problems": Paginator(run.problems, ROWS_SHOWN).get_page(request.GET.get("side")),
        "differences": Paginator(run.differences, ROWS_SHOWN).get_page(request.GET.get("forskelle")),
    }
    return render(request, "exchange/report.html", context, status=status)


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
