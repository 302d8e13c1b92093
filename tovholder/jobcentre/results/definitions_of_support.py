"""What the figures of people on support are, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.results.defined import (
    A_MONTH,
    NO_DENOMINATOR,
    ON_THE_DAY,
    OPEN_COURSE,
    SPELLS,
    WHOLE_SPELLS,
    Definition,
)
from tovholder.jobcentre.results.models import Indicator

OF_SUPPORT: Mapping[str, Definition] = {
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
    Indicator.FULL_TIME: Definition(
        numerator=_(
            "Dage på en ydelse i måneden, delt med månedens dage. Den, der er på ydelsen en halv måned, er en halv "
            "person, og den, der er på to ydelser, tæller i begge."
        ),
        denominator=NO_DENOMINATOR,
        period=A_MONTH,
        source=_("Ydelsesforløb læst ind i Tovholder, talt som fuldtidspersoner hos jobindsats."),
        left_out=_("Personer uden en ydelse. Alle ydelser er med, også dem i fleksjob."),
        units=_(
            "Den enhed, forløbet hørte til den sidste dag på ydelsen i måneden. De, der ikke har et forløb, tæller "
            "kun med i det hele."
        ),
    ),
    Indicator.INFLOW: Definition(
        numerator=_(
            "Ydelsesforløb, der begynder i måneden. Den, der går fra én ydelse til en anden, begynder et nyt."
        ),
        denominator=NO_DENOMINATOR,
        period=A_MONTH,
        source=WHOLE_SPELLS,
        left_out=_(
            "Den, der kommer igen på samme ydelse, før der er gået en hel kalendermåned: det er det samme forløb."
        ),
        units=_(
            "Den enhed, borgerens forløb hører til den første dag på ydelsen, eller det næste forløb derefter."
        ),
    ),
    Indicator.OUTFLOW: Definition(
        numerator=_(
            "Ydelsesforløb med deres sidste dag i måneden. Den, der går fra én ydelse til en anden, afslutter ét."
        ),
        denominator=NO_DENOMINATOR,
        period=_(
            "En kalendermåned ad gangen, til og med den seneste, hvor også måneden efter er gået: først da vides "
            "det, at forløbet er slut."
        ),
        source=WHOLE_SPELLS,
        left_out=_("Ydelser, der holder en pause på mindre end en hel kalendermåned."),
        units=_("Den enhed, borgerens forløb hørte til den sidste dag på ydelsen."),
    ),
    Indicator.SO_LONG: Definition(
        numerator=_(
            "Uger fra den første dag på den ydelse, personen er på, til dagen; den midterste af alle. Er en person "
            "på to, tæller den, der har varet længst."
        ),
        denominator=_("Personer på en ydelse, som er delt ind under midlertidig forsørgelse."),
        period=ON_THE_DAY,
        source=WHOLE_SPELLS,
        left_out=_(
            "Tid på andre ydelser før denne, og permanent forsørgelse. Tallet siger, hvor længe det har varet til nu, "
            "ikke hvor længe det vil vare."
        ),
        units=OPEN_COURSE,
    ),
    Indicator.AFTER_SICK: Definition(
        numerator=_(
            "Sygeforløb, hvor personen ikke er på nogen ydelse 92 dage efter den sidste dag på sygedagpenge."
        ),
        denominator=_("Sygeforløb, der endte i kvartalet."),
        period=_(
            "Et kvartal ad gangen, til og med det seneste, hvor der er gået 92 dage for alle. For 182 og 365 dage "
            "kommer tallene senere."
        ),
        source=_(
            "Ydelsesforløb læst ind i Tovholder. Et forløb er slut efter en hel kalendermåned uden sygedagpenge. "
            "Dagene og rækkefølgen, når en person er på to ydelser, er dem hos jobindsats (Y07B15)."
        ),
        left_out=_(
            "Hvad personer uden ydelse lever af, ved vi ikke: arbejde og uddannelse uden ydelse er ét."
        ),
        units=_("Den enhed, borgerens forløb hørte til den sidste dag på sygedagpenge."),
    ),
}
