from collections.abc import Generator
from datetime import date, datetime
from typing import Any

import pytest

from tests.built import built_for_all
from tovholder.jobcentre.demo.actions import fill
from tovholder.jobcentre.demo.generate.days import at
from tovholder.jobcentre.demo.generate.municipality import Municipality

TODAY = date(2026, 11, 23)  # a Monday
NOW: datetime = at(TODAY, 8, 50)


@pytest.fixture(scope="module")
def hedelund(django_db_setup: None, django_db_blocker: Any) -> Generator[Municipality]:
    """The whole demo, filled once for a module's tests and then undone."""
    with built_for_all(django_db_blocker, lambda: fill(today=TODAY)) as town:
        yield town


@pytest.fixture(scope="module")
def the_cast(django_db_setup: None, django_db_blocker: Any) -> Generator[Municipality]:
    """The named people alone, filled once for a module's tests and then undone."""
    with built_for_all(django_db_blocker, lambda: fill(citizens=0, today=TODAY)) as town:
        yield town


@pytest.fixture(scope="module")
def larger_hedelund(django_db_setup: None, django_db_blocker: Any) -> Generator[Municipality]:
    """Fifteen hundred citizens, for what only shows in many, filled once for a module's tests and then undone."""
    with built_for_all(django_db_blocker, lambda: fill(citizens=1500, today=TODAY)) as town:
        yield town
