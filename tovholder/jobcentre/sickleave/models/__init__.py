from tovholder.jobcentre.sickleave.models.choice import SickLeaveChoice
from tovholder.jobcentre.sickleave.models.minutes import MinutesDraft, MinutesVersion, PartyTask
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
from tovholder.jobcentre.sickleave.models.paper import (
    PaperAnswer,
    PaperEvaluation,
    PaperKind,
    PaperShared,
    PaperVersion,
    PlanStage,
    WorkplacePaper,
)
from tovholder.jobcentre.sickleave.models.talk import Answer, LedBy, Party, PartyRole, SickLeaveTalk

__all__ = [
    "AbsenceNotice",
    "Answer",
    "BegunBy",
    "CallRequest",
    "LedBy",
    "MinutesDraft",
    "MinutesVersion",
    "NoticeKind",
    "NoticeQuerySet",
    "NoticeStep",
    "PaperAnswer",
    "PaperEvaluation",
    "PaperKind",
    "PaperShared",
    "PaperVersion",
    "Party",
    "PartyRole",
    "PartyTask",
    "PlanStage",
    "SickLeaveChoice",
    "SickLeaveTalk",
    "SpokenAnswer",
    "Step",
    "TalkWish",
    "WorkplacePaper",
]
