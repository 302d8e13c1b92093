"""What each figure is made of: its groups, its thresholds, its version. In words: `definitions`."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.results.models import Indicator
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
}
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
    }
)
QUARTERLY = frozenset({Indicator.COMPANY_BEGAN})
# Of a year, as the measures beside them: a month's are too few in most centres.
YEARLY = frozenset({Indicator.TOLD_IN_TIME, Indicator.AT_WORKPLACE, Indicator.WE_CHAIR})
MONTHLY = (SHARES - QUARTERLY - YEARLY) | {Indicator.EMPLOYEES_MET, Indicator.HANDOVERS}


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
# 2: what is one absence is decided by spells, so that a chain of notices from several employers is one.
DEFINITION_VERSIONS: Mapping[str, str] = dict.fromkeys(Indicator.values, "1") | {
    Indicator.COMPANY_CONTACT: "2",
    Indicator.CITIZEN_TALK: "2",
}


def version(indicator: str, mapping: BenefitMapping) -> str:
    """The definition's own version, and the mapping's where classes of benefits decide."""
    own = DEFINITION_VERSIONS[indicator]
    return f"{own} · {mapping.version}" if indicator in CLASSES else own


def names_in_class(indicator: str, day: date, mapping: BenefitMapping) -> list[str]:
    """The benefits that count in the indicator on the day; empty where no class decides."""
    wanted = CLASSES.get(indicator)
    return [b.name for b in mapping.benefits if b.benefit_class == wanted and b.holds(day)]
