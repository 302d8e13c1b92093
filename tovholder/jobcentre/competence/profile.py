"""What stands about one employee: the levels agreed, and how they see themselves as far as the reader may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tovholder.jobcentre.competence.catalogue import fields_on
from tovholder.jobcentre.competence.levels import agreed_levels
from tovholder.jobcentre.competence.models import Competence, Kind, Level, OwnView, Profile
from tovholder.jobcentre.staff.models import Employee


@dataclass(frozen=True)
class Line:
    """One competence of an employee. `own` is None where nothing is written, or nothing is shared with the reader."""

    competence: Competence
    agreed: Level
    own: OwnView | None

    @property
    def own_level(self) -> Level | None:
        return Level(self.own.level) if self.own is not None else None

    @property
    def says_something(self) -> bool:
        return self.own is not None or self.agreed > Level.NONE


@dataclass(frozen=True)
class Section:
    profile: Profile
    lines: list[Line]

    @property
    def reach(self) -> int:
        return sum(line.agreed for line in self.lines)


@dataclass(frozen=True)
class Seen:
    """All that stands about an employee, in the order of the catalogue."""

    employee: Employee
    sections: list[Section]

    @cached_property
    def root(self) -> Profile | None:
        """The one of the four profiles in which most is agreed: where the employee has their root."""
        profiles = [section for section in self.sections if section.profile.kind == Kind.PROFILE]
        best = max(profiles, key=lambda section: section.reach, default=None)
        return best.profile if best is not None and best.reach else None

    @property
    def lines(self) -> Iterator[Line]:
        return (line for section in self.sections for line in section.lines)

    @cached_property
    def has_own(self) -> bool:
        return any(line.own is not None for line in self.lines)


def profile_of(employee: Employee, day: date, *, only_shared: bool) -> Seen:
    """Read what stands about an employee on `day`; with `only_shared`, what their leader sees. Three queries."""
    agreed = agreed_levels([employee.pk], day).get(employee.pk, {})
    rows = OwnView.objects.open().filter(employee=employee)
    own = {row.competence_id: row for row in (rows.filter(is_shared=True) if only_shared else rows)}
    sections = [
        Section(
            field.profile,
            [Line(one, Level(agreed.get(one.kept_as, 0)), own.get(one.kept_as)) for one in field.competences],
        )
        for field in fields_on(day)
    ]
    return Seen(employee, sections)
