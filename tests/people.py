"""The people most tests are about, as fixtures; a module which needs them otherwise has its own of the same name.

The root conftest.py imports this, also where Django is not ready yet, so models are imported only when used.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tovholder.jobcentre.citizens.models import Citizen, Course
    from tovholder.jobcentre.staff.models import Employee


@pytest.fixture
def amina(db: None) -> "Employee":
    from tests import cast

    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def jonas(amina: "Employee") -> "Employee":
    """A colleague; Amina came first and receives the unit's newcomers."""
    from tests import cast

    return cast.an_employee("Jonas Holm")


@pytest.fixture
def bo(db: None) -> "Citizen":
    from tests import cast

    return cast.a_citizen("Bo Kragh")


@pytest.fixture
def course(bo: "Citizen", amina: "Employee") -> "Course":
    """Bo's, with Amina as contact."""
    from tests import cast

    return cast.a_course(bo, contact=amina)
