"""Somebody away: from when, until when, who covers; and what happens with the talks they have booked."""

from tovholder.jobcentre.workbench.views.away.page import my_absence, register_absence
from tovholder.jobcentre.workbench.views.away.talks import absence_talks

__all__ = ["absence_talks", "my_absence", "register_absence"]
