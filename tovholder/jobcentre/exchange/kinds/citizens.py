"""Citizens: who they are, their open course with its unit and contact, and where they work."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen, Course, Employment
from tovholder.jobcentre.citizens.models.course import Began
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.exchange import values
from tovholder.jobcentre.exchange.columns import Column, Kind, Row
from tovholder.jobcentre.exchange.kinds.followers import Followers, unknown_employee
from tovholder.jobcentre.exchange.kinds.repeats import Repeats, same_as
from tovholder.jobcentre.exchange.plan import Plan, batches
from tovholder.jobcentre.staff.models import Employee, Unit

# What a file states about the person: columns that are also the model's fields.
PERSON = ("name", "language", "needs_interpreter", "telephone", "email")


@dataclass(frozen=True, slots=True)
class NewCourse:
    unit: int
    contact: int
    since: date
    because: str


@dataclass(frozen=True, slots=True)
class NewCitizen:
    row: int
    digits: str
    person: dict[str, Any]
    course: NewCourse
    workplace: int | None


@dataclass(frozen=True, slots=True)
class ChangedCitizen:
    """`before` and `after` hold the fields that change; `course` and `workplace` what is added, on `since`."""

    row: int
    citizen: int
    before: dict[str, Any]
    after: dict[str, Any]
    course: NewCourse | None
    workplace: int | None
    since: date


class Known:
    """What we have on the citizens of the file, read in batches. Values, not rows: nobody is shown to anybody."""

    def __init__(self, rows: list[Row]) -> None:
        fingerprints = {row["cpr"]: cpr.fingerprint(row["cpr"]) for row in rows if row["cpr"]}
        self.fingerprints = fingerprints
        self.followers = Followers(fingerprints.values())
        self.people: dict[str, dict[str, Any]] = {}
        for batch in batches(fingerprints.values()):
            people = Citizen.objects.filter(cpr_fingerprint__in=batch)
            for person in people.values("pk", "cpr_fingerprint", "is_protected", *PERSON):
                self.people[person["cpr_fingerprint"]] = person
        self.courses: dict[int, dict[str, Any]] = {}
        self.jobs: dict[tuple[int, int], date | None] = {}
        for ids in batches(person["pk"] for person in self.people.values()):
            courses = Course.objects.filter(citizen__in=ids).order_by("since")
            for course in courses.values("citizen_id", "since", "until", "contact_id", "unit__name", "began_because"):
                held = self.courses.get(course["citizen_id"])
                if held is None or held["until"] is not None:
                    self.courses[course["citizen_id"]] = course
            jobs = Employment.objects.filter(citizen__in=ids).order_by("since")
            for citizen, workplace, until in jobs.values_list("citizen_id", "workplace_id", "until"):
                self.jobs[citizen, workplace] = until
        self.workplaces: dict[str, int] = {}
        for numbers in batches(row["workplace"] for row in rows if row["workplace"]):
            found = Workplace.objects.filter(p_number__in=numbers, closed_on__isnull=True)
            self.workplaces |= dict(found.values_list("p_number", "pk"))


class Check:
    def __init__(self, plan: Plan, known: Known, today: date) -> None:
        self.plan, self.known, self.today = plan, known, today
        self.repeats = Repeats()

    def row(self, row: Row) -> None:
        before = len(self.plan.problems)
        unit, contact = self._unit(row), self._contact(row)
        workplace = self._workplace(row)
        self._opened_on(row)
        if row["cpr"] is None:
            return
        earlier = self.repeats.earlier(row["cpr"], row.number)
        if earlier is not None:
            self._wrong(row, "cpr", same_as(earlier, _("Det samme CPR-nummer")))
            return
        person = self.known.people.get(self.known.fingerprints[row["cpr"]])
        if person is not None:
            self.plan.touched.add(person["pk"])
            self._known(row, person, unit, contact, workplace, before)
        else:
            course = self._course(row, unit, contact, protected=bool(row["protected"]))
            if self._is_whole(row, before) and course is not None:
                self.plan.new.append(NewCitizen(row.number, row["cpr"], _person(row), course, workplace))

    def _wrong(self, row: Row, column: str, sentence: str) -> None:
        self.plan.wrong(row.number, CITIZENS.heading(column), sentence)

    def _is_whole(self, row: Row, before: int) -> bool:
        """Nothing was wrong with the row: neither now nor when its cells were read."""
        return not row.failed and len(self.plan.problems) == before

    def _unit(self, row: Row) -> Unit | None:
        if row["unit"] is None:
            return None
        unit = self.known.followers.units.get(row["unit"].casefold())
        if unit is None:
            sentence = _("Der er ingen enhed, der hedder »%(unit)s«. Ret navnet, eller læs medarbejderne ind først.")
            self._wrong(row, "unit", sentence % {"unit": row["unit"]})
        return unit

    def _contact(self, row: Row) -> Employee | None:
        if row["contact"] is None:
            return None
        contact = self.known.followers.employees.get(row["contact"])
        if contact is None:
            self._wrong(row, "contact", unknown_employee(row["contact"]))
        return contact

    def _workplace(self, row: Row) -> int | None:
        if row["workplace"] is None:
            return None
        workplace = self.known.workplaces.get(row["workplace"])
        if workplace is None:
            sentence = _("Der er intet arbejdssted med P-nummeret %(number)s. Ret det, eller læs virksomhederne ind først.")
            self._wrong(row, "workplace", sentence % {"number": row["workplace"]})
        return workplace

    def _opened_on(self, row: Row) -> None:
        opened_on = row["opened_on"]
        if opened_on is None:
            return
        if opened_on > self.today:
            sentence = _("Dagen %(day)s er ikke kommet endnu. Ret datoen, eller vent med rækken.")
            self._wrong(row, "opened_on", sentence % {"day": f"{opened_on:%d.%m.%Y}"})
        elif row["cpr"] is not None and opened_on < cpr.birth_date(row["cpr"]):
            self._wrong(row, "opened_on", _("Dagen ligger før borgerens fødsel. Ret datoen."))

    def _course(self, row: Row, unit: Unit | None, contact: Employee | None, *, protected: bool) -> NewCourse | None:
        """The course the row opens: with the named contact, or with whoever receives the unit's newcomers."""
        if unit is None or (row["contact"] is not None and contact is None):
            return None
        follower = contact or unit.receiver
        if follower is None:
            self._wrong(row, "unit", _("Enheden har ingen, der tager imod nye. Skriv en fast medarbejder."))
            return None
        why_not = self.known.followers.why_not(
            follower, self.known.fingerprints[row["cpr"]], protected=protected
        )
        if why_not and contact is not None:
            self._wrong(row, "contact", why_not)
        elif why_not:
            sentence = _("Den, der tager imod nye i enheden, kan ikke følge denne borger. Skriv en fast medarbejder.")
            self._wrong(row, "contact", sentence)
        return NewCourse(unit.pk, follower.pk, row["opened_on"] or self.today, row["began_because"] or "")

    def _known(
        self,
        row: Row,
        person: dict[str, Any],
        unit: Unit | None,
        contact: Employee | None,
        workplace: int | None,
        before: int,
    ) -> None:
        after = {name: value for name, value in row.stated(*PERSON).items() if person[name] != value}
        course = self.known.courses.get(person["pk"])
        added = None
        if self._begins_anew(row, course):
            added = self._course(row, unit, contact, protected=bool(row["protected"]) or person["is_protected"])
        self._protect(row, person, course, after)
        job = self._job(row, person, workplace)
        if not self._is_whole(row, before):
            return
        if course is not None and added is None:
            self._list_differences(row, course, unit, contact)
        if after or added or job:
            names = [*after, *(["opened_on"] if added else []), *(["workplace"] if job else [])]
            self.plan.changed_columns.update(CITIZENS.heading(_column(name)) for name in names)
            old = {name: person[name] for name in after}
            since = row["opened_on"] or self.today
            self.plan.changed.append(ChangedCitizen(row.number, person["pk"], old, after, added, job, since))
        else:
            self.plan.unchanged += 1

    def _begins_anew(self, row: Row, course: dict[str, Any] | None) -> bool:
        """True when the row opens a course for somebody we know: a course that has ended is never opened again by the
        file it came from, only by a row that says that a new one began after it."""
        if course is None:
            return True
        opened_on = row["opened_on"]
        if course["until"] is None or opened_on is None:
            return False
        return bool(opened_on >= course["until"] and opened_on > course["since"])

    def _protect(self, row: Row, person: dict[str, Any], course: dict[str, Any] | None, after: dict[str, Any]) -> None:
        """A file can protect somebody, and never lift the protection."""
        if row["protected"] is None or row["protected"] == person["is_protected"]:
            return
        if not row["protected"]:
            self.plan.differs(row.number, CITIZENS.heading("protected"), _("ja"), _("nej"))
            return
        after["is_protected"] = True
        if course is None or course["until"] is not None:
            return
        number = self.known.followers.numbers[course["contact_id"]]
        if not self.known.followers.employees[number].has_clearance:
            sentence = _(
                "Borgeren bliver beskyttet, men den faste medarbejder %(number)s må ikke følge beskyttede borgere. "
                "Giv borgeren en anden fast medarbejder først."
            )
            self._wrong(row, "protected", sentence % {"number": number})

    def _job(self, row: Row, person: dict[str, Any], workplace: int | None) -> int | None:
        if workplace is None:
            return None
        if (person["pk"], workplace) not in self.known.jobs:
            return workplace
        until = self.known.jobs[person["pk"], workplace]
        if until is not None:
            here = _("ansat her indtil %(day)s") % {"day": f"{until:%d.%m.%Y}"}
            self.plan.differs(row.number, CITIZENS.heading("workplace"), here, row["workplace"])
        return None

    def _list_differences(
        self, row: Row, course: dict[str, Any], unit: Unit | None, contact: Employee | None
    ) -> None:
        """A course that is there is never changed by a file: not its contact, unit, first day, or why it began."""
        if course["until"] is not None:
            here = _("afsluttet %(day)s") % {"day": f"{course['until']:%d.%m.%Y}"}
            self.plan.differs(row.number, CITIZENS.heading("opened_on"), here, _("et åbent forløb"))
            return
        here = {
            "contact": self.known.followers.numbers[course["contact_id"]],
            "unit": course["unit__name"],
            "opened_on": f"{course['since']:%d.%m.%Y}",
            "began_because": str(dict(Began.choices).get(course["began_because"], "")),
        }
        stated = {
            "contact": contact.number if contact else None,
            "unit": unit.name if unit else None,
            "opened_on": f"{row['opened_on']:%d.%m.%Y}" if row["opened_on"] else None,
            "began_because": str(Began(row["began_because"]).label) if row["began_because"] else None,
        }
        for name, in_file in stated.items():
            if in_file is not None and in_file != here[name]:
                self.plan.differs(row.number, CITIZENS.heading(name), here[name], in_file)


def _person(row: Row) -> dict[str, Any]:
    person = row.stated(*PERSON)
    return person | {"is_protected": True} if row["protected"] else person


def _column(field: str) -> str:
    return "protected" if field == "is_protected" else field


def check(rows: list[Row], plan: Plan, today: date) -> None:
    """Compare the rows with the citizens we have; every query asks for many rows at once."""
    checking = Check(plan, Known(rows), today)
    for row in rows:
        checking.row(row)


CITIZENS = Kind(
    code="citizens",
    name=lazy("Borgere"),
    columns=(
        Column(
            "cpr",
            "CPR-nummer",
            values.cpr_number,
            lazy("ti cifre, med eller uden bindestreg"),
            aliases=("cpr nr", "personnummer", "cpr number"),
            required=True,
        ),
        Column("name", "Navn", values.text(150), lazy("borgerens navn"), aliases=("borger",), required=True),
        Column(
            "unit",
            "Enhed",
            values.text(100),
            lazy("enhedens navn, som det står hos os"),
            aliases=("afdeling", "team"),
            required=True,
        ),
        Column(
            "contact",
            "Fast medarbejder",
            values.text(20),
            lazy("medarbejdernummer; tomt: enhedens modtager. Ændrer aldrig en fast medarbejder, der er der"),
            aliases=("medarbejdernummer", "medarbejdernr", "kontakt", "employee number"),
        ),
        Column(
            "began_because",
            "Begyndte med",
            values.one_of(Began.choices),
            lazy("sygemelding, ledighed, borgeren har selv bedt om det, eller flyttet til kommunen"),
            aliases=("began because",),
        ),
        Column(
            "opened_on",
            "Forløb fra",
            values.day,
            lazy("forløbets første dag; tomt: i dag"),
            aliases=("forløb fra og med", "startdato", "åbnet", "opened on"),
        ),
        Column(
            "protected",
            "Beskyttet",
            values.yes_or_no,
            lazy("ja eller nej: navne- og adressebeskyttet. En fil kan beskytte, aldrig ophæve"),
            aliases=("navne- og adressebeskyttet", "adressebeskyttelse", "is protected"),
        ),
        Column("language", "Sprog", values.text(40), lazy("tomt: dansk")),
        Column(
            "needs_interpreter",
            "Tolk",
            values.yes_or_no,
            lazy("ja eller nej"),
            aliases=("interpreter", "behov for tolk"),
        ),
        Column("telephone", "Telefon", values.telephone, lazy("ét nummer"), aliases=("tlf", "telefonnummer", "phone")),
        Column("email", "Mail", values.email, lazy("mailadresse"), aliases=("e-mail", "mailadresse")),
        Column(
            "workplace",
            "P-nummer",
            values.p_number,
            lazy("arbejdsstedet, hvor borgeren er ansat"),
            aliases=("pnr", "p number", "arbejdssted"),
        ),
    ),
    example=(
        ("710180-9901", "Alma Prøve", "Job og Helhed", "M901", "Sygemelding", "02.11.2026", "nej", "", "nej",
         "00 00 00 11", "alma@example.dk", "9000000019"),
        ("650692-9902", "Viggo Prøve", "Job og Helhed", "", "Ledighed", "", "nej", "arabisk", "ja", "", "", ""),
    ),  # fmt: skip
    check=check,
)
