"""The columns of a file of citizens."""

from django.utils.translation import gettext_lazy as lazy

from tovholder.jobcentre.citizens.models.course import Began
from tovholder.jobcentre.exchange import values
from tovholder.jobcentre.exchange.columns import Column, heading_of

COLUMNS = (
    Column(
        "cpr",
        "CPR-nummer",
        values.cpr_number,
        lazy("ti cifre, med eller uden bindestreg"),
        aliases=("cpr nr", "personnummer", "cpr number"),
        required=True,
    ),
    Column("name", "Navn", values.name(150), lazy("borgerens navn"), aliases=("borger",), required=True),
    Column(
        "unit",
        "Enhed",
        values.text(100),
        lazy("enhedens navn, som det står hos os"),
        aliases=("afdeling", "team"),
        required=True,
    ),
    Column(
        "contact",
        "Fast medarbejder",
        values.text(20),
        lazy("medarbejdernummer; tomt: enhedens modtager. Ændrer aldrig en fast medarbejder, der er der"),
        aliases=("medarbejdernummer", "medarbejdernr", "kontakt", "employee number"),
    ),
    Column(
        "began_because",
        "Begyndte med",
        values.one_of(Began.choices),
        lazy("sygemelding, ledighed, borgeren har selv bedt om det, eller flyttet til kommunen"),
        aliases=("began because",),
    ),
    Column(
        "opened_on",
        "Forløb fra",
        values.day,
        lazy("forløbets første dag; tomt: i dag"),
        aliases=("forløb fra og med", "startdato", "åbnet", "opened on"),
    ),
    Column(
        "protected",
        "Beskyttet",
        values.yes_or_no,
        lazy("ja eller nej: navne- og adressebeskyttet. En fil kan beskytte, aldrig ophæve"),
        aliases=("navne- og adressebeskyttet", "adressebeskyttelse", "is protected"),
    ),
    Column("language", "Sprog", values.text(40), lazy("tomt: dansk")),
    Column(
        "needs_interpreter",
        "Tolk",
        values.yes_or_no,
        lazy("ja eller nej"),
        aliases=("interpreter", "behov for tolk"),
    ),
    Column(
        "telephone",
        "Telefon",
        values.telephone,
        lazy("ét nummer"),
        aliases=("tlf", "telefonnummer", "phone"),
    ),
    Column("email", "Mail", values.email, lazy("mailadresse"), aliases=("e-mail", "mailadresse")),
    Column(
        "workplace",
        "P-nummer",
        values.p_number,
        lazy("arbejdsstedet, hvor borgeren er ansat"),
        aliases=("pnr", "p number", "arbejdssted"),
    ),
)

EXAMPLE = (
    (
        "710180-9901",
        "Ella Eksempel",
        "Job og Helhed",
        "M901",
        "Sygemelding",
        "02.11.2026",
        "nej",
        "",
        "nej",
        "00 00 00 11",
        "ella@example.dk",
        "9000000019",
    ),
    (
        "650692-9902",
        "Villy Eksempel",
        "Job og Helhed",
        "",
        "Ledighed",
        "",
        "nej",
        "arabisk",
        "ja",
        "",
        "",
        "",
    ),
)  # fmt: skip


def heading(name: str) -> str:
    return heading_of(COLUMNS, name)
