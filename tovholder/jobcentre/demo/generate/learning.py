"""What can be learnt in Hedelund soon, and who of the cast has signed up."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import NamedTuple

from tovholder.jobcentre.competence.models import (
    SEATED,
    KnownBy,
    PracticeComment,
    PracticeNote,
    SignUp,
    Step,
    Training,
)
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.staff.models import PulseQuestion, PulseTally
from tovholder.jobcentre.staff.pulse import A_WEEK, WEEKS, monday_of


class Planned(NamedTuple):
    """`ahead` is in days, and below nothing for what has been; `who` has come how far."""

    name: str
    about: str
    competence: str
    level: int
    ahead: int
    hour: int
    minutes: int
    where: str
    places: int
    who: dict[str, Step] = {}


_PLANNED = (
    Planned(
        "Familien med ved bordet",
        "Vi øver at spørge, hvem borgeren selv vil have med, og hvordan det bliver sagt højt.",
        *("netvaerk", 2, -6, 13, 180, "Lokale 3", 12),
        {"nadia": Step.TAKEN_PART, "kasper": Step.CONFIRMED},
    ),
    Planned(
        "Introduktion til mentorrollen",
        "Hvad gør en mentor mellem aftalerne? To kolleger fortæller, og I prøver det af.",
        *("mentorrollen", 3, 6, 9, 180, "Lokale 1", 12),
        {"sidsel": Step.PLACE},
    ),
    Planned(
        "En dag hos virksomhederne med Birgit",
        "Følg med på tre besøg, og tag det sidste selv.",
        *("virksomhedskontakt", 3, 9, 8, 420, "Mødested: Hedelund Savværk", 1),
        {"kasper": Step.PLACE, "sidsel": Step.SIGNED_UP},
    ),
    Planned(
        "Tilrettelæg arbejdet på stedet",
        "Opgaver, timer og hjælpemidler: tre virkelige aftaler, der holdt.",
        *("skaanehensyn", 2, 13, 13, 120, "Plejehjemmet Solgården", 8),
    ),
    Planned(
        "Øv den motiverende samtale",
        "To og to, med en tredje, der lytter.",
        *("motiverende", 3, 16, 9, 240, "Lokale 2", 10),
        {"yusuf": Step.PLACE},
    ),
    Planned(
        "Sygedagpengeloven på en eftermiddag",
        "Reglerne, som de er nu, og hvor du finder dem næste gang.",
        *("lov-sygedagpenge", 3, 20, 12, 180, "Byrådssalen", 30),
    ),
    Planned(
        "Coach en kollega",
        "Spørgsmål, der får den anden til selv at finde det næste skridt.",
        *("coaching", 3, 27, 13, 180, "Lokale 3", 6),
    ),
)


def build_trainings(town: Municipality, days: Days) -> None:
    """Everything that is planned, offered by the cast's unit; each seat to one."""
    leader = town.employees["ellen"]
    for one in _PLANNED if town.competences else ():
        day = days.on_to_workday(days.today + timedelta(days=one.ahead))
        training = town.add(
            Training(
                name=one.name,
                about=one.about,
                competence_id=town.competences[one.competence],
                level=one.level,
                starts_at=at(day, one.hour, 0),
                minutes=one.minutes,
                where=one.where,
                places=one.places,
                unit=leader.unit,
                offered_by=leader.user,
            )
        )
        seat = 0
        for username, step in one.who.items():
            seat += step in SEATED
            confirmed = step == Step.CONFIRMED
            town.add(
                SignUp(
                    training=training,
                    employee=town.employees[username],
                    step=step,
                    seat=seat if step in SEATED else None,
                    signed_up_at=at(days.today - timedelta(days=12), 9, 0),
                    confirmed_at=at(days.today, 8, 0) if confirmed else None,
                    confirmed_by=leader.user if confirmed else None,
                )
            )


_FEW_ANSWER = 0.1
_WORKED = (
    (
        "Gå en tur i stedet for at sidde overfor",
        "Når vi går ved siden af hinanden, bliver pauserne lettere, og det svære bliver sagt. Spørg dagen før.",
        *("motiverende", KnownBy.EXPERIENCE, "nadia", 21, "kasper"),
        "Jeg har prøvet det to gange nu. Den ene ville hellere sidde, så spørg.",
    ),
    (
        "Ring til arbejdspladsen samme dag",
        "De er hurtigere tilbage, når vi ringer på første dag. Det kan også være de lette forløb, vi når.",
        *("sygefravaer", KnownBy.OWN_FIGURES, "sidsel", 9, ""),
        "",
    ),
    (
        "Aftal én opgave, ikke fem",
        "Vi lader mødet slutte med én ting til hver. De fleste bliver til noget.",
        *("moedeledelse", KnownBy.EXPERIENCE, "kasper", 3, "nadia"),
        "Enig. Jeg skriver den ned, mens de ser det.",
    ),
)


def build_practice(town: Municipality, days: Days) -> None:
    """What the cast has found to work, and what a colleague said to it."""
    for title, text, code, known_by, username, ago, answers, answer in _WORKED if town.competences else ():
        written = at(days.today - timedelta(days=ago), 14, 0)
        note = town.add(
            PracticeNote(
                competence_id=town.competences[code],
                title=title,
                text=text,
                known_by=known_by,
                written_by=town.employees[username],
                written_at=written,
                review_on=days.today + timedelta(days=365 - ago),
                search_text=fold(f"{title} {text}"),
            )
        )
        if answer:
            town.add(
                PracticeComment(
                    note=note,
                    text=answer,
                    written_by=town.employees[answers],
                    written_at=written + timedelta(days=1),
                )
            )


def build_pulse(town: Municipality, days: Days, rng: Random) -> None:
    """Half a year of answers, a little better towards the end; in a few weeks too few to tell."""
    for number in range(WEEKS, 0, -1):
        week = monday_of(days.today) - number * A_WEEK
        answers = 3 if rng.random() < _FEW_ANSWER else rng.randint(8, 14)
        for question in PulseQuestion:
            given = Counter(
                min(5, max(1, round(rng.gauss(4.1 - number * 0.03, 0.8)))) for _ in range(answers)
            )
            for answer, many in sorted(given.items()):
                town.add(PulseTally(week=week, question=question, answer=answer, many=many))
