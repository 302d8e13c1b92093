"""The columns of a file of support spells."""

from django.utils.translation import gettext_lazy as lazy

from tovholder.jobcentre.citizens.models import Benefit
from tovholder.jobcentre.exchange import values
from tovholder.jobcentre.exchange.columns import Column, heading_of

COLUMNS = (
    Column(
        "cpr",
        "CPR-nummer",
        values.cpr_number,
        lazy("en borger, der er læst ind"),
        aliases=("cpr nr", "personnummer", "cpr number"),
        required=True,
    ),
    Column(
        "benefit",
        "Ydelse",
        values.one_of(Benefit.choices, dagpenge="a_dagpenge"),
        lazy("A-dagpenge, Kontanthjælp, Sygedagpenge, Fleksjob … eller koden"),
        aliases=("ydelsestype",),
        required=True,
    ),
    Column(
        "since",
        "Fra",
        values.day,
        lazy("første dag med ydelsen"),
        aliases=("fra og med", "fra dato", "startdato", "from", "first day"),
        required=True,
    ),
    Column(
        "last_day",
        "Til og med",
        values.day,
        lazy("sidste dag med ydelsen; tomt: løber stadig"),
        aliases=("til", "til dato", "slutdato", "to", "last day"),
    ),
)

EXAMPLE = (
    ("710180-9901", "Sygedagpenge", "02.11.2026", ""),
    ("650692-9902", "Kontanthjælp", "01.03.2025", "31.08.2025"),
)


def heading(name: str) -> str:
    return heading_of(COLUMNS, name)
