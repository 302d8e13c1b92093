"""The plan where it stands beside everything else: on the citizen's page, and in the talk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans.forms import TalkPlanForm
from tovholder.jobcentre.plans.models import Thread
from tovholder.jobcentre.plans.plan import plan_of
from tovholder.jobcentre.plans.threads import threads_of


def plan_on_page(person: Citizen, course: Course | None, reader: User, now: datetime) -> dict[str, Any]:
    """What the citizen's page shows of the plan and the threads. Three queries."""
    return {
        "threads": threads_of(person, reader, timezone.localdate(now)),
        "plan": plan_of(course, person, reader=reader, now=now) if course else None,
    }


def talk_plan(
    person: Citizen, threads: list[Thread], data=None, begun: Mapping | None = None
) -> TalkPlanForm:
    """What a talk may bring to the plan of this citizen, and what of it was `begun`."""
    return TalkPlanForm(data, initial=begun, can_log_in=person.user_id is not None, threads=threads)
