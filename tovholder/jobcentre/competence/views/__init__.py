from tovholder.jobcentre.competence.views.catalogue import add, catalogue, describe
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
    "my_profile",
    "offer",
    "profile_pdf",
    "share_profile",
    "training",
    "training_calendar",
    "training_step",
    "trainings",
    "write_profile",
]
