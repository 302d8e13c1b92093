"""Levels as they are read: which are agreed, which roles they master, and what the leader may see of the rest."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from tovholder.jobcentre.competence.models import AgreedLevel, Catalogue, OwnView, RoleNeed
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.roles import Role

# Role to what it needs: the number a competence's levels are kept under, and the level.
Needs = dict[str, dict[int, int]]


def needs_of_roles(day: date) -> Needs:
    """What each role needs in the catalogue in force on `day`; a role nobody has said anything about is not there."""
    rows = RoleNeed.objects.filter(competence__profile__catalogue__in=Catalogue.objects.on(day).values("pk"))
    found: Needs = defaultdict(dict)
    kept_as = Coalesce(F("competence__same_as"), F("competence"))
    for role, subject, level in rows.order_by("pk").values_list("role", kept_as, "level"):
        found[role][subject] = level
    return dict(found)


def roles_needing(day: date) -> dict[str, list[tuple[str, str]]]:
    """Each role with the names of the competences it needs and the levels, for the catalogue's page."""
    rows = RoleNeed.objects.filter(competence__profile__catalogue__in=Catalogue.objects.on(day).values("pk"))
    said: dict[str, list[tuple[str, str]]] = {}
    for need in rows.select_related("competence").order_by("competence__profile__place", "competence__place"):
        said.setdefault(need.role, []).append((need.competence.name, need.get_level_display()))
    return {str(role.label): said[role] for role in Role if role in said}


def agreed_levels(employees: Iterable[int] | QuerySet[Any], day: date) -> dict[int, dict[int, int]]:
    """The levels agreed on `day`: employee to competence (as kept) to level. One query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = AgreedLevel.objects.on(day).filter(employee__in=employees).order_by("pk")
    for employee, competence, level in rows.values_list("employee", "competence", "level"):
        found[employee][competence] = level
    return found


def roles_mastered(employees: Iterable[int] | QuerySet[Any], day: date) -> dict[int, set[str]]:
    """The roles each can take alone: those whose every needed level is agreed. Two queries; nobody without one."""
    needs = needs_of_roles(day)
    return {
        employee: mastered
        for employee, levels in agreed_levels(employees, day).items()
        if (mastered := {role for role, needed in needs.items() if masters(levels, needed)})
    }


def masters(levels: dict[int, int], needed: dict[int, int]) -> bool:
    return all(levels.get(subject, 0) >= level for subject, level in needed.items())


def unsure_in(employee: Employee) -> set[int]:
    """The competences (as kept) in which the employee has written that they are unsure: for themselves alone."""
    rows = OwnView.objects.open().filter(employee=employee, is_unsure=True).order_by("pk")
    return set(rows.values_list("competence", flat=True))
