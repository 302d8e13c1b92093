from tovholder.jobcentre.competence.models.catalogue import (
    Catalogue,
    Competence,
    CompetenceWording,
    Kind,
    Origin,
    Profile,
    RoleNeed,
)
from tovholder.jobcentre.competence.models.level import (
    ANCHORS,
    AgreedBecause,
    AgreedLevel,
    Level,
    OwnView,
)
from tovholder.jobcentre.competence.models.practice import (
    Following,
    HowOften,
    KnownBy,
    PracticeComment,
    PracticeNote,
)
from tovholder.jobcentre.competence.models.training import SEATED, SignUp, Step, Training

__all__ = [
    "ANCHORS",
    "SEATED",
    "AgreedBecause",
    "AgreedLevel",
    "Catalogue",
    "Competence",
    "CompetenceWording",
    "Following",
    "HowOften",
    "Kind",
    "KnownBy",
    "Level",
    "Origin",
    "OwnView",
    "PracticeComment",
    "PracticeNote",
    "Profile",
    "RoleNeed",
    "SignUp",
    "Step",
    "Training",
]
