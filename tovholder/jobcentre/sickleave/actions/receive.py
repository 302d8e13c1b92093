"""A notice from a company, and our spoken answer to it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Employment
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.sickleave.mails import tell_who_is_named
from tovholder.jobcentre.sickleave.models import AbsenceNotice, BegunBy, SpokenAnswer
from tovholder.jobcentre.sickleave.telling import tell_of_notice
from tovholder.jobcentre.staff.models import Employee


class NotAgreed(Refused):
    """A name was given though the employee does not know or agree."""


class Superseded(Refused):
    """The notice was corrected or withdrawn after the page was opened."""


@transaction.atomic
def receive_notice(
    workplace: Workplace,
    *,
    token: UUID,
    kind: str,
    begun_by: str,
    talk: str,
    by: User | None,
    sender: CompanyPerson | None,
    at: datetime,
    today: date,
    first_day: date | None = None,
    expected_last_day: date | None = None,
    back_on: date | None = None,
    wages_paid: bool | None = None,
    hours_a_week: int | None = None,
    employee_agrees: bool = False,
    person_name: str = "",
    text: str = "",
    said_not_health: bool = False,
) -> AbsenceNotice:
    """Keep a company's notice; it stands on the contact's Min dag from this moment.

    A name is kept only when the employee knows and agrees (`NotAgreed`). A named person is matched to a citizen who
    works there only when exactly one fits; the company is told the same either way. The same `token` twice is one.
    """
    check_agreed(person_name, employee_agrees)
    # A second press reads the first notice again, on the company's side too: without whom it may be about.
    notice: AbsenceNotice
    notice, made = AbsenceNotice.objects.defer("citizen").get_or_create(
        token=token,
        defaults={
            "workplace": workplace,
            "sender": sender,
            "begun_by": begun_by,
            "kind": kind,
            "first_day": first_day,
            "expected_last_day": expected_last_day,
            "back_on": back_on,
            "wages_paid": wages_paid,
            "hours_a_week": hours_a_week,
            "employee_agrees": employee_agrees,
            "person_name": person_name,
            "citizen_id": who_is_it(workplace, person_name, today),
            "talk": talk,
            "text": text,
            "said_not_health": said_not_health,
            "received_at": at,
            "written_by": by,
        },
    )
    if made:
        record.action(
            "receive_notice", by=by, at=at, citizen=notice.citizen_id, on=notice, kind_of_notice=kind
        )
        tell_of_notice(workplace, by=by, today=today)
        tell_who_is_named(notice.pk)
    return notice


def check_agreed(person_name: str, employee_agrees: bool) -> None:
    """Raise `NotAgreed` when somebody is named who does not know or agree."""
    if person_name and not employee_agrees:
        raise NotAgreed(_("Skriv kun navnet, når medarbejderen ved det og er indforstået."))


@transaction.atomic
def write_down_call(
    workplace: Workplace, *, by: User, at: datetime, today: date, **told: Any
) -> AbsenceNotice:
    """Keep what a company tells on the telephone (`told`: as for `receive_notice`); the company began the contact.

    When the workplace's contact, or who covers for them today, takes the call, that is our spoken answer. Written
    down by anybody else it still waits for the contact.
    """
    employee = by.employee_or_none
    if employee is None:
        raise Refused(_("Kun en medarbejder kan skrive en opringning ned."))
    notice = receive_notice(
        workplace, begun_by=BegunBy.COMPANY, sender=None, by=by, at=at, today=today, **told
    )
    if speaks_for(workplace, employee, today):
        answer_spoken(notice, by=by, at=at)
    return notice


def speaks_for(workplace: Workplace, employee: Employee, today: date) -> bool:
    """Is this employee the workplace's contact, or covering for them today?"""
    if workplace.contact_id == employee.pk:
        return True
    return bool(Employee.objects.covered_by(employee, today).filter(pk=workplace.contact_id).exists())


def who_is_it(workplace: Workplace, name: str, today: date) -> int | None:
    """Return the number of the one citizen of that name who works there today, or nobody's.

    Asked without a name too: one that was erased is not to be answered sooner than one that we know.
    """
    named = Employment.objects.on(today).filter(workplace=workplace, citizen__search_name=fold(name))
    citizens = set(named.values_list("citizen", flat=True)[:2])
    return citizens.pop() if name and len(citizens) == 1 else None


@transaction.atomic
def answer_spoken(notice: AbsenceNotice, *, by: User, at: datetime) -> SpokenAnswer:
    """Record that we have spoken with the company about its notice; the first time counts, and stops the clock.

    Refuses a notice that was corrected or withdrawn meanwhile (`Superseded`): the later one is to be answered.
    """
    employee = by.employee_or_none
    if employee is None:
        raise Refused(_("Kun en medarbejder kan svare virksomheden."))
    check_stands(notice)
    answer, made = SpokenAnswer.objects.get_or_create(
        notice=notice, defaults={"employee": employee, "at": at}
    )
    if made:
        record.action("answer_spoken", by=by, at=at, citizen=notice.citizen_id, on=notice)
    return answer


def check_stands(notice: AbsenceNotice) -> None:
    """Raise `Superseded` when a later notice has corrected or withdrawn this one."""
    if notice.withdraws or AbsenceNotice.objects.filter(corrects=notice.pk).exists():
        raise Superseded(
            _("Meldingen er rettet eller trukket tilbage imens. Hent siden igen, og se den nye.")
        )
