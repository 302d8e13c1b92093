"""A citizen goes from one contact to the next: one, several or a whole list, warmly, and everybody is told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions.contact import ContactChanged, NotAContact, check_can_follow
from tovholder.jobcentre.citizens.actions.locked import locked
from tovholder.jobcentre.citizens.actions.tell import tell
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact, Handover
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.citizens.wishes import asked_in
from tovholder.jobcentre.staff.models import Employee


class TooCold(Refused):
    """The citizen would meet a stranger, and nobody said when the three meet or why they do not."""


@dataclass(frozen=True)
class Move:
    """A citizen to be handed over from the contact whom the page showed, and what the next one is told."""

    course: Course
    from_employee: int
    to: Employee
    reason: str
    what_matters: str
    next_step: str = ""
    citizen_wish: str = ""
    joint_talk_on: date | None = None
    no_joint_talk_because: str = ""

    def is_in(self, handover: Handover) -> bool:
        """Whether this very move is the one that `handover` wrote down."""
        return (
            handover.from_employee_id == self.from_employee
            and handover.to_employee_id == self.to.pk
            and all(getattr(handover, name) == value for name, value in self.words.items())
        )

    @property
    def words(self) -> dict[str, str | date | None]:
        return {
            "reason": self.reason,
            "what_matters": self.what_matters,
            "next_step": self.next_step,
            "citizen_wish": self.citizen_wish,
            "joint_talk_on": self.joint_talk_on,
            "no_joint_talk_because": self.no_joint_talk_because,
        }


@dataclass(frozen=True)
class Outcome:
    """What became of many moves: the handovers, and of whom nothing was changed, each with a sentence why."""

    done: list[Handover] = field(default_factory=list)
    refused: list[tuple[Citizen, str]] = field(default_factory=list)


def needs_joint_talk(course: Course, *, reason: str, today: date) -> bool:
    """Whether citizen, old and new contact should meet, or somebody says why not.

    Not when the old one may not (inhabil) or cannot (has left), nor when the citizen comes from the reception, where
    nobody was their own yet, nor when two leaders have agreed on another unit. Have `contact` and `unit` selected.
    """
    has_left = course.contact.has_left(today)
    received = reason == HandoverReason.PROPOSAL and course.contact_id == course.unit.receiver_id
    return not (has_left or received or reason in {HandoverReason.CONFLICT, HandoverReason.UNIT})


@transaction.atomic
def change_contact(
    course: Course,
    *,
    from_employee: int,
    to: Employee,
    reason: str,
    what_matters: str,
    by: User,
    at: datetime,
    today: date,
    next_step: str = "",
    citizen_wish: str = "",
    joint_talk_on: date | None = None,
    no_joint_talk_because: str = "",
) -> Handover:
    """Hand a citizen over to another contact, from today, with a reason and what the new one needs to know.

    "New to me" stays with the new contact until they confirm it; citizen, old and new contact are told. No
    `next_step` says that nothing is agreed. Refuses a page gone stale (`ContactChanged`), a contact who may not
    follow this citizen or whom the citizen was promised to be spared (`NotAContact`), and a handover without a joint
    talk or why not (`TooCold`). The very same handover twice is once.
    """
    move = Move(
        course,
        from_employee=from_employee,
        to=to,
        reason=reason,
        what_matters=what_matters,
        next_step=next_step,
        citizen_wish=citizen_wish,
        joint_talk_on=joint_talk_on,
        no_joint_talk_because=no_joint_talk_because,
    )
    handover, is_new = _hand_over(move, by=by, at=at, today=today)
    if is_new:
        tell([handover], today=today)
    return handover


@transaction.atomic
def hand_over(moves: Iterable[Move], *, by: User, at: datetime, today: date) -> Outcome:
    """Hand many citizens over, each as `change_contact` does: what is refused is named, and the rest goes through.

    Each citizen is told, and each employee once for them all. The same moves twice are once.
    """
    outcome, new = Outcome(), []
    # In one order for everybody, so that two who hand over at once do not wait for each other.
    for move in sorted(moves, key=lambda move: move.course.pk):
        try:
            with transaction.atomic():
                handover, is_new = _hand_over(move, by=by, at=at, today=today)
        except Refused as refused:
            outcome.refused.append((move.course.citizen, str(refused)))
        else:
            outcome.done.append(handover)
            if is_new:
                new.append(handover)
    tell(new, today=today)
    return outcome


def _hand_over(move: Move, *, by: User, at: datetime, today: date) -> tuple[Handover, bool]:
    """The handover, and whether it is new: the very same one is there already when somebody presses twice."""
    course = locked(move.course)
    if course.until is not None:
        raise ContactChanged(
            _("Forløbet er afsluttet imens, så her skal ikke længere være en fast medarbejder.")
        )
    newest = course.handovers.order_by("-pk").first()
    if newest is not None and course.contact_id == move.to.pk and move.is_in(newest):
        return newest, False
    _check(move, course, today)
    old = course.contact
    course.contacts.open().update(until=today)
    CourseContact.objects.create(course=course, citizen=course.citizen, employee=move.to, since=today)
    course.contact = move.to
    course.save(update_fields=["contact"])
    handover = Handover.objects.create(
        course=course,
        citizen=course.citizen,
        from_employee=old,
        to_employee=move.to,
        accepted_at=at,
        **move.words,
    )
    record.action(
        "change_contact",
        by=by,
        at=at,
        citizen=course.citizen_id,
        on=course,
        before=old.pk,
        after=move.to.pk,
        reason=move.reason,
    )
    return handover, True


def _check(move: Move, course: Course, today: date) -> None:
    if course.contact_id != move.from_employee:
        raise ContactChanged(
            _(
                "Borgeren har fået en anden fast medarbejder, siden du åbnede siden. Se hvem, og tag stilling igen."
            )
        )
    if move.to.pk == move.from_employee:
        raise NotAContact(_("%(name)s er allerede den faste medarbejder.") % {"name": move.to.name})
    # Nobody leaves between being looked up and being given somebody.
    check_can_follow(Employee.objects.select_for_update().get(pk=move.to.pk), course.citizen, today)
    asked = asked_in([course]).get(course.pk)
    if asked is not None and move.to.pk in asked.declined:
        raise NotAContact(
            _("Borgeren er lovet en anden end %(name)s. Vælg en anden.") % {"name": move.to.name}
        )
    if not needs_joint_talk(course, reason=move.reason, today=today):
        return
    if move.joint_talk_on is None and not move.no_joint_talk_because.strip():
        raise TooCold(
            _("Skriv, hvornår borgeren taler med jer begge, eller hvorfor I ikke holder en fælles samtale.")
        )
