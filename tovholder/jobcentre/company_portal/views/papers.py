"""Papers a citizen lets the workplace read: the version they said yes to, and only while the yes stands."""

from datetime import datetime

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.sickleave.models import PaperVersion
from tovholder.jobcentre.sickleave.papers.words import shown
from tovholder.jobcentre.staff.now import OnDuty, person_of

PAPERS_SHOWN = 50


@gate(needs=May.COMPANY_DOOR)
@require_GET
def shared_papers(request: SignedIn) -> HttpResponse:
    person, now = _person(request), timezone.now()
    rows = list(_shared_with(person).order_by("-given_at", "-pk")[:PAPERS_SHOWN])
    record.look_at_list(
        "shared_papers", [row.citizen_id for row in rows], by=request.user, at=now,
        workplace=person.workplace_id,
    )  # fmt: skip
    context = {"workplace": person.workplace, "papers": rows, "duty": _duty(person, now)}
    return render(request, "company_portal/shared_papers.html", context)


@gate(needs=May.COMPANY_DOOR)
@require_GET
def shared_paper(request: SignedIn, pk: int) -> HttpResponse:
    person, now = _person(request), timezone.now()
    version = get_object_or_404(_shared_with(person), paper=pk)
    record.look("shared_paper", version.citizen_id, by=request.user, at=now)
    context = {
        "paper": shown(version, words=version.words),
        "given_at": version.given_at,
        "duty": _duty(person, now),
    }
    return render(request, "company_portal/shared_paper.html", context)


def _person(request: SignedIn) -> CompanyPerson:
    return get_object_or_404(CompanyPerson.objects.with_contact(), user=request.user)


def _duty(person: CompanyPerson, now: datetime) -> OnDuty:
    return person_of(person.workplace, timezone.localdate(now))


def _shared_with(person: CompanyPerson) -> QuerySet:
    """What this person's workplace may read, each with when it was consented to, and the citizen's words to them."""
    rows = PaperVersion.objects.shared_with(person.workplace_id).select_related("paper__workplace", "citizen")
    return rows.annotate(given_at=F("shared__consent__given_at"), words=F("shared__consent__words"))
