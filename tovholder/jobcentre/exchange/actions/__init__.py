from tovholder.jobcentre.exchange.actions.export import NobodyToExport, NotYourFile, export_list
from tovholder.jobcentre.exchange.actions.run import (
    FileHasProblems,
    FileIsGone,
    PlanChanged,
    apply_file,
    check_file,
    discard_file,
)

__all__ = [
    "FileHasProblems",
    "FileIsGone",
    "NobodyToExport",
    "NotYourFile",
    "PlanChanged",
    "apply_file",
    "check_file",
    "discard_file",
    "export_list",
]
