"""The same in the slowest and most obvious way, one day after another: what the fast ones must agree with."""

from collections.abc import Container, Sequence
from datetime import date, datetime, timedelta

from tovholder.absence.notices import SAYS_AWAY_SINCE, Key, Kind, Notice
from tovholder.absence.return_plan import ReturnPlan

DAY = timedelta(days=1)


def still_said(notices: Sequence[Notice]) -> list[Notice]:
    return [
        notice
        for notice in notices
        if notice.kind is not Kind.WITHDRAWN and not any(other.corrects == notice.key for other in notices)
    ]


def hours_at(notices: Sequence[Notice], workplace: Key, day: date) -> float | None:
    """Hours a week at work there on that day; None: all of them, as far as anybody has told."""
    said: list[tuple[date, tuple[datetime, str], float | None]] = []
    for notice in still_said(notices):
        if notice.workplace != workplace:
            continue
        order = (notice.received, str(notice.key))
        if notice.first_day and notice.first_day <= day and notice.kind in SAYS_AWAY_SINCE | {Kind.RETURNED}:
            said.append((notice.first_day, order, 0.0))
        if notice.back_on and notice.back_on <= day:
            said.append((notice.back_on, order, notice.hours))
    return max(said, key=lambda each: each[:2])[2] if said else None


def away(notices: Sequence[Notice], day: date) -> dict[Key, float]:
    """The workplaces that the person is away from on that day, with the hours a week at work."""
    workplaces = {notice.workplace for notice in notices}
    found = {workplace: hours_at(notices, workplace, day) for workplace in workplaces}
    return {workplace: hours for workplace, hours in found.items() if hours is not None}


def runs(notices: Sequence[Notice], first: date, last: date) -> list[list[date]]:
    """The days away from `first` through `last`, in runs without a day between."""
    found: list[list[date]] = []
    for n in range((last - first).days + 1):
        day = first + n * DAY
        if away(notices, day):
            if found and found[-1][-1] == day - DAY:
                found[-1].append(day)
            else:
                found.append([day])
    return found


def merged(runs: Sequence[list[date]], merge_gap: int, days_off: Container[date]) -> list[list[list[date]]]:
    """Runs with at most that many days at work between them, together."""
    found: list[list[list[date]]] = []
    for run in runs:
        between = []
        if found:
            day = found[-1][-1][-1] + DAY
            while day < run[0]:
                if day not in days_off:
                    between.append(day)
                day += DAY
        if found and len(between) <= merge_gap:
            found[-1].append(run)
        else:
            found.append([run])
    return found


def planned_hours(plan: ReturnPlan, day: date) -> int | None:
    """Hours a week at work by a plan: the weeks are counted one by one until the day's is found."""
    if day < plan.first_day:
        return None
    week, monday_after = 1, plan.first_day + 7 * DAY
    while monday_after <= day:
        week, monday_after = week + 1, monday_after + 7 * DAY
    for stage in plan.stages:
        if week in range(stage.week, stage.week + stage.weeks):
            return stage.hours
    is_over = all(week > stage.week for stage in plan.stages)
    return plan.full_hours if is_over and plan.stages[-1].hours == plan.full_hours else None
