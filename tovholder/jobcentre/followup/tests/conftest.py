import pytest

from tests import cast


@pytest.fixture(autouse=True)
def a_friday_at_ten(time_machine):
    time_machine.move_to(cast.AT, tick=False)
