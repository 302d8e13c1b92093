"""Changes to companies, their workplaces, and who is the contact."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.companies.door_link import VALID_FOR
from tovholder.jobcentre.companies.models import Company, CompanyPerson, Workplace, WorkplaceContact
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import OnDuty, person_of
from tovholder.jobcentre.ui.templatetags.ui import moment

ONE_PRESS = timedelta(minutes=1)


class ContactChanged(Refused):
    """Somebody else changed the contact after the page was opened."""


class NotAContact(Refused):
    """This employee may not be a workplace's contact."""


@transaction.atomic
def add_company(
    *, cvr: str, name: str, contact: Employee, industry: str = "", by: User | None, at: datetime
) -> Company:
    """Add a company; `contact` is the default for its new workplaces."""
    company = Company(cvr=cvr, name=name, contact=contact, industry=industry)
    company.full_clean()
    company.save(force_insert=True)
    record.action("add_company", by=by, at=at, on=company, contact=contact.pk)
    return company


@transaction.atomic
def add_workplace(
    company: Company,
    *,
    p_number: str,
    name: str,
    address: str = "",
    postcode: str = "",
    city: str = "",
    telephone: str = "",
    contact: Employee | None = None,
    by: User | None,
    at: datetime,
    today: date,
) -> Workplace:
    """Add a workplace with its one contact: the given one, or the company's."""
    workplace = Workplace(
        company=company,
        p_number=p_number,
        name=name,
        address=address,
        postcode=postcode,
        city=city,
        telephone=telephone,
        contact=contact or company.contact,
    )
    workplace.full_clean()
    workplace.save(force_insert=True)
    WorkplaceContact.objects.create(workplace=workplace, employee=workplace.contact, since=today)
    record.action("add_workplace", by=by, at=at, on=workplace, contact=workplace.contact_id)
    return workplace


@transaction.atomic
def change_workplace_contact(
    workplace: Workplace,
    *,
    from_employee: int,
    to: Employee,
    because: str,
    by: User,
    at: datetime,
    today: date,
) -> None:
    """Give a workplace another contact from today, and say why.

    Refuses when `from_employee` no longer is the contact (`ContactChanged`), and somebody who has left, who cannot be
    a contact or already is (`NotAContact`). The very same change twice is once.
    """
    workplace = Workplace.objects.select_for_update(of=("self",)).get(pk=workplace.pk)
    same = workplace.contacts.filter(employee=to, since=today, until=None, because=because)
    if workplace.contact_id == to.pk != from_employee and same.exists():
        return
    if workplace.contact_id != from_employee:
        raise ContactChanged(
            _("En anden har skiftet den faste kontakt imens. Hent siden igen, og se, hvem det er nu.")
        )
    _check_can_be_contact(to, from_employee, today)
    workplace.contacts.open().update(until=today)
    WorkplaceContact.objects.create(workplace=workplace, employee=to, since=today, because=because)
    workplace.contact = to
    workplace.save(update_fields=["contact"])
    record.action("change_workplace_contact", by=by, at=at, on=workplace, before=from_employee, after=to.pk)


def _check_can_be_contact(to: Employee, from_employee: int, today: date) -> None:
    if to.pk == from_employee:
        raise NotAContact(_("%(name)s er allerede den faste kontakt.") % {"name": to.name})
    # Nobody leaves between being looked up and being given a workplace.
    to = Employee.objects.select_for_update().get(pk=to.pk)
    if to.has_left(today):
        raise NotAContact(_("%(name)s er her ikke længere. Vælg en anden.") % {"name": to.name})
    if not Employee.objects.who_can_be_contact(today).filter(pk=to.pk).exists():
        raise NotAContact(
            _("%(name)s kan ikke være fast kontakt: I har ikke valgt, at den profil eller rolle kan.")
            % {"name": to.name}
        )


@transaction.atomic
def add_person(
    workplace: Workplace,
    *,
    name: str,
    email: str,
    title: str = "",
    telephone: str = "",
    user: User | None = None,
    by: User | None,
    at: datetime,
) -> CompanyPerson:
    """Add somebody at the workplace we may talk and write to."""
    person = CompanyPerson.objects.create(
        workplace=workplace, name=name, title=title, email=email, telephone=telephone, user=user
    )
    record.action("add_company_person", by=by, at=at, on=person)
    return person


@transaction.atomic
def send_door_link(person: CompanyPerson, *, address: str, by: User, at: datetime) -> bool:
    """Mail `person` the door link at `address`, made at `at` (`door_link.make_link`); False: it was sent just now.

    The mail names nobody and no reason: a mailbox has more readers than one. It is in Danish whatever the sender's
    own choice, and a second press within a minute sends no second mail.
    """
    sent = Record.objects.filter(
        kind=Kind.ACTION,
        at__gt=at - ONE_PRESS,
        what="send_door_link",
        subject=person._meta.label_lower,
        subject_id=person.pk,
    )
    if sent.exists():
        return False
    duty = person_of(person.workplace, timezone.localdate(at))
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = _("Jeres kontakt i jobcentret"), _door_mail(person, address, at + VALID_FOR, duty)
    queue_mail(to=person.email, subject=subject, body=body)
    record.action("send_door_link", by=by, at=at, on=person, workplace=person.workplace_id)
    return True


def _door_mail(person: CompanyPerson, address: str, until: datetime, duty: OnDuty) -> str:
    return _(
        "Hej\n\n"
        "Her kan I skrive direkte til jeres faste kontakt i jobcentret. Det kræver ikke log ind:\n\n"
        "%(address)s\n\n"
        "Linket er kun til jer, og det virker til %(until)s. Derefter sender vi gerne et nyt.\n"
        "I kan også ringe på %(telephone)s.\n\n"
        "Venlig hilsen\n"
        "Jobcentret\n"
    ) % {"address": address, "until": moment(until), "telephone": duty.telephone}
