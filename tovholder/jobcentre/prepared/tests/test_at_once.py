"""The first pages of a new process are asked for at once: its threads write the same query at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db.models import QuerySet

from tovholder.jobcentre import prepared
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.staff.models import Absence

THREADS = 4
MOMENT = 0.02


class SlowlyBuilt(QuerySet):
    """Others come by while its query is looked at."""

    @property
    def query(self):
        sleep(MOMENT)
        return self._query

    @query.setter
    def query(self, value):
        self._query = value


def in_threads(do):
    together = Barrier(THREADS)

    def one(number):
        together.wait(timeout=30)
        return do(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(one, range(THREADS))]


@pytest.fixture(autouse=True)
def no_server(monkeypatch):
    monkeypatch.setattr(prepared, "may_plan", lambda connection: False)


def written(rows):
    return rows.query.get_compiler("default").as_sql()


def test_nobody_gets_one_that_is_half_built():
    built = []

    def build():
        built.append(1)
        return SlowlyBuilt(Absence).filter(employee=Given.number("employee"))

    query = Prepared(build)
    answers = in_threads(lambda number: written(query.ask(employee=number)))
    assert [values for _, values in answers] == [(number,) for number in range(THREADS)]
    assert len({sql for sql, _ in answers}) == 1
    assert len(built) == 1


def test_it_is_written_once(monkeypatch):
    writes = []

    class SlowlyWritten(Given):
        def as_sql(self, compiler, connection):
            writes.append(1)
            sleep(MOMENT)
            return super().as_sql(compiler, connection)

    query = Prepared(lambda: Absence.objects.filter(since=SlowlyWritten.day("since")))
    query.ask(since=None)
    answers = in_threads(lambda number: written(query.ask(since=None)))
    assert len(set(answers)) == 1
    assert len(writes) == 1
