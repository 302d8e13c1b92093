"""Teamet: who follows how many, who is away, who waits for a person of their own; and what a leader decides."""

from tovholder.jobcentre.workbench.views.team.absence import register_absence
from tovholder.jobcentre.workbench.views.team.citizens import team_citizens
from tovholder.jobcentre.workbench.views.team.contact import change_contact
from tovholder.jobcentre.workbench.views.team.handover import hand_over, handover_list
from tovholder.jobcentre.workbench.views.team.overview import seen_emergency, team, team_emergencies

__all__ = [
    "change_contact", "hand_over", "handover_list", "register_absence", "seen_emergency", "team", "team_citizens",
    "team_emergencies",
]  # fmt: skip
