"""What citizens do on the way, over three years: more and more of it in the real world, and as untidy as life is."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from uuid import UUID

from tovholder.jobcentre.activities.models import Activity, Agreed, Outcome, Placement, Where
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality

_THREE_YEARS = 1095
_DOES_SOMETHING, _ANOTHER = 0.6, 0.55
# Of a hundred: three years ago, and today.
_WHERE = {
    Where.WORKPLACE: (30, 48),
    Where.EDUCATION: (10, 14),
    Where.OWN: (8, 10),
    Where.TREATMENT: (14, 12),
    Where.INTERNAL: (38, 16),
}
_PLACEMENTS = {
    Placement.INTERNSHIP: 60,
    Placement.PAID_HOURS: 22,
    Placement.WAGE_SUBSIDY: 13,
    Placement.COMMUNITY_WORK: 5,
}
_HOURS = {
    Where.WORKPLACE: (6, 8, 10, 12, 15, 20, 20, 25, 37),
    Where.EDUCATION: (15, 20, 25, 37),
    Where.OWN: (2, 3, 4, 5, 6),
    Where.TREATMENT: (1, 1.5, 2, 3),
    Where.INTERNAL: (6, 10, 12, 15, 20),
}
_WEEKS = {
    Where.WORKPLACE: (4, 4, 8, 13, 13, 13, 26),
    Where.EDUCATION: (1, 6, 12, 26, 52),
    Where.OWN: (8, 13, 26),
    Where.TREATMENT: (8, 12, 20),
    Where.INTERNAL: (6, 8, 13, 13),
}
# How it goes wrong, and that nobody writes down how it went.
_NEVER_BEGAN, _STOPPED, _NOBODY_SAID, _NO_END, _PROPOSED = 0.05, 0.17, 0.12, 0.08, 0.15
_WENT = {Outcome.DONE: 50, Outcome.NEXT: 24, Outcome.HIRED: 12, Outcome.WORK: 8, Outcome.EDUCATION: 6}


@dataclass(frozen=True)
class _Told:
    """What is done in each place, what came of it by outcome, and why an internal offer: activities.toml."""

    what: dict[str, list[str]]
    came: dict[str, list[str]]
    because: list[str]
    named: dict[str, list[dict[str, object]]]


@cache
def _told() -> _Told:
    told = tomllib.loads(Path(__file__).with_name("activities.toml").read_text(encoding="utf-8"))
    return _Told(**told)


class Activities:
    def __init__(self, town: Municipality, days: Days, rng: Random) -> None:
        self.town, self.days, self.rng = town, days, rng

    def of_the_named(self, lives: dict[str, Life]) -> None:
        for key, several in _told().named.items():
            for one in several:
                self._named(lives[key], dict(one))

    def build(self, life: Life) -> None:
        """Some do nothing, some one thing after the other, and some two at once."""
        course = life.course
        if course is None or self.rng.random() > _DOES_SOMETHING:
            return
        last = course.until or self.days.today
        since = max(course.since, self.days.ago(_THREE_YEARS)) + timedelta(days=self.rng.randrange(14, 90))
        while since < last:
            row = self._one(life, since, last)
            if self.rng.random() > _ANOTHER:
                break
            gap = self.rng.randrange(-10, 60)
            since = max(since, row.until or last) + timedelta(days=gap)

    def _one(self, life: Life, since: date, last: date) -> Activity:
        where = self._where(since)
        since = self.days.on_to_workday(since)
        until: date | None = since + timedelta(weeks=self.rng.choice(_WEEKS[where]))
        if where in {Where.OWN, Where.WORKPLACE} and self.rng.random() < _NO_END:
            until = None
        row = Activity(
            where=where,
            what=self.rng.choice(_told().what[where]),
            hours=Decimal(str(self.rng.choice(_HOURS[where]))),
            since=since,
            until=until,
            agreed=Agreed.BOTH,
        )
        if where == Where.WORKPLACE:
            self._place(row, self._open_workplace())
        elif where == Where.INTERNAL:
            row.because = self.rng.choice(_told().because)
        is_open = life.is_open
        if is_open and since > self.days.ago(20) and self.rng.random() < _PROPOSED:
            row.agreed = Agreed.PROPOSED
        elif not is_open or (until is not None and until <= self.days.today):
            self._ended(row, min(until or last, last))
        return self._add(life, row)

    def _where(self, day: date) -> Where:
        gone = 1 - min(1, (self.days.today - day).days / _THREE_YEARS)
        weights = [before + (now - before) * gone for before, now in _WHERE.values()]
        return self.rng.choices(list(_WHERE), weights=weights)[0]

    def _open_workplace(self) -> Workplace:
        while True:
            place = self.town.some_workplace(self.rng)
            if place.closed_on is None:
                return place

    def _place(self, row: Activity, place: Workplace) -> None:
        row.workplace = place
        row.placement = self.rng.choices(list(_PLACEMENTS), weights=list(_PLACEMENTS.values()))[0]
        row.agreed = Agreed.ALL if self.rng.random() < 0.8 else Agreed.BOTH

    def _ended(self, row: Activity, until: date) -> None:
        """How it went; of some nobody has said it."""
        row.until = max(until, row.since)
        if self.rng.random() < _NOBODY_SAID:
            return
        thrown = self.rng.random()
        if thrown < _NEVER_BEGAN:
            row.outcome, row.until = Outcome.NEVER_BEGAN, row.since
        elif thrown < _NEVER_BEGAN + _STOPPED:
            row.outcome = Outcome.STOPPED
            row.until = row.since + timedelta(
                days=max(1, (row.until - row.since).days // self.rng.randint(2, 4))
            )
        else:
            row.outcome = self.rng.choices(list(_WENT), weights=list(_WENT.values()))[0]
            if row.outcome == Outcome.HIRED and row.where != Where.WORKPLACE:
                row.outcome = Outcome.WORK
        row.outcome_words = self.rng.choice(_told().came[row.outcome])
        written = min(row.until + timedelta(days=self.rng.randrange(9)), self.days.ago(1))
        row.ended_at = at(self.days.back_to_workday(max(written, row.since)), 14, 10)

    def _named(self, life: Life, told: dict[str, object]) -> None:
        ago, weeks = int(str(told.pop("ago"))), told.pop("weeks", None)
        since = self.days.on_to_workday(self.days.ago(ago))
        row = Activity(since=since, until=since + timedelta(weeks=int(str(weeks))) if weeks else None)
        place = told.pop("workplace", "")
        if place:
            row.workplace = next(one for one in self.town.workplaces if one.name == place)
        row.hours = Decimal(str(told.pop("hours")))
        row.agreed = str(told.pop("agreed", Agreed.BOTH))
        for name, value in told.items():
            setattr(row, name, value)
        if row.outcome and row.until:
            row.ended_at = at(self.days.back_to_workday(min(row.until, self.days.ago(1))), 14, 10)
        self._add(life, row)

    def _add(self, life: Life, row: Activity) -> Activity:
        assert life.course is not None
        row.citizen, row.course = life.citizen, life.course
        row.by = life.follower.employee.user
        written = min(row.since - timedelta(days=self.rng.randrange(1, 12)), self.days.ago(1))
        row.at = at(self.days.back_to_workday(written), 10, 50)
        row.version = 2 if row.ended_at else 1
        row.token = UUID(int=self.rng.getrandbits(128), version=4)
        return self.town.add(row)
