"""A small house for the citizen's pages: one unit, Amina who follows Bo, Jonas who can cover."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests import cast
from tests.cast import AT
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.talks.models import Message, Talk


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(AT, tick=False)


class House:
    def __init__(self) -> None:
        self.unit = cast.a_unit("Job og Helhed")
        self.amina = cast.an_employee("Amina Yusuf", telephone="22 22 22 22")
        self.jonas = cast.an_employee("Jonas Holm", telephone="33 33 33 33")
        self.bo = self.citizen("Bo Kragh")
        self.course = cast.a_course(self.bo, contact=self.amina)

    def citizen(self, name: str, **more) -> Citizen:
        return cast.a_citizen(name, user=cast.a_user(Role.CITIZEN), **more)

    def follow(self, citizen: Citizen):
        return cast.a_course(citizen, contact=self.amina)

    def talk(self, text: str, *, course=None, days_ago=1, roles=("coach", "mentor"), **more) -> Talk:
        at = AT - timedelta(days=days_ago)
        return cast.a_held_talk(course or self.course, by=self.amina, at=at, text=text, roles=roles, **more)

    def message(self, text: str, *, side="citizen", course=None, days_ago=0) -> Message:
        by = self.amina.user if side == "employee" else None
        return cast.a_message(course or self.course, text, by=by, at=AT - timedelta(days=days_ago))


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def bo(house) -> SimpleNamespace:
    return SimpleNamespace(citizen=house.bo, client=cast.browser_of(house.bo))
