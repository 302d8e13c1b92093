"""Min dag: who needs me today, and why."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Handover
from tovholder.jobcentre.citizens.models.citizen import Reader, barred
from tovholder.jobcentre.followup import reasons
from tovholder.jobcentre.plans.models import Kind
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.staff.models import StandIn
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.ui.addresses import address
from tovholder.jobcentre.workbench.by_citizens import changed_by_citizens, with_them
from tovholder.jobcentre.workbench.load import follows

_MOST_JOINT = 20
# Where something is done about a reason: a page of its own, or a place on the citizen's.
_DONE_AT = {
    "company_wrote": "notice",
    "waiting_for_me": "#beskeder",
    "meeting_answered": "sick_leave_talk",
    "meeting_passed": "sick_leave_talk",
    "new_to_me": "#overlevering",
    "note_not_shared": "note",
    "matter_not_noted": "matter",
    "plan_to_evaluate": "paper",
    "mentor_ends": "mentor_grant",
    "workplace_due": "workplace",
    "contact_due": "?aftal=1#id_next_contact",
    "long_since": "?aftal=1#id_next_contact",
    "no_next_contact": "?aftal=1#id_next_contact",
}


@gate(needs=May.FOLLOW_CITIZENS)
def my_day(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    employee = request.user.employee
    mine = reasons.mine(request.user, today)
    talks = talks_of_the_day(request.user, mine, now)
    joint = joint_talks(request.user, now)
    booked = changed_by_citizens(request.user, mine, now)
    open_reasons = reasons.reasons_for(request.user, now=now, known=mine)
    my_citizens, my_workplaces = follows(employee)
    chosen, shown = chosen_of(request, open_reasons)
    covers = list(StandIn.objects.for_employee(employee, today))
    covered = {cover.employee_id: cover.employee.first_name for cover in covers}
    record.look_at_list(
        "my_day",
        {talk.citizen_id for talk in talks}
        | {handover.citizen_id for handover in joint}
        | {talk.citizen_id for talk in booked}
        | {reason.citizen for reason in open_reasons if reason.citizen},
        by=request.user,
        at=now,
        filter=chosen,
    )
    return render(
        request,
        "workbench/my_day.html",
        {
            "greeting": _greeting(timezone.localtime(now)),
            "employee": employee,
            "my_citizens": my_citizens,
            "my_workplaces": my_workplaces,
            "talks": talks,
            "joint": joint,
            "booked": booked,
            "covers": covers,
            "covered": covered,
            "rows": _rows(shown, covered),
            "counts": reasons.counts(open_reasons),
            "all_reasons": len(open_reasons),
            "chosen": chosen,
        },
    )


def chosen_of(request: SignedIn, of_all: list[reasons.Reason]) -> tuple[str, list[reasons.Reason]]:
    """Which reason is asked for ("" is every one), and those rows."""
    chosen = request.GET.get("grund", "")
    chosen = chosen if chosen in reasons.CODES else ""
    return chosen, [reason for reason in of_all if not chosen or reason.code == chosen]


@dataclass(frozen=True)
class Row:
    """A reason as it stands on the page: who, why, and what to do about it; `covered` says for whom, if not for me."""

    id: str
    name: str
    url: str
    why: str
    do: str
    do_url: str
    covered: str = ""


def _rows(shown: list[reasons.Reason], covered: dict[int, str]) -> list[Row]:
    words = {
        "company_wrote": _("Ring op"),
        "waiting_for_me": _("Svar"),
        "meeting_answered": _("Se svaret"),
        "meeting_passed": _("Åbn mødet"),
        "new_to_me": _("Læs og bekræft"),
        "note_not_shared": _("Læs noten"),
        "matter_not_noted": _("Skriv notatet"),
        "plan_to_evaluate": _("Evaluér"),
        "mentor_ends": _("Se bevillingen"),
        "contact_due": _("Aftal"),
        "workplace_due": _("Ring op"),
        "long_since": _("Aftal"),
        "no_next_contact": _("Aftal"),
    }
    rows = []
    for reason in shown:
        url = address("citizen", reason.citizen) if reason.citizen else address("workplace", reason.workplace)
        in_plan = reason.about in set(Kind)
        at = "#plan" if in_plan else _DONE_AT[reason.code]
        do_url = f"{url}{at}" if at[0] in "?#" else address(at, reason.subject)
        name = f"{'plan' if in_plan else reason.code}-{reason.subject}"
        whose = covered.get(reason.contact or 0, "")
        rows.append(Row(name, reason.name, url, reason.text, words[reason.code], do_url, whose))
    return rows


def _greeting(now: datetime) -> str:
    if now.hour < 10:
        return _("God morgen")
    return _("God dag") if now.hour < 17 else _("God aften")


def talks_of_the_day(user: User, mine: reasons.Mine, now: datetime) -> list[Talk]:
    """Today's booked talks with those I follow or cover, in order. A booking follows the citizen to a new contact."""
    employee, today = user.employee, timezone.localdate(now)
    morning = timezone.make_aware(datetime.combine(today, time.min))
    rows = _talks_between(Reader.of(user)).ask(
        employee=employee.pk,
        unit=employee.unit_id,
        courses=mine.courses,
        today=today,
        morning=morning,
        night=morning + timedelta(days=1),
    )
    return list(rows)


@cache
def _talks_between(reader: Reader) -> Prepared[QuerySet[Talk]]:
    return Prepared(
        lambda: (
            Talk.objects.booked()
            .filter(Q(course__in=Given.numbers("courses")) | with_them(reader))
            .filter(
                starts_at__gte=Given.moment("morning"),
                starts_at__lt=Given.moment("night"),
                course__until__isnull=True,
            )
            .select_related("citizen", "employee", "course__contact")
            .order_by("starts_at", "pk")
        )
    )


def joint_talks(user: User, now: datetime) -> list[Handover]:
    """Talks that were agreed when I handed somebody over, soonest first: the day, and whom I am to meet.

    The citizen's page is the new contact's; the one who hands over still has to know whom the talk is with.
    """
    employee = user.employee
    rows = _handed_over(employee.has_clearance).ask(employee=employee.pk, today=timezone.localdate(now))
    return list(rows)


@cache
def _handed_over(has_clearance: bool) -> Prepared[QuerySet[Handover]]:
    employee = Given.number("employee")
    gone_on = Handover.objects.filter(course=OuterRef("course"), pk__gt=OuterRef("pk"))
    return Prepared(
        lambda: (
            Handover.objects.filter(
                ~Exists(gone_on),
                from_employee=employee,
                joint_talk_on__gte=Given.day("today"),
                course__until__isnull=True,
            )
            .exclude(barred(employee, has_clearance=has_clearance, prefix="citizen__"))
            .select_related("citizen", "to_employee")
            .order_by("joint_talk_on", "pk")[:_MOST_JOINT]
        )
    )
