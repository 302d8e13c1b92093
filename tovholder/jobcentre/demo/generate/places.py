"""Companies and workplaces of Hedelund and around, with their fixed contact and somebody to talk to."""

from datetime import timedelta
from random import Random

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.companies.models import Company, CompanyPerson, Workplace, WorkplaceContact
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.cast import CastPlace
from tovholder.jobcentre.demo.generate.businesses import Business, invented
from tovholder.jobcentre.demo.generate.days import Days
from tovholder.jobcentre.demo.generate.figures import companies_per_citizen
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.demo.generate.names import Names
from tovholder.jobcentre.demo.generate.numbers import Numbers

_NADIAS = 12
# Employees of those below, by how many workplaces they have.
_SIZES = {1: 8, 2: 35, 3: 60, 4: 260}
# Days ago. Its people had to move on.
_CLOSED = {"Nørreskov Plast A/S": 420}
# Company: industry: its workplaces beside the one of the same name.
_COMPANIES = """
Hedelund Savværk A/S: Træ og møbler: Hedelund Savværk, lageret
Plejehjemmet Solgården: Pleje og omsorg
Nørreskov Entreprenør A/S: Bygge og anlæg: Nørreskov Entreprenør, Kærsholm
Kærsholm Mejeri A/S: Fødevarer: Kærsholm Mejeri, pakkeriet
Vesterå Vognmandsforretning ApS: Transport: Vesterå Vognmandsforretning, terminalen
Lillemose Gartneri: Landbrug og gartneri: Lillemose Gartneri, gårdbutikken
Hedelund Brugsforening: Handel: Brugsen i Hedelund, Brugsen i Kærsholm, Brugsen i Lillemose
Bøgely Rengøring ApS: Rengøring
Østerbro Autoværksted i Hedelund: Autobranchen
Hotel Hedelund: Hotel og restaurant: Hotel Hedelund, køkkenet
Børnehuset Tudsen: Dagtilbud
Børnehuset Mariehønen: Dagtilbud
Møllebækkens Friskole: Undervisning
Hedelund Smede- og Maskinfabrik A/S: Metal og maskiner: Hedelund Smede- og Maskinfabrik, montagen
Vinkel & Lod Byggefirma ApS: Bygge og anlæg: Vinkel & Lod, snedkeriet
Kærsholm El: Bygge og anlæg
Vesterå Vvs: Bygge og anlæg
Toppen Tagdækning ApS: Bygge og anlæg
Hedelund Kommune: Offentlig forvaltning: Rådhuset i Hedelund, Hedelund Skole, Hjemmeplejen Øst, Hjemmeplejen Vest
Den Grønne Spade: Anlægsgartner
Hedelund Fjernvarme: Forsyning: Hedelund Fjernvarme, værkstedet
Nørreskov Plast A/S: Plast og emballage: Nørreskov Plast, lageret
Pakhus 7 Logistik A/S: Lager og logistik: Pakhus 7, Pakhus 8
Bageriet Kringlen: Fødevarer: Bageriet Kringlen, butikken på Torvet
Slagter Bjerg: Fødevarer
Restaurant Åhuset: Hotel og restaurant
Kaffebaren Krus: Hotel og restaurant
Frisør Saks og Kam: Service
Tandlægerne på Torvet: Sundhed
Lægehuset Hedelund: Sundhed: Lægehuset Hedelund, Lægehuset Vesterå
Regnskabskontoret Søjlen: Kontor
Hedelund Sparekasse: Kontor
Trykkeriet Bogbinderen: Grafisk
Softgaard Data ApS: It
Vagt & Port ApS: Vagt og sikkerhed
Genbrugspladsen Kredsløb: Genbrug: Genbrugspladsen Kredsløb, sorteringen
Genbrugsbutikken Fundet: Handel
Bofællesskabet Kastanjen: Pleje og omsorg: Bofællesskabet Kastanjen, aktivitetshuset
Rideskolen Galop: Fritid
Hedelund Svømmehal: Fritid
"""
_STREETS = (
    "Savværksvej Møllevej Torvet Stationsvej Industrivej Engvej Bakken Skolegade Åvej Nørregade".split()
)
_CITIES = ("Hedelund", "Hedelund", "Hedelund", "Kærsholm", "Lillemose", "Vesterå")
_NO_SUCH_POSTCODE = "8999"
_TITLES = ("leder", "daglig leder", "HR-ansvarlig", "teamleder", "driftsleder", "indehaver", "kontorleder")


def build_places(
    town: Municipality, days: Days, numbers: Numbers, names: Names, rng: Random, *, citizens: int
) -> None:
    """Add the companies that `citizens` citizens call for, of sizes and industries as in figures.toml."""
    nadia = town.employees[cast.STANDS_IN]
    others = [follower.employee for follower in town.followers if follower.employee is not nadia]
    nadias = _NADIAS
    named = [_named(line) for line in _COMPANIES.strip().splitlines()]
    for one in [*named, *invented(round(citizens * companies_per_citizen()), named, rng)]:
        contact = nadia if len(one.workplaces) <= nadias else others[town.count(Company) % len(others)]
        nadias -= len(one.workplaces) if contact is nadia else 0
        company = town.add(
            Company(
                cvr=numbers.cvr(),
                name=one.name,
                industry=one.industry,
                contact=contact,
                closed_on=days.workday_ago(one.closed) if one.closed else None,
                is_demo=True,
            )
        )
        town.sizes[company.cvr] = one.size
        for place in one.workplaces:
            # A part of a place ("lageret") is named with it.
            whole = place if place[0].isupper() else f"{one.workplaces[0]}, {place}"
            workplace = _workplace(company, whole, numbers, rng)
            town.workplaces.append(town.add(workplace))
            _contacts(town, workplace, days, rng)
            _person(town, workplace, numbers, names, rng)


def _named(line: str) -> Business:
    name, industry, *more = line.split(": ")
    workplaces = more[0].split(", ") if more else [name]
    return Business(name, industry, workplaces, _SIZES[len(workplaces)], _CLOSED.get(name))


def _workplace(company: Company, name: str, numbers: Numbers, rng: Random) -> Workplace:
    return Workplace(
        company=company,
        p_number=numbers.p_number(),
        name=name,
        address=f"{rng.choice(_STREETS)} {rng.randrange(1, 90)}",
        postcode=_NO_SUCH_POSTCODE,
        city=next((city for city in _CITIES if city in name), rng.choice(_CITIES)),
        telephone=numbers.telephone(),
        contact=company.contact,
        closed_on=company.closed_on,
    )


def _contacts(town: Municipality, workplace: Workplace, days: Days, rng: Random) -> None:
    """Most have had the same contact all along; some had the colleague who left."""
    since = days.workday_ago(rng.randrange(700, 1100))
    if rng.random() < 0.15 and town.left is not None and town.left.left_on is not None:
        changed = town.left.left_on - timedelta(days=rng.randrange(5, 40))
        town.add(WorkplaceContact(workplace=workplace, employee=town.left, since=since, until=changed))
        since, because = changed, "Kollegaen holdt op."
    else:
        because = ""
    town.add(WorkplaceContact(workplace=workplace, employee=workplace.contact, since=since, because=because))


def _person(town: Municipality, workplace: Workplace, numbers: Numbers, names: Names, rng: Random) -> None:
    known: CastPlace | None = next((p for p in cast.PLACES.values() if p.workplace == workplace.name), None)
    name = known.person if known else names.person(is_woman=rng.random() < 0.5, is_older=True).name
    user = None
    if known and known.username:
        user = town.add_user(known.username, Role.COMPANY)
    town.persons[workplace.p_number] = town.add(
        CompanyPerson(
            workplace=workplace,
            name=name,
            title=known.title if known else rng.choice(_TITLES),
            email=f"kontakt-{workplace.p_number}@virksomhed.example",
            telephone=numbers.telephone(),
            user=user,
        )
    )
