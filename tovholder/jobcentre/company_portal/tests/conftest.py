import pytest

from tovholder.jobcentre.audit import middleware
from tovholder.jobcentre.audit.looks import noticed
from tovholder.jobcentre.sickleave.tests.house import NOW, House, logged_in, plain_static_files


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def no_manifest(settings):
    plain_static_files(settings)


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def seen(monkeypatch) -> list[set[int]]:
    """The citizens each request has read, recorded or not."""
    requests: list[set[int]] = []

    def watched(self, request):
        with noticed() as looks:
            response = self.get_response(request)
        requests.append(set(looks.seen))
        return response

    monkeypatch.setattr(middleware.NoLogNoLook, "__call__", watched)
    return requests


@pytest.fixture
def hanne(house):
    """The browser of Hanne from Nordlyst Møbler."""
    return logged_in(house.hanne)
