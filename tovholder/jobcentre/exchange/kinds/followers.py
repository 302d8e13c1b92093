"""Who works here, and whom they may follow: read once for a whole file, and asked for every row."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models import Disqualification
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.exchange.plan import batches
from tovholder.jobcentre.staff.models import ContactProfile, Employee, Unit


class Followers:
    """Answers as `citizens.actions.contact.check_can_follow` does, without a query for each; a test compares them."""

    def __init__(self, fingerprints: Iterable[str] = ()) -> None:
        self.employees = {employee.number: employee for employee in Employee.objects.all()}
        self.numbers = {employee.pk: number for number, employee in self.employees.items()}
        self.units = {unit.name.casefold(): unit for unit in Unit.objects.select_related("receiver")}
        self.profiles = set(ContactProfile.objects.values_list("profile", flat=True))
        self.barred: set[tuple[int, str]] = set()
        self.meet(fingerprints)

    def meet(self, fingerprints: Iterable[str]) -> None:
        """Find out who is kept from these people, and forget those met before."""
        self.barred.clear()
        for batch in batches(fingerprints):
            barred = Disqualification.objects.filter(cpr_fingerprint__in=batch)
            self.barred |= set(barred.values_list("employee_id", "cpr_fingerprint"))

    def why_not(self, employee: Employee, fingerprint: str, *, protected: bool, day: date) -> str:
        """Return the sentence that says why `employee` cannot be this citizen's contact on `day`; "" when they can."""
        if employee.has_left(day):
            return _("Medarbejderen er her ikke længere. Skriv en anden, eller lad feltet stå tomt.")
        if employee.profile not in self.profiles:
            return _("Medarbejderen har en profil, der ikke kan være fast medarbejder. Skriv en anden.")
        if (employee.pk, fingerprint) in self.barred or (protected and not employee.has_clearance):
            # The same words for both reasons: the sentence must not tell which.
            return _("Medarbejderen kan ikke følge denne borger. Skriv en anden.")
        return ""


def circumstances() -> str:
    """Return a digest of all that decides who may follow whom, and which workplaces take people in."""
    parts = [
        list(Employee.objects.order_by("pk").values_list("pk", "left_on", "profile", "has_clearance")),
        list(Unit.objects.order_by("pk").values_list("pk", "receiver_id")),
        sorted(ContactProfile.objects.values_list("profile", flat=True)),
        Disqualification.objects.aggregate(Count("pk"), Max("pk")),
        list(Workplace.objects.filter(closed_on__isnull=False).order_by("pk").values_list("pk", flat=True)),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def unknown_employee(number: str) -> str:
    return _(
        "Der er ingen medarbejder med nummeret »%(number)s«. Ret det, eller læs medarbejderne ind først."
    ) % {"number": number}
