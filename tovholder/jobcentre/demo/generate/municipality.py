"""What is built before it is saved: rows that point at each other, in the order the database wants them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate
from random import Random
from typing import TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.authority.models import Matter, MatterNote
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Consent,
    Course,
    CourseContact,
    CourseRole,
    Disqualification,
    DrawnIn,
    EmergencyAccess,
    Employment,
    Handover,
    Representative,
    SupportSpell,
)
from tovholder.jobcentre.companies.models import (
    Agreement,
    Company,
    CompanyPerson,
    SparringTheme,
    Workplace,
    WorkplaceContact,
    WorkplaceNote,
    WorkplaceTouch,
)
from tovholder.jobcentre.competence.levels import Needs
from tovholder.jobcentre.competence.models import (
    AgreedLevel,
    OwnView,
    PracticeComment,
    PracticeNote,
    SignUp,
    Training,
)
from tovholder.jobcentre.plans.models import (
    Mark,
    MentorGrant,
    PlanItem,
    Progress,
    ProgressShared,
    StoryEntry,
    Thread,
    Tie,
    Wording,
)
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    MinutesVersion,
    NoticeStep,
    PaperAnswer,
    PaperShared,
    PaperVersion,
    Party,
    PartyTask,
    PlanStage,
    SickLeaveTalk,
    SpokenAnswer,
    WorkplacePaper,
)
from tovholder.jobcentre.staff.models import (
    Absence,
    Employee,
    EmployeeLanguage,
    EmployeePicture,
    PulseTally,
    StandIn,
    Unit,
)
from tovholder.jobcentre.talks.models import (
    Coordination,
    HeardTally,
    Message,
    Note,
    OfferedTime,
    RemindMe,
    RoleTaken,
    Talk,
)

Row = TypeVar("Row", bound=models.Model)

# A row after every row it points at.
ORDER: tuple[type[models.Model], ...] = (
    *(Unit, User, Employee, EmployeePicture, EmployeeLanguage, Absence, StandIn),
    *(AgreedLevel, OwnView, Training, SignUp, PracticeNote, PracticeComment, PulseTally),
    *(Company, Workplace, WorkplaceContact, CompanyPerson),
    *(WorkplaceTouch, Agreement, WorkplaceNote),
    *(Citizen, Course, CourseRole, CourseContact, Handover, DrawnIn, Disqualification, EmergencyAccess),
    *(Employment, SupportSpell, Consent, Representative),
    *(RemindMe, OfferedTime, Talk, RoleTaken, Note, Message, HeardTally, Coordination),
    *(Matter, MatterNote),
    *(PlanItem, Wording, Mark, StoryEntry, Thread, Tie, Progress, ProgressShared, MentorGrant),
    Activity,
    *(AbsenceNotice, SpokenAnswer, NoticeStep, SickLeaveTalk, Party, MinutesVersion, PartyTask),
    *(WorkplacePaper, PaperVersion, PlanStage, PaperAnswer, PaperShared),
)


@dataclass(frozen=True)
class LookBack:
    """One opening of a citizen's page, for the citizen to read about."""

    citizen: Citizen
    by: User
    at: datetime


@dataclass
class Municipality:
    """Where the builders find each other's work, and the rows of the wave that is being built.

    Units, employees and workplaces stay; citizens and all that hangs on them leave with `wave`, so that a hundred
    thousand take no more room than a few hundred.
    """

    # The highest number that is taken of each model.
    numbered_from: Mapping[type[models.Model], int] = field(default_factory=dict)
    # There from the start (a migration puts them in).
    themes: list[SparringTheme] = field(default_factory=list)
    # What each role needs, and the number of each competence: the catalogue is loaded before anybody learns.
    needs: Needs = field(default_factory=dict)
    competences: dict[str, int] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    employees: dict[str, Employee] = field(default_factory=dict)
    # By the name of the unit.
    receivers: dict[str, Employee] = field(default_factory=dict)
    colleagues: dict[str, list[Employee]] = field(default_factory=dict)
    followers: list["Follower"] = field(default_factory=list)
    specialists: list[Employee] = field(default_factory=list)
    left: Employee | None = None
    workplaces: list[Workplace] = field(default_factory=list)
    # By CVR number: how many people work there. Weighs where citizens have worked; kept in no row.
    sizes: dict[str, int] = field(default_factory=dict)
    # By P-number: rows without a number of their own cannot be keys.
    persons: dict[str, CompanyPerson] = field(default_factory=dict)
    # Those of the follower who is being built.
    lives: list["Life"] = field(default_factory=list)
    looks: list[LookBack] = field(default_factory=list)
    emergencies: list[EmergencyAccess] = field(default_factory=list)

    _rows: dict[type[models.Model], list[models.Model]] = field(
        default_factory=lambda: {model: [] for model in ORDER}
    )
    _counts: Counter[type[models.Model]] = field(default_factory=Counter)
    _stand_ins: dict[str, list[StandIn]] = field(default_factory=dict)
    _weights: list[float] = field(default_factory=list)

    def add(self, row: Row) -> Row:
        """Add a row to the wave, with the number it will be saved by, so that others can point at it."""
        model = type(row)
        self._rows[model].append(row)
        self._counts[model] += 1
        row.pk = self.numbered_from.get(model, 0) + self._counts[model]
        return row

    def add_picture(self, row: EmployeePicture) -> None:
        """Add a picture to the wave; its number is its employee's."""
        self._rows[EmployeePicture].append(row)

    def add_user(self, username: str, role: str) -> User:
        """Add somebody whom no password lets in: the demo's people log in with one click or not at all."""
        return self.add(User(username=username, role=role, is_demo=True, password=UNUSABLE_PASSWORD_PREFIX))

    def wave(self) -> Iterator[tuple[type[models.Model], list[models.Model]]]:
        """Give away what was added since the last wave, a row after every row it points at."""
        rows, self._rows = self._rows, {model: [] for model in ORDER}
        yield from rows.items()

    def in_wave(self) -> int:
        return sum(map(len, self._rows.values()))

    def count(self, model: type[models.Model]) -> int:
        """Return how many have been added in all."""
        return self._counts[model]

    def stand_in(self, row: StandIn) -> None:
        self._stand_ins.setdefault(row.employee.number, []).append(self.add(row))

    def on_duty(self, employee: Employee, day: date) -> Employee:
        """Return who looked after the employee's people that day."""
        for stand_in in self._stand_ins.get(employee.number, ()):
            if stand_in.since <= day and (stand_in.until is None or day < stand_in.until):
                return stand_in.stand_in
        return employee

    def open_workplaces(self) -> list[Workplace]:
        return [workplace for workplace in self.workplaces if workplace.closed_on is None]

    def some_workplace(self, rng: Random) -> Workplace:
        """Return one, drawn by how many people work there."""
        if not self._weights:
            beside = Counter(place.company.cvr for place in self.workplaces)
            each = (self.sizes[place.company.cvr] / beside[place.company.cvr] for place in self.workplaces)
            self._weights = list(accumulate(each))
        return rng.choices(self.workplaces, cum_weights=self._weights)[0]


@dataclass(frozen=True)
class Follower:
    """An employee who can be a contact, and how many open courses are meant for them beside the cast's.

    `unit` is the name of theirs; `area` is the named unit whose work it does.
    """

    employee: Employee
    unit: str
    area: str
    room: int


@dataclass
class Life:
    """One citizen while they are being built: what they live on, and the course that follows from it."""

    citizen: Citizen
    follower: Follower
    kind: str
    spells: list[SupportSpell]
    # What they were away from, and the work they had last.
    employment: Employment | None = None
    last_work: Employment | None = None
    course: Course | None = None
    contacts: list[CourseContact] = field(default_factory=list)
    key: str = ""

    @property
    def is_open(self) -> bool:
        return self.course is not None and self.course.until is None
