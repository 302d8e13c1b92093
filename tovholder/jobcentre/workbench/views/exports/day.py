"""The employee's own lists as files: the day, the times they offer, absence and who covers, and their own figures."""

from collections.abc import Iterator
from datetime import date, datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.exchange.lists import Cells
from tovholder.jobcentre.exchange.views.taking_out import Listed, takes_out
from tovholder.jobcentre.followup import reasons
from tovholder.jobcentre.staff.models import Employee, StandIn
from tovholder.jobcentre.workbench.by_citizens import changed_by_citizens
from tovholder.jobcentre.workbench.covering import Covering
from tovholder.jobcentre.workbench.views.away.page import absences_of, covering_of
from tovholder.jobcentre.workbench.views.away.talks import theirs
from tovholder.jobcentre.workbench.views.day import chosen_of, joint_talks, talks_of_the_day
from tovholder.jobcentre.workbench.views.my_figures import parts_of
from tovholder.jobcentre.workbench.views.team.rows import own_working_employee
from tovholder.jobcentre.workbench.views.times import in_words, offered_by

DAY = ["Hvad", "Hvem", "Hvornår", "Hvorfor", "For"]
TIMES = ["Hvornår", "Hvordan", "Fra", "Til og med"]
ABSENCE = ["Hvem", "Hvad", "Fra", "Til og med"]
TALKS = ["Borger", "Hvornår", "Hvordan", "Aftalt med", "Kan holde den"]
FIGURES = ["Tal", "Hvornår eller hvad", "Kolonne", "Værdi"]


@takes_out(needs=May.FOLLOW_CITIZENS)
def export_my_day(request: SignedIn, now: datetime) -> Listed:
    """Talks of today, what citizens booked, joint talks, and why to follow up: with the reason that is chosen."""
    user, mine = request.user, reasons.mine(request.user, timezone.localdate(now))
    talks, booked = list(talks_of_the_day(user, mine, now)), changed_by_citizens(user, mine, now)
    joint = list(joint_talks(user, now))
    _code, shown = chosen_of(request, reasons.reasons_for(user, now=now, known=mine))
    others = Employee.objects.exclude(pk=user.employee.pk)
    covered = others.in_bulk([reason.contact for reason in shown if reason.contact])
    rows: list[Cells] = [
        *(["I dag", t.citizen.name, t.starts_at, t.get_form_display(), t.employee.name] for t in talks),
        *(["Booket af borgeren", t.citizen.name, t.starts_at, _changed(t), t.employee.name] for t in booked),
        *(["Fælles samtale", h.citizen.name, h.joint_talk_on, None, h.to_employee.name] for h in joint),
        *(
            [_(reasons.CODES[r.code]), r.name, r.due, r.text, str(covered.get(r.contact or 0, ""))]
            for r in shown
        ),
    ]
    seen = {talk.citizen_id for talk in [*talks, *booked]} | {handover.citizen_id for handover in joint}
    return Listed("min-dag", DAY, rows, seen | {reason.citizen for reason in shown if reason.citizen})


def _changed(talk) -> str:
    if talk.cancelled_at:
        return "aflyst"
    return "flyttet" if talk.sequence else "booket"


@takes_out(needs=May.FOLLOW_CITIZENS)
def export_my_times(request: SignedIn, now: datetime) -> Listed:
    today = timezone.localdate(now)
    offered = offered_by(request.user.employee, today)
    said = ((row, in_words(row, today)) for row in offered)
    return Listed("mine-tider", TIMES, ([told.when, told.how, row.since, row.last_day] for row, told in said))


@takes_out(needs=May.FOLLOW_CITIZENS)
def export_my_absence(request: SignedIn, now: datetime) -> Listed:
    return Listed("fravaer", ABSENCE, _absence(request.user.employee, timezone.localdate(now)))


@takes_out(needs=May.LEAD)
def export_register_absence(request: SignedIn, now: datetime, pk: int) -> Listed:
    today = timezone.localdate(now)
    return Listed("fravaer", ABSENCE, _absence(own_working_employee(request, pk, today), today))


def _absence(employee: Employee, today: date) -> Iterator[Cells]:
    """Each absence that is not over with who covers, and whom the employee covers for. Never why."""
    for absence in absences_of(employee, today):
        yield [employee.name, "fraværende", absence.since, absence.last_day]
        for cover in absence.covers.all():
            yield [cover.stand_in.name, f"dækker for {employee.name}", cover.since, cover.last_day]
    covers: list[StandIn] = list(covering_of(employee, today))
    for cover in covers:
        yield [employee.name, f"dækker for {cover.employee.name}", cover.since, cover.last_day]


@takes_out(needs=May.FOLLOW_CITIZENS)
def export_absence_talks(request: SignedIn, now: datetime, pk: int) -> Listed:
    absence = get_object_or_404(theirs(request, timezone.localdate(now)).select_related("employee"), pk=pk)
    left = Covering(absence).left(request.user, now=now)
    rows = (
        [
            *(row.talk.citizen.name, row.talk.starts_at, row.talk.get_form_display()),
            *(row.talk.employee.name, row.holder.name if row.holder and row.may_meet else None),
        ]
        for row in left.rows
    )
    return Listed("samtaler-imens", TALKS, rows, [row.talk.citizen_id for row in left.rows])


@takes_out(needs=May.FOLLOW_CITIZENS)
def export_my_figures(request: SignedIn, now: datetime) -> Listed:
    _span, parts = parts_of(request.user.employee, timezone.localdate(now))
    rows = (
        [part.name, row[0], head, cell]
        for part in parts
        for row in part.rows
        for head, cell in zip(part.heads[1:], row[1:], strict=True)
    )
    return Listed("mine-tal", FIGURES, rows)
