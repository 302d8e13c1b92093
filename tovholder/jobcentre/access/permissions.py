"""Who may do what: the one table from role to permission. Whose rows they are is asked elsewhere (`visible_to`)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    EMPLOYEE = "employee", _("Medarbejder")
    LEADER = "leader", _("Afdelingsleder")
    MANAGER = "manager", _("Arbejdsmarkedschef")
    DATA_OWNER = "data_owner", _("Data- og systemejer")
    CITIZEN = "citizen", _("Borger")
    COMPANY = "company", _("Virksomhed")


class May(TextChoices):
    """What a page or an action needs. One permission is one kind of work, not one page."""

    FOLLOW_CITIZENS = "follow_citizens", _("Følge borgere og arbejdssteder")
    LEAD = "lead", _("Fordele borgere og godkende overleveringer")
    SEE_LOAD = "see_load", _("Se, hvem der følger hvor mange")
    WEIGH = "weigh", _("Bestemme, hvad der tæller, når borgere fordeles")
    LEARN = "learn", _("Se sin egen profil, lære og dele det, der virker")
    READ_CATALOGUE = "read_catalogue", _("Læse kataloget over kompetencer")
    SHAPE_CATALOGUE = "shape_catalogue", _("Bestemme, hvad kataloget rummer")
    SEE_RESULTS = "see_results", _("Se resultater")
    READ_FILES = "read_files", _("Læse filer ind og hente dem ud")
    OWN_COURSE = "own_course", _("Se sit eget forløb")
    COMPANY_DOOR = "company_door", _("Skrive til sin faste kontakt")


ROLES: dict[str, frozenset[May]] = {
    Role.EMPLOYEE: frozenset({May.FOLLOW_CITIZENS, May.LEARN, May.READ_CATALOGUE, May.SEE_RESULTS}),
    Role.LEADER: frozenset(
        {May.FOLLOW_CITIZENS, May.LEARN, May.READ_CATALOGUE, May.LEAD, May.SEE_LOAD, May.SEE_RESULTS}
    ),
    Role.MANAGER: frozenset(
        {May.SEE_LOAD, May.WEIGH, May.READ_CATALOGUE, May.SHAPE_CATALOGUE, May.SEE_RESULTS}
    ),
    Role.DATA_OWNER: frozenset({May.READ_FILES, May.SEE_RESULTS}),
    Role.CITIZEN: frozenset({May.OWN_COURSE}),
    Role.COMPANY: frozenset({May.COMPANY_DOOR}),
}


def may(role: str, needs: May) -> bool:
    return needs in ROLES.get(role, frozenset())
