from tovholder.jobcentre.exchange.actions.check import check_file, check_later, check_received
from tovholder.jobcentre.exchange.actions.clean import clean_up
from tovholder.jobcentre.exchange.actions.export import NobodyToExport, NotYourFile, export_list
from tovholder.jobcentre.exchange.actions.receive import receive_file
from tovholder.jobcentre.exchange.actions.run import (
    BeingReadIn,
    FileHasProblems,
    FileIsGone,
    PlanChanged,
    apply_file,
    apply_later,
    carry_on,
    discard_file,
)
from tovholder.jobcentre.exchange.actions.work import Work

__all__ = [
    "BeingReadIn",
    "FileHasProblems",
    "FileIsGone",
    "NobodyToExport",
    "NotYourFile",
    "PlanChanged",
    "Work",
    "apply_file",
    "apply_later",
    "carry_on",
    "check_file",
    "check_later",
    "check_received",
    "clean_up",
    "discard_file",
    "export_list",
    "receive_file",
]
