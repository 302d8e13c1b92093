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

__all__ = [
    "ANCHORS",
    "AgreedBecause",
    "AgreedLevel",
    "Catalogue",
    "Competence",
    "CompetenceWording",
    "Kind",
    "Level",
    "Origin",
    "OwnView",
    "Profile",
    "RoleNeed",
]
