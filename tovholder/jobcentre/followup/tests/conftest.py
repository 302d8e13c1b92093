import pytest

from tests import cast
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.followup.tests.waiting import quiet


@pytest.fixture(autouse=True)
def a_friday_at_ten(time_machine):
    time_machine.move_to(cast.AT, tick=False)


@pytest.fixture
def course(course) -> Course:
    """Bo's, with a next contact agreed, so that nothing waits until a test says so."""
    return quiet(course)


@pytest.fixture
def workplace(amina):
    return cast.a_workplace("Nordlyst Møbler", contact=amina)
