"""Every change to what companies tell us of absence, and to what we do towards them with it."""

from tovholder.jobcentre.sickleave.actions.calls import answer_call, ask_for_call
from tovholder.jobcentre.sickleave.actions.corrections import NotTheirs, correct_notice, withdraw_notice
from tovholder.jobcentre.sickleave.actions.erase import erase_unmatched_names
from tovholder.jobcentre.sickleave.actions.receive import (
    NotAgreed,
    Superseded,
    answer_spoken,
    receive_notice,
    write_down_call,
)
from tovholder.jobcentre.sickleave.actions.steps import NotSpokenYet, take_step

__all__ = [
    "NotAgreed", "NotSpokenYet", "NotTheirs", "Superseded", "answer_call", "answer_spoken", "ask_for_call",
    "correct_notice", "erase_unmatched_names", "receive_notice", "take_step", "withdraw_notice", "write_down_call",
]  # fmt: skip
