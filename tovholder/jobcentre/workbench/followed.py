"""The open courses of some contacts, as *Mine borgere* shows them: each question is put into SQL once."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Count, F, QuerySet, Value

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.citizen import barred, barred_from
from tovholder.jobcentre.citizens.models.course import CourseQuerySet
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.workbench.citizen_list import NAME_ORDER
from tovholder.jobcentre.workbench.pages import Page, page_of_found

PAGE = 60  # hardly anybody follows more, so that most have all of theirs on one page
_SHOWN = ("citizen", "contact", "next_on", "next_time", "next_form")


def known(user: User, contacts: list[int]) -> CourseQuerySet:
    """Their courses, open or not, without those of whom this person is kept from."""
    return Course.objects.filter(contact__in=contacts).exclude(barred_from(user, "citizen__"))


def shown(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Of the citizen no more than what is shown: their `name`, and whether they are protected (`is_protected`)."""
    named = courses.annotate(name=F("citizen__name"), is_protected=F("citizen__is_protected"))
    return named.only(*_SHOWN)


def first_page(user: User, contacts: list[int]) -> Page:
    """The page that everybody opens, as `page_of` reads it. Two queries."""
    employee = user.employee
    keys = list(_mine(employee.has_clearance).keys.ask(contacts=contacts, employee=employee.pk))
    return page_of_found(_ROWS.ask(courses=keys[:PAGE]), keys, size=PAGE)


def number(user: User, contacts: list[int]) -> tuple[int, int]:
    """How many open courses they have in all, and of those whom this person is kept from."""
    employee = user.employee
    return _mine(employee.has_clearance).number.first(contacts=contacts, employee=employee.pk)


@dataclass(frozen=True)
class _Mine:
    """The numbers of the first courses (`keys`), one more than a page holds; and how many there are (`number`)."""

    keys: Prepared[Any]
    number: Prepared[Any]


@cache
def _mine(has_clearance: bool) -> _Mine:
    kept_from = barred(Given.number("employee"), has_clearance=has_clearance, prefix="citizen__")

    def courses() -> QuerySet[Course]:
        return Course.objects.open().filter(contact__in=Given.numbers("contacts")).order_by()

    def keys() -> QuerySet:
        rows = courses().exclude(kept_from).order_by(NAME_ORDER, "pk")
        return rows.values_list("pk", flat=True)[: PAGE + 1]

    def number() -> QuerySet:
        together = courses().values(together=Value(1))  # so that there is one row, of none too
        counted = together.annotate(every=Count("pk"), kept=Count("pk", filter=kept_from))
        return counted.values_list("every", "kept")

    return _Mine(Prepared(keys), Prepared(number))


_ROWS = Prepared(lambda: shown(Course.objects.filter(pk__in=Given.numbers("courses"))))
