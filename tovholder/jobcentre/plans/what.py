"""Which thing a press in a thread is about."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.plans.forms import TieForm
from tovholder.jobcentre.plans.models import PlanItem, StoryEntry, Thread, Tie
from tovholder.jobcentre.talks.models import Talk


def thing_of(thread: Thread, sent: TieForm, user: User, day: date) -> Talk | StoryEntry | PlanItem:
    """The talk, entry, goal or step that was sent; not found when it is another citizen's or not for this person."""
    if not sent.is_valid():
        raise Http404
    rows = {
        "talk": Talk.objects.held(),
        "entry": StoryEntry.objects.readable_by(user, day),
        "item": PlanItem.objects.all(),
    }[sent.cleaned_data["kind"]]
    return get_object_or_404(rows.filter(citizen=thread.citizen_id), pk=sent.cleaned_data["number"])


def tie_of(thread: Thread, sent: str) -> Tie | None:
    """The tie of this thread with the number that was sent; None when it is out of the thread already."""
    is_number = sent.isascii() and sent.isdigit() and len(sent) <= 18
    return thread.ties.select_related("citizen").filter(pk=int(sent)).first() if is_number else None
