"""What the citizen and the employee plan together: goals and steps with the marks of both; and the citizen's story."""

from tovholder.jobcentre.plans.models.item import Ending, Kind, Mark, PlanItem, Wording
from tovholder.jobcentre.plans.models.mentor import MentorGrant
from tovholder.jobcentre.plans.models.progress import Progress, ProgressQuestion, ProgressShared
from tovholder.jobcentre.plans.models.story import About, Readers, StoryEntry
from tovholder.jobcentre.plans.models.thread import Thread, Tie

__all__ = [
    "About", "Ending", "Kind", "Mark", "MentorGrant", "PlanItem", "Progress", "ProgressQuestion", "ProgressShared",
    "Readers", "StoryEntry", "Thread", "Tie", "Wording",
]  # fmt: skip
