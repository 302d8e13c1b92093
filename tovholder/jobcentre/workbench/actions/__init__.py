"""The few changes that span domains: a talk, who covers and the mail about it, in one save; who stops, and who then."""

from tovholder.jobcentre.workbench.actions.held import hold_talk
from tovholder.jobcentre.workbench.actions.leaving import leave
from tovholder.jobcentre.workbench.actions.sparring import spar_about
from tovholder.jobcentre.workbench.actions.talks import Choice, Do, Settled, come_back, settle_talks

__all__ = ["Choice", "Do", "Settled", "come_back", "hold_talk", "leave", "settle_talks", "spar_about"]
