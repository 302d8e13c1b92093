"""Where one writes at a time, the others are sure of a turn: a pause they find, at least every second."""

from itertools import pairwise

import pytest
from django.db import connection

from tovholder.jobcentre.exchange.actions import Work, work
from tovholder.jobcentre.exchange.models import ImportRun, RunState
from tovholder.jobcentre.exchange.tests.conftest import AT
from tovholder.jobcentre.exchange.tests.test_run import ONE

ASKS_AGAIN_EVERY = 0.1  # seconds: who waits for SQLite
TWO_SECONDS = 2.0


class Clock:
    """Time that goes only when we say so, and while somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(work, "time", clock)
    return clock


@pytest.fixture
def at_work(house, clock: Clock) -> Work:
    run = house.check(ONE)
    mine = Work(run, clock=lambda: AT)
    ImportRun.objects.update(state=RunState.LOADING, worker=mine.worker)
    return mine


@pytest.fixture(params=[True, False], ids=["one writes at a time", "all write at once"])
def one_at_a_time(request, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the database lets one write at a time, whichever of them the suite runs on."""
    monkeypatch.setattr(connection.features, "has_select_for_update", not request.param)
    return request.param


def in_a_row(at_work: Work, clock: Clock, *, many: int, each: float, between: float = 0.0) -> list[float]:
    """Turns of so many seconds; return when it was the others' turn: each gap that they are sure to find."""
    taken = []
    for _ in range(many):
        with at_work.turn():
            begun = clock.now
            clock.now += each
        taken.append((begun, clock.now))
        clock.now += between
    gaps = [(ended, begun) for (_begun, ended), (begun, _ended) in pairwise(taken)]
    return [until for since, until in gaps if until - since > ASKS_AGAIN_EVERY]


def test_which_databases_let_one_write_at_a_time() -> None:
    assert connection.features.has_select_for_update == (connection.vendor == "postgresql")


@pytest.mark.parametrize("each", [0.01, 0.07, 0.3, 0.9])
def test_turns_in_a_row_leave_the_others_one(at_work, clock, one_at_a_time, each: float) -> None:
    many = round(20 / each)
    others = in_a_row(at_work, clock, many=many, each=each)
    if not one_at_a_time:
        assert (clock.slept, others) == ([], [])
        return
    assert max(after - before for before, after in pairwise([0.0, *others, clock.now])) < TWO_SECONDS
    assert sum(clock.slept) < 0.15 * clock.now, "and it does not take much longer for that"


def test_who_reads_between_its_turns_need_not_sleep_too(at_work, clock, one_at_a_time) -> None:
    others = in_a_row(at_work, clock, many=30, each=0.5, between=0.2)
    assert len(others) == 29
    assert not clock.slept
