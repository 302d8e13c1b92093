"""A small town to count in: units, employees, workplaces, people, made by the same actions the pages use."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count
from uuid import uuid4

from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact, DrawnIn, Handover
from tovholder.jobcentre.companies.models import Company, Workplace, WorkplaceContact
from tovholder.jobcentre.results.models import Figure
from tovholder.jobcentre.sickleave import actions as sickleave
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SpokenAnswer
from tovholder.jobcentre.staff import actions as staff
from tovholder.jobcentre.staff.models import Employee, StandIn, Unit
from tovholder.jobcentre.talks.models import Talk

TODAY = date(2026, 11, 21)


def moment(day: str, clock: str = "10:00") -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.fromisoformat(clock)))


NOW = moment("2026-11-21")


@dataclass
class Town:
    numbers: count = field(default_factory=lambda: count(1))

    def unit(self, name: str) -> Unit:
        return staff.add_unit(name, telephone="00 00 00 00", by=None, at=NOW)

    def employee(self, name: str, unit: Unit, role: str = Role.EMPLOYEE) -> Employee:
        return staff.add_employee(
            username=name.lower(),
            password=None,
            role=role,
            number=name,
            name=f"{name} Ansat",
            unit=unit,
            email=f"{name}@hedelund.example",
            telephone="00 00 00 00",
            by=None,
            at=NOW,
        )

    def workplace(self, name: str, contact: Employee) -> Workplace:
        n = next(self.numbers)
        company = Company.objects.create(cvr=f"{n:08}", name=name, contact=contact)
        workplace = Workplace.objects.create(company=company, p_number=f"{n:010}", name=name, contact=contact)
        WorkplaceContact.objects.create(workplace=workplace, employee=contact, since=date(2020, 1, 1))
        return workplace

    def citizen(self, birth_date: str = "1980-05-04") -> Citizen:
        n = next(self.numbers)
        born = date.fromisoformat(birth_date)
        # Day + 60 and a serial from 9900: nobody's number. The century is set by hand.
        digits = f"{born.day + 60:02}{born.month:02}{n // 90 % 100:02}{9900 + n % 90}"
        citizen = Citizen(name=f"Borger {n}")
        citizen.set_cpr(digits)
        citizen.birth_date = born
        citizen.save(force_insert=True)
        return citizen

    def course(
        self, citizen: Citizen, contact: Employee, since: str = "2020-01-01", until: str | None = None
    ) -> Course:
        """A course whose contact is the same all through; change it with `hand_over`."""
        last = date.fromisoformat(until) if until else None
        course = Course.objects.create(
            citizen=citizen,
            unit=contact.unit,
            contact=contact,
            since=date.fromisoformat(since),
            until=last,
            began_because="asked",
            ended_because="work" if until else "",
        )
        CourseContact.objects.create(
            course=course, citizen=citizen, employee=contact, since=course.since, until=last
        )
        return course

    def hand_over(self, course: Course, to: Employee, day: str, reason: str = "") -> None:
        """With a reason, the handover itself is written down too."""
        if reason:
            Handover.objects.create(
                course=course,
                citizen=course.citizen,
                from_employee=course.contact,
                to_employee=to,
                reason=reason,
                what_matters="Kaffe først",
                accepted_at=moment(day),
            )
        course.contacts.open().update(until=date.fromisoformat(day))
        CourseContact.objects.create(
            course=course, citizen=course.citizen, employee=to, since=date.fromisoformat(day)
        )
        course.contact = to
        course.save(update_fields=["contact"])

    def support(self, citizen: Citizen, benefit: str, since: str, until: str | None = None) -> None:
        citizens.begin_support(
            citizen,
            benefit=benefit,
            since=date.fromisoformat(since),
            until=date.fromisoformat(until) if until else None,
            by=None,
            at=NOW,
        )

    def talk(
        self,
        course: Course,
        employee: Employee,
        day: str,
        clock: str = "10:00",
        joined_by: Employee | None = None,
    ) -> Talk:
        return Talk.objects.create(
            citizen=course.citizen,
            course=course,
            employee=employee,
            joined_by=joined_by,
            form="walk",
            held_at=moment(day, clock),
        )

    def stand_in(self, employee: Employee, other: Employee, since: str, until: str) -> None:
        """`other` covers for `employee`."""
        StandIn.objects.create(
            employee=employee,
            stand_in=other,
            since=date.fromisoformat(since),
            until=date.fromisoformat(until),
        )

    def drawn_in(
        self, course: Course, employee: Employee, since: str, until: str, reason: str = "citizen_asked"
    ) -> None:
        DrawnIn.objects.create(
            course=course,
            citizen=course.citizen,
            employee=employee,
            reason=reason,
            since=date.fromisoformat(since),
            until=date.fromisoformat(until),
        )

    def notice(
        self,
        workplace: Workplace,
        kind: str,
        first_day: str | None,
        received: str,
        clock: str = "10:00",
        *,
        citizen: Citizen | None = None,
        name: str = "",
        by_centre: bool = False,
    ) -> AbsenceNotice:
        person = citizen.name if citizen else name
        notice = sickleave.receive_notice(
            workplace,
            token=uuid4(),
            kind=kind,
            begun_by="centre" if by_centre else "company",
            talk="no",
            by=None,
            sender=None,
            at=moment(received, clock),
            today=date.fromisoformat(received),
            first_day=date.fromisoformat(first_day) if first_day else None,
            employee_agrees=bool(person),
            person_name=person,
        )
        AbsenceNotice.objects.filter(pk=notice.pk).update(citizen=citizen)
        return notice

    def answer(self, notice: AbsenceNotice, employee: Employee, day: str, clock: str) -> None:
        SpokenAnswer.objects.create(notice=notice, employee=employee, at=moment(day, clock))


def figure(indicator: str, day: date = TODAY, group: str = "", unit: Unit | None = None) -> Figure:
    return Figure.objects.get(indicator=indicator, day=day, group=group, unit=unit, company=None)


def login_as(client, role: str) -> User:
    user = User.objects.filter(role=role).first() or User.objects.create(username=f"a-{role}", role=role)
    client.force_login(user)
    return user
