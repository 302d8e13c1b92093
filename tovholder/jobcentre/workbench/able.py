"""Colleagues to choose among by what they can: languages and roles, and whether they are away. No citizen is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.citizens.counted import TimesDrawnIn
from tovholder.jobcentre.competence.levels import roles_mastered
from tovholder.jobcentre.staff.models import Employee, EmployeeLanguage, StaffProfile
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.workbench.load import Load
from tovholder.registers.disclosure import LIMIT


def grouped(loads: Iterable[Load], own_unit: int, day: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices by unit, the own first; each says who it is, what they can, and whether they are away. Three queries."""
    shown = sorted(loads, key=lambda load: load.employee.unit_id != own_unit)
    can = _can([load.employee.pk for load in shown], day)
    groups: dict[str, list[tuple[int, str]]] = {}
    for load in shown:
        abilities = ", ".join([_profile(load.employee.profile), *can.get(load.employee.pk, [])])
        said = ". ".join(part for part in (abilities, load.absence) if part)
        groups.setdefault(load.employee.unit.name, []).append(
            (load.employee.pk, f"{load.employee.name}: {said}")
        )
    return list(groups.items())


def _can(employees: list[int], day: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    spoken = EmployeeLanguage.objects.filter(employee__in=employees).order_by("language")
    for employee, language in spoken.values_list("employee", "language"):
        found.setdefault(employee, []).append(language)
    for employee, roles in roles_mastered(employees, day).items():
        found.setdefault(employee, []).extend(str(role.label).lower() for role in Role if role in roles)
    return found


def _profile(profile: str) -> str:
    return str(StaffProfile(profile).label).lower()


@dataclass(frozen=True)
class Facts:
    """What stands about an employee, to the leader and to themselves."""

    employee: Employee
    languages: list[str]
    role_codes: set[str]

    @property
    def roles(self) -> list[str]:
        return [str(role.label) for role in Role if role in self.role_codes]


def about(employee: Employee, day: date) -> Facts:
    """Read what stands about an employee. Three queries."""
    spoken = employee.languages.order_by("language").values_list("language", flat=True)
    mastered = roles_mastered([employee.pk], day).get(employee.pk, set())
    return Facts(employee, list(spoken), mastered)


def drawn_in_in_words(times: TimesDrawnIn) -> list[str]:
    """ "Medinddraget de sidste 12 måneder: 14 gange, oftest: Sprog (6)." and one line for each reason; a reason with
    fewer than the limit is counted among the others, and none is told of a number below it.
    """
    said = ngettext(
        "Medinddraget de sidste 12 måneder: %(n)d gang",
        "Medinddraget de sidste 12 måneder: %(n)d gange",
        times.in_all,
    ) % {"n": times.in_all}
    told = [(str(reason.label), number) for reason, number in times.by_reason if number >= LIMIT]
    if not times.in_all or not told:
        return [said + "."] if times.in_all else []
    most = _("oftest: %(reason)s (%(n)d)") % {"reason": told[0][0], "n": told[0][1]}
    lines = [f"{reason}: {number}" for reason, number in told]
    if rest := times.in_all - sum(number for _reason, number in told):
        lines.append(_("Andre grunde: %(n)d") % {"n": rest})
    return [f"{said}, {most}.", *lines]
