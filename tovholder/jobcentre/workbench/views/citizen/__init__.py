"""One citizen, for the one who follows them: who they are, what is agreed, what has been said. A talk is held here."""

from tovholder.jobcentre.workbench.views.citizen.course import choose_roles, confirm_handover, set_hours
from tovholder.jobcentre.workbench.views.citizen.message import answer_message
from tovholder.jobcentre.workbench.views.citizen.page import citizen
from tovholder.jobcentre.workbench.views.citizen.talk import (
    agree_next,
    cancel_talk,
    hold_talk,
    invitation_on_paper,
    understand_next,
)

__all__ = [
    "agree_next", "answer_message", "cancel_talk", "choose_roles", "citizen", "confirm_handover", "hold_talk",
    "invitation_on_paper", "set_hours", "understand_next",
]  # fmt: skip
