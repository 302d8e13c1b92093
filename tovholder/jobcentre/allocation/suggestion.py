"""One citizen: who should follow them? At once, with everybody else where they are; best first, with why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from tovholder.assignment.explain import Reason
from tovholder.assignment.newcomer import suggest
from tovholder.assignment.problem import Citizen as Asked
from tovholder.jobcentre.allocation.models import WeightChoice
from tovholder.jobcentre.allocation.question import Followed, citizens_of, is_new, staff
from tovholder.jobcentre.allocation.words import Names, is_a_cost, say
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.staff.models import Employee, EmployeeLanguage

BEST = 3


@dataclass(frozen=True)
class Suggested:
    """Somebody who could be the contact: what speaks for it, and what it breaks, in sentences."""

    employee: Employee
    because: list[str]
    breaks: list[str]


def suggested(course: Course, today: date) -> list[Suggested]:
    """The three best but the contact of today. As many queries however large the house; no look is taken.

    Asked among those a good answer is found among: the unit's, those who know the citizen, speak their language, are
    the contact of where they work, or were promised.
    """
    citizen = _asked(course, today)
    thinkable = Q(unit=course.unit_id) | Q(pk__in=[int(key) for key in citizen.earlier | citizen.wishes])
    thinkable |= Q(pk__in=Workplace.objects.filter(pk__in=citizen.ties).order_by().values("contact"))
    for language in citizen.languages:
        speak = EmployeeLanguage.objects.filter(language__iexact=language)
        thinkable |= Q(pk__in=speak.order_by().values("employee"))
    could = Employee.objects.who_can_take_more(today).filter(thinkable).exclude(pk=course.contact_id)
    chosen = Employee.objects.filter(pk__in=list(could.order_by().values_list("pk", flat=True)))
    agreed = Course.objects.open().filter(contact=OuterRef("pk")).order_by().values("contact")
    carried = Subquery(agreed.annotate(n=Sum("weekly_hours")).values("n"), output_field=DecimalField())
    rows = {
        row.pk: row for row in chosen.select_related("unit").annotate(carried=Coalesce(carried, Decimal(0)))
    }
    employees = staff(chosen, today)
    best = suggest(
        citizen,
        employees,
        [float(rows[int(employee.key)].carried) for employee in employees],
        weights=WeightChoice.now().weights,
        many=BEST,
    )
    return _in_words([(rows[int(each.employee.key)], each.reasons) for each in best])


def _asked(course: Course, today: date) -> Asked:
    only = Course.objects.filter(pk=course.pk)
    citizen, fields = course.citizen, (course.citizen_id, course.pk, course.contact_id, course.unit_id)
    followed = Followed(
        *fields,
        course.weekly_hours,
        citizen.is_protected,
        citizen.language,
        only.filter(is_new()).exists(),
    )
    (asked,) = citizens_of([followed], only, today)
    return asked


def _in_words(best: list[tuple[Employee, tuple[Reason, ...]]]) -> list[Suggested]:
    names = Names.of([reason for _employee, reasons in best for reason in reasons])
    return [
        Suggested(
            employee,
            because=[say(reason, names) for reason in reasons if not is_a_cost(reason)],
            breaks=[say(reason, names) for reason in reasons if is_a_cost(reason)],
        )
        for employee, reasons in best
    ]
