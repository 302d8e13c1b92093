"""The booked talks of somebody who is away: covered, moved or cancelled in one step, and given back again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.sickleave.busy import check_no_meeting
from tovholder.jobcentre.staff import actions as staff
from tovholder.jobcentre.staff.models import Absence, Employee
from tovholder.jobcentre.staff.now import all_on_duty
from tovholder.jobcentre.talks import actions as talks
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.covering import Covering, kept_from


class Do(StrEnum):
    COVER = "cover"
    MOVE = "move"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Choice:
    """What is to happen with a talk; when it was, and who was to cover, on the page that was read."""

    talk: int
    do: Do
    seen: datetime
    holder: int | None = None
    to: datetime | None = None
    form: str = ""


@dataclass
class Settled:
    """The talks that were changed now, and those that could not be, each with the sentence that says why."""

    changed: list[Talk] = field(default_factory=list)
    refused: list[tuple[Talk, str]] = field(default_factory=list)
    not_seen: int = 0


@transaction.atomic
def settle_talks(absence: Absence, choices: Sequence[Choice], *, by: User, at: datetime) -> Settled:
    """Do with each booked talk what was chosen, and mail each citizen concerned once.

    A talk that was held, cancelled or moved meanwhile, or that somebody else covers now, is refused by itself and the
    rest goes through. Twice is once, and no second mail. Citizens this person may not open are left as they are.
    """
    today = timezone.localdate(at)
    covering = Covering(absence)
    found = (
        covering.talks()
        .filter(pk__in=[choice.talk for choice in choices])
        .filter(citizen__in=Citizen.objects.visible_to(by, today))
        .select_related("citizen", "course__contact__unit", "employee")
        .in_bulk()
    )
    settled = Settled()
    # In one order, so that two presses at once wait for each other and not for ever.
    for choice in sorted(choices, key=lambda choice: choice.talk):
        talk = found.get(choice.talk)
        if talk is None:
            settled.not_seen += 1
            continue
        talk.starts_at = choice.seen
        try:
            if _do(choice, talk, covering, by=by, at=at):
                settled.changed.append(talk)
        except Refused as why:
            settled.refused.append((talk, str(why)))
    _tell(settled.changed, today)
    return settled


@transaction.atomic
def come_back(absence: Absence, *, until: date, by: User, at: datetime) -> None:
    """Let an absence end on another day (`staff.actions.end_absence`).

    Booked talks which a stand-in was to hold in the days that are no longer away go back to the employee, and the
    citizens get a mail.
    """
    was_until = Absence.objects.select_for_update().get(pk=absence.pk).until
    staff.end_absence(absence, until=until, by=by, at=at)
    employee = absence.employee
    freed = (
        Talk.objects.booked()
        .filter(course__contact=employee, course__until__isnull=True, starts_at__gte=max(_morning(until), at))
        .filter(employee__in=absence.covers.values("stand_in"))
        .exclude(barred_from(employee.user, "citizen__"))
        .select_related("citizen", "course__contact__unit")
    )
    if was_until is not None:
        freed = freed.filter(starts_at__lt=_morning(was_until))
    given_back = [
        talk
        for talk in freed.order_by("starts_at", "pk")
        if talks.cover_talk(talk, employee=employee, by=by, at=at)
    ]
    _tell(given_back, timezone.localdate(at))


def _do(choice: Choice, talk: Talk, covering: Covering, *, by: User, at: datetime) -> bool:
    """Return whether anything was changed; raise `Refused` with the sentence that says why not."""
    if choice.do != Do.COVER:
        check_no_meeting(talk)
    if choice.do == Do.CANCEL:
        return _cancel(talk, by=by, at=at)
    day = timezone.localdate(choice.seen if choice.do == Do.COVER or choice.to is None else choice.to)
    holder = covering.holder(talk.course.contact_id, day)
    if choice.do == Do.COVER:
        if holder is None or holder.pk != choice.holder:
            raise Refused(_("Nu er det en anden, der dækker den dag. Vælg igen."))
        return talks.cover_talk(talk, employee=holder, by=by, at=at)
    if choice.to is None:
        raise Refused(_("Skriv, hvornår samtalen skal være."))
    held_by = _held_by(talk, holder, covering, day)
    return talks.move_talk(talk, starts_at=choice.to, form=choice.form, employee=held_by, by=by, at=at)


def _held_by(talk: Talk, holder: Employee | None, covering: Covering, day: date) -> Employee | None:
    """Who holds a talk that moves to `day`: its contact, or whoever covers for them that day and may."""
    if talk.course.contact_id != covering.absence.employee_id:
        return None
    if not covering.has(day):
        return talk.course.contact
    return None if holder is None or kept_from(holder, [talk.citizen_id]) else holder


def _cancel(talk: Talk, *, by: User, at: datetime) -> bool:
    # Under the lock: two presses at once are one as well.
    Course.objects.select_for_update(of=("self",)).get(pk=talk.course_id)
    if Talk.objects.filter(pk=talk.pk, cancelled_at__isnull=False).exists():
        return False
    talks.check_booked(talk)
    talks.cancel_talk(talk, by=by, at=at)
    return True


def _tell(changed: Iterable[Talk], today: date) -> None:
    """One mail to each citizen who has an address: neither what, when, with whom nor why. Those who have the talk in a
    calendar have been written to already.
    """
    by_citizen = {talk.citizen_id: talk for talk in changed if talk.citizen.email and not talk.in_calendar}
    if not by_citizen:
        return
    duties = all_on_duty({talk.course.contact for talk in by_citizen.values()}, today)
    with translation.override(settings.LANGUAGE_CODE):
        for talk in by_citizen.values():
            duty = duties[talk.course.contact_id]
            queue_mail(
                to=talk.citizen.email,
                subject=_("Besked fra jobcentret"),
                body=_mail(talk.citizen, duty.telephone),
            )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _mail(citizen: Citizen, telephone: str) -> str:
    if citizen.user_id is None:
        text = _(
            "Hej\n\n"
            "En tid, du har aftalt med os, er ændret. Ring på %(telephone)s, så fortæller vi, hvad der gælder nu.\n\n"
            "Venlig hilsen\n"
            "Jobcentret\n"
        )
    else:
        text = _(
            "Hej\n\n"
            "En tid, du har aftalt med os, er ændret. Log ind på Mit forløb og se, hvad der gælder nu.\n"
            "Du kan også ringe på %(telephone)s.\n\n"
            "Venlig hilsen\n"
            "Jobcentret\n"
        )
    return text % {"telephone": telephone}
