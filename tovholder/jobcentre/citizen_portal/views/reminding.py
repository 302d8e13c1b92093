"""Whether and how to be reminded of one's times."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal.forms import RemindForm
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.post.sms import as_rung, gateway
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import BookingChoice, RemindMe

_CHOSEN = ("by_mail", "by_sms", "calendar", "email", "telephone", "language")


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def remind_me(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    with_sms = gateway() is not None
    before = _before(me)
    status = 200
    form = RemindForm(initial=before, with_sms=with_sms)
    if request.method == "POST":
        form = RemindForm(request.POST, with_sms=with_sms)
        if form.is_valid():
            # Where no text message can be sent, what was chosen about them stays.
            actions.choose_reminders(me, before | form.cleaned_data, by=request.user, at=now)
            messages.success(request, _("Dit valg er gemt."))
            return redirect("remind_me")
        status = 422
    record.look("remind_me", me.pk, by=request.user, at=now)
    context = {"form": form, "with_sms": with_sms, "days": BookingChoice.now().remind_days}
    return render(request, "citizen_portal/remind_me.html", context, status=status)


def _before(me: Citizen) -> dict[str, object]:
    """What was chosen; else nothing, with the mail and the number that we know and the language of the page."""
    row = RemindMe.objects.filter(citizen=me).first()
    if row is not None:
        return {name: getattr(row, name) for name in _CHOSEN}
    nothing: dict[str, object] = dict.fromkeys(_CHOSEN, False)
    known = {"email": me.email, "telephone": as_rung(me.telephone) or "", "language": get_language() or "da"}
    return {**nothing, **known}
