from tovholder.jobcentre.competence.views.catalogue import add, catalogue, describe
from tovholder.jobcentre.competence.views.practice import (
    leave_digest,
    practice,
    practice_note,
    review_practice,
    write_practice,
)
from tovholder.jobcentre.competence.views.profile import (
    agree,
    my_profile,
    profile_pdf,
    share_profile,
    write_profile,
)
from tovholder.jobcentre.competence.views.training import (
    cancel_training,
    confirm_training,
    offer,
    training,
    training_calendar,
    training_step,
    trainings,
)

__all__ = [
    "add",
    "agree",
    "cancel_training",
    "catalogue",
    "confirm_training",
    "describe",
    "leave_digest",
    "my_profile",
    "offer",
    "practice",
    "practice_note",
    "profile_pdf",
    "review_practice",
    "share_profile",
    "training",
    "training_calendar",
    "training_step",
    "trainings",
    "write_practice",
    "write_profile",
]
