from tovholder.jobcentre.allocation.actions.answer import (
    Refusal,
    Words,
    accept,
    hand_over,
    put_aside,
    reason_for,
)
from tovholder.jobcentre.allocation.actions.ask import ask_about_house, ask_about_leaver, ask_about_unit
from tovholder.jobcentre.allocation.actions.reckon import work_out
from tovholder.jobcentre.allocation.actions.weigh import NotYourWeights, weigh

__all__ = [
    "NotYourWeights", "Refusal", "Words", "accept", "ask_about_house", "ask_about_leaver", "ask_about_unit",
    "hand_over", "put_aside", "reason_for", "weigh", "work_out",
]  # fmt: skip
