"""The plan, the story and the threads of the one citizen with ten years behind them: as much as a busy course has.

Each course has goals and steps, some of them worded anew twice, with what each side says to them. Those of the courses
that are over are done or laid aside; of the open course some wait for an answer. The story stands in eight entries, and
five threads run through talks, entries, goals and steps.
"""

from datetime import timedelta
from itertools import cycle

from django.db import transaction

from tests.bench.long_history import Rows, moment
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.plans.models import (
    About,
    Ending,
    Kind,
    Mark,
    PlanItem,
    Readers,
    StoryEntry,
    Thread,
    Tie,
    Wording,
)
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Side, Talk

GOALS, STEPS = 2, 6  # of each course
WORDINGS = 3
ENTRIES = 8
THREADS = ("formiddagene", "ryggen", "søvnen", "at tage telefonen", "lærkerne")
TIES = 12
_GOAL = "Jeg vil arbejde med planter igen, og helst ude."
_STEP = "Jeg ringer selv til gartneriet og spørger om to formiddage om ugen."
_TOLD = (
    "Jeg begyndte i gartneriet, da jeg var nitten. Det var hårdt for ryggen, men jeg savner at være ude. " * 6
)


@transaction.atomic
def add(citizen: Citizen) -> None:
    """Add them to the citizen of `long_history`, who does not log in: Nadia writes, alone or together with them."""
    rows, nadia = Rows(citizen), cast.employee("nadia")
    courses = list(citizen.courses.order_by("since"))
    items = [item for course in courses for item in _items(rows, course, nadia)]
    entries = [_entry(rows, number, courses, nadia) for number in range(ENTRIES)]
    talks = list(Talk.objects.filter(citizen=rows.citizen).order_by("pk"))
    for number, name in enumerate(THREADS):
        thread = Thread(citizen=rows.citizen, name=name, by=nadia.user, at=moment(courses[0].since))
        thread.save(force_insert=True)
        _tie(rows, thread, talks[number::25][: TIES // 2], "talk", nadia)
        _tie(rows, thread, entries[number : number + 2], "entry", nadia)
        _tie(rows, thread, items[number::9][: TIES // 3], "item", nadia)
    rows.write()


def _items(rows: Rows, course: Course, nadia: Employee) -> list[PlanItem]:
    items = []
    for number in range(GOALS + STEPS):
        is_goal, is_open = number < GOALS, course.until is None
        begun = course.since + timedelta(days=20 * number)
        item = PlanItem(
            citizen=rows.citizen,
            course=course,
            kind=Kind.GOAL if is_goal else Kind.STEP,
            under=None if is_goal else items[number % GOALS],
            is_top=is_open and number == 0,
            version=1 + number % WORDINGS,
            ended_at=None if is_open else moment(begun + timedelta(days=100)),
            ended_as="" if is_open else Ending.ASIDE if number % 4 == 3 else Ending.DONE,
            token=rows.token(),
        )
        item.save(force_insert=True)
        items.append(item)
        waits = is_open and number >= GOALS + STEPS - 2
        for version in range(1, item.version + 1):
            _worded(rows, item, version, nadia, waits=waits and version == item.version)
    return items


def _worded(rows: Rows, item: PlanItem, version: int, nadia: Employee, *, waits: bool) -> None:
    """A wording with what both sides say; one that `waits` is our proposal, and the citizen has not answered."""
    at = moment(item.course.since + timedelta(days=30 * version))
    wording = Wording(
        item=item,
        citizen=rows.citizen,
        number=version,
        text=f"{_GOAL if item.kind == Kind.GOAL else _STEP} ({version})",
        side=Side.EMPLOYEE if waits else Side.CITIZEN,
        is_together=not waits,
        by=nadia.user,
        at=at,
    )
    wording.save(force_insert=True)
    for side in (Side.EMPLOYEE,) if waits else (Side.CITIZEN, Side.EMPLOYEE):
        rows.add(Mark(wording=wording, citizen=rows.citizen, side=side, agrees=True, by=nadia.user, at=at))


def _entry(rows: Rows, number: int, courses: list[Course], nadia: Employee) -> StoryEntry:
    entry = StoryEntry(
        citizen=rows.citizen,
        about=About.values[number % len(About.values)],
        readers=Readers.DRAWN_IN if number % 3 else Readers.PERSON,
        text=_TOLD,
        from_year=1987 + number,
        is_together=True,
        by=nadia.user,
        written_at=moment(courses[number % len(courses)].since),
        token=rows.token(),
    )
    entry.save(force_insert=True)
    return entry


def _tie(rows: Rows, thread: Thread, things: list, kind: str, nadia: Employee) -> None:
    for thing, days in zip(things, cycle(range(0, 900, 30))):
        at = thread.at + timedelta(days=days)
        rows.add(Tie(thread=thread, citizen=rows.citizen, by=nadia.user, at=at, **{kind: thing}))
