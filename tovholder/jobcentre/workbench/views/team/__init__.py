"""Teamet: who follows how many, who is away, who waits for a person of their own; and what a leader decides."""

from tovholder.jobcentre.workbench.views.team.asked import unit_move, wish
from tovholder.jobcentre.workbench.views.team.calls import answer_call
from tovholder.jobcentre.workbench.views.team.citizens import team_citizens
from tovholder.jobcentre.workbench.views.team.contact import change_contact
from tovholder.jobcentre.workbench.views.team.employee import employee
from tovholder.jobcentre.workbench.views.team.handover import hand_over, handover_list
from tovholder.jobcentre.workbench.views.team.leaving import leaving, undo_leaving
from tovholder.jobcentre.workbench.views.team.overview import seen_emergency, team, team_emergencies
from tovholder.jobcentre.workbench.views.team.proposals import answer_proposal, proposals
from tovholder.jobcentre.workbench.views.team.sharing_out import sharing_out
from tovholder.jobcentre.workbench.views.team.skills import coverage, next_to_learn, skills
from tovholder.jobcentre.workbench.views.team.workplace_contact import change_workplace_contact

__all__ = [
    "answer_call", "answer_proposal", "change_contact", "change_workplace_contact", "coverage", "employee",
    "hand_over", "handover_list", "leaving", "next_to_learn", "proposals", "seen_emergency", "sharing_out",
    "skills", "team", "team_citizens", "team_emergencies", "undo_leaving", "unit_move", "wish",
]  # fmt: skip
