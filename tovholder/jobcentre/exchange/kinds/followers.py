"""Who works here, and whom they may follow: read once for a whole file, and asked for every row."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models import Disqualification
from tovholder.jobcentre.exchange.plan import batches
from tovholder.jobcentre.staff.models import ContactProfile, Employee, Unit


class Followers:
    """Answers as `citizens.actions.contact.check_can_follow` does, without a query for each; a test compares them."""

    def __init__(self, fingerprints: Iterable[str]) -> None:
        self.employees = {employee.number: employee for employee in Employee.objects.all()}
        self.numbers = {employee.pk: number for number, employee in self.employees.items()}
        self.units = {unit.name.casefold(): unit for unit in Unit.objects.select_related("receiver")}
        self.profiles = set(ContactProfile.objects.values_list("profile", flat=True))
        self.barred: set[tuple[int, str]] = set()
        for batch in batches(fingerprints):
            barred = Disqualification.objects.filter(cpr_fingerprint__in=batch)
            self.barred |= set(barred.values_list("employee_id", "cpr_fingerprint"))

    def why_not(self, employee: Employee, fingerprint: str, *, protected: bool) -> str:
        """Return the sentence that says why `employee` cannot be this citizen's contact; "" when they can."""
        if employee.left_on is not None:
            return _("Medarbejderen er her ikke længere. Skriv en anden, eller lad feltet stå tomt.")
        if employee.profile not in self.profiles:
            return _("Medarbejderen har en profil, der ikke kan være fast medarbejder. Skriv en anden.")
        if (employee.pk, fingerprint) in self.barred or (protected and not employee.has_clearance):
            # The same words for both reasons: the sentence must not tell which.
            return _("Medarbejderen kan ikke følge denne borger. Skriv en anden.")
        return ""


def unknown_employee(number: str) -> str:
    return _(
        "Der er ingen medarbejder med nummeret »%(number)s«. Ret det, eller læs medarbejderne ind først."
    ) % {"number": number}
