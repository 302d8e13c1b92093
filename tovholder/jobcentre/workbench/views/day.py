"""Min dag: who needs me today, and why. And all those I follow."""

from datetime import datetime, time, timedelta

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.followup import reasons
from tovholder.jobcentre.staff.models import Employee, StandIn
from tovholder.jobcentre.talks.models import Talk


@gate(needs=May.FOLLOW_CITIZENS)
def my_day(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    employee = request.user.employee
    talks = list(_talks_of_the_day(request.user, employee, now))
    open_reasons = reasons.reasons_for(request.user, now=now)
    chosen = request.GET.get("grund", "")
    if chosen not in reasons.CODES:
        chosen = ""
    shown = [reason for reason in open_reasons if not chosen or reason.code == chosen]
    record.look_at_list(
        "my_day",
        {talk.citizen_id for talk in talks} | {reason.citizen for reason in open_reasons if reason.citizen},
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
            "numbers": _numbers(employee),
            "talks": talks,
            "covers": list(StandIn.objects.for_employee(employee, today)),
            "reasons": shown,
            "counts": reasons.counts(open_reasons),
            "all_reasons": len(open_reasons),
            "chosen": chosen,
        },
    )


def _greeting(now: datetime) -> str:
    if now.hour < 10:
        return _("God morgen")
    return _("God dag") if now.hour < 17 else _("God aften")


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _numbers(employee: Employee) -> dict[str, int]:
    return (
        Employee.objects.filter(pk=employee.pk)
        .values(
            my_citizens=_count(Course.objects.open().filter(contact=OuterRef("pk")), "contact"),
            my_workplaces=_count(Workplace.objects.filter(contact=OuterRef("pk"), closed_on=None), "contact"),
        )
        .get()
    )


def _talks_of_the_day(user, employee: Employee, now: datetime) -> QuerySet:
    """Today's booked talks with those I follow or cover, in order. A booking follows the citizen to a new contact."""
    today = timezone.localdate(now)
    morning = timezone.make_aware(datetime.combine(today, time.min))
    covered = Employee.objects.covered_by(employee, today)
    whose = Q(course__contact=employee) | Q(course__contact__in=covered) | Q(employee=employee)
    return (
        Talk.objects.booked()
        .filter(whose, starts_at__gte=morning, starts_at__lt=morning + timedelta(days=1))
        .filter(course__until__isnull=True, citizen__in=Citizen.objects.visible_to(user, today))
        .select_related("citizen", "employee")
        .order_by("starts_at", "pk")
    )


@gate(needs=May.FOLLOW_CITIZENS)
def my_citizens(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    employee = request.user.employee
    mine = Course.objects.of(employee, today)
    barred = Citizen.objects.filter(barred_from(request.user))
    last_held = Talk.objects.held().filter(course=OuterRef("pk")).order_by("-held_at").values("held_at")[:1]
    courses = list(
        mine.exclude(citizen__in=barred)
        .select_related("citizen", "contact")
        .annotate(last_held=Subquery(last_held))
        .order_by("citizen__name_order", "pk")[:500]
    )
    record.look_at_list("my_citizens", {course.citizen_id for course in courses}, by=request.user, at=now)
    return render(
        request,
        "workbench/my_citizens.html",
        {
            "courses": courses,
            "barred": mine.filter(citizen__in=barred).count(),
            "employee": employee,
            "today": today,
        },
    )
