"""A citizen asks for another person, and the unit's leader answers."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions.contact import NotAContact, check_can_follow
from tovholder.jobcentre.citizens.actions.locked import locked
from tovholder.jobcentre.citizens.actions.mails import tell_citizen, tell_leaders
from tovholder.jobcentre.citizens.decides import leads
from tovholder.jobcentre.citizens.models import ContactWish, Course
from tovholder.jobcentre.citizens.models.asked import WAITS
from tovholder.jobcentre.staff.models import Employee, Unit


class AlreadyAsked(Refused):
    """Something is asked already and waits for its answer; there is never a second."""


class AlreadyAnswered(Refused):
    """What was asked has been answered or taken back; the answer stands."""


class NotYoursToAnswer(Refused):
    """Only who leads the unit may answer."""


def check_leads(user: User, unit: Unit) -> None:
    """Refuse (`NotYoursToAnswer`) everybody but a leader of this unit."""
    if not leads(user, unit.pk):
        raise NotYoursToAnswer(_("Kun lederen af %(unit)s kan svare.") % {"unit": unit.name})


@transaction.atomic
def ask_for_another(course: Course, *, text: str, by: User, at: datetime) -> ContactWish:
    """Write down that a citizen asks for another person, and tell the unit's leaders that something waits.

    Refuses anybody but the citizen, a closed course, and a second wish while one waits (`AlreadyAsked`). The same
    words twice is once.
    """
    course = locked(course)
    if by.pk != course.citizen.user_id:
        raise Refused(_("Kun borgeren selv kan bede om en anden medarbejder."))
    if course.until is not None:
        raise Refused(_("Dit forløb hos os er slut, så du har ingen fast medarbejder lige nu. Ring til os."))
    waiting: ContactWish | None = course.wishes.filter(WAITS).first()
    if waiting is not None and waiting.text == text:
        return waiting
    if waiting is not None:
        raise AlreadyAsked(
            _("Du har allerede bedt om en anden. Fortryd det først, hvis du vil skrive noget andet.")
        )
    wish = ContactWish.objects.create(
        course=course, citizen=course.citizen, text=text, instead_of_id=course.contact_id, asked_at=at
    )
    tell_leaders(course.unit, timezone.localdate(at))
    record.action("ask_for_another", by=by, at=at, citizen=course.citizen_id, on=wish)
    return wish


@transaction.atomic
def withdraw_wish(wish: ContactWish, *, by: User, at: datetime) -> None:
    """The citizen takes a waiting wish back. Refuses anybody else, and one that is answered. Twice is once."""
    wish = _locked_wish(wish)
    if by.pk != wish.citizen.user_id:
        raise Refused(_("Kun borgeren selv kan fortryde."))
    if wish.answered_at is not None:
        raise AlreadyAnswered(_("Din leder har svaret imens. Læs svaret her."))
    if wish.withdrawn_at is None:
        wish.withdrawn_at = at
        wish.save(update_fields=["withdrawn_at"])
        record.action("withdraw_wish", by=by, at=at, citizen=wish.citizen_id, on=wish)


@transaction.atomic
def answer_wish(
    wish: ContactWish, *, granted: bool, promised: Employee | None, answer: str, by: User, at: datetime
) -> None:
    """Answer a wish in words, granted or not, perhaps with somebody promised; and tell the citizen there is an answer.

    Refuses anybody but the unit's leader (`NotYoursToAnswer`), a wish answered otherwise or taken back
    (`AlreadyAnswered`), a closed course, a promise without a yes, and somebody who may not follow this citizen
    (`NotAContact`). The very same answer twice is once.
    """
    wish = _locked_wish(wish)
    check_leads(by, wish.course.unit)
    if (wish.granted, wish.promised, wish.answer) == (granted, promised, answer):
        return
    _check_waits(wish)
    if not answer.strip():
        raise Refused(_("Skriv et svar til borgeren."))
    if promised is not None:
        _check_promise(wish, granted, promised, timezone.localdate(at))
    wish.granted, wish.promised, wish.answer = granted, promised, answer
    wish.answered_at, wish.answered_by = at, by
    wish.save(update_fields=["granted", "promised", "answer", "answered_at", "answered_by"])
    tell_citizen(wish.citizen)
    record.action(
        "answer_wish",
        by=by,
        at=at,
        citizen=wish.citizen_id,
        on=wish,
        granted=granted,
        promised=promised.pk if promised else None,
    )


def _check_waits(wish: ContactWish) -> None:
    if wish.answered_at is not None:
        raise AlreadyAnswered(_("Ønsket er allerede besvaret. Det svar, borgeren har fået, gælder."))
    if wish.withdrawn_at is not None:
        raise AlreadyAnswered(_("Borgeren har fortrudt ønsket imens, så det skal ikke besvares."))
    if wish.course.until is not None:
        raise AlreadyAnswered(_("Forløbet er afsluttet imens, så ønsket skal ikke besvares."))


def _check_promise(wish: ContactWish, granted: bool, promised: Employee, day: date) -> None:
    if not granted:
        raise Refused(_("Vælg kun en medarbejder, hvis borgeren får en anden."))
    if promised.pk == wish.instead_of_id:
        raise NotAContact(
            _("Borgeren har bedt om en anden end %(name)s. Vælg en anden.") % {"name": promised.name}
        )
    check_can_follow(promised, wish.citizen, day)


def _locked_wish(wish: ContactWish) -> ContactWish:
    wishes = ContactWish.objects.select_for_update(of=("self",))
    return wishes.select_related("citizen", "course__unit", "promised").get(pk=wish.pk)
