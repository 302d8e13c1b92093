"""The plan where it stands beside everything else: on the citizen's page, and in the talk."""

from datetime import datetime
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans.forms import TalkPlanForm, WriteForm
from tovholder.jobcentre.plans.models import Thread
from tovholder.jobcentre.plans.plan import plan_of
from tovholder.jobcentre.plans.threads import threads_of


def plan_on_page(person: Citizen, course: Course | None, reader: User, now: datetime) -> dict[str, object]:
    """What the citizen's page shows of the plan and the threads, and the form that proposes a step. Two queries."""
    threads = list(threads_of(person, reader, timezone.localdate(now)))
    if course is None:
        return {"plan": None, "threads": threads}
    return {
        "threads": threads,
        "plan": plan_of(course, person, reader=reader, now=now),
        "step_form": step_form(person, initial={"token": uuid4()}),
        "talk_plan": talk_plan(person, threads),
    }


def step_form(person: Citizen, data=None, **more) -> WriteForm:
    """The short form for a step; a citizen who cannot log in may have said it in the same breath."""
    return WriteForm(
        data,
        auto_id="step_%s",
        label=_("Foreslå et skridt"),
        rows=1,
        can_log_in=person.user_id is not None,
        **more,
    )


def talk_plan(person: Citizen, threads: list[Thread], data=None) -> TalkPlanForm:
    """What a talk may bring to the plan of this citizen."""
    return TalkPlanForm(data, can_log_in=person.user_id is not None, threads=threads)
