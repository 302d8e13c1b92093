"""Talks, what was said and written, and the times in which people may book one themselves."""

from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.talks.models.coordination import MINUTES_COORDINATED, CoordinatedWith, Coordination
from tovholder.jobcentre.talks.models.draft import TalkDraft
from tovholder.jobcentre.talks.models.offered import BookingChoice, OfferedTime
from tovholder.jobcentre.talks.models.reminding import RemindMe
from tovholder.jobcentre.talks.models.talk import (
    ABOUT,
    HeardQuestion,
    HeardTally,
    Message,
    Note,
    RoleTaken,
    Side,
    Talk,
    TalkQuerySet,
)

__all__ = [
    "ABOUT",
    "MINUTES_COORDINATED",
    "BookingChoice",
    "CoordinatedWith",
    "Coordination",
    "HeardQuestion",
    "HeardTally",
    "Message",
    "Note",
    "OfferedTime",
    "RemindMe",
    "Role",
    "RoleTaken",
    "Side",
    "Talk",
    "TalkDraft",
    "TalkQuerySet",
]  # fmt: skip
