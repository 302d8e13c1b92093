"""What is measured against a served house, part by part: a function yields figures. Add one, and list it in PARTS."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from tests.bench import two_more_years
from tests.bench.asking import Request, at_once, in_turn, one_by_one, request
from tests.bench.figures import Figure, middle_and_p95
from tests.bench.machine import pace_ms
from tests.bench.pages import AIMS_HOLD_AT, PAGES, Page, Town, maker, only_reads
from tests.bench.queries import inside_out
from tests.bench.serving import BARE, BARE_NAME, House
from tests.bench.table import number
from tovholder.jobcentre.allocation.question import is_new
from tovholder.jobcentre.allocation.suggestion import suggested
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.progress import progress

STORMED = ("my_day", "my_citizens", "citizen")
CONNECTIONS = (1, 4, 16)
WARM_CONNECTIONS, WARM_ROUNDS = 16, 4
SUGGESTED_WITHIN = 30  # milliseconds, also at 100,000 citizens
RECKONED_WITHIN, RECKONED_TIMES = 2, 3  # seconds, for a municipality of 5,000 citizens and five years


@dataclass(frozen=True)
class Bench:
    """A served house of one world, and how much is asked of it."""

    house: House
    group: str
    citizens: int
    pages: list[Page]
    times: int  # requests a page
    seconds: float  # of each storm
    looks: int  # before memory is read again
    town: Town = field(default_factory=Town)

    @cached_property
    def bare(self) -> Request:
        return request(BARE_NAME, BARE, cookies={})

    def figure(self, name: str, value: float, unit: str, **more: object) -> Figure:
        return Figure(self.group, name, value, unit, **more)  # type: ignore[arg-type]


def start(bench: Bench) -> Iterator[Figure]:
    """Before anything is asked: how long the house took to its first page, and what it holds in memory."""
    web, everything = bench.house.megabytes()
    yield bench.figure("Start til første svar", bench.house.seconds, "s")
    yield bench.figure("Hukommelse efter start: webserveren", web, "MB")
    yield bench.figure("Hukommelse efter start: det hele", everything, "MB")


def pages(bench: Bench) -> Iterator[Figure]:
    """One at a time, warm: median, p95 and size over HTTP; queries and time in SQL from inside."""
    for page in bench.pages:
        with progress(page.name):
            yield _page(bench, page)


def _page(bench: Bench, page: Page) -> Figure:
    port = bench.house.port
    make = maker(page, bench.town, port)
    # All threads of both workers open their connection and read their templates before the clock runs.
    rounds = WARM_ROUNDS if page.form is None else 1
    at_once(port, lambda _: make(), connections=WARM_CONNECTIONS, many=WARM_CONNECTIONS * rounds)
    before = pace_ms()
    milliseconds, answer = one_by_one(port, make, many=bench.times)
    pace = (before + pace_ms()) / 2
    middle, p95 = middle_and_p95(milliseconds)
    queries, sql = inside_out(page, bench.town)
    has_body = page.status == 200
    return bench.figure(
        page.name,
        middle,
        "ms",
        p95=p95,
        queries=queries,
        sql=sql,
        sent=len(answer.body) if has_body else None,
        page=len(answer.unpacked) if has_body else None,
        aim=page.aim(bench.citizens),
        note=f"Python {number(pace)}",
    )


def suggestions(bench: Bench) -> Iterator[Figure]:
    """Who should follow a newcomer: the three best with their reasons, rows and names read from the database."""
    today, milliseconds = timezone.localdate(), []
    newcomers = Course.objects.open().filter(is_new()).select_related("citizen").order_by("-pk")
    for course in [*newcomers[: bench.times]]:
        suggested(course, today)  # what a first question reads is there for the others
        begun = time.perf_counter()
        suggested(course, today)
        milliseconds.append((time.perf_counter() - begun) * 1000)
    if milliseconds:
        middle, p95 = middle_and_p95(milliseconds)
        yield bench.figure("Forslag til en ny borger", middle, "ms", p95=p95, aim=SUGGESTED_WITHIN)


def figures(bench: Bench) -> Iterator[Figure]:
    """All of Resultater reckoned anew and published, as every night: seconds from asking to all of it being there.

    Of the demo's three years, and of five.
    """
    aim = RECKONED_WITHIN if bench.citizens <= AIMS_HOLD_AT else None
    yield bench.figure("Resultater regnet på ny", _reckoned(), "s", aim=aim)
    with progress("To år mere"):
        two_more_years.add(timezone.now())
    yield bench.figure("Resultater regnet på ny, fem år", _reckoned(), "s", aim=aim)


def _reckoned() -> float:
    """The best of a few."""
    seconds = []
    for _ in range(RECKONED_TIMES):
        begun = time.perf_counter()
        publish_figures(timezone.localdate(), by=None, at=timezone.now())
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def throughput(bench: Bench) -> Iterator[Figure]:
    """Answers a second over 1, 4 and 16 connections, beside the barest page of the same server."""
    asked = [page for page in PAGES if page.word in STORMED and page in bench.pages]
    requests = [bench.bare, *(maker(page, bench.town, bench.house.port)() for page in asked)]
    bare: dict[int, float] = {}
    for what in requests:
        for connections in CONNECTIONS:
            with progress(f"{what.name}, {_lines(connections)}"):
                make = in_turn([what])
                at_once(bench.house.port, make, connections=connections, seconds=bench.seconds / 4)
                storm = at_once(bench.house.port, make, connections=connections, seconds=bench.seconds)
            bare.setdefault(connections, storm.a_second)
            share = "" if what is bench.bare else f"{storm.a_second / bare[connections]:.0%} af bar side · "
            yield bench.figure(
                f"{what.name}, {_lines(connections)}",
                storm.a_second,
                "svar/s",
                p95=middle_and_p95(storm.milliseconds)[1],
                note=f"{share}spørgeren {storm.own_share:.0%} af en kerne".replace("%", " %"),
            )


def memory(bench: Bench) -> Iterator[Figure]:
    """What the house holds after thousands of looks at all pages in turn, over four connections."""
    reads = only_reads(bench.pages)
    if not reads:
        return
    requests = [maker(page, bench.town, bench.house.port)() for page in reads]
    many = f"{bench.looks:,}".replace(",", ".")
    with progress(f"{many} sider i blanding"):
        storm = at_once(bench.house.port, in_turn(requests), connections=4, many=bench.looks)
    web, everything = bench.house.megabytes()
    yield bench.figure(
        f"Blandede sider, {_lines(4)}", storm.a_second, "svar/s", p95=middle_and_p95(storm.milliseconds)[1]
    )
    yield bench.figure(f"Hukommelse efter {many} sider: webserveren", web, "MB")
    yield bench.figure(f"Hukommelse efter {many} sider: det hele", everything, "MB")


def _lines(connections: int) -> str:
    return f"{connections} forbindelse{'r' if connections > 1 else ''}"


PARTS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "start": start,
    "pages": pages,
    "suggestions": suggestions,
    "figures": figures,
    "throughput": throughput,
    "memory": memory,
}
