"""Two units with a leader each, and Bo, who logs in and is followed by Amina in the first."""

from typing import Any

from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import ContactWish, DrawnIn, Handover, UnitMove
from tovholder.jobcentre.staff.models import Employee

WORDS = "Vi taler forbi hinanden. Jeg vil gerne have en anden."


class Asking:
    def __init__(self) -> None:
        self.unit, self.other_unit = cast.a_unit("Job og Helhed"), cast.a_unit("Ungeenheden")
        self.amina = cast.an_employee("Amina Yusuf", unit=self.unit)
        self.jonas = cast.an_employee("Jonas Holm", unit=self.unit)
        self.lise = cast.a_leader("Lise Leder", unit=self.unit)
        self.ole = cast.an_employee("Ole Anders", unit=self.other_unit)
        self.pia = cast.a_leader("Pia Ung", unit=self.other_unit)
        for unit in (self.unit, self.other_unit):
            unit.refresh_from_db()
        self.bo = cast.a_citizen(
            "Bo Kragh", digits="0711921234", user=cast.a_user(Role.CITIZEN), email="bo@example.dk"
        )
        self.course = cast.a_course(self.bo, contact=self.amina)

    def ask(self, text: str = WORDS, *, at=AT) -> ContactWish:
        return actions.ask_for_another(self.course, text=text, by=self.bo.user, at=at)

    def answer(self, wish: ContactWish, *, by: Employee | None = None, at=AT, **more: Any) -> None:
        given: dict[str, Any] = {"granted": True, "promised": None, "answer": "Selvfølgelig."}
        actions.answer_wish(wish, by=(by or self.lise).user, at=at, **(given | more))

    def hand_over(self, to: Employee, *, at=AT, reason: str = "room") -> Handover:
        self.course.refresh_from_db()
        return actions.change_contact(
            self.course, from_employee=self.course.contact_id, to=to, reason=reason, what_matters="Kaffe",
            no_joint_talk_because="De har sagt farvel.",
            by=self.lise.user, at=at, today=TODAY,
        )  # fmt: skip

    def close(self) -> None:
        actions.close_course(self.course, because="work", by=self.lise.user, at=AT, today=TODAY)

    def draw_in(
        self, employee: Employee | None = None, *, at=AT, by: Employee | None = None, **more
    ) -> DrawnIn:
        given: dict[str, Any] = {"reason": "language", "since": TODAY, "until": TODAY + cast.days(14)}
        by = by or self.amina
        return actions.draw_in(
            self.course, employee=employee or self.jonas, by=by.user, at=at, **(given | more)
        )

    def move(self, *, by: Employee | None = None, to=None, because="Bo er blevet 24.") -> UnitMove:
        return actions.ask_for_unit(
            self.course, to_unit=to or self.other_unit, because=because, by=(by or self.amina).user, at=AT
        )

    def answer_move(self, move: UnitMove, *, by: Employee | None = None, **more: Any) -> None:
        given: dict[str, Any] = {
            "accepted": True, "from_employee": self.amina.pk, "contact": None, "answer": "",
        }  # fmt: skip
        actions.answer_move(move, by=(by or self.pia).user, at=AT, today=TODAY, **(given | more))


def mails() -> list[tuple[str, str, str]]:
    """To, subject and body of every mail that waits to be sent."""
    return [row.task["args"] for row in OrmQ.objects.order_by("pk")]
