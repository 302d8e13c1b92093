"""What each figure is, in words: shown beside it, and the same for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.results.models import Indicator
from tovholder.registers.tables import BenefitClass, BenefitMapping

Words = str | Promise

# Which part of an indicator a figure is, where it is not the figure itself.
WAITING = "waiting"
SO_FAR = "so_far"


def within(threshold: int) -> str:
    return f"within_{threshold}"


# Days, or working hours for the spoken answer (a working day is 8, a week 40).
THRESHOLDS: Mapping[str, tuple[tuple[int, Words], ...]] = {
    Indicator.COMPANY_CONTACT: ((1, _("inden for et døgn")), (7, _("inden for en uge"))),
    Indicator.SPOKEN_ANSWER: (
        (1, _("inden for en arbejdstime")),
        (8, _("inden for en arbejdsdag")),
        (40, _("inden for en arbejdsuge")),
    ),
    Indicator.CITIZEN_TALK: ((1, _("inden for et døgn")), (7, _("inden for en uge"))),
}

# A first contact with a company is known from the notice itself, so it never waits.
CAN_WAIT = frozenset({Indicator.SPOKEN_ANSWER, Indicator.CITIZEN_TALK})

CLASSES: Mapping[str, BenefitClass] = {
    Indicator.TEMPORARY: BenefitClass.TEMPORARY,
    Indicator.PERMANENT: BenefitClass.PERMANENT,
}
DEFINITION_VERSIONS: Mapping[str, str] = dict.fromkeys(Indicator.values, "1")


def version(indicator: str, mapping: BenefitMapping) -> str:
    """The definition's own version, and the mapping's where classes of benefits decide."""
    own = DEFINITION_VERSIONS[indicator]
    return f"{own} · {mapping.version}" if indicator in CLASSES else own


def names_in_class(indicator: str, day: date, mapping: BenefitMapping) -> list[str]:
    """The benefits that count in the indicator on the day; empty where no class decides."""
    wanted = CLASSES.get(indicator)
    return [b.name for b in mapping.benefits if b.benefit_class == wanted and b.holds(day)]


@dataclass(frozen=True)
class Definition:
    numerator: Words
    denominator: Words
    period: Words
    source: Words
    left_out: Words
    units: Words


NO_DENOMINATOR = _("Ingen: det er et antal.")
ON_THE_DAY = _("Én dag ad gangen: i dag, og samme dag i hver af de tolv måneder før.")
ROLLING_YEAR = _("Tolv måneder til og med dagen. Alle årene er regnet med det, vi ved i dag.")
SPELLS = _("Ydelsesforløb læst ind i Tovholder. Samme person tælles én gang.")
OPEN_COURSE = _(
    "De borgere, der har et forløb i enheden den dag. De, der ikke har, tæller kun med i det hele."
)
THEIR_WORKPLACES = _("De arbejdssteder, enhedens medarbejdere var fast kontakt for, da meldingen kom.")

DEFINITIONS: Mapping[str, Definition] = {
    Indicator.TEMPORARY: Definition(
        numerator=_("Personer på en ydelse, som er delt ind under midlertidig forsørgelse."),
        denominator=NO_DENOMINATOR,
        period=ON_THE_DAY,
        source=SPELLS,
        left_out=_(
            "Personer, der kun får en ydelse, som er delt ind et andet sted, for eksempel ledighedsydelse."
        ),
        units=OPEN_COURSE,
    ),
    Indicator.PERMANENT: Definition(
        numerator=_("Personer på en ydelse, som er delt ind under permanent forsørgelse."),
        denominator=NO_DENOMINATOR,
        period=ON_THE_DAY,
        source=SPELLS,
        left_out=_(
            "Personer i fleksjob, fordi de arbejder, og personer på seniorpension, tidlig pension og efterløn."
        ),
        units=OPEN_COURSE,
    ),
    Indicator.UNDER_30: Definition(
        numerator=_("Personer, der ikke er fyldt 30 år på dagen, og som er på en ydelse, uanset hvilken."),
        denominator=NO_DENOMINATOR,
        period=ON_THE_DAY,
        source=SPELLS,
        left_out=_("Unge, der ikke får en ydelse."),
        units=OPEN_COURSE,
    ),
    Indicator.SICK: Definition(
        numerator=_("Personer på sygedagpenge på dagen."),
        denominator=NO_DENOMINATOR,
        period=ON_THE_DAY,
        source=SPELLS,
        left_out=_("Sygemeldte, der endnu kun får løn af deres arbejdsgiver, og borgere i jobafklaring."),
        units=OPEN_COURSE,
    ),
    Indicator.SICK_WEEKS: Definition(
        numerator=_("Uger fra det løbende sygedagpengeforløb begyndte, til dagen; den midterste af alle."),
        denominator=_("Personer på sygedagpenge på dagen."),
        period=ON_THE_DAY,
        source=SPELLS,
        left_out=_(
            "Forløb, der er slut: tallet siger, hvor længe det har varet til nu, ikke hvor længe det vil vare."
        ),
        units=OPEN_COURSE,
    ),
    Indicator.COMPANY_CONTACT: Definition(
        numerator=_(
            "Kalenderdage fra første fraværsdag til første kontakt med virksomheden, uanset hvem der begyndte; den "
            "midterste af alle. Under nul betyder, at kontakten kom før."
        ),
        denominator=_("Fravær med en første fraværsdag, som en virksomhed har fortalt os om."),
        period=ROLLING_YEAR,
        source=_(
            "Fraværsmeldinger. En melding om, at medarbejderen talte om at blive sygemeldt, er også kontakt, når den "
            "nævner den samme og kom højst otte uger før."
        ),
        left_out=_("Fravær, ingen har fortalt os om, og meldinger uden en første fraværsdag."),
        units=THEIR_WORKPLACES,
    ),
    Indicator.SPOKEN_ANSWER: Definition(
        numerator=_(
            "Arbejdstimer (hverdage kl. 8–16, ikke helligdage), fra en melding er modtaget, til vi har talt med "
            "virksomheden; den midterste af alle."
        ),
        denominator=_("Meldinger, som virksomheden selv har sendt, og som vi har svaret på."),
        period=ROLLING_YEAR,
        source=_("Fraværsmeldinger og svar på dem. En mail eller et blik er ikke et svar."),
        left_out=_("Meldinger, der endnu ikke er svaret på. De tælles for sig."),
        units=THEIR_WORKPLACES,
    ),
    Indicator.CITIZEN_TALK: Definition(
        numerator=_(
            "Kalenderdage fra første fraværsdag til den første samtale med borgeren; den midterste af alle."
        ),
        denominator=_("Sygefravær, hvor der har været en samtale på første fraværsdag eller efter."),
        period=ROLLING_YEAR,
        source=_("Fraværsmeldinger med borgerens navn, sygedagpengeforløb og holdte samtaler."),
        left_out=_(
            "Fravær, hvor vi ikke har talt med borgeren; de tælles for sig. Samtaler før første fraværsdag."
        ),
        units=_(
            "Den enhed, borgerens forløb hørte til på første fraværsdag, eller det næste forløb derefter."
        ),
    ),
    Indicator.OWN_EMPLOYEE: Definition(
        numerator=_("Holdte samtaler, hvor medarbejderen var borgerens faste medarbejder den dag."),
        denominator=_("Alle holdte samtaler i måneden."),
        period=_("En kalendermåned ad gangen, til og med den sidste hele."),
        source=_("Samtaler og historikken over faste medarbejdere. I forskningen hedder målet SLICC."),
        left_out=_("Aflyste samtaler. En stedfortræder eller en medinddraget kollega tæller ikke som egen."),
        units=_("Den enhed, samtalens forløb hører til."),
    ),
}
