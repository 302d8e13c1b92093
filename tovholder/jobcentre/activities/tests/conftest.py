import pytest

from tests import cast
from tests.cast import AT
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import Workplace


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def nordlyst(amina) -> Workplace:
    return cast.a_workplace("Nordlyst Møbler", contact=amina)


@pytest.fixture
def bo(db: None) -> Citizen:
    """Bo can log in, and so writes his own words."""
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))
