"""What can go wrong between us and jobindsats.dk, each with a sentence that says what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.access.refused import Refused


class JobindsatsRefused(Refused):
    """Nothing came of asking. Nothing has changed here."""


class NoToken(JobindsatsRefused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Der mangler en nøgle til jobindsats. Bestil den gratis hos Styrelsen for Arbejdsmarked og "
                "Rekruttering på jobindsats.dk, og sæt miljøvariablen JOBINDSATS_TOKEN til den."
            )
        )


class NotSecret(JobindsatsRefused):
    """The address would send the token where others can read it."""

    def __init__(self) -> None:
        super().__init__(
            _("Adressen i JOBINDSATS_URL skal begynde med https, for ellers kan andre læse nøglen undervejs.")
        )


class TokenRefused(JobindsatsRefused):
    def __init__(self, status: int) -> None:
        super().__init__(
            _(
                "Jobindsats siger nej til nøglen (%(status)d). Se efter, at JOBINDSATS_TOKEN er skrevet helt af, "
                "eller bestil en ny på jobindsats.dk."
            )
            % {"status": status}
        )


class NotUnderstood(JobindsatsRefused):
    """The answer says that the question is wrong: the API may have moved on."""

    def __init__(self, status: int) -> None:
        super().__init__(
            _(
                "Jobindsats kender ikke det, vi spørger om (%(status)d). Er JOBINDSATS_URL den rigtige adresse, "
                "version 2? Ellers kan tabellen Y30R21 hentes som fil og læses ind under Indlæsning."
            )
            % {"status": status}
        )


class UnknownShape(JobindsatsRefused):
    def __init__(self, what: str = "") -> None:
        says = _(
            "Jobindsats svarer i en form, vi ikke kender, så intet er læst ind. Hent tabellen Y30R21 som fil, og læs "
            "den ind under Indlæsning."
        )
        super().__init__(f"{says} {what}".strip())


class TooLong(JobindsatsRefused):
    def __init__(self, megabytes: int) -> None:
        super().__init__(
            _("Svaret fra jobindsats er over %(n)d MB, så vi holdt op med at læse. Bed om færre perioder.")
            % {"n": megabytes}
        )


class Passing(JobindsatsRefused):
    """It may go well in a while. `wait` is how many seconds the other side asks for; None where it says nothing."""

    def __init__(self, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


class LimitReached(Passing):
    def __init__(self, wait: float | None) -> None:
        says = _("Jobindsats har sat en grænse for, hvor tit man må spørge, og den er nået.")
        super().__init__(f"{says} {_later(wait)}", wait)


class NoAnswer(Passing):
    def __init__(self, what: str, wait: float | None = None) -> None:
        says = _("Jobindsats svarer ikke lige nu (%(what)s), så intet er læst ind.") % {"what": what}
        super().__init__(f"{says} {_later(wait)}", wait)


def _later(wait: float | None) -> str:
    if wait is None:
        return _("Prøv igen senere.")
    minutes = max(1, -int(-wait // 60))
    return ngettext("Prøv igen om %(n)d minut.", "Prøv igen om %(n)d minutter.", minutes) % {"n": minutes}
