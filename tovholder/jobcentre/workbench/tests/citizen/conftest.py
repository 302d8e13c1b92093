import pytest
from django.test import Client

from tests import cast
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.staff.models import Employee


@pytest.fixture
def amina(db) -> Employee:
    return cast.an_employee("Amina Yusuf", telephone="21 21 21 21")


@pytest.fixture
def bo(amina) -> Citizen:
    return cast.a_citizen("Bo Kragh", digits="0711921234")


@pytest.fixture
def course(bo, amina) -> Course:
    return cast.a_course(bo, contact=amina)


@pytest.fixture
def client(amina, course) -> Client:
    return cast.browser_of(amina)
