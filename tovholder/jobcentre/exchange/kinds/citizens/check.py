"""The rows of a file of citizens, compared with those we have."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models.course import Began
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.exchange.columns import Parts, Row
from tovholder.jobcentre.exchange.kinds.citizens.columns import heading
from tovholder.jobcentre.exchange.kinds.citizens.known import PERSON, Known
from tovholder.jobcentre.exchange.kinds.citizens.planned import ChangedCitizen, NewCitizen, NewCourse
from tovholder.jobcentre.exchange.kinds.followers import Followers, unknown_employee
from tovholder.jobcentre.exchange.kinds.parts import in_order
from tovholder.jobcentre.exchange.kinds.repeats import Repeats, same_as
from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.staff.models import Employee, Unit


class Check:
    def __init__(self, plan: Plan, known: Known, repeats: Repeats, today: date) -> None:
        self.plan, self.known, self.repeats, self.today = plan, known, repeats, today

    def row(self, row: Row) -> None:
        before = len(self.plan.problems)
        unit, contact = self._unit(row), self._contact(row)
        workplace = self._workplace(row)
        self._opened_on(row)
        if row["cpr"] is None:
            return
        if self.known.births[row["cpr"]] > self.today:
            sentence = _(
                "CPR-nummeret hører til en, der ikke er født endnu. Se efter, om et ciffer er forkert."
            )
            self._wrong(row, "cpr", sentence)
            return
        earlier = self.repeats.earlier(int(row["cpr"]), row.number)
        if earlier is not None:
            self._wrong(row, "cpr", same_as(earlier, _("Det samme CPR-nummer")))
            return
        person = self.known.people.get(self.known.fingerprints[row["cpr"]])
        if person is not None:
            self.plan.touched.add(person["pk"])
            self._known(row, person, unit, contact, workplace, before)
        else:
            course = self._course(row, unit, contact, protected=bool(row["protected"]))
            job = self._new_job(row, workplace)
            if self._is_whole(row, before) and course is not None:
                self.plan.new.append(NewCitizen(row.number, row["cpr"], _person(row), course, job))

    def _wrong(self, row: Row, column: str, sentence: str) -> None:
        self.plan.wrong(row.number, heading(column), sentence)

    def _is_whole(self, row: Row, before: int) -> bool:
        """Nothing was wrong with the row: neither now nor when its cells were read."""
        return not row.failed and len(self.plan.problems) == before

    def _unit(self, row: Row) -> Unit | None:
        if row["unit"] is None:
            return None
        unit = self.known.followers.units.get(row["unit"].casefold())
        if unit is None:
            sentence = _(
                "Der er ingen enhed, der hedder »%(unit)s«. Ret navnet, eller læs medarbejderne ind først."
            )
            self._wrong(row, "unit", sentence % {"unit": row["unit"]})
        return unit

    def _contact(self, row: Row) -> Employee | None:
        if row["contact"] is None:
            return None
        contact = self.known.followers.employees.get(row["contact"])
        if contact is None:
            self._wrong(row, "contact", unknown_employee(row["contact"]))
        return contact

    def _workplace(self, row: Row) -> Workplace | None:
        if row["workplace"] is None:
            return None
        workplace = self.known.workplaces.get(row["workplace"])
        if workplace is None:
            sentence = _(
                "Intet arbejdssted har P-nummeret %(number)s. Ret det, eller læs virksomhederne ind først."
            )
            self._wrong(row, "workplace", sentence % {"number": row["workplace"]})
        return workplace

    def _opened_on(self, row: Row) -> None:
        opened_on = row["opened_on"]
        if opened_on is None:
            return
        if opened_on > self.today:
            sentence = _("Dagen %(day)s er ikke kommet endnu. Ret datoen, eller vent med rækken.")
            self._wrong(row, "opened_on", sentence % {"day": f"{opened_on:%d.%m.%Y}"})
        elif row["cpr"] is not None and opened_on < self.known.births[row["cpr"]]:
            self._wrong(row, "opened_on", _("Dagen ligger før borgerens fødsel. Ret datoen."))

    def _course(
        self, row: Row, unit: Unit | None, contact: Employee | None, *, protected: bool
    ) -> NewCourse | None:
        """The course the row opens: with the named contact, or with whoever receives the unit's newcomers."""
        if unit is None or (row["contact"] is not None and contact is None):
            return None
        follower = contact or unit.receiver
        if follower is None:
            self._wrong(row, "unit", _("Enheden har ingen, der tager imod nye. Skriv en fast medarbejder."))
            return None
        why_not = self.known.followers.why_not(
            follower, self.known.fingerprints[row["cpr"]], protected=protected, day=self.today
        )
        if why_not and contact is not None:
            self._wrong(row, "contact", why_not)
        elif why_not:
            sentence = _(
                "Den, der tager imod nye i enheden, kan ikke følge denne borger. Skriv en fast medarbejder."
            )
            self._wrong(row, "contact", sentence)
        return NewCourse(unit.pk, follower.pk, row["opened_on"] or self.today, row["began_because"] or "")

    def _known(
        self,
        row: Row,
        person: dict[str, Any],
        unit: Unit | None,
        contact: Employee | None,
        workplace: Workplace | None,
        before: int,
    ) -> None:
        after = {name: value for name, value in row.stated(*PERSON).items() if person[name] != value}
        course = self.known.courses.get(person["pk"])
        added = None
        if self._begins_anew(row, course):
            added = self._course(
                row, unit, contact, protected=bool(row["protected"]) or person["is_protected"]
            )
        self._protect(row, person, course, after)
        job = self._job(row, person, workplace)
        if not self._is_whole(row, before):
            return
        if course is not None and added is None:
            self._list_differences(row, course, unit, contact)
        if after or added or job:
            names = [*after, *(["opened_on"] if added else []), *(["workplace"] if job else [])]
            self.plan.changed_columns.update(heading(_column(name)) for name in names)
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

    def _protect(
        self, row: Row, person: dict[str, Any], course: dict[str, Any] | None, after: dict[str, Any]
    ) -> None:
        """A file can protect somebody, and never lift the protection."""
        if row["protected"] is None or row["protected"] == person["is_protected"]:
            return
        if not row["protected"]:
            self.plan.differs(row.number, heading("protected"), _("ja"), _("nej"))
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

    def _job(self, row: Row, person: dict[str, Any], workplace: Workplace | None) -> int | None:
        if workplace is None or (person["pk"], workplace.pk) not in self.known.jobs:
            return self._new_job(row, workplace)
        until = self.known.jobs[person["pk"], workplace.pk]
        if until is not None:
            here = _("ansat her indtil %(day)s") % {"day": f"{until:%d.%m.%Y}"}
            self.plan.differs(row.number, heading("workplace"), here, row["workplace"])
        return None

    def _new_job(self, row: Row, workplace: Workplace | None) -> int | None:
        if workplace is None:
            return None
        if workplace.closed_on is not None:
            self._wrong(
                row, "workplace", _("Arbejdsstedet er ophørt. Ret P-nummeret, eller slet det i rækken.")
            )
        return workplace.pk

    def _list_differences(
        self, row: Row, course: dict[str, Any], unit: Unit | None, contact: Employee | None
    ) -> None:
        """A course that is there is never changed by a file: not its contact, unit, first day, or why it began."""
        if course["until"] is not None:
            ended = _("afsluttet %(day)s") % {"day": f"{course['until']:%d.%m.%Y}"}
            self.plan.differs(row.number, heading("opened_on"), ended, _("et åbent forløb"))
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
                self.plan.differs(row.number, heading(name), here[name], in_file)


def _person(row: Row) -> dict[str, Any]:
    person = row.stated(*PERSON)
    return person | {"is_protected": True} if row["protected"] else person


def _column(field: str) -> str:
    return "protected" if field == "is_protected" else field


def plans(parts: Parts, today: date) -> Iterator[Plan]:
    """Compare the rows, a part at a time, with the citizens we have; every query asks for many rows at once."""
    followers, repeats = Followers(), Repeats()
    for part in parts:
        rows = part.rows()
        checking = Check(part.plan, Known(rows, followers), repeats, today)
        for row in rows:
            checking.row(row)
        part.plan.settled = part.plan.rows
        yield in_order(part.plan, part.cells)
