"""Every measured page is a real page, seen by somebody who may see it, and its queries are counted as they are."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from tests.bench import long_history, long_plan
from tests.bench.pages import PAGES, Town, chosen, only_reads
from tests.bench.queries import Clock, TimedCursor, inside_out, sql_timed
from tests.bench.worlds import NOW
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.actions import fill
from tovholder.jobcentre.plans.models import StoryEntry
from tovholder.jobcentre.plans.plan import plan_of
from tovholder.jobcentre.plans.threads import threads_of
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.talks.models import Talk

TODAY = date(2026, 11, 24)


@pytest.fixture
def town(db, settings):
    settings.DEMO = True
    with time_machine.travel("2026-11-24 08:50:00+01:00", tick=False):
        fill(citizens=10, seed=1, today=TODAY)
        publish_figures(TODAY, by=None, at=timezone.now())
        yield Town()


def test_every_page_can_be_measured(town: Town) -> None:
    long_plan.add(long_history.add(TODAY))
    for page in PAGES:
        queries, milliseconds = inside_out(page, town, many=1)
        assert queries > 0, page.name
        assert milliseconds > 0, page.name


def test_ten_years_of_history(town: Town) -> None:
    person = long_history.add(TODAY)
    talks = Talk.objects.filter(citizen=person).order_by("held_at")
    assert talks.count() == long_history.TALKS
    assert (TODAY - talks[0].held_at.date()).days > 9 * 365
    assert person.courses.get(until=None).contact == cast.employee("nadia")
    assert Citizen.objects.visible_to(cast.user("nadia"), TODAY).filter(pk=person.pk).exists()
    for course in person.courses.all():
        assert course.contacts.count() == 2
        assert course.talks.exclude(held_at__date__gte=course.since).count() == 0


def test_a_plan_story_and_threads_for_ten_years(town: Town) -> None:
    person, nadia = long_history.add(TODAY), cast.user("nadia")
    long_plan.add(person)
    plan = plan_of(person.courses.get(until=None), person, reader=nadia, now=NOW)
    assert plan.top
    assert len(plan.items) == long_plan.GOALS + long_plan.STEPS
    assert len(plan.waits_for_citizen) == 2
    assert max(item.version for item in plan.items) == long_plan.WORDINGS
    assert StoryEntry.objects.filter(citizen=person).readable_by(nadia, TODAY).count() == long_plan.ENTRIES
    assert all(thread.many == long_plan.TIES for thread in threads_of(person, nadia, TODAY))


def test_saving_a_talk_saves_one_each_time(town: Town) -> None:
    (page,) = chosen(["hold_talk"])
    before = Talk.objects.filter(citizen=cast.citizen("jens")).held().count()
    inside_out(page, town, many=3)
    assert Talk.objects.filter(citizen=cast.citizen("jens")).held().count() == before + 5


def test_an_aim_doubles_with_a_capital() -> None:
    (page,) = chosen(["my_citizens"])
    assert [page.aim(size) for size in (500, 5_000, 100_000, 200_000)] == [15, 15, 30, None]
    assert chosen(["my_day"])[0].aim(5000) is None


def test_pages_are_chosen_by_their_word() -> None:
    assert [page.word for page in chosen(["search", "my_day"])] == ["search", "my_day"]
    assert chosen([]) == list(PAGES)
    assert len({page.word for page in PAGES}) == len(PAGES)
    assert "hold_talk" not in [page.word for page in only_reads(list(PAGES))]
    with pytest.raises(KeyError, match="my_dog"):
        chosen(["my_dog"])


class Ticking(Clock):
    """Counts what it was asked to time instead of the seconds."""

    def timed(self, function):
        def run(*args, **kwargs):
            self.seconds += 1
            return function(*args, **kwargs)

        return run


def test_fetching_is_timed_as_well_as_asking(db) -> None:
    clock = Ticking()
    connection.ensure_connection()
    cursor = TimedCursor(connection.connection.cursor(), connection, clock)
    cursor.execute("SELECT 1 UNION SELECT 2 ORDER BY 1")
    assert [row[0] for row in cursor] == [1, 2]
    assert clock.seconds == 4  # one asked, two fetched, one in vain
    cursor.execute("SELECT 1")
    cursor.fetchall()
    assert clock.seconds == 6


def test_the_connection_is_as_it_was_afterwards(db) -> None:
    before = connection.make_cursor, connection._commit
    with sql_timed() as clock:
        assert Citizen.objects.count() == 0
    assert clock.seconds > 0
    assert (connection.make_cursor, connection._commit) == before
