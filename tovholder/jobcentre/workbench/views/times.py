"""Mine tider: when the people I follow can book me."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.sickleave.busy import meetings_taken
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.free import free_of
from tovholder.jobcentre.talks.models import OfferedTime
from tovholder.jobcentre.ui.templatetags.ui import clock, day, last_day
from tovholder.jobcentre.workbench.forms.times import OfferForm

OFFERS_SHOWN = 60


@dataclass(frozen=True)
class Row:
    """An offered time in words: when, how and where, and between which days."""

    pk: int
    when: str
    how: str
    days: str


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def my_times(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        return _page(request, OfferForm(today=today), now)
    form = OfferForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, form, now, status=422)
    try:
        made = actions.offer_times(request.user.employee, form.offering(), by=request.user, at=now)
    except Refused as refused:
        return _page(request, form, now, status=409, refused=str(refused))
    if made:
        messages.success(request, _("Tiderne er gemt. De, du følger, kan nu vælge dem."))
    return redirect("my_times")


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def stop_offering(request: SignedIn, pk: int) -> HttpResponse:
    offered = get_object_or_404(OfferedTime.objects.filter(employee=request.user.employee), pk=pk)
    actions.stop_offering(offered, by=request.user, at=timezone.now())
    messages.success(request, _("Tiderne kan ikke vælges mere. De samtaler, der er booket, står ved magt."))
    return redirect("my_times")


def _page(
    request: SignedIn, form: OfferForm, now: datetime, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    employee = request.user.employee
    today = timezone.localdate(now)
    rows = offered_by(employee, today)
    free = free_of(employee, now=now, busy=meetings_taken)
    context = {
        "rows": [in_words(row, today) for row in rows[:OFFERS_SHOWN]],
        "free": len(free.slots),
        "first": free.slots[0].starts_at if free.slots else None,
        "last": free.last,
        "form": form,
        "refused": refused,
    }
    return render(request, "workbench/my_times.html", context, status=status)


def offered_by(employee: Employee, today: date) -> QuerySet[OfferedTime]:
    """Those that are not over, in the order of the week."""
    rows = OfferedTime.objects.between(today, date.max).filter(employee=employee)
    return rows.order_by("weekday", "starts", "pk")


def in_words(row: OfferedTime, today: date) -> Row:
    hours = f"{clock(row.starts)}–{clock(row.ends)}"
    minutes = ngettext("%(n)d minut", "%(n)d minutter", row.minutes) % {"n": row.minutes}
    how = [minutes, ", ".join(str(way.label).lower() for way in row.ways), row.place]
    if row.until is not None and (row.until - row.since).days == 1:
        when, days = _("%(day)s kl. %(hours)s") % {"day": day(row.since), "hours": hours}, ""
    else:
        weekday = str(WEEKDAYS[row.weekday])
        weekday = weekday.lower() if get_language() == "da" else weekday
        when, days = (
            _("hver %(weekday)s kl. %(hours)s") % {"weekday": weekday, "hours": hours},
            _days(row, today),
        )
    return Row(row.pk, when[:1].upper() + when[1:], " · ".join(part for part in how if part), days)


def _days(row: OfferedTime, today: date) -> str:
    since = _("fra %(day)s") % {"day": day(row.since)} if row.since > today else ""
    last = _("til og med %(day)s") % {"day": last_day(row.until)} if row.until else ""
    return " ".join(part for part in (since, last) if part)
