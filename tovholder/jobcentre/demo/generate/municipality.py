"""What is built before it is saved: rows that point at each other, in the order the database wants them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar, cast

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Course,
    CourseContact,
    Disqualification,
    DrawnIn,
    EmergencyAccess,
    Employment,
    Handover,
    SupportSpell,
)
from tovholder.jobcentre.companies.models import Company, CompanyPerson, Workplace, WorkplaceContact
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SpokenAnswer
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn, Unit
from tovholder.jobcentre.talks.models import Message, Note, RoleTaken, Talk

Row = TypeVar("Row", bound=models.Model)

# A row after every row it points at.
ORDER: tuple[type[models.Model], ...] = (
    *(Unit, User, Employee, Absence, StandIn),
    *(Company, Workplace, WorkplaceContact, CompanyPerson),
    *(Citizen, Course, CourseContact, Handover, DrawnIn, Disqualification, EmergencyAccess),
    *(Employment, SupportSpell),
    *(Talk, RoleTaken, Note, Message),
    *(AbsenceNotice, SpokenAnswer),
)


@dataclass(frozen=True)
class LookBack:
    """One opening of a citizen's page, for the citizen to read about."""

    citizen: Citizen
    by: User
    at: datetime


@dataclass
class Municipality:
    """Everything of Hedelund. `rows` is by model; the rest is where the builders find each other's work."""

    rows: dict[type[models.Model], list[models.Model]] = field(
        default_factory=lambda: {model: [] for model in ORDER}
    )
    units: dict[str, Unit] = field(default_factory=dict)
    employees: dict[str, Employee] = field(default_factory=dict)
    receivers: dict[str, Employee] = field(default_factory=dict)
    followers: list["Follower"] = field(default_factory=list)
    left: Employee | None = None
    workplaces: list[Workplace] = field(default_factory=list)
    # By P-number: rows without a number of their own cannot be keys.
    persons: dict[str, CompanyPerson] = field(default_factory=dict)
    lives: list["Life"] = field(default_factory=list)
    looks: list[LookBack] = field(default_factory=list)

    def add(self, row: Row) -> Row:
        self.rows[type(row)].append(row)
        return row

    def add_user(self, username: str, role: str) -> User:
        """Add somebody whom no password lets in: the demo's people log in with one click or not at all."""
        return self.add(User(username=username, role=role, is_demo=True, password=UNUSABLE_PASSWORD_PREFIX))

    def of(self, model: type[Row]) -> list[Row]:
        return cast(list[Row], self.rows[model])

    def count(self, model: type[models.Model]) -> int:
        return len(self.rows[model])

    def on_duty(self, employee: Employee, day: date) -> Employee:
        """Return who looked after the employee's people that day."""
        for stand_in in self._stand_ins().get(employee.number, ()):
            if stand_in.since <= day and (stand_in.until is None or day < stand_in.until):
                return stand_in.stand_in
        return employee

    def _stand_ins(self) -> dict[str, list[StandIn]]:
        if not self._by_number:
            for row in self.of(StandIn):
                self._by_number.setdefault(row.employee.number, []).append(row)
        return self._by_number

    _by_number: dict[str, list[StandIn]] = field(default_factory=dict)


@dataclass(frozen=True)
class Follower:
    """An employee who can be a contact, and how many open courses are meant for them beside the cast's."""

    employee: Employee
    unit: str
    room: int


@dataclass
class Life:
    """One citizen while they are being built: what they live on, and the course that follows from it."""

    citizen: Citizen
    follower: Follower
    kind: str
    spells: list[SupportSpell]
    employment: Employment | None = None
    course: Course | None = None
    contacts: list[CourseContact] = field(default_factory=list)
    key: str = ""

    @property
    def is_open(self) -> bool:
        return self.course is not None and self.course.until is None
