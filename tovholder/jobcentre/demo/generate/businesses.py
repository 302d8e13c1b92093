"""Invented companies beside the named ones: as many of each size and industry as the figures ask for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random

from tovholder.jobcentre.demo.generate.figures import (
    Key,
    SizeClass,
    industries,
    industry_shares,
    share_out,
    size_classes,
)

_CLOSED = 0.02
# A word of nature and the end of a village's name: four hundred villages that are on no map.
_NATURE = """
    Ahorn Birke Blis Brombær Elle Falke Frø Gejr Hare Hassel Hjorte Hyld Kløver Krage Lyng Lærke Mejse Muld Myre Pile
    Ræve Røn Siv Slåen Snog Stære Svale Tjørn Tudse Ugle Vibe
""".split()
_VILLAGE = "bæk dal eng holt høj kær lund mark mose rup skov sted toft vad".split()
_TRADES = {
    "Landbrug og gartneri": "Gartneri, Planteskole, Maskinstation, Svinefarm",
    "Metal og maskiner": "Maskinfabrik A/S, Smedje ApS, Stålteknik A/S, Værktøj A/S",
    "Fødevarer": "Slagteri A/S, Bageri, Mejeri A/S, Konserves A/S",
    "Træ og møbler": "Møbelfabrik A/S, Snedkeri, Døre og Vinduer A/S",
    "Plast og emballage": "Plast ApS, Emballage A/S",
    "Forsyning": "Varmeværk, Vandværk",
    "Grafisk": "Bogtryk, Skilte og Tryk ApS",
    "Genbrug": "Genbrug ApS, Produkthandel",
    "Bygge og anlæg": "Tømrer og Snedker ApS, Murerfirma, El ApS, Vvs, Malerfirma, Entreprenør A/S, Kloak og Beton ApS",
    "Handel": "Købmand, Byggecenter A/S, Tøj og Sko, Boghandel, Cykler, Isenkram, Foderstof A/S",
    "Transport": "Vognmandsforretning, Taxa, Busser ApS, Spedition A/S",
    "Hotel og restaurant": "Kro, Kantine ApS, Pizzeria, Café",
    "Lager og logistik": "Lager ApS, Pakkeri A/S",
    "Autobranchen": "Auto, Dækcenter, Karrosseri",
    "It": "Data ApS, Systemer A/S, Netværk ApS, Software ApS",
    "Kontor": "Revision, Forsikring, Sparekasse, Regnskab ApS",
    "Ejendomme": "Ejendomme ApS, Boligforening, Udlejning ApS",
    "Rengøring": "Rengøring ApS, Vinduespolering, Vask og Linned A/S",
    "Vagt og sikkerhed": "Vagt ApS, Alarm ApS",
    "Anlægsgartner": "Anlægsgartner, Have og Park ApS",
    "Rådgivning": "Ingeniører A/S, Arkitekter, Vikarbureau ApS, Reklame ApS",
    "Pleje og omsorg": "Plejehjem, Bosted, Hjemmepleje, Aktivitetscenter, Ældrecenter",
    "Dagtilbud": "Børnehus, Vuggestue, Dagpleje",
    "Undervisning": "Skole, Friskole, Efterskole, Aftenskole",
    "Sundhed": "Lægehus, Tandklinik, Fysioterapi, Sundhedscenter",
    "Fritid": "Idrætscenter, Bibliotek, Museum",
    "Service": "Frisør, Renseri, Skomager, Bedemand",
    "Offentlig forvaltning": "Borgerservice, Driftsgård",
}
_PARTS = """
lageret, kontoret, værkstedet, butikken, afdelingen i Hedelund, afdelingen i Kærsholm, afdelingen i Vesterå,
afdelingen i Lillemose, køkkenet, terminalen
""".replace("\n", " ").strip().split(", ")  # fmt: skip


@dataclass(frozen=True)
class Business:
    """A company before it is a row: `size` is its employees, `closed` how many days ago it closed."""

    name: str
    industry: str
    workplaces: Sequence[str]
    size: int
    closed: int | None = None


def invented(wanted: int, named: Sequence[Business], rng: Random) -> list[Business]:
    """Return those that with the `named` ones make `wanted`, in the sizes and industries of all of them together."""
    more = max(0, wanted - len(named))
    sizes = _missing({size: size.share for size in size_classes()}, [_size_class(one) for one in named], more)
    groups = _missing(industry_shares(), [_group(one) for one in named], more)
    rng.shuffle(sizes)
    rng.shuffle(groups)
    names = _names(rng)
    return [_invent(group, size, names, rng) for group, size in zip(groups, sizes, strict=True)]


def _missing(shares: Mapping[Key, float], there: Sequence[Key], more: int) -> list[Key]:
    """Return what `more` are to be, so that all together come as near the shares as they can."""
    counted = Counter(there)
    whole = share_out(len(there) + more, shares)
    short = {key: max(0, whole[key] - counted[key]) for key in shares}
    return [key for key, number in share_out(more, short).items() for _each in range(number)] if more else []


def _size_class(one: Business) -> SizeClass:
    return next(size for size in size_classes() if one.size <= size.last)


def _group(one: Business) -> str:
    return next(group for group, ours in industries().items() if one.industry in ours)


def _invent(group: str, size: SizeClass, names: dict[str, Iterator[str]], rng: Random) -> Business:
    industry = rng.choice(industries()[group])
    name = next(names[industry])
    parts = rng.sample(_PARTS, rng.randint(*size.workplaces) - 1)
    # Few are large within their class, as few classes are.
    employees = round(size.first * (size.last / size.first) ** rng.random())
    closed = rng.randint(30, 900) if rng.random() < _CLOSED else None
    return Business(name, industry, [name, *parts], employees, closed)


def _names(rng: Random) -> dict[str, Iterator[str]]:
    """Return endless names for every industry, none of them twice."""
    villages = [f"{nature}{end}" for nature in _NATURE for end in _VILLAGE]
    return {
        industry: _walk(rng.sample(villages, len(villages)), trades.split(", "))
        for industry, trades in _TRADES.items()
    }


def _walk(villages: list[str], trades: list[str]) -> Iterator[str]:
    for again in count(1):
        for number in range(len(trades)):
            for place, village in enumerate(villages):
                name = f"{village} {trades[(place + number) % len(trades)]}"
                yield name if again == 1 else f"{name} {again}"
