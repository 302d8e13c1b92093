"""What happens between us and a workplace: contacts, sparring, agreements, notes, and how often we talk."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.companies.models import (
    Agreement,
    Audience,
    CompanyPerson,
    How,
    Relation,
    SparringTheme,
    Workplace,
    WorkplaceNote,
    WorkplaceTouch,
)
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import looked_after_by

LATEST = timedelta(days=366)


@transaction.atomic
def write_down_touch(
    workplace: Workplace,
    *,
    token: UUID,
    how: str,
    begun_by: str,
    on: date,
    person: CompanyPerson | None = None,
    next_contact_on: date | None = None,
    by: User,
    at: datetime,
    today: date,
) -> WorkplaceTouch:
    """Write down a contact with a workplace, and the day of the next; without a day the rhythm says when.

    Refuses a day to come or more than a year back, an agreed day that has passed, and a person of another workplace.
    The same `token` twice is one.
    """
    employee = _employee(by)
    if how not in How.values or how == How.SPARRING:
        raise Refused(_("Vælg, hvordan I talte sammen."))
    _check_day(on, today)
    _check_next(next_contact_on, today)
    _check_person(person, workplace)
    touch, made = WorkplaceTouch.objects.get_or_create(
        token=token,
        defaults={
            "workplace": workplace,
            "employee": employee,
            "person": person,
            "on": on,
            "how": how,
            "begun_by": begun_by,
            "at": at,
        },
    )
    if made:
        _agree_next(workplace, next_contact_on)
        record.action(
            "write_down_touch",
            by=by,
            at=at,
            on=touch,
            workplace=workplace.pk,
            how=how,
            begun_by=begun_by,
            next=next_contact_on.isoformat() if next_contact_on else None,
        )
    return touch


@transaction.atomic
def log_sparring(
    workplace: Workplace,
    *,
    token: UUID,
    theme: SparringTheme,
    minutes: int,
    begun_by: str,
    about_notice: bool = False,
    person: CompanyPerson | None = None,
    by: User,
    at: datetime,
    today: date,
) -> WorkplaceTouch:
    """Write down advice without a citizen, given today: its theme, its minutes, who began it, and whom we spoke with.

    `about_notice`: it answers a notice, which is the contact already. Refuses a theme that has ended, and a person of
    another workplace. What is agreed next stays. The same `token` twice is one.
    """
    employee = _employee(by)
    _check_person(person, workplace)
    if not SparringTheme.objects.on(today).filter(pk=theme.pk).exists():
        raise Refused(_("Temaet bruges ikke mere. Vælg et andet."))
    touch, made = WorkplaceTouch.objects.get_or_create(
        token=token,
        defaults={
            "workplace": workplace,
            "employee": employee,
            "person": person,
            "on": today,
            "how": How.SPARRING,
            "begun_by": begun_by,
            "theme": theme,
            "minutes": minutes,
            "about_notice": about_notice,
            "at": at,
        },
    )
    if made:
        record.action(
            "log_sparring", by=by, at=at, on=touch, workplace=workplace.pk, theme=theme.pk, begun_by=begun_by
        )
    return touch


@transaction.atomic
def make_agreement(
    workplace: Workplace,
    *,
    token: UUID,
    what: str,
    person: CompanyPerson | None,
    last_day: date | None,
    by: User,
    at: datetime,
    today: date,
) -> Agreement:
    """Write down what was agreed with a workplace today, with whom there, and through which day (none: until ended).

    Refuses a last day that has passed, and a person of another workplace. The same `token` twice is one.
    """
    employee = _employee(by)
    _check_person(person, workplace)
    if last_day is not None and last_day < today:
        raise Refused(_("Den sidste dag er allerede gået. Ret dagen."))
    agreement, made = Agreement.objects.get_or_create(
        token=token,
        defaults={
            "workplace": workplace,
            "what": what,
            "person": person,
            "employee": employee,
            "since": today,
            "until": last_day + timedelta(days=1) if last_day else None,
            "at": at,
        },
    )
    if made:
        record.action("make_agreement", by=by, at=at, on=agreement, workplace=workplace.pk)
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, by: User, at: datetime, today: date) -> Agreement:
    """End an agreement from today; it stays to be read. One that has ended already stays as it is."""
    _employee(by)
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if row.until is None or row.until > today:
        row.until = today
        row.save(update_fields=["until"])
        record.action("end_agreement", by=by, at=at, on=row, workplace=row.workplace_id)
    return row


@transaction.atomic
def write_note(
    workplace: Workplace, *, token: UUID, text: str, audience: str, by: User, at: datetime
) -> WorkplaceNote:
    """Write a note about a workplace, to be read by `audience` (`Audience`). The same `token` twice is one."""
    employee = _employee(by)
    if audience not in Audience.values:
        raise Refused(_("Vælg, hvem noten er til."))
    note, made = WorkplaceNote.objects.get_or_create(
        token=token,
        defaults={
            "workplace": workplace,
            "text": text,
            "audience": audience,
            "employee": employee,
            "at": at,
        },
    )
    if made:
        record.action("write_note", by=by, at=at, on=note, workplace=workplace.pk, audience=audience)
    return note


@transaction.atomic
def take_down_note(note: WorkplaceNote, *, by: User, at: datetime, today: date) -> WorkplaceNote:
    """Nobody is shown the note any more; it stays in the database. Twice is once.

    Refuses anybody but the one who wrote it, and the workplace's contact or who covers for them.
    """
    employee = _employee(by)
    row = WorkplaceNote.objects.select_for_update(of=("self",)).select_related("workplace").get(pk=note.pk)
    if row.employee_id != employee.pk and not _looks_after(employee, row.workplace, today):
        raise Refused(_("Kun den, der skrev noten, og arbejdsstedets faste kontakt kan tage den ned."))
    if row.taken_down_at is None:
        row.taken_down_at = at
        row.save(update_fields=["taken_down_at"])
        record.action("take_down_note", by=by, at=at, on=row, workplace=row.workplace_id)
    return row


@transaction.atomic
def set_relation(workplace: Workplace, relation: str, *, by: User, at: datetime, today: date) -> Workplace:
    """Say whether a workplace is a partnership; its rhythm follows. Twice is once.

    Refuses anybody but the workplace's contact, who covers for them, and those who lead.
    """
    employee = _employee(by)
    if relation not in Relation.values:
        raise Refused(_("Vælg partnerskab eller almindelig kontakt."))
    row = Workplace.objects.select_for_update(of=("self",)).get(pk=workplace.pk)
    if not by.may(May.LEAD) and not _looks_after(employee, row, today):
        raise Refused(_("Kun arbejdsstedets faste kontakt, den, der dækker, og lederen kan ændre det."))
    if row.relation != relation:
        before, row.relation = row.relation, relation
        row.save(update_fields=["relation"])
        record.action("set_relation", by=by, at=at, on=row, before=before, after=relation)
    return row


def _employee(by: User) -> Employee:
    employee = by.employee_or_none
    if employee is None or not by.may(May.FOLLOW_CITIZENS):
        raise Refused(_("Kun en medarbejder, der følger arbejdssteder, kan skrive her."))
    return employee


def _looks_after(employee: Employee, workplace: Workplace, today: date) -> bool:
    return workplace.contact_id in looked_after_by(employee, today)


def _check_person(person: CompanyPerson | None, workplace: Workplace) -> None:
    if person is not None and person.workplace_id != workplace.pk:
        raise Refused(_("Vælg en, der arbejder her."))


def _check_day(on: date, today: date) -> None:
    if on > today:
        raise Refused(_("Dagen ligger i fremtiden. Skriv kontakten ned, når den har været der."))
    if on < today - LATEST:
        raise Refused(_("Dagen ligger mere end et år tilbage. Se efter, om årstallet er rigtigt."))


def _check_next(day: date | None, today: date) -> None:
    if day is not None and not today < day <= today + 2 * LATEST:
        raise Refused(_("Den næste kontakt skal ligge efter i dag og inden for to år. Ret dagen."))


def _agree_next(workplace: Workplace, day: date | None) -> None:
    row = Workplace.objects.select_for_update(of=("self",)).get(pk=workplace.pk)
    row.next_contact_on = day
    row.save(update_fields=["next_contact_on"])
