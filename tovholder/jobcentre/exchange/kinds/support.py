"""Support spells: which benefit a citizen lives on, from when and until when. Decisions on it are made elsewhere."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Benefit, Citizen, SupportSpell
from tovholder.jobcentre.exchange import values
from tovholder.jobcentre.exchange.columns import Column, Kind, Row
from tovholder.jobcentre.exchange.kinds.repeats import Repeats, same_as
from tovholder.jobcentre.exchange.plan import Plan, batches

YEARS_AHEAD = 10
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewSpell:
    row: int
    citizen: int
    benefit: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class EndedSpell:
    """A spell that was open and gets its end; `until` is half-open."""

    row: int
    spell: int
    citizen: int
    until: date


@dataclass(slots=True)
class Spell:
    """A spell there is or will be; `row` is None for one we have."""

    since: date
    until: date | None
    row: int | None = None
    pk: int | None = None

    def overlaps(self, other: "Spell") -> bool:
        """Half-open periods; one that ends on the day it begins overlaps nothing, as in the database."""
        if self.until == self.since or other.until == other.since:
            return False
        begins_in_time = self.until is None or other.since < self.until
        return begins_in_time and (other.until is None or self.since < other.until)


class Check:
    def __init__(self, rows: list[Row], plan: Plan, today: date) -> None:
        self.plan, self.today = plan, today
        self.latest = today.replace(year=today.year + YEARS_AHEAD, day=1)
        self.repeats = Repeats()
        self.citizens: dict[str, int] = {}
        self.spells: dict[tuple[int, str], list[Spell]] = {}
        fingerprints = {cpr.fingerprint(row["cpr"]): row["cpr"] for row in rows if row["cpr"]}
        for batch in batches(fingerprints):
            found = Citizen.objects.filter(cpr_fingerprint__in=batch).values_list("cpr_fingerprint", "pk")
            self.citizens |= {fingerprints[fingerprint]: pk for fingerprint, pk in found}
        plan.touched |= set(self.citizens.values())
        for ids in batches(self.citizens.values()):
            spells = SupportSpell.objects.filter(citizen__in=ids).order_by("since")
            for citizen, benefit, since, until, pk in spells.values_list(
                "citizen_id", "benefit", "since", "until", "pk"
            ):
                self.spells.setdefault((citizen, benefit), []).append(Spell(since, until, pk=pk))

    def row(self, row: Row) -> None:
        before = len(self.plan.problems)
        citizen = self._citizen(row)
        self._days(row)
        if row.failed or citizen is None or len(self.plan.problems) > before:
            return
        until = row["last_day"] + ONE_DAY if row["last_day"] else None
        earlier = self.repeats.earlier((citizen, row["benefit"], row["since"]), row.number)
        if earlier is not None:
            self._wrong(row, "since", same_as(earlier, _("Samme borger, ydelse og første dag")))
            return
        spells = self.spells.setdefault((citizen, row["benefit"]), [])
        held = next((spell for spell in spells if spell.since == row["since"] and spell.row is None), None)
        if held is None:
            self._add(row, citizen, spells, Spell(row["since"], until, row=row.number))
        else:
            self._compare(row, citizen, held, until)

    def _wrong(self, row: Row, column: str, sentence: str) -> None:
        self.plan.wrong(row.number, SUPPORT.heading(column), sentence)

    def _citizen(self, row: Row) -> int | None:
        if row["cpr"] is None:
            return None
        citizen = self.citizens.get(row["cpr"])
        if citizen is None:
            self._wrong(row, "cpr", _("Borgeren er her ikke. Ret nummeret, eller læs borgeren ind først."))
        return citizen

    def _days(self, row: Row) -> None:
        since, last_day = row["since"], row["last_day"]
        if since and since > self.today:
            sentence = _("Dagen %(day)s er ikke kommet endnu. Ret datoen, eller vent med rækken.")
            self._wrong(row, "since", sentence % {"day": f"{since:%d.%m.%Y}"})
        elif since and row["cpr"] and since < cpr.birth_date(row["cpr"]):
            self._wrong(row, "since", _("Dagen ligger før borgerens fødsel. Ret datoen."))
        if last_day and last_day > self.latest:
            sentence = _(
                "Dagen %(day)s ligger mere end ti år ude i fremtiden. Ret datoen, eller lad feltet stå tomt."
            )
            self._wrong(row, "last_day", sentence % {"day": f"{last_day:%d.%m.%Y}"})
        elif since and last_day and last_day < since:
            self._wrong(
                row, "last_day", _("Den sidste dag ligger før den første. Byt om, eller ret den ene.")
            )

    def _add(self, row: Row, citizen: int, spells: list[Spell], spell: Spell) -> None:
        clash = next((other for other in spells if spell.overlaps(other)), None)
        if clash is None:
            spells.append(spell)
            self.plan.new.append(NewSpell(row.number, citizen, row["benefit"], spell.since, spell.until))
        elif clash.row is not None:
            sentence = _("Perioden lapper ind over række %(row)d med samme borger og ydelse. Ret den ene.")
            self._wrong(row, "since", sentence % {"row": clash.row})
        else:
            sentence = _("Perioden lapper ind over en, vi har: %(period)s. Ret datoerne, så de ikke mødes.")
            self._wrong(row, "since", sentence % {"period": _period(clash)})

    def _compare(self, row: Row, citizen: int, held: Spell, until: date | None) -> None:
        """An open spell may get its end; an end that is known is not moved or taken away by a file."""
        if held.until is None and until is not None:
            held.until = until
            assert held.pk is not None
            self.plan.changed.append(EndedSpell(row.number, held.pk, citizen, until))
            self.plan.changed_columns[SUPPORT.heading("last_day")] += 1
            return
        if held.until != until:
            here = _last_day(held.until)
            self.plan.differs(row.number, SUPPORT.heading("last_day"), here, _last_day(until))
        self.plan.unchanged += 1


def _last_day(until: date | None) -> str:
    return f"{until - ONE_DAY:%d.%m.%Y}" if until else _("ingen")


def _period(spell: Spell) -> str:
    since = f"{spell.since:%d.%m.%Y}"
    if spell.until is None:
        return _("fra %(since)s") % {"since": since}
    return _("%(since)s til og med %(last)s") % {"since": since, "last": _last_day(spell.until)}


def check(rows: list[Row], plan: Plan, today: date) -> None:
    """Compare the rows with the spells we have. An open spell that ends in this file makes room for the next."""
    checking = Check(rows, plan, today)
    for row in sorted(rows, key=lambda row: (row["since"] or date.min, row.number)):
        checking.row(row)
    plan.problems.sort(key=lambda problem: problem.row or 0)
    plan.differences.sort(key=lambda difference: difference.row)


SUPPORT = Kind(
    code="support",
    name=lazy("Ydelsesforløb"),
    columns=(
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
    ),
    example=(
        ("710180-9901", "Sygedagpenge", "02.11.2026", ""),
        ("650692-9902", "Kontanthjælp", "01.03.2025", "31.08.2025"),
    ),
    check=check,
)
