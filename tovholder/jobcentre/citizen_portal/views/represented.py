"""What a party representative reads: behind a link and a code, exactly what the citizen has ticked and nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.actions import count_try
from tovholder.jobcentre.access.gate import public
from tovholder.jobcentre.access.limits import fingerprint
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.authority.matters import matters_of
from tovholder.jobcentre.citizen_portal import mine
from tovholder.jobcentre.citizens.actions import send_representative_link
from tovholder.jobcentre.citizens.models import Citizen, Course, Representative, Sees
from tovholder.jobcentre.citizens.representative_link import LinkExpired, NoSuchLink, code_of, open_link
from tovholder.jobcentre.citizens.represented import address_of
from tovholder.jobcentre.plans.models import Wording
from tovholder.jobcentre.sickleave.models import PaperVersion
from tovholder.jobcentre.sickleave.papers.words import shown
from tovholder.jobcentre.staff.models import Unit

UNITS_SHOWN = 5
PAPERS_SHOWN, MATTERS_SHOWN, PLANNED_SHOWN = 5, 20, 50
OPENED = "represents"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def represented(request: HttpRequest, link: str) -> HttpResponse:
    now = timezone.now()
    try:
        representative = open_link(link, at=now)
    except LinkExpired as expired:
        return _expired(request, link, expired.representative, now)
    except NoSuchLink:
        return _shut(request)
    if request.method == "POST":
        return _try_code(request, link, representative, now)
    if _key(representative) not in request.session.get(OPENED, []):
        return _ask(request, representative)
    return _page(request, representative, now)


def _try_code(request: HttpRequest, link: str, representative: Representative, now: datetime) -> HttpResponse:
    if not count_try("code", fingerprint("representative", str(representative.pk)), at=now):
        wrong = _("Der er prøvet for mange gange. Vent en time, og prøv igen.")
        return _ask(request, representative, wrong=wrong, status=429)
    typed = "".join(request.POST.get("code", "").split())
    if not constant_time_compare(typed, code_of(representative)):
        wrong = _("Koden passer ikke. Spørg den, der har valgt dig.")
        return _ask(request, representative, wrong=wrong, status=422)
    request.session[OPENED] = [*request.session.get(OPENED, []), _key(representative)]
    request.session.cycle_key()
    return redirect("represented", link=link)


def _key(representative: Representative) -> str:
    return str(representative.token)


def _ask(
    request: HttpRequest, representative: Representative, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    """Nobody has said the code yet: this page knows the link is good, and names nobody."""
    typed = request.POST.get("code", "")[:20]
    response = render(
        request, "citizen_portal/represented_code.html", {"wrong": wrong, "typed": typed}, status=status
    )
    response.shows_nobody = True  # type: ignore[attr-defined]  # read by NoLogNoLook
    return response


def _shut(request: HttpRequest) -> HttpResponse:
    units = list(Unit.objects.order_by("name_order", "pk")[:UNITS_SHOWN])
    return render(request, "citizen_portal/represented_shut.html", {"units": units}, status=404)


def _expired(request: HttpRequest, link: str, representative: Representative, now: datetime) -> HttpResponse:
    """A new link goes to the address the citizen gave, and to no other."""
    if request.method == "POST":
        if count_try("link", fingerprint("representative", str(representative.pk)), at=now):
            send_representative_link(representative, address_of=address_of(request), by=None, at=now)
        messages.success(request, _("Hvis linket stadig gælder, er der sendt et nyt på mail."))
        return redirect("represented", link=link)
    response = render(request, "citizen_portal/represented_expired.html", {}, status=410)
    response.shows_nobody = True  # type: ignore[attr-defined]  # read by NoLogNoLook
    return response


def _page(request: HttpRequest, representative: Representative, now: datetime) -> HttpResponse:
    citizen = representative.citizen
    record.look("represented", citizen.pk, by=None, at=now)
    followed = citizen.courses.open().select_related("contact__unit", "unit").first()
    context: dict[str, Any] = {"person": representative, "citizen": citizen, "sees": {}}
    for what in representative.sees:
        context["sees"][what.value] = _READS[what](citizen, followed, now)
    return render(request, "citizen_portal/represented.html", context)


def _next_talk(citizen: Citizen, course: Course | None, now: datetime) -> Any:
    return {"coming": mine.coming(course, today=timezone.localdate(now)) if course else None}


def _plan(citizen: Citizen, course: Course | None, now: datetime) -> Any:
    """Goals and steps in the words in force, the open course's alone."""
    if course is None:
        return []
    rows = Wording.objects.in_force().filter(item__course=course, item__ended_at__isnull=True)
    return list(rows.select_related("item").order_by("item__kind", "-item__is_top", "item")[:PLANNED_SHOWN])


def _papers(citizen: Citizen, course: Course | None, now: datetime) -> Any:
    newer = PaperVersion.objects.filter(paper=OuterRef("paper"), version__gt=OuterRef("version"))
    rows = PaperVersion.objects.filter(~Exists(newer), citizen=citizen)
    rows = rows.select_related("paper__workplace", "citizen").prefetch_related("stages")
    return [shown(version) for version in rows.order_by("-at", "-pk")[:PAPERS_SHOWN]]


def _messages(citizen: Citizen, course: Course | None, now: datetime) -> Any:
    return mine.messages(citizen, before="").rows


def _talks(citizen: Citizen, course: Course | None, now: datetime) -> Any:
    return mine.shared_talks(citizen, before="").rows


def _matters(citizen: Citizen, course: Course | None, now: datetime) -> Any:
    return list(matters_of(citizen).order_by("-arose_on", "-pk")[:MATTERS_SHOWN])


_READS: dict[Sees, Callable[[Citizen, Course | None, datetime], Any]] = {
    Sees.NEXT_TALK: _next_talk,
    Sees.PLAN: _plan,
    Sees.PAPERS: _papers,
    Sees.MESSAGES: _messages,
    Sees.TALKS: _talks,
    Sees.MATTERS: _matters,
}
