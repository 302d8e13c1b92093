"""The papers of one citizen, for the employee: written together, shared when the citizen says so, evaluated."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course, Employment
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.exchange.actions.export import export_page
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import PaperKind, WorkplacePaper
from tovholder.jobcentre.sickleave.papers.forms import EvaluationForm, ShareForm
from tovholder.jobcentre.sickleave.papers.page import frame_of, writing_frame
from tovholder.jobcentre.sickleave.papers.pdf import in_print
from tovholder.jobcentre.sickleave.papers.writing import Typed, on_newest, read_typed


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def papers(request: SignedIn, pk: int) -> HttpResponse:
    """The papers there are, and for each place where the citizen works those that can be begun."""
    now = timezone.now()
    today = timezone.localdate(now)
    person = get_object_or_404(Citizen.objects.visible_to(request.user, today), pk=pk)
    record.look("papers", person.pk, by=request.user, at=now)
    course = person.courses.open().first()
    written = list(WorkplacePaper.objects.newest_of(person))
    begun = {(row.workplace_id, row.kind) for row in written if course and row.course_id == course.pk}
    works = Employment.objects.on(today).filter(citizen=person).select_related("workplace").order_by("since")
    context = {
        "citizen": person,
        "course": course,
        "papers": written,
        "places": [(work.workplace, _to_begin(work.workplace, begun)) for work in works] if course else [],
    }
    return render(request, "workbench/papers.html", context)


def _to_begin(workplace: Workplace, begun: set[tuple[int, str]]) -> list[PaperKind]:
    return [kind for kind in PaperKind if (workplace.pk, kind) not in begun]


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def write_paper(request: SignedIn, pk: int, workplace: int, kind: str) -> HttpResponse:
    """Begin a paper, or write its next version."""
    now = timezone.now()
    course, place, paper = _to_write(request, pk, workplace, kind, now)
    record.look("write_paper", pk, by=request.user, at=now)
    typed = read_typed(request, kind, paper, today=timezone.localdate(now))
    if typed.written is not None:
        try:
            version = actions.write_paper(
                course, workplace=place, kind=kind, **typed.given(), by=request.user, at=now
            )  # fmt: skip
        except Refused as refused:
            typed.refuse(refused)
        else:
            messages.success(request, _("Papiret er gemt. Borgeren kan læse det i Mit forløb."))
            return redirect("paper", pk=version.paper_id)
    return _form_page(request, course, place, kind, paper, typed, now)


def _to_write(
    request: SignedIn, pk: int, workplace: int, kind: str, now: datetime
) -> tuple[Course, Workplace, WorkplacePaper | None]:
    """The citizen's course, the place where they work, and the paper when it is begun; else 404."""
    today = timezone.localdate(now)
    if kind not in PaperKind.values:
        raise Http404
    person = get_object_or_404(Citizen.objects.visible_to(request.user, today), pk=pk)
    course = get_object_or_404(person.courses.select_related("citizen"), until=None)
    place = get_object_or_404(Workplace.objects.visible_to(request.user), pk=workplace)
    paper = WorkplacePaper.objects.filter(course=course, workplace=place, kind=kind).first()
    works_here = Employment.objects.on(today).filter(citizen=person, workplace=place)
    if paper is None and not works_here.exists():
        raise Http404
    return course, place, paper


def _form_page(
    request: SignedIn,
    course: Course,
    place: Workplace,
    kind: str,
    paper: WorkplacePaper | None,
    typed: Typed,
    now: datetime,
) -> HttpResponse:
    back = reverse("paper", args=[paper.pk]) if paper else reverse("papers", args=[course.citizen_id])
    frame = writing_frame(kind, place, about=course.citizen.name, back=back, today=timezone.localdate(now))
    return render(request, "sickleave/write_paper.html", frame | typed.context(), status=typed.status)


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def paper(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, _find(request, pk))


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def share_paper(request: SignedIn, pk: int) -> HttpResponse:
    """The citizen has said yes to us, and we write it down."""
    row = _find(request, pk)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, share_form=form)
    try:
        actions.share_paper(
            row,
            read_version=form.cleaned_data["read_version"],
            words=form.cleaned_data["words"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        return _page(request, row, status=409, share_form=on_newest(form, refused), refused=str(refused))
    messages.success(request, _("Samtykket er skrevet ned, og arbejdsstedet kan læse papiret."))
    return redirect("paper", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def stop_sharing(request: SignedIn, pk: int) -> HttpResponse:
    row = _find(request, pk)
    actions.stop_sharing(row, by=request.user, at=timezone.now())
    messages.success(request, _("Arbejdsstedet kan ikke læse papiret mere."))
    return redirect("paper", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def evaluate_paper(request: SignedIn, pk: int) -> HttpResponse:
    row = _find(request, pk)
    form = EvaluationForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, evaluation_form=form)
    try:
        actions.evaluate_paper(row, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, row, status=409, evaluation_form=form, refused=str(refused))
    messages.success(request, _("Evalueringen er gemt."))
    return redirect("paper", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def paper_pdf(request: SignedIn, pk: int) -> HttpResponse:
    row = _find(request, pk)
    export_page("paper_pdf", [row.citizen_id], by=request.user, at=timezone.now())
    return in_print(row)


def _find(request: SignedIn, pk: int) -> WorkplacePaper:
    visible = WorkplacePaper.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(visible.select_related("citizen", "course", "workplace"), pk=pk)


def _page(request: SignedIn, row: WorkplacePaper, *, status: int = 200, **forms: Any) -> HttpResponse:
    now = timezone.now()
    record.look("paper", row.citizen_id, by=request.user, at=now)
    context = frame_of(row, today=timezone.localdate(now)) | {"citizen": row.citizen}
    context["evaluation_form"] = EvaluationForm(initial={"due_on": context["page"].newest.evaluate_on})
    return render(request, "workbench/paper.html", context | forms, status=status)
