from typing import TYPE_CHECKING

import pytest

from tests import cast
from tests.cast import AT
from tovholder.jobcentre.access.permissions import Role

if TYPE_CHECKING:
    from tovholder.jobcentre.citizens.models import Citizen


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def bo(db: None) -> "Citizen":
    """Bo can log in, and so answers for himself."""
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


@pytest.fixture
def mona(amina) -> "Citizen":
    """Mona has neither telephone nor MitID."""
    mona = cast.a_citizen("Mona Lund")
    cast.a_course(mona, contact=amina)
    return mona
