"""Goals and steps are written and changed, by the citizen, by an employee, or by both together."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions.locked import locked
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans.models import Kind, Mark, PlanItem, Wording
from tovholder.jobcentre.talks.models import Side

MOST_OPEN = 50


class StaleWording(Refused):
    """Somebody saved a newer wording; `newer` holds it, so that nothing typed is lost."""

    def __init__(self, newer: Wording) -> None:
        super().__init__(
            _("Teksten er ændret, siden du åbnede siden. Læs den nye, ret din til, og gem igen.")
        )
        self.newer = newer


def side_of(user: User, citizen: Citizen) -> str:
    """Return whose side somebody writes on; refuse (`Refused`) everybody but the citizen and an employee."""
    if citizen.user_id is not None and user.pk == citizen.user_id:
        return Side.CITIZEN
    if user.employee_or_none is not None:
        return Side.EMPLOYEE
    raise Refused(_("Kun borgeren selv og en medarbejder kan skrive i planen."))


@transaction.atomic
def write_item(
    course: Course,
    *,
    kind: str,
    text: str,
    token: UUID,
    by: User,
    at: datetime,
    under: PlanItem | None = None,
    together: bool = False,
) -> PlanItem:
    """Write a new goal or step; the one who writes agrees to it, and both do when it is written `together`.

    The citizen's first goal is put on top. The same `token` twice gives the first again. Refuses a closed course, a
    goal of another course to stand `under`, more than fifty that are not ended, and to write together with a citizen
    who can log in.
    """
    course = locked(course)
    # Under the lock: two presses at once are one as well.
    already: PlanItem | None = PlanItem.objects.filter(token=token, course=course).first()
    if already is not None:
        return already
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet, så der kan ikke skrives nyt i planen."))
    side = _author(course.citizen, by, together)
    open_items = PlanItem.objects.filter(course=course, ended_at__isnull=True)
    if under is not None and not open_items.filter(pk=under.pk, kind=Kind.GOAL).exists():
        raise Refused(_("Målet er ændret imens. Vælg et andet, eller lad skridtet stå alene."))
    if open_items.count() >= MOST_OPEN:
        raise Refused(
            _("Der er allerede %(n)d mål og skridt i gang. Afslut et, før du skriver et nyt.")
            % {"n": MOST_OPEN}
        )
    is_own_goal = kind == Kind.GOAL and side == Side.CITIZEN
    item = PlanItem.objects.create(
        citizen=course.citizen,
        course=course,
        kind=kind,
        under=under,
        is_top=is_own_goal and not open_items.filter(is_top=True).exists(),
        token=token,
    )
    _insert(item, 1, text=text, side=side, together=together, by=by, at=at)
    record.action(
        "write_item",
        by=by,
        at=at,
        citizen=item.citizen_id,
        on=item,
        what_it_is=kind,
        side=side,
        together=together,
    )
    return item


@transaction.atomic
def revise_item(
    item: PlanItem, *, text: str, read_version: int, by: User, at: datetime, together: bool = False
) -> Wording:
    """Insert a new wording. The author's side agrees to it; what the other side had said to the old one is cleared.

    The same words again change nothing. Refuses when somebody saved a newer wording than was read (`StaleWording`), a
    goal or step that is ended, a closed course, and to write together with a citizen who can log in.
    """
    item = locked_item(item)
    newest: Wording = item.wordings.get(number=item.version)
    if newest.text == text and not (together and not newest.is_together):
        return newest
    if item.version != read_version:
        raise StaleWording(newest)
    check_open(item)
    side = _author(item.citizen, by, together)
    item.version += 1
    item.save(update_fields=["version"])
    wording = _insert(item, item.version, text=text, side=side, together=together, by=by, at=at)
    record.action(
        "revise_item",
        by=by,
        at=at,
        citizen=item.citizen_id,
        on=item,
        version=item.version,
        side=side,
        together=together,
    )
    return wording


def locked_item(item: PlanItem) -> PlanItem:
    """Return the goal or step as it is once it is ours, with its course and citizen."""
    # The course is locked before what hangs on it, here as where something new is written.
    locked(item.course)
    return PlanItem.objects.select_related("course", "citizen").get(pk=item.pk)


def check_open(item: PlanItem) -> None:
    """Refuse what is ended, and whatever belongs to a closed course."""
    if item.course.until is not None:
        raise Refused(_("Forløbet er afsluttet, så planen kan kun læses."))
    if item.ended_at is not None:
        raise Refused(_("Det er afsluttet imens. Tag det frem igen først."))


def _author(citizen: Citizen, by: User, together: bool) -> str:
    if together and (citizen.user_id is not None or by.employee_or_none is None):
        # Whoever can log in says yes or no with their own press.
        raise Refused(_("Borgeren kan selv skrive og svare på Mit forløb. Foreslå det i stedet."))
    return Side.CITIZEN if together else side_of(by, citizen)


def _insert(
    item: PlanItem, number: int, *, text: str, side: str, together: bool, by: User, at: datetime
) -> Wording:
    common = {"citizen_id": item.citizen_id, "by": by, "at": at}
    wording = Wording.objects.create(
        item=item, number=number, text=text, side=side, is_together=together, **common
    )
    sides = list(Side) if together else [side]
    Mark.objects.bulk_create([Mark(wording=wording, side=one, agrees=True, **common) for one in sides])
    return wording
