"""The key to the CPR numbers: what is lost with it, said before it is lost, and whether the one at hand is the one."""

from cryptography.fernet import InvalidToken

from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen

# Said by the commands alone, which speak Danish.
WHAT_IS_LOST_WITH_IT = (
    "TOVHOLDER_CPR_KEY åbner CPR-numrene i databasen og alle sikkerhedskopier. Gem den et sikkert sted for sig selv, "
    "ikke sammen med kopierne: mistes nøglen, kan ingen læse dem igen, heller ikke vi."
)
IS_ANOTHER = (
    "TOVHOLDER_CPR_KEY er ikke den nøgle, CPR-numrene i databasen er lavet med. Sæt den rigtige, før nogen skriver "
    "nye: numre under to nøgler kan ikke findes igen."
)


def another_key() -> bool:
    """Whether the newest CPR number of the database does not open with the key at hand. One row is read."""
    newest = Citizen._base_manager.order_by("-pk").values_list("cpr_encrypted", flat=True).first()
    if newest is None:
        return False
    try:
        cpr.decrypt(newest)
    except InvalidToken:
        return True
    return False
