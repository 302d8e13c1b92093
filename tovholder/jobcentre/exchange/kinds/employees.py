"""Employees: who works here, in which unit, with which profile. A file never changes access."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.exchange import values
from tovholder.jobcentre.exchange.columns import Column, Kind, Row
from tovholder.jobcentre.exchange.kinds.parts import all_at_once
from tovholder.jobcentre.exchange.kinds.repeats import Repeats, same_as
from tovholder.jobcentre.exchange.plan import Plan, batches
from tovholder.jobcentre.staff.models import ContactProfile, Employee, StaffProfile, Unit

# Columns that are also the model's fields, and that a file may change.
FIELDS = ("name", "email", "telephone", "weekly_hours", "profile")
ROLES = [(role.value, role.label) for role in (Role.EMPLOYEE, Role.LEADER, Role.MANAGER, Role.DATA_OWNER)]
MADE_BY_FILE = {Role.EMPLOYEE.value, Role.LEADER.value}


@dataclass(frozen=True, slots=True)
class NewUnit:
    row: int
    name: str
    telephone: str


@dataclass(frozen=True, slots=True)
class NewEmployee:
    row: int
    unit: str
    username: str
    role: str
    number: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedEmployee:
    """`before` and `after` hold the fields that change; a unit by its name."""

    row: int
    employee: int
    before: dict[str, Any]
    after: dict[str, Any]


class Check:
    def __init__(self, rows: list[Row], plan: Plan, today: date) -> None:
        self.plan, self.today = plan, today
        self.numbers, self.usernames = Repeats(), Repeats()
        self.units = {name.casefold(): name for name in Unit.objects.values_list("name", flat=True)}
        self.receivers = dict(Unit.objects.filter(receiver__isnull=False).values_list("receiver_id", "name"))
        self.profiles = set(ContactProfile.objects.values_list("profile", flat=True))
        self.employees: dict[str, Employee] = {}
        for batch in batches(row["number"] for row in rows if row["number"]):
            found = Employee.objects.filter(number__in=batch).select_related("user", "unit")
            followed = Count("courses", filter=Q(courses__until__isnull=True))
            self.employees |= {employee.number: employee for employee in found.annotate(followed=followed)}
        self.taken: set[str] = set()
        for batch in batches(username(row) for row in rows):
            self.taken |= set(User.objects.filter(username__in=batch).values_list("username", flat=True))

    def row(self, row: Row) -> None:
        if row["number"] is None:
            return
        earlier = self.numbers.earlier(row["number"], row.number)
        if earlier is not None:
            self._wrong(row, "number", same_as(earlier, _("Det samme medarbejdernummer")))
            return
        employee = self.employees.get(row["number"])
        if employee is None:
            self._new(row)
        elif not row.failed:
            self._known(row, employee)

    def _wrong(self, row: Row, column: str, sentence: str) -> None:
        self.plan.wrong(row.number, EMPLOYEES.heading(column), sentence)

    def _new(self, row: Row) -> None:
        login = username(row)
        earlier = self.usernames.earlier(login, row.number) if login else None
        if earlier is not None:
            self._wrong(row, "username", same_as(earlier, _("Det samme brugernavn")))
        elif login in self.taken:
            self._wrong(
                row, "username", _("Der er allerede en, der logger ind med det brugernavn. Skriv et andet.")
            )
        elif row["role"] not in {None, *MADE_BY_FILE}:
            sentence = _("En fil giver ikke den rolle. Opret personen med »tovholder user«, og slet rækken.")
            self._wrong(row, "role", sentence)
        elif not row.failed:
            unit = self._unit(row)
            fields = row.stated(*FIELDS) | {"has_clearance": bool(row["has_clearance"])}
            role = row["role"] or Role.EMPLOYEE.value
            self.plan.new.append(NewEmployee(row.number, unit, login, role, row["number"], fields))

    def _unit(self, row: Row) -> str:
        """The unit's name as we have it; a new one is made, with its own telephone or else its first employee's."""
        known = self.units.get(row["unit"].casefold())
        if known is not None:
            return known
        self.units[row["unit"].casefold()] = row["unit"]
        self.plan.beside.append(NewUnit(row.number, row["unit"], row["unit_telephone"] or row["telephone"]))
        return str(row["unit"])

    def _known(self, row: Row, employee: Employee) -> None:
        if employee.left_on is not None and employee.has_left(self.today):
            here = _("stoppet %(day)s") % {"day": f"{employee.left_on:%d.%m.%Y}"}
            self.plan.differs(row.number, EMPLOYEES.heading("number"), here, _("arbejder her"))
            self.plan.unchanged += 1
            return
        self._list_access(row, employee)
        after = {n: v for n, v in row.stated(*FIELDS).items() if getattr(employee, n) != v}
        if "profile" in after and not self._may_change_profile(row, employee):
            return
        if row["unit"].casefold() != employee.unit.name.casefold() and self._may_move(row, employee):
            after["unit"] = self._unit(row)
        if not after:
            self.plan.unchanged += 1
            return
        before = {n: employee.unit.name if n == "unit" else getattr(employee, n) for n in after}
        self.plan.changed_columns.update(EMPLOYEES.heading(name) for name in after)
        self.plan.changed.append(ChangedEmployee(row.number, employee.pk, before, after))

    def _list_access(self, row: Row, employee: Employee) -> None:
        """Who may do and see what is decided by people here, never by a file: differences are listed."""
        user = employee.user
        if row["role"] is not None and row["role"] != user.role:
            self.plan.differs(
                row.number, EMPLOYEES.heading("role"), user.get_role_display(), Role(row["role"]).label
            )
        if row["has_clearance"] is not None and row["has_clearance"] != employee.has_clearance:
            words = {True: _("ja"), False: _("nej")}
            here, in_file = words[employee.has_clearance], words[row["has_clearance"]]
            self.plan.differs(row.number, EMPLOYEES.heading("has_clearance"), here, in_file)
        if row["username"] is not None and row["username"] != user.username:
            self.plan.differs(row.number, EMPLOYEES.heading("username"), user.username, row["username"])

    def _may_change_profile(self, row: Row, employee: Employee) -> bool:
        followed = getattr(employee, "followed", 0)
        if row["profile"] in self.profiles or not followed:
            return True
        sentence = ngettext(
            "Medarbejderen følger %(n)d borger, og med den profil kan man ikke. Giv borgeren en anden først.",
            "Medarbejderen følger %(n)d borgere, og med den profil kan man ikke. Giv borgerne en anden først.",
            followed,
        )
        self._wrong(row, "profile", sentence % {"n": followed})
        return False

    def _may_move(self, row: Row, employee: Employee) -> bool:
        """A leader's unit is what they may see, and a receiver must stay where newcomers come: those are listed."""
        if employee.user.role == Role.EMPLOYEE and employee.pk not in self.receivers:
            return True
        self.plan.differs(row.number, EMPLOYEES.heading("unit"), employee.unit.name, row["unit"])
        return False


def username(row: Row) -> str:
    """What a new employee logs in with: the stated name, or else the mail address."""
    return str(row["username"] or row["email"] or "")


def check(rows: list[Row], plan: Plan, today: date) -> None:
    """Compare the rows with the employees we have; a unit we do not have is made by its first employee."""
    checking = Check(rows, plan, today)
    for row in rows:
        checking.row(row)
    if plan.beside:
        units = ", ".join(f"»{unit.name}«" for unit in plan.beside)
        plan.also.append(_("Nye enheder: %(units)s.") % {"units": units})


EXAMPLE = (
    (
        "M901",
        "Bente Eksempel",
        "bente@example.dk",
        "bentep",
        "Medarbejder",
        "Beskæftigelsesfaglig medarbejder",
        "Job og Helhed",
        "00 00 00 00",
        "27,5",
        "00 00 00 01",
        "ja",
        ),
    (
        "M902",
        "Ib Eksempel",
        "ib@example.dk",
        "",
        "Afdelingsleder",
        "Jobkonsulent",
        "Job og Helhed",
        "",
        "10",
        "00 00 00 02",
        "nej",
        ),
)  # fmt: skip

EMPLOYEES = Kind(
    code="employees",
    name=lazy("Medarbejdere"),
    columns=(
        Column(
            "number",
            "Medarbejdernummer",
            values.text(20),
            lazy("det nummer, andre filer kender medarbejderen på"),
            aliases=("medarbejdernr", "nummer", "employee number"),
            required=True,
        ),
        Column("name", "Navn", values.text(100), lazy("medarbejderens navn"), required=True),
        Column(
            "email",
            "Mail",
            values.email,
            lazy("mailadresse"),
            aliases=("e-mail", "mailadresse"),
            required=True,
        ),
        Column(
            "username",
            "Brugernavn",
            values.text(150),
            lazy("det, der logges ind med; tomt: mailadressen"),
            aliases=("bruger", "login"),
        ),
        Column(
            "role", "Rolle", values.one_of(ROLES), lazy("medarbejder eller afdelingsleder; tomt: medarbejder")
        ),
        Column(
            "profile",
            "Profil",
            values.one_of(StaffProfile.choices),
            lazy("beskæftigelsesfaglig medarbejder, jobkonsulent eller jobindsatsmedarbejder"),
            aliases=("medarbejderprofil",),
            required=True,
        ),
        Column(
            "unit",
            "Enhed",
            values.text(100),
            lazy("enhedens navn; en ny enhed oprettes"),
            aliases=("afdeling", "team"),
            required=True,
        ),
        Column(
            "unit_telephone",
            "Enhedens telefon",
            values.telephone,
            lazy("bruges, når enheden er ny; tomt: den første medarbejders"),
        ),
        Column(
            "weekly_hours",
            "Timer om ugen",
            values.number(0, 48, 1),
            lazy("timer til borgere, for eksempel 30 eller 27,5; tomt: 30"),
            aliases=("ugentlige timer", "timer", "weekly hours"),
        ),
        Column(
            "telephone",
            "Telefon",
            values.telephone,
            lazy("det nummer, borgere og virksomheder ringer til"),
            aliases=("tlf", "telefonnummer", "phone"),
            required=True,
        ),
        Column(
            "has_clearance",
            "Må følge beskyttede",
            values.yes_or_no,
            lazy("ja eller nej; tomt: nej. Ændres aldrig af en fil"),
            aliases=("clearance", "må følge beskyttede borgere"),
        ),
    ),
    example=EXAMPLE,
    plans=all_at_once(check),
)
