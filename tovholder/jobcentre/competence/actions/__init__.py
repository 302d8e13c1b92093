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
from tovholder.jobcentre.competence.actions.practice import (
    Worked,
    comment,
    follow,
    leave_all,
    review_practice_note,
    send_digests,
    write_practice_note,
)
from tovholder.jobcentre.competence.actions.training import (
    Offered,
    cancel_training,
    confirm,
    offer_training,
    remind,
    sign_up,
    take_part,
    wish,
    withdraw,
)

__all__ = [
    "Described",
    "Offered",
    "Worked",
    "Written",
    "add_competence",
    "agree_levels",
    "cancel_training",
    "comment",
    "confirm",
    "describe_competence",
    "follow",
    "leave_all",
    "load_catalogue",
    "load_catalogues",
    "offer_training",
    "remind",
    "review_practice_note",
    "send_digests",
    "share_own_views",
    "sign_up",
    "take_part",
    "wish",
    "withdraw",
    "write_own_views",
    "write_practice_note",
]
