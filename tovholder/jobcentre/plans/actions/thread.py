"""Threads are begun, and tied to what they run through."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans.actions.write import side_of
from tovholder.jobcentre.plans.models import PlanItem, StoryEntry, Thread, Tie
from tovholder.jobcentre.talks.models import Talk

MOST_THREADS = 30


@transaction.atomic
def begin_thread(citizen: Citizen, *, name: str, by: User, at: datetime) -> Thread:
    """Begin a thread; one of that name already is the one. Refuses others than the citizen and an employee, an empty
    name, and more than thirty threads.
    """
    Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk)
    side = side_of(by, citizen)
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Giv tråden et navn. Et ord er nok."))
    threads = list(Thread.objects.filter(citizen=citizen).order_by("pk"))
    for thread in threads:
        if thread.name.lower() == name.lower():
            return thread
    if len(threads) >= MOST_THREADS:
        raise Refused(_("Der er %(n)d tråde. Brug en af dem.") % {"n": MOST_THREADS})
    begun = Thread.objects.create(citizen=citizen, name=name, by=by, at=at)
    record.action("begin_thread", by=by, at=at, citizen=citizen.pk, on=begun, side=side)
    return begun


@transaction.atomic
def tie(thread: Thread, to: Talk | StoryEntry | PlanItem, *, by: User, at: datetime) -> Tie:
    """Let the thread run through a talk, an entry, or a goal or step. Twice is once.

    Refuses others than the citizen and an employee, what is another citizen's, a talk that is not held, and an entry
    that this person may not read.
    """
    citizen = Citizen.objects.select_for_update(of=("self",)).get(pk=thread.citizen_id)
    side = side_of(by, citizen)
    _check(to, citizen, by, at)
    kind = "talk" if isinstance(to, Talk) else "entry" if isinstance(to, StoryEntry) else "item"
    tied: Tie | None = Tie.objects.filter(thread=thread, **{kind: to}).first()
    if tied is not None:
        return tied
    tied = Tie.objects.create(thread=thread, citizen=citizen, by=by, at=at, **{kind: to})
    record.action("tie", by=by, at=at, citizen=citizen.pk, on=tied, thread=thread.pk, to=kind, side=side)
    return tied


@transaction.atomic
def untie(tied: Tie, *, by: User, at: datetime) -> None:
    """Take something out of a thread; it stays where it is. Refuses others than the citizen and an employee."""
    side = side_of(by, tied.citizen)
    if Tie.objects.filter(pk=tied.pk).exists():
        record.action(
            "untie", by=by, at=at, citizen=tied.citizen_id, on=tied, thread=tied.thread_id, side=side
        )
        Tie.objects.filter(pk=tied.pk).delete()


def _check(to: Talk | StoryEntry | PlanItem, citizen: Citizen, user: User, at: datetime) -> None:
    may = to.citizen_id == citizen.pk
    if isinstance(to, Talk):
        may = may and to.held_at is not None
    elif isinstance(to, StoryEntry):
        readable = StoryEntry.objects.readable_by(user, timezone.localdate(at))
        may = may and readable.filter(pk=to.pk).exists()
    if not may:
        raise Refused(_("Det kan ikke lægges i den tråd. Hent siden igen."))
