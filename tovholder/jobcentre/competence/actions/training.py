"""Training offered, and everybody's steps in it: wish, signed up, place, taken part, confirmed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.competence.actions.levels import agree
from tovholder.jobcentre.competence.levels import agreed_levels
from tovholder.jobcentre.competence.models import SEATED, AgreedBecause, Competence, SignUp, Step, Training
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.staff.actions import led_by
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.ui.templatetags.ui import moment

REMINDED_BEFORE = timedelta(days=2)


@dataclass(frozen=True)
class Offered:
    """A training as it is offered."""

    name: str
    about: str
    competence: Competence
    level: int
    starts_at: datetime
    minutes: int
    where: str
    places: int


@transaction.atomic
def offer_training(offered: Offered, *, by: User, at: datetime) -> Training:
    """Offer a training from the leader's unit to everybody. Refuses whoever leads none, and a time that is past."""
    leader = by.employee_or_none
    if leader is None or not by.may(May.LEAD):
        raise Refused(_("Kun en leder kan tilbyde læring til alle."))
    if offered.starts_at <= at:
        raise Refused(_("Tidspunktet er forbi. Vælg et, der kommer."))
    training = Training.objects.create(
        **{name: getattr(offered, name) for name in Offered.__dataclass_fields__},
        unit=leader.unit,
        offered_by=by,
    )
    record.action(
        "offer_training", by=by, at=at, on=training, competence=offered.competence.pk, level=offered.level
    )
    return training


@transaction.atomic
def cancel_training(training: Training, *, by: User, at: datetime) -> None:
    """Cancel a training and write to everybody signed up. Refuses another unit's leader, and one that has begun."""
    training = _held(training)
    leader = by.employee_or_none
    if leader is None or not by.may(May.LEAD) or leader.unit_id != training.unit_id:
        raise Refused(_("Kun lederen af den enhed, der tilbyder det, kan aflyse."))
    if training.cancelled_at is not None:
        return
    _check_is_ahead(training, at)
    training.cancelled_at = at
    training.save(update_fields=["cancelled_at"])
    for row in _signed_up(training):
        _write(row.employee, _("Aflyst: %(name)s"), _("%(name)s, %(when)s, er aflyst."), training)
    record.action("cancel_training", by=by, at=at, on=training)


@transaction.atomic
def wish(training: Training, employee: Employee, *, by: User, at: datetime) -> None:
    """Keep that an employee would like to be there: theirs until they sign up, so the log does not say what.

    Refuses anybody else, and a training that has begun or is cancelled. Twice is once.
    """
    training = _held(training)
    _check_is_oneself(employee, by)
    _check_is_ahead(training, at)
    row = SignUp.objects.filter(training=training, employee=employee).first()
    if row is None:
        SignUp.objects.create(training=training, employee=employee, step=Step.WISH)
    elif row.step == Step.WITHDRAWN:
        row.step = Step.WISH
        row.save(update_fields=["step"])
    else:
        return
    record.action("wish_training", by=by, at=at, on=employee)


@transaction.atomic
def sign_up(training: Training, employee: Employee, *, by: User, at: datetime) -> SignUp:
    """Sign an employee up: with a place where there is one, else last on the waiting list.

    Refuses anybody but the employee, and a training that has begun or is cancelled. Twice is once.
    """
    training = _held(training)
    _check_is_oneself(employee, by)
    row = SignUp.objects.filter(training=training, employee=employee).first()
    if row is not None and row.step not in (Step.WISH, Step.WITHDRAWN):
        return row
    _check_is_ahead(training, at)
    seat = _free_seat(training)
    given = {"step": Step.PLACE if seat else Step.SIGNED_UP, "seat": seat, "signed_up_at": at}
    if row is None:
        row = SignUp.objects.create(training=training, employee=employee, **given)
    else:
        for name, value in given.items():
            setattr(row, name, value)
        row.save(update_fields=[*given])
    if seat:
        _write(
            employee,
            _("Du har en plads: %(name)s"),
            _("Du har en plads på %(name)s, %(when)s, %(where)s."),
            training,
        )
    record.action("sign_up", by=by, at=at, on=training, step=row.step)
    return row


@transaction.atomic
def withdraw(training: Training, employee: Employee, *, by: User, at: datetime) -> None:
    """Take an employee off; whoever has waited longest takes the place and is told.

    Refuses anybody but the employee, and a training that has begun. Twice is once.
    """
    training = _held(training)
    _check_is_oneself(employee, by)
    row = SignUp.objects.filter(training=training, employee=employee).exclude(step=Step.WITHDRAWN).first()
    if row is None:
        return
    _check_is_ahead(training, at)
    was_a_wish = row.step == Step.WISH
    seat, row.seat, row.step = row.seat, None, Step.WITHDRAWN
    row.save(update_fields=["seat", "step"])
    record.action("withdraw_sign_up", by=by, at=at, on=employee if was_a_wish else training)
    waiting = training.sign_ups.filter(step=Step.SIGNED_UP).select_related("employee")
    following = waiting.order_by("signed_up_at", "pk").first()
    if seat and following is not None:
        following.seat, following.step = seat, Step.PLACE
        following.save(update_fields=["seat", "step"])
        _write(
            following.employee,
            _("Der blev en plads til dig: %(name)s"),
            _("Der blev en plads til dig på %(name)s, %(when)s, %(where)s. Kan du ikke, så meld fra."),
            training,
        )


@transaction.atomic
def take_part(sign_up: SignUp, *, by: User, at: datetime) -> None:
    """Keep that an employee has been there, as they say themselves. Refuses anybody else, and before it begins."""
    row = _locked(sign_up)
    _check_is_oneself(row.employee, by)
    _check_has_begun(row.training, at)
    if row.step != Step.PLACE:
        return
    row.step = Step.TAKEN_PART
    row.save(update_fields=["step"])
    record.action("take_part", by=by, at=at, on=row)


@transaction.atomic
def confirm(sign_up: SignUp, *, by: User, at: datetime) -> None:
    """Confirm that an employee has learnt it: the agreed level rises to what the training gives, and never falls.

    Refuses anybody but who leads the employee's unit, somebody without a place, and before it begins. Twice is once.
    """
    row = _locked(sign_up)
    employee = led_by(by, row.employee)
    if row.step == Step.CONFIRMED:
        return
    if row.step not in SEATED:
        raise Refused(_("%(name)s har ikke haft en plads.") % {"name": employee.name})
    _check_has_begun(row.training, at)
    row.step, row.confirmed_at, row.confirmed_by = Step.CONFIRMED, at, by
    row.save(update_fields=["step", "confirmed_at", "confirmed_by"])
    subject, today = row.training.competence.kept_as, timezone.localdate(at)
    before = agreed_levels([employee.pk], today).get(employee.pk, {}).get(subject, 0)
    levels = {subject: max(before, row.training.level)}
    changed = agree(employee, levels, because=AgreedBecause.TRAINING, agreed_by=by, today=today)
    record.action("confirm_training", by=by, at=at, on=row, levels=changed)


@transaction.atomic
def remind(*, by: User | None, at: datetime) -> int:
    """Write to everybody with a place in what begins within two days, once; return how many mails."""
    soon = Training.objects.select_for_update().ahead(at).filter(
        starts_at__lte=at + REMINDED_BEFORE, reminded_at__isnull=True
    )  # fmt: skip
    mails = 0
    for training in soon.order_by("pk"):
        for row in _signed_up(training).filter(step=Step.PLACE):
            _write(row.employee, _("Husk: %(name)s"), _("%(name)s begynder %(when)s, %(where)s."), training)
            mails += 1
        training.reminded_at = at
        training.save(update_fields=["reminded_at"])
        record.action("remind_of_training", by=by, at=at, on=training)
    return mails


def _held(training: Training) -> Training:
    """The training, held while somebody's step changes: two who take the last place come one after the other."""
    return Training.objects.select_for_update().get(pk=training.pk)


def _locked(sign_up: SignUp) -> SignUp:
    _held(sign_up.training)
    return SignUp.objects.select_related("training__competence", "employee__user").get(pk=sign_up.pk)


def _free_seat(training: Training) -> int | None:
    taken = set(training.sign_ups.filter(seat__isnull=False).order_by("seat").values_list("seat", flat=True))
    return next((seat for seat in range(1, training.places + 1) if seat not in taken), None)


def _signed_up(training: Training) -> QuerySet[SignUp]:
    steps = [Step.SIGNED_UP, Step.PLACE]
    return training.sign_ups.filter(step__in=steps).select_related("employee").order_by("pk")


def _check_is_oneself(employee: Employee, by: User) -> None:
    if by.employee_or_none != employee:
        raise Refused(_("Man melder sig selv til og fra."))


def _check_is_ahead(training: Training, at: datetime) -> None:
    if training.cancelled_at is not None:
        raise Refused(_("Det er aflyst. Find et andet på listen."))
    if training.starts_at <= at:
        raise Refused(_("Det er begyndt. Tal med din leder."))


def _check_has_begun(training: Training, at: datetime) -> None:
    if training.starts_at > at or training.cancelled_at is not None:
        raise Refused(_("Det har ikke været endnu."))


def _write(employee: Employee, subject: str, body: str, training: Training) -> None:
    told = {"name": training.name, "when": moment(training.starts_at), "where": training.where}
    text = _("Hej %(first_name)s") % {"first_name": employee.first_name} + "\n\n" + body % told + "\n"
    queue_mail(to=employee.email, subject=subject % told, body=text)
