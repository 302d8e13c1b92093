"""The question, from the rows of the database: who is followed, who follows, and what ties them together.

Numbers and codes only, read as values: nobody looks at a citizen here. As many queries whoever is followed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tovholder.assignment import problem as asked
from tovholder.assignment.part import part
from tovholder.assignment.problem import Problem, Weights
from tovholder.jobcentre.citizens.models import (
    Citizen,
    ContactWish,
    Course,
    CourseContact,
    CourseRole,
    Disqualification,
    Employment,
    Handover,
)
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.competence.levels import roles_mastered
from tovholder.jobcentre.staff.models import Employee, EmployeeLanguage, Unit

DANISH = "dansk"
MASTERED = 1  # a role is mastered or not


class Followed(NamedTuple):
    """One open course, in the order it is read."""

    citizen: int
    course: int
    contact: int
    unit: int
    hours: Decimal
    is_protected: bool
    language: str
    is_new: bool


@dataclass(frozen=True)
class Question:
    """`problem` has citizens and employees under their numbers; `courses` are by the citizen's key.

    A newcomer has no contact of their own yet: whoever receives them is nobody they would miss.
    """

    problem: Problem
    courses: Mapping[str, Followed]

    @property
    def newcomers(self) -> set[str]:
        return {key for key, course in self.courses.items() if course.is_new}


def of_the_house(today: date, *, weights: Weights) -> Question:
    """Everybody who is followed, and everybody who can be a contact."""
    return _question(Course.objects.open(), Employee.objects.who_can_take_more(today), [], today, weights)


def of_unit(unit: Unit, today: date, *, weights: Weights) -> Question:
    """The unit's own, as `part` of the house: no more is read than that takes."""
    own = Course.objects.open().filter(unit=unit)
    promised = ContactWish.objects.filter(granted=True, course__in=own).values("promised")
    employees = Employee.objects.who_can_take_more(today).filter(
        Q(unit=unit) | Q(pk__in=own.order_by().values("contact")) | Q(pk__in=promised)
    )
    elsewhere = Course.objects.open().filter(contact__in=employees).exclude(unit=unit)
    question = _question(own, employees, _followed(elsewhere), today, weights)
    return replace(question, problem=part(question.problem, str(unit.pk)))


def is_new() -> Q:
    """Condition on courses: still with the one who receives, and never handed over to anybody."""
    return ~Exists(Handover.objects.filter(course=OuterRef("pk"))) & Q(contact=F("unit__receiver"))


def _question(
    courses: QuerySet[Course],
    employees: QuerySet[Employee],
    carried: Iterable[Followed],
    today: date,
    weights: Weights,
) -> Question:
    here = staff(employees, today)
    keys = {employee.key for employee in here}
    followed = _followed(courses)
    citizens = citizens_of(followed, courses, today, keys)
    others = (
        asked.Citizen(str(one.citizen), float(one.hours), str(one.unit), present=str(one.contact))
        for one in carried
    )
    return Question(Problem((*citizens, *others), here, weights), {str(one.citizen): one for one in followed})


def _followed(courses: QuerySet[Course]) -> list[Followed]:
    rows = courses.annotate(is_new=is_new()).order_by("pk").values_list(
        "citizen", "pk", "contact", "unit", "weekly_hours", "citizen__is_protected", "citizen__language",
        "is_new",
    )  # fmt: skip
    return [Followed(*row) for row in rows.iterator(chunk_size=10_000)]


# --- Citizens ---------------------------------------------------------------------------------------------------------


def citizens_of(
    followed: Iterable[Followed], courses: QuerySet[Course], today: date, here: set[str] | None = None
) -> tuple[asked.Citizen, ...]:
    """Those of `courses`, whose rows are `followed`; `here`: keys of all who can be a contact, when known."""
    about = courses.order_by().values("citizen")
    numbers = courses.order_by().values("pk")
    ties = _by_citizen(
        Employment.objects.on(today)
        .filter(citizen__in=about)
        .order_by("pk")
        .values_list("citizen", "workplace")
    )
    earlier = _by_citizen(
        CourseContact.objects.filter(citizen__in=about, until__isnull=False)
        .order_by()
        .values_list("citizen", "employee")
    )
    needs = _by_citizen(
        CourseRole.objects.filter(course__in=numbers).order_by("role").values_list("citizen", "role")
    )
    wishes = _wishes(numbers)
    conflicts = _conflicts(about)
    found = []
    for one in followed:
        promised, declined = wishes.get(one.citizen, (frozenset(), frozenset()))
        found.append(
            asked.Citizen(
                key=str(one.citizen),
                hours=float(one.hours),
                unit=str(one.unit),
                needs=dict.fromkeys(needs.get(one.citizen, ()), MASTERED),
                languages=languages_of(one.language),
                ties=tuple(dict.fromkeys(ties.get(one.citizen, ()))),
                present=None if one.is_new else str(one.contact),
                earlier=frozenset(key for key in earlier.get(one.citizen, ()) if here is None or key in here),
                conflicts=frozenset(conflicts.get(one.citizen, ())),
                wishes=promised,
                declined=declined,
                protected=one.is_protected,
            )
        )
    return tuple(found)


def languages_of(language: str) -> frozenset[str]:
    """What a contact had better speak: an interpreter is a bridge, somebody who speaks it is better."""
    said = language.strip().casefold()
    return frozenset() if said in ("", DANISH) else frozenset((said,))


def _wishes(courses: Any) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """By citizen, the newest that was granted: who was promised, or who it is to be instead of."""
    granted = ContactWish.objects.filter(granted=True, course__in=courses).order_by("answered_at", "pk")
    return {
        citizen: (frozenset((str(promised),)), frozenset())
        if promised is not None
        else (frozenset(), frozenset((str(instead_of),)))
        for citizen, promised, instead_of in granted.values_list("citizen", "promised", "instead_of")
    }


def _conflicts(about: Any) -> dict[int, list[str]]:
    known = Citizen.objects.filter(
        pk__in=about, cpr_fingerprint__in=Disqualification.objects.order_by().values("cpr_fingerprint")
    )
    kept_apart = defaultdict(list)
    rows = Disqualification.objects.filter(cpr_fingerprint__in=known.order_by().values("cpr_fingerprint"))
    for employee, fingerprint in rows.order_by("pk").values_list("employee", "cpr_fingerprint"):
        kept_apart[fingerprint].append(str(employee))
    of_those = known.order_by("pk").values_list("pk", "cpr_fingerprint")
    return {citizen: kept_apart[fingerprint] for citizen, fingerprint in of_those}


def _by_citizen(rows: QuerySet[Any, tuple[int, Any]]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for citizen, value in rows.iterator(chunk_size=10_000):
        found[citizen].append(str(value))
    return found


# --- Employees --------------------------------------------------------------------------------------------------------


def staff(employees: QuerySet[Employee], today: date) -> tuple[asked.Employee, ...]:
    numbers = employees.order_by().values("pk")
    speaks, holds = defaultdict(list), defaultdict(list)
    masters = roles_mastered(numbers, today)
    for pk, language in (
        EmployeeLanguage.objects.filter(employee__in=numbers)
        .order_by("pk")
        .values_list("employee", "language")
    ):
        speaks[pk].append(language.strip().casefold())
    for pk, workplace in (
        Workplace.objects.filter(contact__in=numbers, closed_on__isnull=True)
        .order_by("pk")
        .values_list("contact", "pk")
    ):
        holds[pk].append(str(workplace))
    rows = employees.order_by("pk").values_list("pk", "unit", "weekly_hours", "has_clearance")
    return tuple(
        asked.Employee(
            key=str(pk),
            hours=float(hours),
            unit=str(unit),
            levels=dict.fromkeys(sorted(masters.get(pk, ())), MASTERED),
            languages=frozenset(speaks[pk]),
            workplaces=frozenset(holds[pk]),
            cleared=cleared,
        )
        for pk, unit, hours, cleared in rows
    )
