"""A plan for coming back in part: weeks with so many hours, from a first day back. Weeks to days, and hours on a day.

The weeks are counted from the first day back: week 1 is that day and the six after it, whatever the day is called.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

WEEK = timedelta(weeks=1)
MOST_HOURS = 37
MOST_WEEKS = 104


class WeekTwice(ValueError):
    """Two stages say something of the same week, which is `week`."""

    def __init__(self, week: int) -> None:
        super().__init__(f"week {week} is in two stages")
        self.week = week


@dataclass(frozen=True, slots=True)
class Stage:
    """From `week` on, for `weeks` weeks: `hours` a week at work."""

    week: int
    weeks: int
    hours: int

    @property
    def after(self) -> int:
        """The first week that is no longer in it."""
        return self.week + self.weeks


@dataclass(frozen=True, slots=True)
class ReturnPlan:
    """Stages from a first day back. A last stage of all the hours has no end: from then on they are all worked.

    ValueError: no stages, a stage outside weeks 1-104 or of hours outside 1-`full_hours`, full hours outside 1-37;
    WeekTwice: two stages in one week. Stages are sorted by week.
    """

    first_day: date
    full_hours: int
    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.full_hours <= MOST_HOURS:
            raise ValueError(f"{self.full_hours} are no full hours")
        if not self.stages:
            raise ValueError("a plan needs a stage")
        object.__setattr__(self, "stages", tuple(sorted(self.stages, key=lambda stage: stage.week)))
        for stage in self.stages:
            if stage.week < 1 or stage.weeks < 1 or stage.after > MOST_WEEKS + 1:
                raise ValueError(f"{stage} lies outside weeks 1-{MOST_WEEKS}")
            if not 1 <= stage.hours <= self.full_hours:
                raise ValueError(f"{stage} has no hours between 1 and {self.full_hours}")
        for before, stage in pairwise(self.stages):
            if stage.week < before.after:
                raise WeekTwice(stage.week)

    def begins(self, week: int) -> date:
        """The first day of a week of the plan."""
        return self.first_day + (week - 1) * WEEK


@dataclass(frozen=True, slots=True)
class StageDays:
    """A stage by the calendar: from `since` until (not including) `until`, None when it has no end.

    `away` is how many hours a week are still missing, `in_all` the hours of the whole stage (None without an end).
    """

    stage: Stage
    since: date
    until: date | None
    away: int
    in_all: int | None


def by_calendar(plan: ReturnPlan) -> list[StageDays]:
    """The stages with their days and sums, in order."""
    last = plan.stages[-1]
    return [
        StageDays(
            stage,
            plan.begins(stage.week),
            None
            if (endless := stage is last and stage.hours == plan.full_hours)
            else plan.begins(stage.after),
            plan.full_hours - stage.hours,
            None if endless else stage.hours * stage.weeks,
        )
        for stage in plan.stages
    ]


def hours_on(plan: ReturnPlan, day: date) -> int | None:
    """Hours a week in force on that day; None before the first day back, and where nothing is agreed."""
    for row in by_calendar(plan):
        if row.since <= day and (row.until is None or day < row.until):
            return row.stage.hours
    return None


def full_from(plan: ReturnPlan) -> date | None:
    """The day from which all hours are worked for good; None when the plan does not get there."""
    last = by_calendar(plan)[-1]
    return last.since if last.until is None else None


def hours_before_full(plan: ReturnPlan) -> int:
    """The hours the plan holds in all, before those without an end."""
    return sum(row.in_all or 0 for row in by_calendar(plan))


class Unusual(StrEnum):
    FALLS = "falls"  # fewer hours than in the stage before
    GAP = "gap"  # weeks of which nothing is said
    NOT_FULL = "not_full"  # it ends before all hours are worked


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at once more; people decide. `week` through `last_week` are the weeks it is about."""

    what: Unusual
    week: int
    last_week: int


def unusual(plan: ReturnPlan) -> list[Remark]:
    """What most plans do not do: weeks without a word, hours that fall, and an end before all hours are worked."""
    return sorted(_unusual(plan.stages, plan.full_hours), key=lambda remark: (remark.week, remark.what))


def _unusual(stages: Sequence[Stage], full_hours: int) -> Iterator[Remark]:
    if stages[0].week > 1:
        yield Remark(Unusual.GAP, 1, stages[0].week - 1)
    for before, stage in pairwise(stages):
        if stage.week > before.after:
            yield Remark(Unusual.GAP, before.after, stage.week - 1)
        if stage.hours < before.hours:
            yield Remark(Unusual.FALLS, stage.week, stage.week)
    if stages[-1].hours < full_hours:
        yield Remark(Unusual.NOT_FULL, stages[-1].after - 1, stages[-1].after - 1)
