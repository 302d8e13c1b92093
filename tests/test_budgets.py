"""Counts and bytes, never seconds: the same with ten citizens and with five hundred."""

from datetime import date

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.actions import fill

TODAY = date(2026, 11, 24)
QUERIES = {
    "my_day": 10,
    "citizen": 15,
    "team_citizens": 12,
    "my_citizens": 10,
    "team": 12,
    "results": 12,
    "my_course": 12,
}
BYTES = {"team_citizens": 100_000, "my_day": 100_000, "citizen": 100_000}
WHO = {"team_citizens": "ellen", "team": "ellen", "results": "henrik", "my_course": "jens"}


def measure(name: str) -> tuple[int, int]:
    """Return how many queries and bytes a warm page of somebody's costs."""
    client = Client()
    client.force_login(cast.user(WHO.get(name, "nadia")))
    address = reverse(name, args=[cast.citizen("jens").pk] if name == "citizen" else [])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries), len(response.content)


@pytest.fixture
def filled(db, settings):
    """Fill the demo with so many citizens, on a morning of its own."""
    settings.DEMO = True
    with time_machine.travel("2026-11-24 08:50:00+01:00", tick=False):
        yield lambda citizens: fill(citizens=citizens, seed=1, today=TODAY)


@pytest.mark.parametrize("citizens", [10, 500])
def test_no_page_costs_more_than_its_budget(citizens: int, filled) -> None:
    filled(citizens)
    costs = {name: measure(name) for name in QUERIES}
    over = {name: cost for name, cost in costs.items() if cost[0] > QUERIES[name]}
    assert not over, f"queries, bytes: {over}"
    heavy = {name: cost for name, cost in costs.items() if cost[1] > BYTES.get(name, 200_000)}
    assert not heavy, f"queries, bytes: {heavy}"


def test_queries_do_not_grow_with_citizens(filled) -> None:
    counts = {}
    for citizens in (10, 500):
        point = transaction.savepoint()
        filled(citizens)
        counts[citizens] = {name: measure(name)[0] for name in ("my_day", "citizen", "team_citizens")}
        transaction.savepoint_rollback(point)
    assert counts[10] == counts[500]


def test_the_list_of_a_unit_carries_no_option_per_citizen(filled) -> None:
    filled(500)
    client = Client()
    client.force_login(cast.user("ellen"))
    page = client.get(reverse("team_citizens")).content.decode()
    assert page.count("<option") <= 200
