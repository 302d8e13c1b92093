"""Research for and against the model, with its numbers: both sides, always."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Which way it points, for one employee and few citizens to each."""

    FOR = "for", _("For")
    AGAINST = "against", _("Imod")
    MIXED = "mixed", _("Peger begge veje, eller kan ikke sige det")


@dataclass(frozen=True)
class Paper:
    """What was found, who says so and when, where it can be read, and which way it points."""

    side: Side
    finding: Promise
    source: Promise | str
    year: Promise | str
    address: str


RESEARCH = (
    Paper(
        Side.FOR,
        _(
            "Et skift af medarbejder sænkede chancen for job med 22 procent, og 40 procent af borgerne fik mindst et."
        ),
        _("Beskæftigelses Indikator Projektet, Væksthusets Forskningscenter"),
        "2017",
        "https://www.vaeksthuset.dk/nye-opsigtsvaekkende-resultater-vaeksthusets-forskningscenter/",
    ),
    Paper(
        Side.FOR,
        _("En aflyst samtale forlængede ledigheden med 5 procent, omkring ti dage. I Schweiz."),
        "Schiprowski, IZA DP 11040",
        "2017",
        "https://docs.iza.org/dp11040.pdf",
    ),
    Paper(
        Side.FOR,
        _(
            "En gennemgang af 20 studier fandt, at det hjælper ledige i job, når hver medarbejder følger færre. "
            "Belægget kaldes moderat."
        ),
        _("Amilon og Andersen, VIVE, sendt til Folketinget"),
        "2019",
        "https://ft.dk/samling/20191/almdel/beu/spm/34/svar/1610879/2111190/index.htm",
    ),
    Paper(
        Side.FOR,
        _("490 flere medarbejdere i 14 af 779 tyske kontorer gav lavere ledighed."),
        "Scandinavian Journal of Economics, doi 10.1111/sjoe.12166",
        "2016",
        "https://doi.org/10.1111/sjoe.12166",
    ),
    Paper(
        Side.FOR,
        _("Færre borgere til hver gav kortere forløb i et østrigsk lodtrækningsforsøg, og det betalte sig."),
        "Journal for Labour Market Research, doi 10.1186/s12651-023-00357-4",
        "2023",
        "https://doi.org/10.1186/s12651-023-00357-4",
    ),
    Paper(
        Side.FOR,
        _(
            "I Favrskov følger én fast konsulent den sygemeldte hele vejen, med myndighed og første samtale på "
            "arbejdspladsen. Flere beholder jobbet, og sygefraværet bliver kortere, fortæller kommunen; tal har vi "
            "ikke set."
        ),
        _("Styrelsen for Arbejdsmarked og Rekruttering"),
        _("uden årstal, læst 2026"),
        "http://star.dk/da/Indsatser-og-ordninger/Virksomhedsservice-og-rekruttering/Virksomhedsservice/"
        "Fastholdelsesindsatsen-er-flyttet-ud-paa-virksomhederne.aspx",
    ),
    Paper(
        Side.FOR,
        _(
            "I Flere skal med fik hver borger en personlig jobformidler og sit eget jobmål. Borgerne kom tættere på "
            "arbejde, og tid nok til hver føltes afgørende. Kun begyndelsen af evalueringen er læst."
        ),
        _("Slutevalueringen af Flere skal med, sendt til Folketinget"),
        "2020",
        "https://ft.dk/samling/20201/almdel/BEU/bilag/113/2308511/index.htm",
    ),
    Paper(
        Side.AGAINST,
        _(
            "Bedre opfølgning på sygedagpenge havde i gennemsnit ingen effekt i 282.103 danske forløb (hazard ratio "
            "1,02, fra 0,97 til 1,07). Fra kommune til kommune gik det fra 0,96 til 1,13."
        ),
        _("Larsen, Aust og Høgelund, BMC Public Health"),
        "2017",
        "https://doi.org/10.1186/s12889-017-4236-5",
    ),
    Paper(
        Side.AGAINST,
        _(
            "I Schweiz betød en aflyst samtale intet hos den halvdel af medarbejderne, der gjorde mindst forskel."
        ),
        "Schiprowski, IZA DP 11040",
        "2017",
        "https://docs.iza.org/dp11040.pdf",
    ),
    Paper(
        Side.AGAINST,
        _(
            "Tæt støtte fra mentor og karriererådgiver til ledige med angst eller depression gav ingen sikker forskel: "
            "44 procent mod 38 var i job eller uddannelse efter to år."
        ),
        _("Hellström m.fl., fortalt af Videnskab.dk"),
        "2017",
        "https://videnskab.dk/kultur-samfund/saerlig-jobindsats-til-ledige-med-angst-og-depression-har-ingen-effekt",
    ),
    Paper(
        Side.AGAINST,
        _(
            "Et dansk program for tilbagevenden til arbejde hjalp i én kommune (hazard ratio 1,51) og kunne ikke ses "
            "i to andre."
        ),
        _("Poulsen m.fl., Scandinavian Journal of Work, Environment & Health"),
        "2014",
        "https://doi.org/10.5271/sjweh.3383",
    ),
    Paper(
        Side.AGAINST,
        _(
            "Efter fem år sås det danske program ikke på helbredsbetingede ydelser hos 8.655 sygemeldte med psykisk "
            "dårligt helbred. På andre ydelser var der færre (odds ratio 0,81, fra 0,69 til 0,96)."
        ),
        _("Hannerz m.fl., Det Nationale Forskningscenter for Arbejdsmiljø"),
        "2025",
        "https://nfa.elsevierpure.com/da/publications/long-term-follow-up-of-participants-with-mental-ill-health-in-the/",
    ),
    Paper(
        Side.MIXED,
        _(
            "Tidlig og tæt opfølgning, afgjort ved lodtrækning i 16 jobcentre: de sygemeldte forsørgede samlet ikke "
            "sig selv hurtigere, men flere kom delvist tilbage."
        ),
        _("Aktive – hurtigere tilbage, Styrelsen for Arbejdsmarked og Rekruttering"),
        "2010",
        "https://star.dk/viden-og-tal/hvad-virker-i-beskaeftigelsesindsatsen/"
        "randomiserede-kontrollerede-forsoeg-rct/aktive-hurtigere-tilbage/",
    ),
    Paper(
        Side.MIXED,
        _(
            "Sammen om Fastholdelse ligner modellen: én medarbejder, første samtale på arbejdspladsen, og en "
            "konsulent, der har hele forløbet. Hvor stor forskel det gjorde, har vi ikke kunnet læse."
        ),
        _("Evaluering af DISCUS for Styrelsen for Arbejdsmarked og Rekruttering"),
        "2019",
        "https://9pdf.org/document/yd7xm816-evaluering-af-projekt-sammen-om-fastholdelse.html",
    ),
    Paper(
        Side.MIXED,
        _(
            "I Empowermentprojektet fik 3.748 borgere i 30 kommuner indflydelse på målet, én plan og én koordinerende "
            "medarbejder. Det endte i fem hypoteser, blandt andet om tillid til én, man møder igen; en hypotese er "
            "ikke en målt effekt."
        ),
        _("Deloitte for Styrelsen for Arbejdsmarked og Rekruttering"),
        "2017",
        "https://star.dk/om-styrelsen/publikationer/2017/06/evaluering-af-empowermentprojektet/",
    ),
)


def by_side() -> Sequence[tuple[Promise | str, Sequence[Paper]]]:
    """What points each way, under its name."""
    return [(side.label, [paper for paper in RESEARCH if paper.side == side]) for side in Side]
