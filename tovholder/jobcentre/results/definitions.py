"""What each figure is, in words: shown beside it, and the same for everybody."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.results.defined import (
    A_MONTH,
    LAST_TALK,
    ROLLING_YEAR,
    THEIR_WORKPLACES,
    TWELVE_MONTHS,
    TWO_TALKS,
    Definition,
)
from tovholder.jobcentre.results.definitions_of_support import OF_SUPPORT
from tovholder.jobcentre.results.indicators import Words
from tovholder.jobcentre.results.models import Indicator

ANSWERS_GIVEN = _("Svar på spørgsmålet, givet i måneden. Den, der springer det over, er ikke med.")
ASKED_AFTER_A_TALK = _(
    "Svar fra 1 (slet ikke) til 5 (helt), som borgere har givet efter en samtale. Ordene er vores egne. Der er gemt, "
    "hvor mange der har givet hvert svar, og ikke hvem."
)
NOT_EVERYBODY = _(
    "Borgere, der ikke har svaret: det er frivilligt, og de kan mene noget andet. Borgere, der ikke kan logge ind, "
    "bliver ikke spurgt. Den måned, der løber, vises først, når den er slut."
)
UNIT_OF_TALK = _("Den enhed, forløbet hørte til, da svaret blev givet.")


def _heard(question: Words) -> Definition:
    return Definition(
        numerator=question,
        denominator=ANSWERS_GIVEN,
        period=A_MONTH,
        source=ASKED_AFTER_A_TALK,
        left_out=NOT_EVERYBODY,
        units=UNIT_OF_TALK,
    )


DEFINITIONS: Mapping[str, Definition] = {
    **OF_SUPPORT,
    Indicator.COMPANY_CONTACT: Definition(
        numerator=_(
            "Kalenderdage fra første fraværsdag til første kontakt med virksomheden, uanset hvem der begyndte; den "
            "midterste af alle. Under nul betyder, at kontakten kom før."
        ),
        denominator=_(
            "Fravær med en første fraværsdag, som en virksomhed har fortalt os om. Flere meldinger fra samme "
            "arbejdssted om ét sygeforløb er ét fravær; en anden arbejdsgiver er sit eget."
        ),
        period=ROLLING_YEAR,
        source=_(
            "Fraværsmeldinger. En melding om, at medarbejderen talte om at blive sygemeldt, er også kontakt, når den "
            "nævner den samme og kom højst tolv uger før."
        ),
        left_out=_("Fravær, ingen har fortalt os om, og meldinger uden en første fraværsdag."),
        units=THEIR_WORKPLACES,
        before=_(
            "Før modellen: først efter seks til otte uger (Jobcenter Viborg i Viden På Tværs, 28. januar 2020)."
        ),
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
        denominator=_(
            "Sygefravær, hvor der har været en samtale på første fraværsdag eller efter. Melder flere arbejdsgivere "
            "samme borger syg, er det ét fravær."
        ),
        period=ROLLING_YEAR,
        source=_("Fraværsmeldinger med borgerens navn, sygedagpengeforløb og holdte samtaler."),
        left_out=_(
            "Fravær, hvor vi ikke har talt med borgeren; de tælles for sig. Samtaler før første fraværsdag."
        ),
        units=_(
            "Den enhed, borgerens forløb hørte til på første fraværsdag, eller det næste forløb derefter."
        ),
        before=_("Offentliggjorte medianer: 45 og 55 dage, 2010–12 (doi 10.1186/s12889-023-15106-y)."),
    ),
    Indicator.OWN_EMPLOYEE: Definition(
        numerator=_("Holdte samtaler, hvor medarbejderen var borgerens faste medarbejder den dag."),
        denominator=_("Alle holdte samtaler i måneden."),
        period=A_MONTH,
        source=_("Samtaler og historikken over faste medarbejdere. I forskningen hedder målet SLICC."),
        left_out=_(
            "Aflyste samtaler. En stedfortræder eller en medinddraget kollega tæller som en anden, for borgeren mødte "
            "en anden. Hvad tallet bliver, når en stedfortræder, eller en kollega, borgeren selv har ønsket, tæller "
            "som egen, står ved siden af."
        ),
        units=_("Den enhed, samtalens forløb hører til."),
    ),
    Indicator.USUAL_EMPLOYEE: Definition(
        numerator=_(
            "For hver borger den del af samtalerne, som var med den medarbejder, borgeren mødte mest; gennemsnittet "
            "af alle borgere."
        ),
        denominator=TWO_TALKS,
        period=TWELVE_MONTHS,
        source=_("Holdte samtaler. I forskningen hedder målet UPC."),
        left_out=_(
            "Borgere med en enkelt samtale. Tallet siger ikke, om det var borgerens egen medarbejder: en stedfortræder "
            "kan være den, borgeren mødte mest."
        ),
        units=LAST_TALK,
    ),
    Indicator.SAME_EMPLOYEE: Definition(
        numerator=_(
            "For hver borger den del af alle par af samtaler, hvor begge var med den samme medarbejder; gennemsnittet "
            "af alle borgere."
        ),
        denominator=TWO_TALKS,
        period=TWELVE_MONTHS,
        source=_("Holdte samtaler. I forskningen hedder målet COC, efter Bice og Boxerman."),
        left_out=_("Borgere med en enkelt samtale. Rækkefølgen af samtalerne tæller ikke."),
        units=LAST_TALK,
    ),
    Indicator.EMPLOYEES_MET: Definition(
        numerator=_(
            "Forskellige medarbejdere, en borger har holdt samtale med, uanset hvem der var borgerens egen; "
            "gennemsnittet af alle borgere."
        ),
        denominator=TWO_TALKS,
        period=TWELVE_MONTHS,
        source=_("Holdte samtaler."),
        left_out=_("Borgere med en enkelt samtale: de kan kun have mødt én. Beskeder tæller ikke."),
        units=LAST_TALK,
    ),
    Indicator.NEXT_SAME: Definition(
        numerator=_(
            "For hver borger den del af samtalerne efter den første, som var med den samme medarbejder som gangen før; "
            "gennemsnittet af alle borgere."
        ),
        denominator=TWO_TALKS,
        period=TWELVE_MONTHS,
        source=_("Holdte samtaler i den orden, de blev holdt. I forskningen hedder målet SECON."),
        left_out=_(
            "Borgere med en enkelt samtale. Et skift af medarbejder tæller kun én gang, når det bliver ved den nye."
        ),
        units=LAST_TALK,
    ),
    Indicator.OWN_CITIZENS: Definition(
        numerator=_(
            "For hver medarbejder den del af samtalerne, som var med borgere, medarbejderen var fast medarbejder for "
            "den dag; gennemsnittet af alle medarbejdere."
        ),
        denominator=_(
            "Medarbejdere, der har holdt en samtale, eller været med i en, i de tolv måneder. De, der ikke er fast "
            "medarbejder for nogen, er med og tæller nul."
        ),
        period=TWELVE_MONTHS,
        source=_(
            "Holdte samtaler og historikken over faste medarbejdere. I forskningen hedder målet OPR. En fælles samtale "
            "er en samtale for hver af de medarbejdere, der var med."
        ),
        left_out=_(
            "Medarbejdere uden samtaler. Hvad tallet bliver, når samtaler som stedfortræder, eller fordi borgeren har "
            "bedt om én, tæller som med egne borgere, står ved siden af."
        ),
        units=_("Den enhed, medarbejderen hører til i dag."),
    ),
    Indicator.HANDOVERS: Definition(
        numerator=_("Gange, et forløb fik en anden fast medarbejder end den, det sidst havde."),
        denominator=_("Forløb med en fast medarbejder på mindst én dag i de tolv måneder."),
        period=TWELVE_MONTHS,
        source=_(
            "Historikken over faste medarbejdere. Tallet er vores eget; forskningen har intet fast mål."
        ),
        left_out=_(
            "Et skift, der er fortrudt samme dag, og stedfortrædere: de afleverer igen. Skiftet fra modtagelsen til "
            "den første faste medarbejder er med, for borgeren møder en ny. Hvad tallet er uden det, står ved siden "
            "af."
        ),
        units=_("Den enhed, forløbet hører til nu."),
    ),
    Indicator.COMPANY_BEGAN: Definition(
        numerator=_("Kontakter, virksomheden selv tog: meldinger, opkald, møder og sparring."),
        denominator=_("Alle kontakter mellem os og virksomhederne i kvartalet, uanset hvem der tog dem."),
        period=_("Et kvartal ad gangen, til og med det sidste hele."),
        source=_("Fraværsmeldinger og de kontakter med arbejdssteder, medarbejderne har skrevet ned."),
        left_out=_(
            "Svar på en melding, og sparring om den: de hører til meldingen. Meldinger, der er rettet eller trukket "
            "tilbage, og kontakter, ingen har skrevet ned."
        ),
        units=_("De arbejdssteder, enhedens medarbejdere var fast kontakt for den dag."),
    ),
    Indicator.TOLD_IN_TIME: Definition(
        numerator=_("Meldinger, der kom før eller på første fraværsdag."),
        denominator=_(
            "Meldinger fra virksomhederne om, at en medarbejder taler om at blive sygemeldt, har meldt sig syg eller "
            "har været det siden en dag."
        ),
        period=ROLLING_YEAR,
        source=_("Fraværsmeldinger. Den, der taler om at blive sygemeldt, er det ikke endnu."),
        left_out=_(
            "Meldinger om drypvis fravær og om nogen, der er tilbage, og dem, der er rettet eller trukket tilbage."
        ),
        units=THEIR_WORKPLACES,
    ),
    Indicator.AT_WORKPLACE: Definition(
        numerator=_("Samtaler, der blev holdt på arbejdspladsen."),
        denominator=_(
            "Holdte samtaler med borgere, der fik sygedagpenge den dag, og holdte møder om en melding."
        ),
        period=ROLLING_YEAR,
        source=_("Holdte samtaler og møder, og ydelsesforløb."),
        left_out=_(
            "Aflyste samtaler, og samtaler med sygemeldte, der endnu kun får løn af deres arbejdsgiver."
        ),
        units=_(
            "Den enhed, samtalens forløb hører til; ved et møde den, arbejdsstedets faste kontakt var i den dag."
        ),
    ),
    Indicator.WE_CHAIR: Definition(
        numerator=_("Holdte møder om en melding, som vi ledte."),
        denominator=_("Holdte møder om en melding."),
        period=ROLLING_YEAR,
        source=_("Møder, som medarbejderne har skrevet ned, at de har holdt."),
        left_out=_("Møder, der er tilbudt eller aflyst, og dem, virksomheden holder uden os."),
        units=THEIR_WORKPLACES,
    ),
    Indicator.FELT_MET: _heard(_("Gennemsnittet af svarene på: Følte du dig mødt?")),
    Indicator.KNOWS_ME: _heard(_("Gennemsnittet af svarene på: Ved din medarbejder, hvordan du har det?")),
    Indicator.OWN_SAY: _heard(_("Gennemsnittet af svarene på: Er du selv med til at bestemme i din plan?")),
    Indicator.REAL_WORLD: Definition(
        numerator=_("Aftalte timer i aktiviteter på en arbejdsplads eller en uddannelse."),
        denominator=_(
            "Aftalte timer i alle aktiviteter. Tallet ved siden af siger, hvor mange borgere de timer er delt mellem."
        ),
        period=ROLLING_YEAR,
        source=_(
            "Aktiviteter, som borger og medarbejder har aftalt. Tallet er vores eget; intet register har det."
        ),
        left_out=_(
            "Forslag, ingen har sagt ja til. Fremmøde: timerne er dem, der er aftalt, jævnt fordelt over ugens dage. "
            "Behandling og det, borgeren selv har sat i gang, er med i alle timer, men ikke i virkelighedens."
        ),
        units=_("Den enhed, forløbet hører til nu."),
    ),
    Indicator.COORDINATION: Definition(
        numerator=_("Minutter til koordinering: medarbejderens samtaler med andre om en borger."),
        denominator=_(
            "Minutter til koordinering og til holdte samtaler med borgere. Tallet ved siden af siger, hvor mange "
            "borgere de minutter er delt mellem."
        ),
        period=ROLLING_YEAR,
        source=_(
            "Den koordinering, medarbejderne har skrevet ned, og holdte samtaler med minutter. Tallet er vores eget; "
            "intet register har det."
        ),
        left_out=_(
            "Samtaler uden minutter, og tid, ingen har skrevet ned: journal, kørsel, og møder om andet end en borger."
        ),
        units=_("Den enhed, forløbet hører til nu."),
    ),
    Indicator.SICK_LASTING: Definition(
        numerator=_("Sygeforløb, der varer længere end så mange uger."),
        denominator=_("Sygeforløb, der er begyndt i året."),
        period=_("Forløb begyndt i tolv måneder. Alle er fulgt, til den seneste hele måned begyndte."),
        source=_(
            "Ydelsesforløb læst ind i Tovholder. Et forløb er slut efter en hel kalendermåned uden sygedagpenge, som "
            "hos jobindsats. Kurven er Kaplan og Meiers; grænserne om den er 95 procents sikkerhed efter Greenwood."
        ),
        left_out=_(
            "Ingen: forløb, der stadig løber, tæller med så længe, vi har set dem. Uger, hvor få forløb er endt eller "
            "er tilbage, vises ikke."
        ),
        units=_("Kun hele jobcentret: enhederne har for få forløb."),
    ),
    Indicator.SICK_ENDS: Definition(
        numerator=_("Sygeforløb, der er endt på den måde inden for så mange uger."),
        denominator=_("Sygeforløb, der er begyndt i de to seneste år."),
        period=_("Forløb begyndt i to år. Alle er fulgt, til den seneste hele måned begyndte."),
        source=_(
            "Ydelsesforløb læst ind i Tovholder. Hvordan et forløb endte, er den ydelse, borgeren fik inden for en "
            "måned efter. Kurverne er Aalen og Johansens: den, der er kommet i arbejde, kan ikke også få pension fra "
            "sygefraværet."
        ),
        left_out=_(
            "Hvad borgere uden ydelse lever af, ved vi ikke: de fleste arbejder, nogle er under uddannelse."
        ),
        units=_("Kun hele jobcentret: enhederne har for få forløb."),
    ),
    Indicator.MODEL: Definition(
        numerator=_("Det, elementet regner med: medarbejdere, forløb, kontakter eller felter."),
        denominator=_("Alle medarbejdere, forløb, kontakter eller felter, elementet handler om."),
        period=_("Dagen, eller året til og med den; og samme dag et år før, hvor det kan ses."),
        source=_("Samtaler, forløb, planer, kontakter med arbejdssteder og kompetencer i Tovholder."),
        left_out=_("Elementer uden data, og tal om få."),
        units=_("Kun hele jobcentret, og aldrig en medarbejder."),
    ),
}
