"""Changes to what can be learnt, who has learnt what, and who has signed up."""

from tovholder.jobcentre.competence.actions.catalogue import (
    Described,
    add_competence,
    describe_competence,
    load_catalogue,
    load_catalogues,
)
from tovholder.jobcentre.competence.actions.levels import (
    Written,
    agree_levels,
    share_own_views,
    write_own_views,
)

__all__ = [
    "Described",
    "Written",
    "add_competence",
    "agree_levels",
    "describe_competence",
    "load_catalogue",
    "load_catalogues",
    "share_own_views",
    "write_own_views",
]
