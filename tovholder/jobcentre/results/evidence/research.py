"""Research for and against the model, with its numbers: both sides, always."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Paper:
    """What was found, who says so, and where it can be read."""

    finding: Promise
    source: Promise | str
    address: str


FOR = (
    Paper(
        _(
            "Et skift af medarbejder sænkede chancen for job med 22 procent, og 40 procent af borgerne fik mindst et."
        ),
        _("Beskæftigelses Indikator Projektet, Væksthusets Forskningscenter"),
        "https://www.vaeksthuset.dk/nye-opsigtsvaekkende-resultater-vaeksthusets-forskningscenter/",
    ),
    Paper(
        _("En aflyst samtale forlængede ledigheden med 5 procent, omkring ti dage. I Schweiz."),
        "Schiprowski, IZA DP 11040",
        "https://docs.iza.org/dp11040.pdf",
    ),
    Paper(
        _("490 flere medarbejdere i 14 af 779 tyske kontorer gav lavere ledighed."),
        "Scandinavian Journal of Economics, doi 10.1111/sjoe.12166",
        "https://doi.org/10.1111/sjoe.12166",
    ),
    Paper(
        _("Færre borgere til hver gav kortere forløb i et østrigsk lodtrækningsforsøg, og det betalte sig."),
        "Journal for Labour Market Research, doi 10.1186/s12651-023-00357-4",
        "https://doi.org/10.1186/s12651-023-00357-4",
    ),
)
AGAINST = (
    Paper(
        _(
            "Bedre opfølgning på sygedagpenge havde i gennemsnit ingen effekt i 282.103 danske forløb (hazard ratio "
            "1,02, fra 0,97 til 1,07). Fra kommune til kommune gik det fra 0,96 til 1,13."
        ),
        _("Larsen, Aust og Høgelund, BMC Public Health 2017"),
        "https://doi.org/10.1186/s12889-017-4236-5",
    ),
    Paper(
        _(
            "I Schweiz betød en aflyst samtale intet hos den halvdel af medarbejderne, der gjorde mindst forskel."
        ),
        "Schiprowski, IZA DP 11040",
        "https://docs.iza.org/dp11040.pdf",
    ),
    Paper(
        _(
            "Et dansk program for tilbagevenden til arbejde hjalp i én kommune (hazard ratio 1,51) og kunne ikke ses "
            "i to andre."
        ),
        _("Poulsen m.fl., Scandinavian Journal of Work, Environment & Health 2014"),
        "https://doi.org/10.5271/sjweh.3383",
    ),
    Paper(
        _(
            "Tæt støtte fra mentor og karriererådgiver til ledige med angst eller depression gav ingen sikker forskel: "
            "44 procent mod 38 var i job eller uddannelse efter to år."
        ),
        _("Hellström m.fl., fortalt af Videnskab.dk 2017"),
        "https://videnskab.dk/kultur-samfund/saerlig-jobindsats-til-ledige-med-angst-og-depression-har-ingen-effekt",
    ),
    Paper(
        _(
            "Efter fem år sås det danske program ikke på helbredsbetingede ydelser hos 8.655 sygemeldte med psykisk "
            "dårligt helbred. På andre ydelser var der færre (odds ratio 0,81, fra 0,69 til 0,96)."
        ),
        _("Hannerz m.fl., Det Nationale Forskningscenter for Arbejdsmiljø 2025"),
        "https://nfa.elsevierpure.com/da/publications/long-term-follow-up-of-participants-with-mental-ill-health-in-the/",
    ),
)
