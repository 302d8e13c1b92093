"""Was I heard? Three questions after a talk, for whoever wants to answer; counted, and never kept as theirs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal.forms import HeardForm
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.talks.actions import close_heard
from tovholder.jobcentre.talks.heard import asked_about


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def heard(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    talk = asked_about(me, now=now)
    form = HeardForm(request.POST if request.method == "POST" else None, talk=talk.pk if talk else None)
    says_no = request.method == "POST" and "no_thanks" in request.POST
    refused = ""
    if form.is_bound and form.is_valid():
        answers = {} if says_no else form.answers()
        if talk is None or talk.pk != form.cleaned_data["talk"]:
            messages.info(request, _("Det er der svaret på, eller det er for længe siden."))
            return redirect("my_course")
        if says_no or answers:
            close_heard(talk, answers, by=request.user, at=now)
            if not says_no:
                messages.success(request, _("Tak. Dit svar er talt med. Ingen kan se, at det var dit."))
            return redirect("my_course")
        refused = _("Vælg mindst ét svar. Eller sig nej tak: det er helt i orden.")
    # The same word in the log as for the page before: else one could read there who went on to the questions.
    record.look("my_course", me.pk, by=request.user, at=now)
    context = {"talk": talk, "form": form, "refused": refused}
    status = 422 if refused or form.errors else 200
    return render(request, "citizen_portal/heard.html", context, status=status)
