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
from tovholder.jobcentre.sickleave.models.paper import (
    PaperAnswer,
    PaperEvaluation,
    PaperKind,
    PaperShared,
    PaperVersion,
    PlanStage,
    WorkplacePaper,
)

__all__ = [
    "AbsenceNotice",
    "BegunBy",
    "CallRequest",
    "NoticeKind",
    "NoticeQuerySet",
    "NoticeStep",
    "PaperAnswer",
    "PaperEvaluation",
    "PaperKind",
    "PaperShared",
    "PaperVersion",
    "PlanStage",
    "SickLeaveChoice",
    "SpokenAnswer",
    "Step",
    "TalkWish",
    "WorkplacePaper",
]
