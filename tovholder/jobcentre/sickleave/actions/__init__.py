"""Every change to what companies tell us of absence, and to what we do towards them with it."""

from tovholder.jobcentre.sickleave.actions.calls import answer_call, ask_for_call
from tovholder.jobcentre.sickleave.actions.choose import choose_sick_leave
from tovholder.jobcentre.sickleave.actions.corrections import NotTheirs, correct_notice, withdraw_notice
from tovholder.jobcentre.sickleave.actions.erase import erase_unmatched_names
from tovholder.jobcentre.sickleave.actions.minutes import StaleDraft, Task, keep_draft, share_minutes
from tovholder.jobcentre.sickleave.actions.papers import (
    StalePaper,
    Written,
    WrittenStage,
    answer_paper,
    evaluate_paper,
    write_paper,
    written_in,
)
from tovholder.jobcentre.sickleave.actions.parties import (
    AlreadyThere,
    add_party,
    answer_invitation,
    remove_party,
    write_party_text,
)
from tovholder.jobcentre.sickleave.actions.receive import (
    NotAgreed,
    Superseded,
    answer_spoken,
    receive_notice,
    write_down_call,
)
from tovholder.jobcentre.sickleave.actions.sharing import share_paper, stop_sharing
from tovholder.jobcentre.sickleave.actions.steps import NotSpokenYet, take_step
from tovholder.jobcentre.sickleave.actions.take import give_back_notice, take_notice
from tovholder.jobcentre.sickleave.actions.talk import (
    TalkChanged,
    TalkOver,
    cancel_sick_leave_talk,
    change_talk,
    hold_sick_leave_talk,
    invite_parties,
    offer_talk,
)

__all__ = [
    "AlreadyThere", "NotAgreed", "NotSpokenYet", "NotTheirs", "StaleDraft", "StalePaper", "Superseded", "TalkChanged",
    "TalkOver", "Task", "Written", "WrittenStage", "add_party", "answer_call", "answer_invitation", "answer_paper",
    "answer_spoken", "ask_for_call", "cancel_sick_leave_talk", "change_talk", "choose_sick_leave", "correct_notice",
    "erase_unmatched_names", "evaluate_paper", "give_back_notice", "hold_sick_leave_talk", "invite_parties",
    "keep_draft", "offer_talk", "receive_notice", "remove_party", "share_minutes",
    "share_paper", "stop_sharing", "take_notice", "take_step", "withdraw_notice", "write_down_call", "write_paper",
    "write_party_text", "written_in",
]  # fmt: skip
