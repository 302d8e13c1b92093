"""A notice from a company, and our spoken answer to it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Employment
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.sickleave.models import AbsenceNotice, BegunBy, SickLeaveChoice, SpokenAnswer
from tovholder.jobcentre.sickleave.taking import TwoContacts, two_contacts
from tovholder.jobcentre.sickleave.telling import tell_of_notice
from tovholder.jobcentre.staff.models import Employee


class NotAgreed(Refused):
    """A name was given though the employee does not know or agree."""


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
    hours_a_week: int | None = None,
    employee_agrees: bool = False,
    person_name: str = "",
    text: str = "",
) -> AbsenceNotice:
    """Keep a company's notice; it stands on the contact's Min dag from this moment.

    A name is kept only when the employee knows and agrees (`NotAgreed`). A named person is matched to a citizen who
    works there only when exactly one fits; the company is told the same either way. The same `token` twice is one.
    """
    if person_name and not employee_agrees:
        raise NotAgreed(_("Skriv kun navnet, når medarbejderen ved det og er indforstået."))
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
            "hours_a_week": hours_a_week,
            "employee_agrees": employee_agrees,
            "person_name": person_name,
            "citizen_id": _who(workplace, person_name, today) if person_name else None,
            "talk": talk,
            "text": text,
            "received_at": at,
            "written_by": by,
        },
    )
    if made:
        record.action(
            "receive_notice", by=by, at=at, citizen=notice.citizen_id, on=notice, kind_of_notice=kind
        )
        tell_of_notice(workplace, by=by, today=today)
    return notice


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
    covered = Employee.objects.covered_by(employee, today)
    if workplace.contact_id == employee.pk or covered.filter(pk=workplace.contact_id).exists():
        answer_spoken(notice, by=by, at=at)
    return notice


def _who(workplace: Workplace, name: str, today: date) -> int | None:
    """Return the one citizen of that name who works there today, or nobody."""
    named = Employment.objects.on(today).filter(workplace=workplace, citizen__search_name=fold(name))
    citizens = set(named.values_list("citizen", flat=True)[:2])
    return citizens.pop() if len(citizens) == 1 else None


def may_choose_sick_leave(user: User) -> bool:
    return user.is_active and user.role == Role.MANAGER


@transaction.atomic
def choose_sick_leave(chosen: dict[str, int], *, by: User, at: datetime) -> SickLeaveChoice:
    """Choose targets, gaps and how long a name is kept; they hold from now on. Twice is once.

    Refuses anybody but the manager, and a number outside the limits.
    """
    if not may_choose_sick_leave(by):
        raise Refused(_("Kun arbejdsmarkedschefen vælger her. Bed arbejdsmarkedschefen om at gøre det."))
    choice, _made = SickLeaveChoice.objects.select_for_update().get_or_create(pk=1)
    changed: dict[str, Any] = {
        name: value for name, value in chosen.items() if getattr(choice, name) != value
    }
    before: dict[str, Any] = {f"{name}_before": getattr(choice, name) for name in changed}
    for name, value in changed.items():
        setattr(choice, name, value)
    try:
        choice.clean_fields()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    if changed:
        choice.save(update_fields=list(changed))
        record.action("choose_sick_leave", by=by, at=at, on=choice, **before, **changed)
    return choice


@transaction.atomic
def take_notice(notice: AbsenceNotice, *, by: User, at: datetime) -> AbsenceNotice:
    """One of the two contacts takes the notice, or who covers for them in their place; from now on it is theirs alone.

    Refuses when the other has taken it, when we have spoken, and anybody else. Twice is once.
    """
    row, two, me = _to_take(notice, by, at)
    if SpokenAnswer.objects.filter(notice=row).exists():
        raise Refused(_("Vi har allerede talt med virksomheden."))
    taken_by = two.taken_by(row)
    if taken_by is not None and taken_by != me:
        raise Refused(_("%(name)s har allerede taget den.") % {"name": taken_by.name})
    if taken_by is None:
        row.taken_by = me
        row.save(update_fields=["taken_by"])
        record.action("take_notice", by=by, at=at, citizen=row.citizen_id, on=row, taken_by=me.pk)
    return row


@transaction.atomic
def give_back_notice(notice: AbsenceNotice, *, by: User, at: datetime) -> AbsenceNotice:
    """Whoever took the notice gives it back: it waits for both contacts again. Refuses anybody else. Twice is once."""
    row, two, me = _to_take(notice, by, at)
    taken_by = two.taken_by(row)
    if taken_by is not None and taken_by != me:
        raise Refused(_("%(name)s har taget den og må selv give den tilbage.") % {"name": taken_by.name})
    if row.taken_by_id is not None:
        row.taken_by = None
        row.save(update_fields=["taken_by"])
        record.action("give_back_notice", by=by, at=at, citizen=row.citizen_id, on=row)
    return row


def _to_take(notice: AbsenceNotice, by: User, at: datetime) -> tuple[AbsenceNotice, TwoContacts, Employee]:
    """The row, locked, its two contacts, and which of them this person is or covers for; else refused."""
    locked = AbsenceNotice.objects.select_for_update(of=("self",)).select_related("workplace__contact")
    row = locked.get(pk=notice.pk)
    two = two_contacts(row)
    if two is None:
        raise Refused(_("Der er kun én at svare: arbejdsstedets faste kontakt. Hent siden igen."))
    me = two.as_whom(by, timezone.localdate(at))
    if me is None:
        raise Refused(_("Kun de to faste kontakter kan tage meldingen."))
    return row, two, me


@transaction.atomic
def answer_spoken(notice: AbsenceNotice, *, by: User, at: datetime) -> SpokenAnswer:
    """Record that we have spoken with the company about its notice; the first time counts, and stops the clock."""
    employee = by.employee_or_none
    if employee is None:
        raise Refused(_("Kun en medarbejder kan svare virksomheden."))
    answer, made = SpokenAnswer.objects.get_or_create(
        notice=notice, defaults={"employee": employee, "at": at}
    )
    if made:
        record.action("answer_spoken", by=by, at=at, citizen=notice.citizen_id, on=notice)
    return answer
