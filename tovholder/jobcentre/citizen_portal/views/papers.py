"""The citizen's papers to a workplace: read, answered, written in; and shared or not, which is theirs to say."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal.actions import drop_draft
from tovholder.jobcentre.citizen_portal.drafts import writing, writings
from tovholder.jobcentre.exchange.actions.export import export_page
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import WorkplacePaper
from tovholder.jobcentre.sickleave.papers.forms import AnswerForm, ShareForm
from tovholder.jobcentre.sickleave.papers.page import frame_of, writing_frame
from tovholder.jobcentre.sickleave.papers.pdf import in_print
from tovholder.jobcentre.sickleave.papers.writing import on_newest, read_typed


@gate(needs=May.OWN_COURSE)
@require_GET
def my_paper(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, _mine(request, pk))


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def write_my_paper(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    row = _mine(request, pk)
    record.look("write_my_paper", row.citizen_id, by=request.user, at=now)
    begun = writing(row.citizen, "paper", pk)
    typed = read_typed(request, row.kind, row, today=today, begun=begun.typed)
    if typed.written is not None:
        try:
            actions.write_paper(
                row.course, workplace=row.workplace, kind=row.kind, **typed.given(), by=request.user, at=now
            )
        except Refused as refused:
            typed.refuse(refused)
        else:
            drop_draft(row.citizen, begun.place, by=request.user, at=now)
            messages.success(request, _("Det er gemt, og din medarbejder kan læse det."))
            return redirect("my_paper", pk=pk)
    back = reverse("my_paper", args=[pk])
    frame = writing_frame(row.kind, row.workplace, about="", back=back, today=today)
    frame |= {
        "keep": reverse("keep_my_draft", args=[begun.place]),
        "kept_at": begun.at,
        "discard": reverse("discard_my_draft", args=[begun.place]),
    }
    return render(request, "sickleave/write_paper.html", frame | typed.context(), status=typed.status)


@gate(needs=May.OWN_COURSE)
@require_POST
def answer_my_paper(request: SignedIn, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, answer_form=form)
    try:
        actions.answer_paper(row, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, row, status=409, answer_form=on_newest(form, refused), refused=str(refused))
    drop_draft(row.citizen, f"reply-{pk}", by=request.user, at=timezone.now())
    messages.success(request, _("Dit svar er gemt."))
    return redirect("my_paper", pk=pk)


@gate(needs=May.OWN_COURSE)
@require_POST
def share_my_paper(request: SignedIn, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, share_form=form)
    given = form.cleaned_data
    try:
        actions.share_paper(
            row, read_version=given["read_version"], words=given["words"], by=request.user, at=timezone.now()
        )
    except Refused as refused:
        return _page(request, row, status=409, share_form=on_newest(form, refused), refused=str(refused))
    drop_draft(row.citizen, f"share-{pk}", by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s kan nu læse den.") % {"name": row.workplace.name})
    return redirect("my_paper", pk=pk)


@gate(needs=May.OWN_COURSE)
@require_POST
def stop_sharing_mine(request: SignedIn, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    actions.stop_sharing(row, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s kan ikke læse den mere.") % {"name": row.workplace.name})
    return redirect("my_paper", pk=pk)


@gate(needs=May.OWN_COURSE)
@require_POST
def my_paper_pdf(request: SignedIn, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    export_page("my_paper_pdf", [row.citizen_id], by=request.user, at=timezone.now())
    return in_print(row)


def _mine(request: SignedIn, pk: int) -> WorkplacePaper:
    mine = WorkplacePaper.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(mine.select_related("citizen", "course", "workplace"), pk=pk)


def _page(request: SignedIn, row: WorkplacePaper, *, status: int = 200, **forms: Any) -> HttpResponse:
    now = timezone.now()
    record.look("my_paper", row.citizen_id, by=request.user, at=now)
    context = frame_of(row, today=timezone.localdate(now))
    begun = writings(row.citizen, "reply", "share", row=row.pk)
    read = {"read_version": context["page"].newest.version}
    context["answer_form"] = AnswerForm(initial=read | dict(begun["reply"].typed))
    context["share_form"] = ShareForm(initial=read | dict(begun["share"].typed))
    context["begun"] = begun
    return render(request, "citizen_portal/my_paper.html", context | forms, status=status)
