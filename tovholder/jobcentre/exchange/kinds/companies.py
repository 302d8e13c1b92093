"""Companies and their workplaces, each with its one contact."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tovholder.jobcentre.companies.models import Company, Workplace
from tovholder.jobcentre.exchange import values
from tovholder.jobcentre.exchange.columns import Column, Kind, Row
from tovholder.jobcentre.exchange.kinds.followers import unknown_employee
from tovholder.jobcentre.exchange.kinds.parts import all_at_once
from tovholder.jobcentre.exchange.kinds.repeats import Repeats, same_as
from tovholder.jobcentre.exchange.plan import Plan, batches
from tovholder.jobcentre.staff.models import Employee

# Columns of the file, and the models' fields they are.
COMPANY = {"company": "name", "industry": "industry"}
WORKPLACE = {name: name for name in ("name", "address", "postcode", "city", "telephone")}


@dataclass(frozen=True, slots=True)
class NewCompany:
    row: int
    cvr: str
    contact: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewWorkplace:
    row: int
    cvr: str
    p_number: str
    contact: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedCompany:
    row: int
    company: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedWorkplace:
    row: int
    workplace: int
    before: dict[str, Any]
    after: dict[str, Any]


class Check:
    def __init__(self, rows: list[Row], plan: Plan, today: date) -> None:
        self.plan, self.today = plan, today
        self.p_numbers = Repeats()
        self.stated: dict[tuple[str, str], tuple[Any, int]] = {}
        self.employees = {employee.number: employee for employee in Employee.objects.all()}
        self.numbers = {employee.pk: number for number, employee in self.employees.items()}
        self.companies: dict[str, Company] = {}
        for batch in batches(row["cvr"] for row in rows if row["cvr"]):
            self.companies |= {company.cvr: company for company in Company.objects.filter(cvr__in=batch)}
        self.workplaces: dict[str, Workplace] = {}
        for batch in batches(row["p_number"] for row in rows if row["p_number"]):
            found = Workplace.objects.filter(p_number__in=batch).select_related("company")
            self.workplaces |= {workplace.p_number: workplace for workplace in found}
        # What the file says of a company, from the first row that says it; its contact, when it is new, likewise.
        self.first_contact: dict[str, int] = {}
        for row in rows:
            for column in COMPANY:
                if row["cvr"] is not None and row[column] is not None:
                    self.stated.setdefault((row["cvr"], column), (row[column], row.number))
            contact = self.employees.get(row["contact"] or "")
            if row["cvr"] and contact and not contact.has_left(self.today):
                self.first_contact.setdefault(row["cvr"], contact.pk)
        self.new: set[str] = set()
        self.compared: set[str] = set()

    def row(self, row: Row) -> None:
        before = len(self.plan.problems)
        self._repeated(row)
        self._same_company(row)
        contact = self._contact(row)
        if row.failed or len(self.plan.problems) > before:
            return
        workplace = self.workplaces.get(row["p_number"])
        if workplace is None:
            self._new(row, contact)
        elif workplace.company.cvr != row["cvr"]:
            sentence = _("P-nummeret hører til virksomheden med CVR-nummer %(cvr)s. Ret det ene af numrene.")
            self._wrong(row, "p_number", sentence % {"cvr": workplace.company.cvr})
        else:
            self._known(row, workplace, contact)

    def _wrong(self, row: Row, column: str, sentence: str) -> None:
        self.plan.wrong(row.number, COMPANIES.heading(column), sentence)

    def _repeated(self, row: Row) -> None:
        if row["p_number"] is None:
            return
        earlier = self.p_numbers.earlier(row["p_number"], row.number)
        if earlier is not None:
            self._wrong(row, "p_number", same_as(earlier, _("Det samme P-nummer")))

    def _same_company(self, row: Row) -> None:
        """A company with several workplaces stands in several rows, and must be called the same in all."""
        for column in COMPANY:
            if row["cvr"] is None or row[column] is None:
                continue
            stated, first = self.stated[row["cvr"], column]
            if stated != row[column]:
                sentence = _(
                    "Samme CVR-nummer har noget andet i række %(row)d. Skriv det samme begge steder."
                )
                self._wrong(row, column, sentence % {"row": first})

    def _contact(self, row: Row) -> Employee | None:
        if row["contact"] is None:
            return None
        contact = self.employees.get(row["contact"])
        if contact is None:
            self._wrong(row, "contact", unknown_employee(row["contact"]))
        elif contact.has_left(self.today) and row["p_number"] not in self.workplaces:
            self._wrong(row, "contact", _("Medarbejderen er her ikke længere. Skriv en anden."))
        return contact

    def _new(self, row: Row, contact: Employee | None) -> None:
        company = self.companies.get(row["cvr"])
        if company is not None and company.closed_on is not None:
            self._wrong(row, "cvr", _("Virksomheden er ophørt. Ret CVR-nummeret, eller slet rækken."))
            return
        follower = contact or self._default(row["cvr"], company)
        if follower is None:
            self._wrong(
                row, "contact", _("Virksomheden har ingen fast kontakt, som er her. Skriv, hvem der er det.")
            )
            return
        if company is None and row["cvr"] not in self.new:
            self.new.add(row["cvr"])
            first = self.first_contact[row["cvr"]]
            self.plan.beside.append(NewCompany(row.number, row["cvr"], first, self._stated(row["cvr"])))
        elif company is not None:
            self._change_company(row, company)
        fields = {"name": row["company"]} | row.stated(*WORKPLACE)
        self.plan.new.append(NewWorkplace(row.number, row["cvr"], row["p_number"], follower.pk, fields))

    def _default(self, cvr: str, company: Company | None) -> Employee | None:
        """Who follows a workplace that names nobody: the company's contact, or the first the file names for it."""
        pk = company.contact_id if company is not None else self.first_contact.get(cvr)
        employee = self.employees[self.numbers[pk]] if pk is not None else None
        return employee if employee is not None and not employee.has_left(self.today) else None

    def _stated(self, cvr: str) -> dict[str, Any]:
        """The company's own fields as the file has them, from whichever row says so."""
        return {
            field: self.stated[cvr, column][0]
            for column, field in COMPANY.items()
            if (cvr, column) in self.stated
        }

    def _known(self, row: Row, workplace: Workplace, contact: Employee | None) -> None:
        if workplace.closed_on is not None or workplace.company.closed_on is not None:
            self.plan.differs(row.number, COMPANIES.heading("p_number"), _("ophørt"), _("i drift"))
            self.plan.unchanged += 1
            return
        if contact is not None and contact.pk != workplace.contact_id:
            here = self.numbers[workplace.contact_id]
            self.plan.differs(row.number, COMPANIES.heading("contact"), here, contact.number)
        self._change_company(row, workplace.company)
        after = {n: v for n, v in row.stated(*WORKPLACE).items() if getattr(workplace, n) != v}
        if not after:
            self.plan.unchanged += 1
            return
        before = {n: getattr(workplace, n) for n in after}
        self.plan.changed_columns.update(COMPANIES.heading(name) for name in after)
        self.plan.changed.append(ChangedWorkplace(row.number, workplace.pk, before, after))

    def _change_company(self, row: Row, company: Company) -> None:
        """What changes of the company itself, once for all its rows."""
        if company.cvr in self.compared:
            return
        self.compared.add(company.cvr)
        after = {
            name: value
            for name, value in self._stated(company.cvr).items()
            if getattr(company, name) != value
        }
        if after:
            before = {name: getattr(company, name) for name in after}
            self.plan.changed_columns.update(COMPANIES.heading(c) for c, f in COMPANY.items() if f in after)
            self.plan.beside.append(ChangedCompany(row.number, company.pk, before, after))


def check(rows: list[Row], plan: Plan, today: date) -> None:
    """Compare the rows with the companies and workplaces we have."""
    checking = Check(rows, plan, today)
    for row in rows:
        checking.row(row)
    new = len(checking.new)
    if new:
        plan.also.append(_("Nye virksomheder: %(n)d.") % {"n": new})
    if len(plan.beside) > new:
        plan.also.append(_("Virksomheder, der ændres: %(n)d.") % {"n": len(plan.beside) - new})


EXAMPLE = (
    (
        "10000018",
        "Eksempel Møbler",
        "Møbler",
        "9000000019",
        "Eksempel Møbler, Nord",
        "Eksempelvej 4",
        "8800",
        "Hedelund",
        "00 00 00 03",
        "M901",
        ),
    (
        "10000018",
        "Eksempel Møbler",
        "Møbler",
        "9000000027",
        "Eksempel Møbler, Syd",
        "Eksempelvej 9",
        "8800",
        "Hedelund",
        "",
        "",
        ),
)  # fmt: skip

COMPANIES = Kind(
    code="companies",
    name=lazy("Virksomheder"),
    columns=(
        Column(
            "cvr",
            "CVR-nummer",
            values.cvr_number,
            lazy("otte cifre"),
            aliases=("cvr nr", "cvr number"),
            required=True,
        ),
        Column(
            "company",
            "Virksomhed",
            values.name(200),
            lazy("virksomhedens navn, det samme i alle dens rækker"),
            aliases=("virksomhedsnavn", "company name"),
            required=True,
        ),
        Column("industry", "Branche", values.text(100), lazy("branche")),
        Column(
            "p_number",
            "P-nummer",
            values.p_number,
            lazy("arbejdsstedets ti cifre"),
            aliases=("pnr", "p number"),
            required=True,
        ),
        Column(
            "name",
            "Arbejdssted",
            values.name(200),
            lazy("arbejdsstedets navn; tomt: virksomhedens"),
            aliases=("arbejdsstedets navn", "workplace", "workplace name"),
        ),
        Column("address", "Adresse", values.text(200), lazy("vej og nummer")),
        Column("postcode", "Postnummer", values.postcode, lazy("fire cifre"), aliases=("postnr",)),
        Column("city", "By", values.text(60), lazy("by")),
        Column(
            "telephone",
            "Telefon",
            values.telephone,
            lazy("ét nummer"),
            aliases=("tlf", "telefonnummer", "phone"),
        ),
        Column(
            "contact",
            "Fast kontakt",
            values.text(20),
            lazy("medarbejdernummer; tomt: virksomhedens. Ændrer aldrig en fast kontakt, der er der"),
            aliases=("medarbejdernummer", "kontakt", "employee number"),
        ),
    ),
    example=EXAMPLE,
    plans=all_at_once(check),
)
