"""Teamet: who follows how many, who is away, who waits for a person of their own; and what a leader decides."""

from tovholder.jobcentre.workbench.views.team.absence import register_absence
from tovholder.jobcentre.workbench.views.team.citizens import team_citizens
from tovholder.jobcentre.workbench.views.team.contact import change_contact
from tovholder.jobcentre.workbench.views.team.overview import seen_emergency, team, team_emergencies
from tovholder.jobcentre.workbench.views.team.proposals import answer_proposal, proposals
from tovholder.jobcentre.workbench.views.team.sharing_out import sharing_out

__all__ = [
    "answer_proposal", "change_contact", "proposals", "register_absence", "seen_emergency", "sharing_out", "team",
    "team_citizens", "team_emergencies",
]  # fmt: skip
