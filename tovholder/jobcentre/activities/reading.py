"""Activities as they are read: what goes on, what is over and has no outcome yet, and what is ended."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tovholder.jobcentre.activities.models import REAL_WORLD, Activity
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.registers.oracle import Share
from tovholder.registers.real_world import Agreed, real_world

ENDED_SHOWN = 20


@dataclass(frozen=True)
class Read:
    """`going` is what is agreed or proposed and not over; `to_end` is over, and nobody has said what came of it.

    `older`: the number that the next page of what is ended begins below; None on the last.
    """

    going: list[Activity]
    to_end: list[Activity]
    ended: list[Activity]
    older: int | None


def every_activity_of(citizen: Citizen) -> QuerySet[Activity]:
    """Of all the citizen's courses, the newest first."""
    return Activity.objects.filter(citizen=citizen).select_related("workplace").order_by("-since", "-pk")


def activities_of(citizen: Citizen, today: date, *, before: str = "") -> Read:
    """The activities of all the citizen's courses, the newest first. Two queries."""
    rows = every_activity_of(citizen)
    open_rows = list(rows.filter(ended_at__isnull=True))
    ended = rows.filter(ended_at__isnull=False).order_by("-pk")
    if before.isascii() and before.isdigit():
        ended = ended.filter(pk__lt=before[:18])
    page = list(ended[: ENDED_SHOWN + 1])
    shown = page[:ENDED_SHOWN]
    return Read(
        [row for row in open_rows if not is_over(row, today)],
        [row for row in open_rows if is_over(row, today)],
        shown,
        shown[-1].pk if len(page) > ENDED_SHOWN else None,
    )


def is_over(activity: Activity, today: date) -> bool:
    return activity.until is not None and activity.until <= today


def share_of(activities: QuerySet[Activity], first_day: date, last_day: date) -> Share:
    """The share in the real world of these activities (those agreed). One query; no row of a citizen is read."""
    return real_world(agreed_rows(activities, first_day, last_day), first_day, last_day)


def agreed_rows(activities: QuerySet[Activity], first_day: date, last_day: date) -> list[Agreed]:
    touching = activities.agreed().filter(  # type: ignore[attr-defined]
        Q(until__isnull=True) | Q(until__gt=first_day), since__lte=last_day
    )
    rows = touching.order_by("pk").values_list("since", "until", "hours", "where")
    return [Agreed(since, until, int(hours * 10), where in REAL_WORLD) for since, until, hours, where in rows]
