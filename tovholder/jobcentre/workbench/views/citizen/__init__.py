"""One citizen, for the one who follows them: who they are, what is agreed, what has been said. A talk is held here."""

from tovholder.jobcentre.workbench.views.citizen.course import choose_roles, confirm_handover, set_hours
from tovholder.jobcentre.workbench.views.citizen.draft import discard_talk_draft, keep_talk_draft
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
    "agree_next", "answer_message", "cancel_talk", "choose_roles", "citizen", "confirm_handover", "discard_talk_draft",
    "hold_talk", "invitation_on_paper", "keep_talk_draft", "set_hours", "understand_next",
]  # fmt: skip
