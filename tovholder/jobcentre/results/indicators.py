"""What each figure is made of: its groups, its thresholds, its version. In words: `definitions`."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.results.models import Indicator
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import BenefitClass, BenefitMapping

Words = str | Promise

# Which part of an indicator a figure is, where it is not the figure itself.
WAITING = "waiting"
SO_FAR = "so_far"
# The same talks read otherwise: with cover, or a colleague the citizen asked for, as with one's own employee.
COVER = "cover_as_own"
ASKED_FOR = "asked_for_as_own"
# What began in one calendar month alone; the figure itself is of a year.
IN_MONTH = "in_month"
# Handovers without those from the receiving employee to the first of one's own.
WITHOUT_RECEPTION = "without_reception"


class Way(StrEnum):
    """How a sick leave ended: what people had afterwards."""

    NONE = "none"
    SUPPORTED = "supported"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    ANOTHER = "another"  # any of the three above, where one of them is too few to be shown


WAY_WORDS: Mapping[Way, Words] = {
    Way.NONE: _("ingen ydelse: arbejde, uddannelse eller andet"),
    Way.SUPPORTED: _("fleksjob"),
    Way.TEMPORARY: _("en anden midlertidig ydelse"),
    Way.PERMANENT: _("pension eller anden varig ydelse"),
    Way.ANOTHER: _("en anden ydelse"),
}
# The weeks a curve of sick leave is shown at, and those where it is told how it ended.
LASTING_WEEKS = (2, 4, 6, 8, 10, 13, 17, 22, 26, 32, 39, 46, 52, 65, 78, 91, 104)
WAYS_WEEKS = (8, 13, 22, 26, 39, 52, 78, 104)
LOW, HIGH = "_low", "_high"


def after_weeks(weeks: int) -> str:
    return f"w{weeks:03}"


def ended_by_weeks(weeks: int, way: Way) -> str:
    return f"w{weeks:03}_{way}"


# So many days after a sick leave it is told where people are; those of the headline first.
HEADLINE_DAYS = 92
AFTER_DAYS = hierarchy().days


def after_days(days: int) -> str:
    """The share with no benefit so many days after: the figure itself, or one beside it."""
    return "" if days == HEADLINE_DAYS else f"after_{days}"


def has_status(days: int, status: int) -> str:
    """Those with the status (its place in the hierarchy) so many days after."""
    return f"d{days}_s{status}"


# The statuses of `registers.statuses`, in their order.
STATUS_WORDS: tuple[Words, ...] = (
    _("A-dagpenge"),
    _("Særlig uddannelsesydelse"),
    _("Arbejdsmarkedsydelse"),
    _("Kontantydelse"),
    _("Kontanthjælp"),
    _("Integrationsydelse"),
    _("Uddannelseshjælp"),
    _("Revalidering eller forrevalidering"),
    _("Ressourceforløb"),
    _("Jobafklaringsforløb"),
    _("Sygedagpenge"),
    _("Fleksjob"),
    _("Ledighedsydelse"),
    _("Førtidspension"),
    _("Efterløn eller overgangsydelse"),
    _("Uddannelse"),
    _("Lønmodtagerbeskæftigelse"),
    _("Andet"),
    _("Ingen ydelse: arbejde, uddannelse eller andet"),
)
# How long people have been on a benefit, in bands of weeks as registers have them.
BAND_WORDS: tuple[Words, ...] = (
    _("0–4 uger"),
    _("5–8 uger"),
    _("9–13 uger"),
    _("14–26 uger"),
    _("27–39 uger"),
    _("40–52 uger"),
    _("1–2 år"),
    _("2–3 år"),
    _("over 3 år"),
)


def so_long(band: int, benefit: str) -> str:
    """Those on the benefit for so long: the place of the band in `BANDS`."""
    return f"{band}_{benefit}"


def within(threshold: int) -> str:
    return f"within_{threshold}"


# Days, or working hours for the spoken answer (a working day is 8, a week 40).
DAYS: tuple[tuple[int, Words], ...] = (
    (1, _("inden for et døgn")),
    (7, _("inden for en uge")),
    (42, _("inden for seks uger")),
    (56, _("inden for otte uger")),
)
THRESHOLDS: Mapping[str, tuple[tuple[int, Words], ...]] = {
    Indicator.COMPANY_CONTACT: ((0, _("senest på første fraværsdag")), *DAYS),
    Indicator.SPOKEN_ANSWER: (
        (1, _("inden for en arbejdstime")),
        (8, _("inden for en arbejdsdag")),
        (40, _("inden for en arbejdsuge")),
        (240, _("inden for seks arbejdsuger")),
        (320, _("inden for otte arbejdsuger")),
    ),
    Indicator.CITIZEN_TALK: DAYS,
}

READINGS: Mapping[str, tuple[tuple[str, Words], ...]] = {
    Indicator.OWN_EMPLOYEE: (
        (COVER, _("med stedfortræder talt som egen")),
        (ASKED_FOR, _("med ønsket kollega talt som egen")),
    ),
    Indicator.OWN_CITIZENS: (
        (COVER, _("når de borgere, man dækker for, tæller som egne")),
        (ASKED_FOR, _("når de borgere, der har bedt om én, tæller som egne")),
    ),
    Indicator.HANDOVERS: ((WITHOUT_RECEPTION, _("uden skift fra modtagelsen")),),
    Indicator.AFTER_SICK: (
        (after_days(30), _("efter 30 dage")),
        (after_days(182), _("efter 182 dage")),
        (after_days(365), _("efter 365 dage")),
    ),
}
# The ages that people on support are told in, as registers have them: years from, and words.
AGES: tuple[tuple[int, Words], ...] = (
    (0, _("under 30 år")),
    (30, _("30–39 år")),
    (40, _("40–49 år")),
    (50, _("50–59 år")),
    (60, _("60 år og over")),
)


def age_group(age: int) -> str:
    """Which part of a figure people of that age are."""
    return f"age{max(since for since, _words in AGES if since <= age)}"


AGE_WORDS: Mapping[str, Words] = {age_group(since): words for since, words in AGES}
# Those that have pages of their own kind; all others are told one by one.
ON_OWN_PAGES = frozenset({Indicator.SICK_LASTING, Indicator.SICK_ENDS, Indicator.MODEL})
ONE_BY_ONE = tuple(code for code in Indicator if code not in ON_OWN_PAGES)
# Counts of a calendar month.
OF_MONTHS = frozenset({Indicator.FULL_TIME, Indicator.INFLOW, Indicator.OUTFLOW})
COUNTS = OF_MONTHS | {Indicator.TEMPORARY, Indicator.PERMANENT, Indicator.UNDER_30, Indicator.SICK}
SHARES = frozenset(
    {
        Indicator.OWN_EMPLOYEE,
        Indicator.USUAL_EMPLOYEE,
        Indicator.SAME_EMPLOYEE,
        Indicator.NEXT_SAME,
        Indicator.OWN_CITIZENS,
        Indicator.COMPANY_BEGAN,
        Indicator.TOLD_IN_TIME,
        Indicator.AT_WORKPLACE,
        Indicator.WE_CHAIR,
        Indicator.REAL_WORLD,
        Indicator.COORDINATION,
        Indicator.AFTER_SICK,
    }
)
# What citizens answered after a talk, from 1 to 5.
HEARD = (Indicator.FELT_MET, Indicator.KNOWS_ME, Indicator.OWN_SAY)
QUARTERLY = frozenset({Indicator.COMPANY_BEGAN, Indicator.AFTER_SICK})
# Of these a year is counted, and no month by itself.
ROLLING = frozenset({Indicator.REAL_WORLD, Indicator.COORDINATION})
# Of a year, as the measures beside them: a month's are too few in most centres.
YEARLY = ROLLING | {Indicator.TOLD_IN_TIME, Indicator.AT_WORKPLACE, Indicator.WE_CHAIR}
MONTHLY = (SHARES - QUARTERLY - YEARLY) | OF_MONTHS | {Indicator.EMPLOYEES_MET, Indicator.HANDOVERS, *HEARD}


def columns(indicator: str) -> list[tuple[str, Words]]:
    """The groups that stand beside the figure in its table, and what each is called."""
    thresholds = [(within(threshold), words) for threshold, words in THRESHOLDS.get(indicator, ())]
    return [*thresholds, *READINGS.get(indicator, ())]


# A first contact with a company is known from the notice itself, so it never waits.
CAN_WAIT = frozenset({Indicator.SPOKEN_ANSWER, Indicator.CITIZEN_TALK})

CLASSES: Mapping[str, BenefitClass] = {
    Indicator.TEMPORARY: BenefitClass.TEMPORARY,
    Indicator.PERMANENT: BenefitClass.PERMANENT,
}
# Those whose benefits are those of a class.
OF_A_CLASS: Mapping[str, BenefitClass] = {**CLASSES, Indicator.SO_LONG: BenefitClass.TEMPORARY}
# 2: what is one absence is decided by spells, so that a chain of notices from several employers is one.
DEFINITION_VERSIONS: Mapping[str, str] = dict.fromkeys(Indicator.values, "1") | {
    Indicator.COMPANY_CONTACT: "2",
    Indicator.CITIZEN_TALK: "2",
    Indicator.SICK_LASTING: "2",
    Indicator.SICK_ENDS: "2",
}


def version(indicator: str, mapping: BenefitMapping) -> str:
    """The definition's own version, and the mapping's where classes of benefits decide, or that of the statuses."""
    own = DEFINITION_VERSIONS[indicator]
    if indicator == Indicator.AFTER_SICK:
        return f"{own} · {hierarchy().version}"
    return f"{own} · {mapping.version}" if has_classes(indicator) else own


def has_classes(indicator: str) -> bool:
    """Whether the classes of benefits decide what the figure is."""
    return indicator in OF_A_CLASS or indicator == Indicator.SICK_ENDS


def names_in_class(indicator: str, day: date, mapping: BenefitMapping) -> list[str]:
    """The benefits that count in the indicator on the day; empty where no class decides."""
    wanted = OF_A_CLASS.get(indicator)
    return [b.name for b in mapping.benefits if b.benefit_class == wanted and b.holds(day)]
