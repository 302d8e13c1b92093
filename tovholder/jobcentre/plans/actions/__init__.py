"""What is done with goals and steps (written, changed, answered, ended), the citizen's story, and the threads."""

from tovholder.jobcentre.plans.actions.answer import accept_item, decline_item
from tovholder.jobcentre.plans.actions.end import do_with_item, end_item, put_on_top, reopen_item
from tovholder.jobcentre.plans.actions.mentor import Granted, evaluate_mentor, extend_mentor, grant_mentor
from tovholder.jobcentre.plans.actions.progress import answer_progress, forget_progress, share_progress
from tovholder.jobcentre.plans.actions.story import (
    StaleEntry,
    Told,
    erase_taken_back,
    retell,
    take_back,
    tell,
)
from tovholder.jobcentre.plans.actions.thread import begin_thread, tie, untie
from tovholder.jobcentre.plans.actions.write import StaleWording, revise_item, write_item

__all__ = [
    "Granted", "StaleEntry", "StaleWording", "Told", "accept_item", "answer_progress", "begin_thread", "decline_item",
    "do_with_item", "end_item", "erase_taken_back", "evaluate_mentor", "extend_mentor", "forget_progress",
    "grant_mentor", "put_on_top", "reopen_item", "retell", "revise_item", "share_progress", "take_back", "tell",
    "tie", "untie", "write_item",
]  # fmt: skip
