"""Consent: a citizen lets a workplace read something, and takes it back. What is shown by it is read of the row."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Consent, GivenHow
from tovholder.jobcentre.companies.models import Workplace


def _check_may_say(by: User, citizen: Citizen) -> None:
    """Refuse everybody but the citizen, and an employee who writes down what the citizen has said."""
    if by.pk != citizen.user_id and by.employee_or_none is None:
        raise Refused(_("Kun borgeren selv, eller en medarbejder, som har fået det at vide, kan skrive det."))


@transaction.atomic
def give_consent(
    citizen: Citizen, *, workplace: Workplace, to: str, words: str = "", by: User, at: datetime
) -> Consent:
    """Write down that a citizen lets a workplace read `to`: their own press, or said and written by an employee.

    An earlier consent to the same ends at that moment. Refuses others than the citizen and an employee.
    """
    _check_may_say(by, citizen)
    earlier = Consent.objects.filter(citizen=citizen, workplace=workplace, to=to, taken_back_at__isnull=True)
    earlier.update(taken_back_at=at, taken_back_by=by)
    consent = Consent.objects.create(
        citizen=citizen,
        workplace=workplace,
        to=to,
        how=GivenHow.THEMSELVES if by.pk == citizen.user_id else GivenHow.ORALLY,
        words=words,
        given_at=at,
        written_by=by,
    )
    record.action(
        "give_consent",
        by=by,
        at=at,
        citizen=citizen.pk,
        on=consent,
        to=to,
        how=consent.how,
        workplace=workplace.pk,
    )
    return consent


@transaction.atomic
def take_back_consent(consent: Consent, *, by: User, at: datetime) -> bool:
    """Take a consent back: from this moment nothing is shown by it. False: it was already; twice is once.

    Refuses others than the citizen and an employee.
    """
    _check_may_say(by, consent.citizen)
    is_open = Consent.objects.filter(pk=consent.pk, taken_back_at__isnull=True)
    if not is_open.update(taken_back_at=at, taken_back_by=by):
        return False
    record.action(
        "take_back_consent", by=by, at=at, citizen=consent.citizen_id, on=consent, to=consent.to,
        workplace=consent.workplace_id,
    )  # fmt: skip
    return True
