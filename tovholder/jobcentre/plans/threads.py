"""Threads as they are read: how many things each runs through, and a thread's own history."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans.models import PlanItem, StoryEntry, Thread, Tie, Wording
from tovholder.jobcentre.plans.models.story import StoryQuerySet
from tovholder.jobcentre.plans.story import BEGINNING
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.talks.models import Note, Talk

# Of each kind, what is shown in a thread, and what can be added to it: the newest.
SHOWN, COULD_ADD = 200, 10


@dataclass(frozen=True)
class Line:
    """One thing in a thread, or that could be: `kind` and `number` say which; `tie` numbers what ties it.

    Of a talk, `words` is what the citizen said, word for word.
    """

    kind: str
    number: int
    title: str
    text: str
    at: datetime
    tie: int = 0
    words: str = ""


def threads_of(citizen: Citizen, user: User, day: date) -> list[Thread]:
    """The citizen's threads in the order they were begun, each with how many things this person may read (`many`)."""
    return list(threads_asked(citizen, user, day))


def threads_asked(citizen: Citizen, user: User, day: date) -> QuerySet[Thread]:
    employee = user.employee_or_none
    if employee is not None and user.may(May.FOLLOW_CITIZENS):
        return _threads_for(employee.has_clearance).ask(citizen=citizen.pk, employee=employee.pk, day=day)
    if user.may(May.OWN_COURSE):
        return _OWN_THREADS.ask(citizen=citizen.pk, user=user.pk)
    return _threads(citizen.pk, _readable(citizen, user, day))


def _threads(citizen: Any, readable: StoryQuerySet) -> QuerySet[Thread]:
    seen = Q(ties__isnull=False) & (Q(ties__entry__isnull=True) | Q(ties__entry__in=readable.values("pk")))
    return Thread.objects.filter(citizen=citizen).annotate(many=Count("ties", filter=seen)).order_by("pk")


def _own_threads() -> QuerySet[Thread]:
    """For the citizen themselves."""
    citizen = Given.number("citizen")
    own = StoryEntry.objects.filter(citizen=citizen).standing().filter(citizen__user=Given.number("user"))
    return _threads(citizen, own)


_OWN_THREADS = Prepared(_own_threads)


@cache
def _threads_for(has_clearance: bool) -> Prepared[QuerySet[Thread]]:
    """For one who follows citizens."""
    citizen, employee, day = Given.number("citizen"), Given.number("employee"), Given.day("day")
    theirs = StoryEntry.objects.filter(citizen=citizen)
    return Prepared(
        lambda: _threads(citizen, theirs.readable_by_one(employee, day, has_clearance=has_clearance))
    )


def history_of(thread: Thread, user: User, day: date) -> list[Line]:
    """What the thread runs through that this person may read, newest first. One query.

    The citizen reads the note of a talk when it is shared; an entry begins here and is read to its end in the story.
    """
    readable = _readable(thread.citizen, user, day)
    ties = (
        Tie.objects.filter(thread=thread)
        .filter(Q(entry__isnull=True) | Q(entry__in=readable.values("pk")))
        .select_related("talk", "item", "entry")
        .defer("entry__text")
        .annotate(
            note=_newest_note("talk", "text"),
            words=_newest_note("talk", "citizen_words"),
            beginning=Left("entry__text", BEGINNING),
            wording=_wording("item", "text"),
            said_at=_wording("item", "at"),
        )
    )
    is_citizen = user.may(May.OWN_COURSE)
    lines = [_line(tie, is_citizen) for tie in ties.order_by("-at", "-pk")[:SHOWN]]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def could_add(thread: Thread, user: User, day: date) -> list[Line]:
    """What is not in the thread yet and this person may read: the newest of each kind. Three queries."""
    is_citizen = user.may(May.OWN_COURSE)

    def loose(kind: str) -> Exists:
        return Exists(Tie.objects.filter(thread=thread, **{kind: OuterRef("pk")}))

    talks = (
        Talk.objects.held()
        .filter(~loose("talk"), citizen=thread.citizen_id)
        .annotate(note=_newest_note("pk", "text"))
    )
    entries = _readable(thread.citizen, user, day).filter(~loose("entry")).defer("text")
    items = thread.citizen.plan_items.filter(~loose("item"), ended_at__isnull=True).annotate(
        wording=_wording("pk", "text"), said_at=_wording("pk", "at")
    )
    found = [_of_talk(talk, talk.note, is_citizen) for talk in talks.order_by("-held_at")[:COULD_ADD]]
    found += [
        _of_entry(entry, entry.beginning)
        for entry in entries.annotate(beginning=Left("text", BEGINNING)).order_by("-pk")[:COULD_ADD]
    ]
    found += [_of_item(item, item.wording, item.said_at) for item in items.order_by("-pk")[:COULD_ADD]]
    return found


def _readable(citizen: Citizen, user: User, day: date) -> StoryQuerySet:
    return StoryEntry.objects.filter(citizen=citizen).readable_by(user, day)


def _newest_note(path: str, what: str) -> Subquery:
    return Subquery(Note.objects.filter(talk=OuterRef(path)).order_by("-version").values(what)[:1])


def _wording(path: str, what: str) -> Subquery:
    return Subquery(Wording.objects.in_force().filter(item=OuterRef(path)).values(what)[:1])


def _line(tie: Tie, is_citizen: bool) -> Line:
    given = vars(tie)
    if tie.talk is not None:
        line = _of_talk(tie.talk, given["note"], is_citizen, given["words"])
    elif tie.entry is not None:
        line = _of_entry(tie.entry, given["beginning"])
    else:
        assert tie.item is not None
        line = _of_item(tie.item, given["wording"], given["said_at"])
    return replace(line, tie=tie.pk)


def _of_talk(talk: Talk, note: str | None, is_citizen: bool, words: str | None = None) -> Line:
    assert talk.held_at is not None
    title = _("Samtale: %(form)s") % {"form": str(talk.get_form_display()).lower()}
    if is_citizen and talk.shared_at is None:
        note = words = None
    return Line("talk", talk.pk, title, note or "", talk.held_at, words=words or "")


def _of_entry(entry: StoryEntry, beginning: str) -> Line:
    goes_on = " …" if len(beginning) == BEGINNING else ""
    title = _("Historie: %(about)s") % {"about": entry.get_about_display().lower()}
    return Line("entry", entry.pk, title, beginning + goes_on, entry.written_at)


def _of_item(item: PlanItem, wording: str, at: datetime) -> Line:
    return Line("item", item.pk, item.get_kind_display(), wording, at)
