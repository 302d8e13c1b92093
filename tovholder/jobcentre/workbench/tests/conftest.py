import pytest
from django.test import Client

from tests import cast
from tovholder.jobcentre.workbench.tests.house import House


@pytest.fixture
def friday_at_ten(time_machine):
    time_machine.move_to(cast.AT, tick=False)


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def leader(house) -> Client:
    return cast.browser_of(house.lise)
