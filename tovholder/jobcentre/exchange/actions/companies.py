"""Companies and workplaces of a plan, many at a time; the file's own event in the log stands for them all."""

from datetime import date, datetime

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.companies.models import Company, Workplace, WorkplaceContact
from tovholder.jobcentre.exchange.kinds.companies import ChangedCompany, NewCompany
from tovholder.jobcentre.exchange.plan import Plan, batches
from tovholder.jobcentre.names.fold import with_spelling

BATCH = 500


@transaction.atomic
def write_companies(plan: Plan, *, run: int, by: User | None, at: datetime, today: date) -> None:
    """Do what `add_company` and `add_workplace` do, in bulk, with one open contact row a workplace."""
    Company.objects.bulk_create(
        [
            Company(cvr=new.cvr, contact_id=new.contact, **new.fields)
            for new in plan.beside
            if isinstance(new, NewCompany)
        ],
        batch_size=BATCH,
    )
    companies: dict[str, int] = {}
    for numbers in batches(new.cvr for new in plan.new):
        companies |= dict(Company.objects.filter(cvr__in=numbers).values_list("cvr", "pk"))
    workplaces = Workplace.objects.bulk_create(
        [
            Workplace(
                company_id=companies[new.cvr],
                p_number=new.p_number,
                contact_id=new.contact,
                **new.fields,
            )
            for new in plan.new
        ],
        batch_size=BATCH,
    )
    WorkplaceContact.objects.bulk_create(
        [
            WorkplaceContact(workplace=place, employee_id=place.contact_id, since=today)
            for place in workplaces
        ],
        batch_size=BATCH,
    )
    for change in plan.beside:
        if isinstance(change, ChangedCompany):
            Company.objects.filter(pk=change.company).update(**with_spelling(change.after))
    for change in plan.changed:
        Workplace.objects.filter(pk=change.workplace).update(**with_spelling(change.after))
