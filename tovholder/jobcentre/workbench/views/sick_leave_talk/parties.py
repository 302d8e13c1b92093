"""Those who come to a talk: added, taken out, and what each is written."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.letters import Kind, address_of_party, letter, standard_text, telephone_for
from tovholder.jobcentre.sickleave.models import Party, SickLeaveTalk
from tovholder.jobcentre.workbench.forms.sick_leave_talk import PartyForm, PartyTextForm
from tovholder.jobcentre.workbench.views.sick_leave_talk.page import address_of, find, name_of, talk_page


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def add_party(request: SignedIn, pk: int) -> HttpResponse:
    talk = find(request, pk)
    form = PartyForm(request.POST, knows_citizen=talk.citizen_id is not None)
    if not form.is_valid():
        return talk_page(request, talk, status=422, party_form=form)
    try:
        actions.add_party(talk, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return talk_page(request, find(request, pk), status=409, refused=str(refused), party_form=form)
    messages.success(request, _("Deltageren er tilføjet. Mailen er ikke sendt endnu."))
    return redirect("sick_leave_talk", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def remove_party(request: SignedIn, pk: int) -> HttpResponse:
    party = _find_party(request, pk)
    try:
        actions.remove_party(party, address_of=address_of(request), by=request.user, at=timezone.now())
    except Refused as refused:
        return talk_page(request, find(request, party.talk_id), status=409, refused=str(refused))
    messages.success(request, _("Deltageren er taget ud."))
    return redirect("sick_leave_talk", pk=party.talk_id)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def party_text(request: SignedIn, pk: int) -> HttpResponse:
    """What one party is written, before it is sent: changed, and read as it will be."""
    now = timezone.now()
    party = _find_party(request, pk)
    talk = find(request, party.talk_id)
    if talk.citizen_id is not None:
        record.look("sick_leave_talk", talk.citizen_id, by=request.user, at=now)
    about = talk.notice.person_name
    form = PartyTextForm(initial={"text": party.text or standard_text(party.role)}, about=about)
    status, refused = 200, ""
    if request.method == "POST":
        form, status = PartyTextForm(request.POST, about=about), 422
        if form.is_valid():
            try:
                actions.write_party_text(party, text=form.cleaned_data["text"], by=request.user, at=now)
            except Refused as not_now:
                status, refused = 409, str(not_now)
            else:
                messages.success(request, _("Teksten er gemt. Sådan ser mailen nu ud."))
                return redirect("party_text", pk=pk)
    context = {
        "talk": talk,
        "party": party,
        "name": name_of(talk, party),
        "form": form,
        "refused": refused,
        "written": letter(
            talk,
            party,
            Kind.INVITED,
            to=address_of_party(party, talk.citizen_id),
            link=_("(her står deltagerens eget link)"),
            telephone=telephone_for(talk, now),
            at=now,
        ),
    }
    return render(request, "workbench/party_text.html", context, status=status)


def _find_party(request: SignedIn, pk: int) -> Party:
    visible = SickLeaveTalk.objects.visible_to(request.user, timezone.localdate())
    theirs = Party.objects.here().filter(Exists(visible.filter(pk=OuterRef("talk"))))
    return get_object_or_404(theirs.select_related("talk"), pk=pk)
