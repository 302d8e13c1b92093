"""What says what a figure is, and the words several of them share."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.results.indicators import Words


@dataclass(frozen=True)
class Definition:
    numerator: Words
    denominator: Words
    period: Words
    source: Words
    left_out: Words
    units: Words
    # What it is compared with: how it was before the model, or elsewhere, with the source.
    before: Words = ""


NO_DENOMINATOR = _("Ingen: det er et antal.")
ON_THE_DAY = _("Én dag ad gangen: i dag, og samme dag i hver af de tolv måneder før.")
ROLLING_YEAR = _("Tolv måneder til og med dagen. Alle årene er regnet med det, vi ved i dag.")
SPELLS = _("Ydelsesforløb læst ind i Tovholder. Samme person tælles én gang.")
WHOLE_SPELLS = _(
    "Ydelsesforløb læst ind i Tovholder. Et forløb er slut efter en hel kalendermåned uden ydelsen, som hos jobindsats."
)
OPEN_COURSE = _(
    "De borgere, der har et forløb i enheden den dag. De, der ikke har, tæller kun med i det hele."
)
TWELVE_MONTHS = _("Tolv hele kalendermåneder til og med måneden.")
TWO_TALKS = _("Borgere med mindst to holdte samtaler i de tolv måneder.")
LAST_TALK = _(
    "Den enhed, borgerens seneste samtale i de tolv måneder hører til. En borger, der er flyttet mellem enheder, "
    "tæller én gang, med alle sine samtaler."
)
THEIR_WORKPLACES = _("De arbejdssteder, enhedens medarbejdere var fast kontakt for, da meldingen kom.")
A_MONTH = _("En kalendermåned ad gangen, til og med den sidste hele.")
