"""Two units for the leader's pages, and what happens in them."""

from datetime import date
from decimal import Decimal

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Course, EmergencyAccess
from tovholder.jobcentre.staff.actions import register_absence
from tovholder.jobcentre.staff.models import Absence, Employee


class House:
    """Two units; Lise leads the first and Rune receives its newcomers. Every citizen's name is marked."""

    def __init__(self) -> None:
        self.unit = cast.a_unit("Job og Helhed")
        self.other_unit = cast.a_unit("Ungeenheden")
        self.rune = cast.an_employee("Rune Modtager")
        self.lise = cast.a_leader("Lise Leder")
        self.amina = cast.an_employee("Amina Yusuf", has_clearance=True)
        self.jonas = cast.an_employee("Jonas Holm")
        self.ole = cast.an_employee("Ole Anders", unit=self.other_unit)
        self.boss = cast.a_user(Role.MANAGER)

    def follow(self, name="BORGER Bo", *, contact=None, unit=None, hours=None, **more) -> Course:
        course = cast.a_course(
            cast.a_citizen(name, **more), contact=contact or self.amina, unit=unit or self.unit
        )
        if hours is not None:
            actions.set_weekly_hours(course, hours=Decimal(hours), by=self.lise.user, at=AT)
        return course

    def close(self, course: Course) -> None:
        actions.close_course(course, because="work", by=self.lise.user, at=AT, today=TODAY)

    def agree(self, course: Course, on: date) -> None:
        actions.agree_next(course, on=on, at_time=None, form="", by=self.amina.user, at=AT)

    def hand_over(self, course: Course, *, to: Employee) -> None:
        course.refresh_from_db()
        actions.change_contact(
            course,
            from_employee=course.contact_id,
            to=to,
            reason="room",
            what_matters="Andet",
            no_joint_talk_because="De har sagt farvel.",
            by=self.lise.user,
            at=AT,
            today=TODAY,
        )

    def emergency(self, citizen, *, by=None, reason="Ringede og var bange") -> EmergencyAccess:
        by = by or self.ole
        return EmergencyAccess.objects.create(employee=by, citizen=citizen, reason=reason, day=TODAY, at=AT)

    def away(self, employee, stand_in, *, since=TODAY, until=date(2026, 11, 28)) -> Absence:
        return register_absence(
            employee, since=since, until=until, stand_in=stand_in, by=self.lise.user, at=AT
        )

    def left(self, employee: Employee, on: date = TODAY) -> None:
        employee.left_on = on
        employee.save(update_fields=["left_on"])

    def typed_change(self, **more) -> dict:
        """What a leader types to give Amina's citizen to Jonas."""
        return {
            "from_employee": self.amina.pk,
            "to": self.jonas.pk,
            "reason": "citizen_asked",
            "what_matters": "Bo taler bedst, når I går.",
            "no_joint_talk_because": "De har sagt farvel.",
        } | more
