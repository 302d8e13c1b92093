"""The rows of a file of support spells, compared with those we have.

All rows of a citizen belong together, and may stand anywhere. So each row is read where it stands, what is sound
of it is kept as one number, and those are then gone through citizen by citizen.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen, SupportSpell
from tovholder.jobcentre.exchange.columns import Part, Parts
from tovholder.jobcentre.exchange.kinds.parts import in_order
from tovholder.jobcentre.exchange.kinds.repeats import same_as
from tovholder.jobcentre.exchange.kinds.support.columns import heading
from tovholder.jobcentre.exchange.kinds.support.spells import (
    BENEFITS,
    OPEN,
    EndedSpell,
    NewSpell,
    Spell,
    by_citizen,
    day,
    pack,
)
from tovholder.jobcentre.exchange.plan import Plan, batches

YEARS_AHEAD = 10
ONE_DAY = timedelta(days=1)
AT_A_TIME = 4000
_CODES = {benefit: place for place, benefit in enumerate(BENEFITS)}


def plans(parts: Parts, today: date) -> Iterator[Plan]:
    """Compare the rows with the spells we have. An open spell that ends in this file makes room for the next."""
    reading = Reading(today)
    for part in parts:
        yield reading.part(part)
    for spells in by_citizen(reading.sound, AT_A_TIME):
        yield Comparing(spells, parts.kind.code).plan


class Reading:
    """Row by row, wherever a citizen's rows stand. A citizen is kept as two numbers: who, and born when."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.latest = today.replace(year=today.year + YEARS_AHEAD, day=1)
        self.citizens: dict[int, tuple[int, int]] = {}
        self.sound: list[int] = []

    def part(self, part: Part) -> Plan:
        plan, sound = part.plan, len(self.sound)
        met = self._meet(part.column("cpr"))
        asked = (part.column(name) for name in ("cpr", "benefit", "since", "last_day"))
        for number, digits, benefit, since, last_day in zip(part.numbers, *asked, strict=True):
            known = met.get(digits)
            problems = len(plan.problems)
            if digits and known is None:
                sentence = _("Borgeren er her ikke. Ret nummeret, eller læs borgeren ind først.")
                plan.wrong(number, heading("cpr"), sentence)
            if since:
                self._since(number, since, known, plan)
            if last_day:
                self._last_day(number, since, last_day, plan)
            if number in part.failed or known is None or since is None or len(plan.problems) > problems:
                continue
            until = last_day.toordinal() + 1 if last_day else OPEN
            self.sound.append(pack(number, known[0], _CODES[benefit], since.toordinal(), until))
        plan.settled = plan.rows - (len(self.sound) - sound)
        return in_order(plan, part.cells)

    def _meet(self, column: list[str | None]) -> dict[str | None, tuple[int, int] | None]:
        """Return who each CPR number is, those of them that are here."""
        numbers = {digits: int(digits) for digits in column if digits}
        known = self.citizens
        strangers = {
            cpr.fingerprint(digits): number for digits, number in numbers.items() if number not in known
        }
        for batch in batches(strangers):
            found = Citizen.objects.filter(cpr_fingerprint__in=batch)
            for fingerprint, pk, born in found.values_list("cpr_fingerprint", "pk", "birth_date"):
                known[strangers[fingerprint]] = pk, born.toordinal()
        return {digits: known.get(number) for digits, number in numbers.items()}

    def _since(self, number: int, since: date, known: tuple[int, int] | None, plan: Plan) -> None:
        if since > self.today:
            sentence = _("Dagen %(day)s er ikke kommet endnu. Ret datoen, eller vent med rækken.")
            plan.wrong(number, heading("since"), sentence % {"day": f"{since:%d.%m.%Y}"})
        elif known and since.toordinal() < known[1]:
            plan.wrong(number, heading("since"), _("Dagen ligger før borgerens fødsel. Ret datoen."))

    def _last_day(self, number: int, since: date | None, last_day: date, plan: Plan) -> None:
        if last_day > self.latest:
            sentence = _(
                "Dagen %(day)s ligger mere end ti år ude i fremtiden. Ret datoen, eller lad feltet stå tomt."
            )
            plan.wrong(number, heading("last_day"), sentence % {"day": f"{last_day:%d.%m.%Y}"})
        elif since and last_day < since:
            sentence = _("Den sidste dag ligger før den første. Byt om, eller ret den ene.")
            plan.wrong(number, heading("last_day"), sentence)


class Comparing:
    """All sound rows of some citizens, beside what we have on them."""

    def __init__(self, spells: list[NewSpell], kind: str) -> None:
        self.plan = Plan(kind, settled=len(spells))
        self.held: dict[tuple[int, str], list[Spell]] = {}
        citizens = sorted({spell.citizen for spell in spells})
        self.plan.touched.update(citizens)
        for ids in batches(citizens):
            rows = SupportSpell.objects.filter(citizen__in=ids).order_by("since")
            for citizen, benefit, since, until, pk in rows.values_list(
                "citizen_id", "benefit", "since", "until", "pk"
            ):
                spell = Spell(since.toordinal(), until.toordinal() if until else None, pk=pk)
                self.held.setdefault((citizen, benefit), []).append(spell)
        for _number, of_one in groupby(spells, key=attrgetter("citizen")):
            self._citizen(list(of_one))

    def _citizen(self, spells: list[NewSpell]) -> None:
        """New spells of somebody whose open spell ends may need the room it leaves, and follow it."""
        changed, new = len(self.plan.changed), len(self.plan.new)
        told: dict[int, NewSpell] = {}
        last: dict[int, Spell] = {}
        for spell in spells:
            earlier = told.setdefault(spell.benefit, spell)
            if earlier is not spell and earlier.since == spell.since:
                self._wrong(spell, same_as(earlier.row, _("Samme borger, ydelse og første dag")))
                continue
            told[spell.benefit] = spell
            self._spell(spell, last)
        if len(self.plan.changed) > changed:
            self.plan.following += self.plan.new[new:]
            del self.plan.new[new:]

    def _spell(self, new: NewSpell, last: dict[int, Spell]) -> None:
        """`last` has the newest the file adds, by benefit: they come in order, so only that one can reach here."""
        spell = Spell(new.since, new.until or None, row=new.row)
        held = self.held.get((new.citizen, BENEFITS[new.benefit]))
        if held:
            same = next((one for one in held if one.since == new.since), None)
            if same is not None:
                self._compare(new, same)
                return
            clash = next((one for one in held if spell.overlaps(one)), None)
            if clash is not None:
                sentence = _(
                    "Perioden lapper ind over en, vi har: %(period)s. Ret datoerne, så de ikke mødes."
                )
                self._wrong(new, sentence % {"period": _period(clash)})
                return
        before = last.get(new.benefit)
        if before is not None and spell.overlaps(before):
            sentence = _("Perioden lapper ind over række %(row)d med samme borger og ydelse. Ret den ene.")
            self._wrong(new, sentence % {"row": before.row})
        else:
            last[new.benefit] = spell
            self.plan.new.append(new)

    def _wrong(self, new: NewSpell, sentence: str) -> None:
        self.plan.wrong(new.row, heading("since"), sentence)

    def _compare(self, new: NewSpell, held: Spell) -> None:
        """An open spell may get its end; an end that is known is not moved or taken away by a file."""
        until = new.until or None
        if held.until is None and until is not None:
            held.until = until
            assert held.pk is not None
            self.plan.changed.append(EndedSpell(new.row, new.citizen, held.pk, until))
            self.plan.changed_columns[heading("last_day")] += 1
            return
        if held.until != until:
            self.plan.differs(new.row, heading("last_day"), _last_day(held.until), _last_day(until))
        self.plan.unchanged += 1


def _last_day(until: int | None) -> str:
    first_after = day(until)
    return f"{first_after - ONE_DAY:%d.%m.%Y}" if first_after else _("ingen")


def _period(spell: Spell) -> str:
    since = f"{day(spell.since):%d.%m.%Y}"
    if spell.until is None:
        return _("fra %(since)s") % {"since": since}
    return _("%(since)s til og med %(last)s") % {"since": since, "last": _last_day(spell.until)}
