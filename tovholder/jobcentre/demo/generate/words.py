"""What people in the demo say and write: short, neutral, never what anybody suffers from."""

from functools import cache
from random import Random

from tovholder.jobcentre.talks.models import Role

_NOTES = {
    Role.AUTHORITY: """
Vi gennemgik, hvad {name} har ret og pligt til, og hvornår vi skal følge op næste gang. Alt er på plads.
{name} har spurgt til reglerne om ferie. Jeg har svaret og sendt et link.
Vi så på perioden, der kommer, og {name} har fået besked på skrift.
{name} har fået forklaret, hvad der skal afleveres og hvornår. Vi skrev det ned sammen.
Ansøgningen er sendt videre i dag. {name} får selv kopi af den.
""",
    Role.MENTOR: """
{name} ville gerne vende, hvordan ugen hænger sammen. Vi lavede en plan for morgenerne.
Vi øvede den samtale, {name} skal have med sin leder.
{name} fortalte om den første uge. Det går bedre, når dagen begynder med noget praktisk.
Vi ringede sammen til banken og fik styr på det, der lå og trykkede.
{name} har mødt til tiden hver dag siden sidst og er glad for det.
""",
    Role.COACH: """
{name} vil hellere arbejde med hænderne end foran en skærm. Vi skrev tre slags job ned.
Vi talte om, hvad der gav energi på det sidste arbejde, og hvad der ikke gjorde.
{name} satte selv målet: fire formiddage om ugen inden sommer.
Vi så på styrker. {name} blev overrasket over, hvor mange der var.
{name} ville tænke over, hvad det næste skridt er. Vi tager den op igen næste gang.
""",
    Role.COMPANY: """
Vi besøgte virksomheden sammen. De har brug for en mere på lageret fra næste måned.
Jeg har talt med arbejdspladsen om opgaver, der kan begynde nu, og {name} er med på det.
Lederen og {name} blev enige om to formiddage til at begynde med.
{name} har selv fundet en virksomhed, som gerne vil tage en snak. Jeg ringer til dem i morgen.
Vi gik praktikken igennem. Arbejdspladsen er tilfreds, og {name} vil gerne fortsætte.
""",
    Role.MOTIVATING: """
{name} er i tvivl, men har lyst til at prøve. Vi talte om, hvad der skal til for at sige ja.
Vi talte om, hvad der er blevet lettere siden sidst. {name} nævnte selv tre ting.
{name} har haft et par tunge uger. Vi blev enige om ét lille skridt.
Det vigtigste for {name} er at have noget at stå op til. Derfra gik vi videre.
{name} kom selv med et forslag til, hvad der skal ske nu.
""",
}
_FURTHER = """
{name} skriver et udkast til en ansøgning inden næste gang.
Jeg ringer til {name} i næste uge for at høre, hvordan det gik.
Vi holder fast i planen.
{name} spørger i sit netværk.
Vi tager næste samtale som en gåtur.
{name} vil gerne have, at vi mødes på arbejdspladsen næste gang.
Næste gang ser vi på kørekort og transport.
Vi fejrede det lidt.
"""
_SAID = """
Jeg vil hellere tjene mine egne penge end tale om dem.
Det er første gang, nogen har spurgt mig, hvad jeg selv vil.
Om morgenen går det godt. Det er eftermiddagen, jeg skal lære at dele op.
Jeg er god til at få folk til at grine, og det må godt stå der.
Giv mig noget, jeg kan gøre færdigt.
Jeg vil gerne prøve, men ikke alt på én gang.
Når jeg går, tænker jeg bedre.
"""
_WHAT_MATTERS = """
{name} vil helst ringes op om formiddagen. Vi har talt om lager og butik; kørekortet er på vej.
{name} har fortalt sin historie én gang og vil helst ikke begynde forfra. Læs de delte noter først.
{name} er tilbage på arbejde på deltid. Lederen er med på planen.
Det går bedst, når I mødes ude. {name} er god til at holde aftaler.
{name} vil gerne i gang hurtigt og har selv kontakt til to virksomheder.
{name} skriver hellere end taler i telefon.
"""
_QUESTIONS = """
Hej. Kan vi flytte vores aftale til om eftermiddagen?
Hej. Jeg har fået svar fra virksomheden, de vil gerne mødes. Hvad gør jeg nu?
Må jeg tage imod to vagter i næste weekend?
Jeg kan ikke finde papiret, vi talte om. Vil du sende det igen?
Tak for sidst. Jeg har tænkt over det, og jeg vil gerne prøve.
Hvornår er det nu, vi skal tale sammen igen?
"""
_ANSWERS = """
Hej. Det gør vi. Jeg har rettet aftalen.
Godt gået! Jeg ringer til dig i morgen formiddag.
Ja, det må du gerne. Skriv timerne op, så ser vi på dem sammen.
Jeg har sendt det til dig igen. Sig til, hvis det driller.
Det er jeg glad for at høre. Så gør vi det.
Det er, som vi aftalte. Du kan også se det under næste aftale.
"""
_FROM_COMPANY = """
Vi vil gerne finde en løsning, så hurtigt det kan lade sig gøre.
Vi har lettere opgaver, som kan være en start.
Ring helst efter klokken 10.
Vi har talt med medarbejderen i dag, og det gik fint.
"""
PLACES = ("", "", "lokale 2", "lokale 4", "biblioteket", "rundt om søen")


@cache
def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def note(role: str, first_name: str, rng: Random) -> str:
    text = rng.choice(_lines(_NOTES[Role(role)]))
    if rng.random() < 0.6:
        text += f" {rng.choice(_lines(_FURTHER))}"
    return text.format(name=first_name)


def said(talk: int) -> str:
    """What the citizen said in a talk, word for word; of most talks nobody wrote it down. No throw of the dice: every
    version of the talk's note has the same.
    """
    lines = _lines(_SAID)
    return lines[talk // 3 % len(lines)] if talk % 3 == 0 else ""


def what_matters(first_name: str, rng: Random) -> str:
    return rng.choice(_lines(_WHAT_MATTERS)).format(name=first_name)


def question(rng: Random) -> tuple[str, str]:
    """Return something a citizen writes, and what is answered."""
    place = rng.randrange(len(_lines(_QUESTIONS)))
    return _lines(_QUESTIONS)[place], _lines(_ANSWERS)[place]


def from_company(rng: Random) -> str:
    return rng.choice(["", "", *_lines(_FROM_COMPANY)])
