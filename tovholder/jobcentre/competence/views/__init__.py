from tovholder.jobcentre.competence.views.catalogue import add, catalogue, describe
from tovholder.jobcentre.competence.views.profile import (
    agree,
    my_profile,
    profile_pdf,
    share_profile,
    write_profile,
)

__all__ = [
    "add",
    "agree",
    "catalogue",
    "describe",
    "my_profile",
    "profile_pdf",
    "share_profile",
    "write_profile",
]
