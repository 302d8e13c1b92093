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

__all__ = [
    "AbsenceNotice",
    "BegunBy",
    "CallRequest",
    "NoticeKind",
    "NoticeQuerySet",
    "NoticeStep",
    "SickLeaveChoice",
    "SpokenAnswer",
    "Step",
    "TalkWish",
]
