"""A talk is held, and what it brought to the plan is written in the same save."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.plans.actions import begin_thread, tie, write_item
from tovholder.jobcentre.plans.models import Kind, Thread
from tovholder.jobcentre.talks import actions as talks
from tovholder.jobcentre.talks.models import Talk


@transaction.atomic
def hold_talk(
    course: Course,
    *,
    token: UUID,
    step: str,
    step_together: bool = False,
    threads: Iterable[int] = (),
    new_thread: str = "",
    by: User,
    at: datetime,
    **talk: Any,
) -> Talk:
    """As `talks.actions.hold_talk`, and propose the `step` that was talked about, if any, or write it together, and lay
    the talk in `threads` (numbers of the citizen's) and in a new one: all or nothing.

    What the writer's draft held is saved, and the draft gone. The same `token` twice gives the first talk and the first
    step. Refuses what each of them refuses.
    """
    held = talks.hold_talk(course, token=token, by=by, at=at, **talk)
    if step:
        write_item(course, kind=Kind.STEP, text=step, token=token, together=step_together, by=by, at=at)
    chosen = list(Thread.objects.filter(citizen=course.citizen_id, pk__in=threads).order_by("pk"))
    if new_thread:
        chosen.append(begin_thread(course.citizen, name=new_thread, by=by, at=at))
    for thread in chosen:
        tie(thread, held, by=by, at=at)
    talks.drop_talk_draft(course.citizen, by=by, at=at)
    return held
