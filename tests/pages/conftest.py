"""The demo on a morning of its own: filled with as many citizens as are asked for, or as in a large house."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from tests.built import built_for_all
from tests.pages.about import TODAY
from tests.pages.large_house import as_in_a_large_house
from tovholder.jobcentre.demo.actions import fill, propose
from tovholder.jobcentre.results.actions import publish_figures

MORNING = "2026-11-24 08:50:00+01:00"


@pytest.fixture
def filled(db, settings):
    """Fill the demo with so many citizens, on a morning of its own."""
    settings.DEMO = True
    with time_machine.travel(MORNING, tick=False):
        yield _fill


def _fill(citizens: int) -> None:
    fill(citizens=citizens, seed=1, today=TODAY)
    propose(at=timezone.now())
    publish_figures(TODAY, by=None, at=timezone.now())
    _look_at_the_tables()


@pytest.fixture(scope="module")
def large_house(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A thousand citizens, and as in a large house; so that the databases have something to choose between."""
    with built_for_all(django_db_blocker, _build_large_house):
        yield


@time_machine.travel(MORNING, tick=False)
@override_settings(DEMO=True)
def _build_large_house() -> None:
    fill(citizens=1000, seed=1, today=TODAY)
    propose(at=timezone.now())
    publish_figures(TODAY, by=None, at=timezone.now())
    as_in_a_large_house()
    _look_at_the_tables()


@pytest.fixture
def full_house(large_house: None, db: None, settings) -> Iterator[None]:
    """The same morning in the large house, once more."""
    settings.DEMO = True
    with time_machine.travel(MORNING, tick=False):
        yield


def _look_at_the_tables() -> None:
    """As PostgreSQL does by itself within a minute: else it plans for the empty tables of the tests before.

    SQLite never does in a house that is served, so it plans the same on the first day and after ten years.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
