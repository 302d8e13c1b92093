"""An employee away: from when, until when, who covers. The leader's page and the employee's own are the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn
from tovholder.jobcentre.workbench.actions import come_back
from tovholder.jobcentre.workbench.covering import Covering
from tovholder.jobcentre.workbench.forms.absence import CoverForm, UsualForm
from tovholder.jobcentre.workbench.forms.team import AbsenceForm, LastDayForm
from tovholder.jobcentre.workbench.load import Load
from tovholder.jobcentre.workbench.views.team import rows


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def register_absence(request: SignedIn, pk: int) -> HttpResponse:
    return _answer(_Page(request, rows.own_working_employee(request, pk, timezone.localdate()), back="team"))


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def my_absence(request: SignedIn) -> HttpResponse:
    return _answer(_Page(request, request.user.employee, back="my_day"))


@dataclass(frozen=True)
class Known:
    """An absence that is not over, who covers when, and the forms that change it."""

    absence: Absence
    covers: list[StandIn]
    ended: LastDayForm
    cover: CoverForm


class _Page:
    """What stands on the page, and the one of its forms that was sent."""

    def __init__(self, request: SignedIn, employee: Employee, *, back: str) -> None:
        self.request, self.employee, self.back = request, employee, back
        self.unit = employee.unit
        self.today = timezone.localdate()
        self.sent = _sent(request)

    def data(self, form: str, absence: Absence | None = None) -> Any:
        """What was sent, for the form it was sent with; None for the others."""
        if self.sent != form:
            return None
        is_this = absence is None or self.request.POST.get(f"{form}-absence") == str(absence.pk)
        return self.request.POST if is_this else None

    @cached_property
    def choices(self) -> rows.Colleagues:
        named = self.request.POST.get("colleague", "")[:100].strip() if self.sent == "find" else ""
        usual = str(self.employee.usual_stand_in_id or "")
        sent = (self.request.POST.get(name, "") for name in ("stand_in", "cover-stand_in", "usual-stand_in"))
        return rows.colleagues(self.unit, self.today, text=named, chosen=next(filter(None, sent), usual))

    @cached_property
    def stand_ins(self) -> list[Load]:
        return [load for load in self.choices.loads if load.employee != self.employee]

    @cached_property
    def usual(self) -> Load | None:
        """The usual stand-in, if they are here."""
        usual = self.employee.usual_stand_in_id
        return next(
            (load for load in self.stand_ins if load.employee.pk == usual and load.duty.is_here), None
        )

    @cached_property
    def proposed(self) -> Load | None:
        """A proposal, not a fact: the usual one; else the colleague in the unit who is here today and has most room."""
        if self.usual is not None:
            return self.usual
        could = [
            load
            for load in self.stand_ins
            if load.duty.is_here and load.employee.unit_id == self.unit.pk and load.free
        ]
        return max(could, key=lambda load: load.free, default=None)

    @cached_property
    def form(self) -> AbsenceForm:
        is_away = any(known.absence.since <= self.today for known in self.known)
        initial: dict[str, Any] = {} if is_away else {"since": self.today}
        if self.proposed is not None:
            initial["stand_in"] = self.proposed.employee.pk
        return AbsenceForm(
            self.data("absence"),
            today=self.today,
            stand_ins=self.stand_ins,
            own_unit=self.unit.pk,
            initial=self.request.POST.dict() if self.sent == "find" else initial,
        )

    @cached_property
    def usual_form(self) -> UsualForm:
        return UsualForm(
            self.data("usual"), employee=self.employee, stand_ins=self.stand_ins, own_unit=self.unit.pk
        )

    @cached_property
    def known(self) -> list[Known]:
        return [
            Known(
                absence,
                list(absence.covers.all()),
                LastDayForm(self.data("ended", absence), absence=absence, today=self.today),
                CoverForm(
                    self.data("cover", absence),
                    absence=absence,
                    today=self.today,
                    stand_ins=self.stand_ins,
                    own_unit=self.unit.pk,
                ),
            )
            for absence in absences_of(self.employee, self.today)
        ]


def absences_of(employee: Employee, today: date) -> QuerySet[Absence]:
    """Those that are not over, each with who covers."""
    covers = StandIn.objects.filter(_lasting()).select_related("stand_in").order_by("since")
    absences = _not_over(Absence.objects.filter(employee=employee), today)
    return absences.prefetch_related(Prefetch("covers", queryset=covers))


def covering_of(employee: Employee, today: date) -> QuerySet[StandIn]:
    """Whom the employee covers for, now or later."""
    return _not_over(StandIn.objects.filter(stand_in=employee), today).select_related("employee")


def _sent(request: SignedIn) -> str:
    """Which of the page's forms was sent: none, the search for a colleague, or the one whose field is there."""
    if request.method != "POST":
        return ""
    marks = {"find": "find", "ended-absence": "ended", "cover-absence": "cover", "usual-stand_in": "usual"}
    return next((form for mark, form in marks.items() if mark in request.POST), "absence")


def _answer(page: _Page) -> HttpResponse:
    status, refused = 200, ""
    if page.sent and page.sent != "find":
        try:
            leads_to = _SAVES[page.sent](page)
        except Refused as why:
            status, refused = 409, str(why)
        else:
            if leads_to:
                return redirect(leads_to)
            status = 422
    context = {
        "employee": page.employee,
        "is_own": page.back == "my_day",
        "back": page.back,
        "known": page.known,
        "covers": covering_of(page.employee, page.today),
        "proposed": page.proposed,
        "is_usual": page.usual is not None,
        "choices": page.choices,
        "form": page.form,
        "usual_form": page.usual_form,
        "refused": refused,
    }
    return render(page.request, "workbench/register_absence.html", context, status=status)


def _begin(page: _Page) -> str:
    if not page.form.is_valid():
        return ""
    last_day = page.form.cleaned_data["last_day"]
    absence = actions.register_absence(
        page.employee,
        since=page.form.cleaned_data["since"],
        until=last_day + timedelta(days=1) if last_day else None,
        stand_in=Employee.objects.get(pk=page.form.cleaned_data["stand_in"]),
        by=page.request.user,
        at=timezone.now(),
    )
    return _saved(page, absence, back=reverse(page.back))


def _end(page: _Page) -> str:
    known = _chosen(page, (known for known in page.known if known.ended.is_bound))
    if not known.ended.is_valid():
        return ""
    until = known.ended.cleaned_data["last_day"] + timedelta(days=1)
    come_back(known.absence, until=until, by=page.request.user, at=timezone.now())
    return _saved(page, known.absence, back=reverse(page.back))


def _cover(page: _Page) -> str:
    known = _chosen(page, (known for known in page.known if known.cover.is_bound))
    if not known.cover.is_valid():
        return ""
    actions.cover_from(
        known.absence,
        stand_in=Employee.objects.get(pk=known.cover.cleaned_data["stand_in"]),
        since=known.cover.cleaned_data["since"],
        by=page.request.user,
        at=timezone.now(),
    )
    return _saved(page, known.absence, back=page.request.path)


def _usual(page: _Page) -> str:
    if not page.usual_form.is_valid():
        return ""
    chosen = page.usual_form.cleaned_data["stand_in"]
    stand_in = Employee.objects.get(pk=chosen) if chosen else None
    actions.set_usual_stand_in(page.employee, stand_in=stand_in, by=page.request.user, at=timezone.now())
    messages.success(page.request, _("Gemt. Det er den, vi foreslår næste gang."))
    return page.request.path


_SAVES = {"absence": _begin, "ended": _end, "cover": _cover, "usual": _usual}


def _chosen(page: _Page, bound: Iterator[Known]) -> Known:
    known = next(bound, None)
    if known is None:
        raise Refused(_("Fraværet er allerede slut. Se herunder, hvad der er registreret nu."))
    return known


def _saved(page: _Page, absence: Absence, *, back: str) -> str:
    """Where to go: to the talks that somebody else must hold, when there are any."""
    messages.success(page.request, _("Fraværet er gemt."))
    as_it_stands = Absence.objects.get(pk=absence.pk)
    left = Covering(as_it_stands).left(page.request.user, now=timezone.now())
    return reverse("absence_talks", args=[absence.pk]) if left else back


def _not_over(periods: QuerySet[Any], today: date) -> QuerySet[Any]:
    return periods.filter(_lasting()).exclude(until__lte=today).order_by("since", "pk")


def _lasting() -> Q:
    """The condition that a period has any day in it: one taken back has none."""
    return Q(until__isnull=True) | Q(until__gt=F("since"))
