"""The demo on a morning of its own: filled with as many citizens as are asked for, or as in a large house."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from tests.pages.about import TODAY
from tests.pages.large_house import as_in_a_large_house
from tovholder.jobcentre.demo.actions import fill, propose
from tovholder.jobcentre.results.actions import publish_figures


@pytest.fixture
def filled(db, settings):
    """Fill the demo with so many citizens, on a morning of its own."""
    settings.DEMO = True
    with time_machine.travel("2026-11-24 08:50:00+01:00", tick=False):
        yield _fill


def _fill(citizens: int) -> None:
    fill(citizens=citizens, seed=1, today=TODAY)
    propose(at=timezone.now())
    publish_figures(TODAY, by=None, at=timezone.now())
    _look_at_the_tables()


@pytest.fixture
def full_house(db: None, settings) -> Iterator[None]:
    """A thousand citizens, and as in a large house; so that the databases have something to choose between."""
    settings.DEMO = True
    with time_machine.travel("2026-11-24 08:50:00+01:00", tick=False):
        fill(citizens=1000, seed=1, today=TODAY)
        propose(at=timezone.now())
        as_in_a_large_house()
        _look_at_the_tables()
        yield


def _look_at_the_tables() -> None:
    """As a database does by itself within a minute: else it plans for the empty tables of the tests before."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
