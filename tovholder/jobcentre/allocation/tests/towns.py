"""Random towns in the database: two units, a dozen citizens, and every tie that counts."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY
from tovholder.jobcentre.access.permissions import Role as AccessRole
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import (
    ContactWish,
    Course,
    CourseContact,
    CourseRole,
    Disqualification,
    Employment,
)
from tovholder.jobcentre.staff.models import Employee, EmployeeLanguage, StaffProfile, Unit
from tovholder.jobcentre.staff.roles import Role

LANGUAGES = ("arabisk", "Polsk", "somali")


class Town:
    """`leader` leads the first of the two units, and the first of each unit's employees receives its newcomers."""

    def __init__(self, seed: int = 0, *, citizens: int = 12) -> None:
        self.draw = Random(seed)
        self.units = [cast.a_unit(), cast.a_unit()]
        self.staff = [self._employee(unit) for unit in (*self.units, *self.units, *self.units)]
        self.leader = cast.a_leader("Lise Leder", unit=self.units[0], weekly_hours=0)
        cast.an_employee("Tavs Konsulent", unit=self.units[0], profile=StaffProfile.JOB_CONSULTANT)
        cast.an_employee("Chefen", unit=self.units[0], role=AccessRole.MANAGER)
        self.workplaces = [
            cast.a_workplace(f"Gård {number}", contact=self.draw.choice(self.staff)) for number in range(4)
        ]
        self.courses = [self._course() for _ in range(citizens)]
        # Somebody has left, and those they followed are still theirs.
        Employee.objects.filter(pk=self.staff[-1].pk).update(left_on=TODAY)

    def _maybe(self, chance: float) -> bool:
        return self.draw.random() < chance

    def _employee(self, unit: Unit) -> Employee:
        employee = cast.an_employee(
            unit=unit, has_clearance=self._maybe(0.5), weekly_hours=Decimal(self.draw.randint(2, 6))
        )
        for role in self.draw.sample(list(Role), self.draw.randint(0, 3)):
            cast.masters(employee, role)
        for language in self.draw.sample(LANGUAGES, self.draw.randint(0, 2)):
            EmployeeLanguage.objects.create(employee=employee, language=language)
        return employee

    def _course(self) -> Course:
        draw = self.draw
        citizen = cast.a_citizen(language=draw.choice(("dansk", "dansk", *LANGUAGES)))
        contact = draw.choice(self.staff)
        course = cast.a_course(citizen, contact=contact, unit=draw.choice(self.units))
        if self._maybe(0.3):
            course.contact = course.unit.receiver
            CourseContact.objects.filter(course=course).update(employee=course.contact)
        course.weekly_hours = Decimal(draw.choice(("0.25", "0.75", "1", "1.5")))
        course.save(update_fields=["contact", "weekly_hours"])
        if self._maybe(0.2):
            citizen.is_protected = True
            citizen.save(update_fields=["is_protected"])
        for chance, tell in ((0.4, self._works), (0.4, self._known), (0.4, self._needs), (0.2, self._kept_apart),
                             (0.3, self._wishes), (0.3, self._was_handed_over)):  # fmt: skip
            if self._maybe(chance):
                tell(course)
        return course

    def _works(self, course: Course) -> None:
        for workplace in self.draw.sample(self.workplaces, 2):
            until = TODAY if self._maybe(0.3) else None
            Employment.objects.create(
                citizen=course.citizen, workplace=workplace, since=LONG_AGO, until=until
            )

    def _known(self, course: Course) -> None:
        earlier = Course.objects.create(
            citizen=course.citizen, unit=course.unit, contact=course.contact, since=LONG_AGO - timedelta(days=90),
            until=LONG_AGO, began_because="asked", ended_because="work",
        )  # fmt: skip
        CourseContact.objects.create(
            course=earlier, citizen=course.citizen, employee=self.draw.choice(self.staff), since=earlier.since,
            until=LONG_AGO,
        )  # fmt: skip

    def _needs(self, course: Course) -> None:
        for role in self.draw.sample(list(Role), self.draw.randint(1, 2)):
            CourseRole.objects.create(course=course, citizen=course.citizen, role=role)

    def _kept_apart(self, course: Course) -> None:
        Disqualification.objects.create(
            employee=self.draw.choice(self.staff),
            cpr_fingerprint=course.citizen.cpr_fingerprint,
            closeness="family",
        )

    def _wishes(self, course: Course) -> None:
        for days in range(self.draw.randint(1, 2)):
            granted = self._maybe(0.7)
            other = self.draw.choice([one for one in self.staff if one != course.contact])
            ContactWish.objects.create(
                course=course, citizen=course.citizen, text="En anden", instead_of=course.contact,
                promised=other if granted and self._maybe(0.5) else None, asked_at=AT,
                answered_at=AT + timedelta(days=days), granted=granted, answer="Ja",
            )  # fmt: skip

    def _was_handed_over(self, course: Course) -> None:
        could = [one for one in self.staff if one != course.contact and one.has_clearance]
        if not could:
            return
        kept = Disqualification.objects.filter(
            employee=could[0], cpr_fingerprint=course.citizen.cpr_fingerprint
        )
        if not kept.exists():
            actions.change_contact(
                course, from_employee=course.contact_id, to=could[0], reason="room", what_matters="Ro",
                no_joint_talk_because="De har sagt farvel.", by=self.leader.user, at=AT, today=TODAY,
            )  # fmt: skip
            course.refresh_from_db()
