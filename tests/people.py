"""The people most tests are about, as fixtures; a module which needs them otherwise has its own of the same name.

The root conftest.py imports this, also where Django is not ready yet, so models are imported only when used.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.access.world import World
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


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: Any) -> "Iterator[World]":
    """The municipality of `tests.access.world`, once for a file: each test works in a transaction inside this."""
    import time_machine

    from tests.access.world import AT, build
    from tests.built import built_for_all

    with built_for_all(django_db_blocker, lambda: time_machine.travel(AT, tick=False)(build)(AT)) as world:
        yield world


@pytest.fixture
def world(built_once: "World", db: None) -> "Iterator[World]":
    """As it was built, at its moment."""
    import time_machine

    with time_machine.travel(built_once.at, tick=False):
        yield deepcopy(built_once)
