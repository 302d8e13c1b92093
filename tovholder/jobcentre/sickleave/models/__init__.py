from tovholder.jobcentre.sickleave.models.choice import SickLeaveChoice
from tovholder.jobcentre.sickleave.models.notice import (
    AbsenceNotice,
    BegunBy,
    CallRequest,
    NoticeKind,
    NoticeQuerySet,
    NoticeStep,
    SpokenAnswer,
    Step,
    TalkWish,
)
from tovholder.jobcentre.sickleave.models.plan import (
    DocumentKind,
    DocumentVersion,
    ReturnStep,
    WorkplaceDocument,
)
from tovholder.jobcentre.sickleave.models.sparring import Sparring, Theme
from tovholder.jobcentre.sickleave.models.talk import (
    Answer,
    Minutes,
    MinutesDraft,
    Party,
    PartyKind,
    PartyTask,
    SickLeaveTalk,
)

__all__ = [
    "AbsenceNotice",
    "Answer",
    "BegunBy",
    "CallRequest",
    "DocumentKind",
    "DocumentVersion",
    "Minutes",
    "MinutesDraft",
    "NoticeKind",
    "NoticeQuerySet",
    "NoticeStep",
    "Party",
    "PartyKind",
    "PartyTask",
    "ReturnStep",
    "SickLeaveChoice",
    "SickLeaveTalk",
    "Sparring",
    "SpokenAnswer",
    "Step",
    "TalkWish",
    "Theme",
    "WorkplaceDocument",
]
