import pytest

from tovholder.jobcentre.citizens.tests.asking import Asking


@pytest.fixture
def house(db) -> Asking:
    return Asking()
