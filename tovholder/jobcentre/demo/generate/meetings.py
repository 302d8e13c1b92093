"""The talks with the sawmill about Jens: one held, with what was agreed, and one that is coming.

Rikke has not answered it yet, and Jens' brother, who comes along, proposes another time.
"""

from datetime import datetime, timedelta

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.sickleave import agenda
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    Answer,
    LedBy,
    MinutesVersion,
    NoticeStep,
    Party,
    PartyRole,
    PartyTask,
    SickLeaveTalk,
    Step,
)
from tovholder.jobcentre.staff.models import Employee

_TASKS = {
    PartyRole.LEADER: "Find en afløser til kantsaven om fredagen, og sig det til holdet.",
    PartyRole.CITIZEN: "Skriv ned efter hver vagt, hvad der gik godt, og tag det med næste gang.",
}


class Meetings:
    def __init__(
        self, town: Municipality, days: Days, numbers: Numbers, notice: AbsenceNotice, employee: Employee
    ) -> None:
        self.town, self.days, self.numbers = town, days, numbers
        self.notice, self.employee = notice, employee

    def build(self, jens: Citizen, rikke: CompanyPerson) -> None:
        """Add both, and the steps towards the company that they were."""
        held_on = self.days.workday_ago(21)
        offered = at(self.days.workday_ago(28), 13, 5)
        held = self._talk(jens, rikke, offered, at(held_on, 13), held_at=at(held_on, 14))
        for step, when in ((Step.TALK_OFFERED, offered), (Step.TALK_AGREED, offered + timedelta(hours=2))):
            self.town.add(NoticeStep(notice=self.notice, step=step, employee=self.employee, at=when))
        self._minutes(held, jens, at(held_on, 14, 20))
        again = self.days.on_to_workday(self.days.today + timedelta(days=5))
        asked = at(self.days.workday_ago(1), 14, 10)
        parties = self._talk(jens, rikke, asked, at(again, 10))
        self.town.add(
            Party(
                talk=parties[0].talk,
                role=PartyRole.COMPANION,
                name="Aksel Ågård",
                email="aksel.aagaard@borger.example",
                invited_at=asked,
                answer=Answer.ANOTHER_TIME,
                proposed_at=at(again, 13),
                answered_at=asked + timedelta(minutes=90),
            )
        )

    def _talk(
        self,
        jens: Citizen,
        rikke: CompanyPerson,
        offered_at: datetime,
        starts_at: datetime,
        held_at: datetime | None = None,
    ) -> list[Party]:
        place = self.notice.workplace
        talk = self.town.add(
            SickLeaveTalk(
                notice=self.notice,
                workplace=place,
                citizen=jens,
                employee=self.employee,
                led_by=LedBy.CENTRE,
                agenda=agenda.proposed(self.notice.kind, self.notice.hours_a_week),
                form=Form.WORKPLACE,
                place=f"{place.address}, {place.postcode} {place.city}"[:100],
                starts_at=starts_at,
                minutes=45,
                offered_at=offered_at,
                held_at=held_at,
                token=self.numbers.token(),
            )
        )
        leader = Party(role=PartyRole.LEADER, name=rikke.name, email=rikke.email, company_person=rikke)
        citizen = Party(role=PartyRole.CITIZEN, answer=Answer.YES, answered_at=offered_at)
        for party in (leader, citizen):
            party.talk, party.invited_at, party.was_there = talk, offered_at, held_at is not None
            self.town.add(party)
        if held_at is not None:
            leader.answer, leader.answered_at = Answer.YES, offered_at + timedelta(hours=2)
        return [leader, citizen]

    def _minutes(self, parties: list[Party], jens: Citizen, shared_at: datetime) -> None:
        talk = parties[0].talk
        version = self.town.add(
            MinutesVersion(
                talk=talk,
                citizen=jens,
                number=1,
                conclusion="Tolv timer om ugen holder. Fredag er den hårde dag, så den bliver kortere.",
                for_citizen="Ring, hvis fredagen stadig bliver for lang. Så tager vi den sammen.",
                for_others=True,
                our_task="Ringer til Jens den første fredag, den er kortere.",
                our_due=self.days.on_to_workday(self.days.today + timedelta(days=5)),
                by=self.employee.user,
                at=shared_at,
            )
        )
        for party in parties:
            self.town.add(
                PartyTask(
                    version=version,
                    party=party,
                    citizen=jens if party.role == PartyRole.CITIZEN else None,
                    text=_TASKS[PartyRole(party.role)],
                    due=self.days.on_to_workday(self.days.today + timedelta(days=5)),
                )
            )
