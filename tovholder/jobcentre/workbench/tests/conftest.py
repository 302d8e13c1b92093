import pytest

from tests import cast


@pytest.fixture
def friday_at_ten(time_machine):
    time_machine.move_to(cast.AT, tick=False)
