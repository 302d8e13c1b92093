"""What companies told about absence, all five kinds, and when somebody of ours spoke with them about it."""

from datetime import date, datetime, timedelta
from random import Random

from tovholder.jobcentre.citizens.models import Benefit, Employment, SupportSpell
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate import words
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    BegunBy,
    LedBy,
    NoticeKind,
    NoticeStep,
    SickLeaveTalk,
    SpokenAnswer,
    Step,
    TalkWish,
)
from tovholder.jobcentre.staff.models import Employee

_TOLD, _AGREES, _BY_CENTRE = 0.75, 0.72, 0.16
_WISHES = [TalkWish.NO, TalkWish.OURSELVES, TalkWish.YOU_LEAD, TalkWish.YOU_LEAD]
_OPENS, _CLOSES = 8, 16
# Per workplace.
_RECURRING, _STILL_OPEN = 0.37, 0.05


LATELY, BEFORE_THAT = (730, 0), (1095, 730)


class Notices:
    """Those about sick leaves begun between `ago[0]` and `ago[1]` days ago."""

    def __init__(
        self, town: Municipality, days: Days, numbers: Numbers, rng: Random, ago: tuple[int, int] = LATELY
    ) -> None:
        self.town, self.days, self.numbers, self.rng = town, days, numbers, rng
        self._after, self._until = (days.ago(each) for each in ago)

    def build(self, life: Life) -> None:
        """Add what was told of one person's sick leaves from work, and of the returns."""
        employment = life.last_work
        if employment is None or employment.workplace.closed_on is not None:
            return
        for spell in life.spells:
            if spell.benefit != Benefit.SICKNESS:
                continue
            is_then = self._after < spell.since <= self._until
            if is_then and employment.since <= spell.since and self.rng.random() < _TOLD:
                self._sick_leave(spell, employment)

    def build_others(self) -> None:
        """Add those that are about many short absences, and those that wait."""
        workplaces = self.town.open_workplaces()
        for _each in range(round(_RECURRING * len(workplaces))):
            day = self.days.workday_ago(self.rng.randint(2, 500))
            self._told(self.rng.choice(workplaces), NoticeKind.RECURRING, day)
        self._still_open(workplaces)

    def notice(self, workplace: Workplace, kind: str, received_at: datetime, **told: object) -> AbsenceNotice:
        """Add a notice as the company's own person wrote it: logged in, or through the link in a mail."""
        sender = self.town.persons[workplace.p_number]
        row = AbsenceNotice(
            workplace=workplace,
            sender=sender,
            kind=kind,
            received_at=received_at,
            written_by=sender.user,
            token=self.numbers.token(),
        )
        row.begun_by, row.talk = BegunBy.COMPANY, TalkWish.NO
        for name, value in told.items():
            setattr(row, name, value)
        return self.town.add(row)

    def answer(self, notice: AbsenceNotice, when: datetime) -> None:
        employee = self.town.on_duty(notice.workplace.contact, when.date())
        self.town.add(SpokenAnswer(notice=notice, employee=employee, at=when))

    def _sick_leave(self, spell: SupportSpell, employment: Employment) -> None:
        kind = self.rng.choices(
            [NoticeKind.EXPECTED, NoticeKind.FIRST_DAY, NoticeKind.SINCE], weights=[3, 4, 3]
        )[0]
        years = (self.days.today - spell.since).days // 365
        late = {NoticeKind.EXPECTED: -self.rng.randint(2, 12), NoticeKind.FIRST_DAY: 0}.get(
            kind, self.rng.randint(2, 12 + 14 * years)
        )
        day = self.days.on_to_workday(spell.since + timedelta(days=late))
        if kind == NoticeKind.FIRST_DAY and day != spell.since:
            kind = NoticeKind.SINCE  # it fell on a day off, so it was told the first workday after
        about = {} if kind == NoticeKind.EXPECTED else {"first_day": spell.since}
        self._told(employment.workplace, kind, day, employment, **about)
        if spell.until is not None and spell.until < self.days.today and self.rng.random() < 0.6:
            back = self.days.on_to_workday(spell.until)
            part_time = self.rng.choice([None, 15, 20, 25])
            self._told(employment.workplace, NoticeKind.RETURNED, back, employment, hours_a_week=part_time)

    def _told(
        self,
        workplace: Workplace,
        kind: str,
        day: date,
        employment: Employment | None = None,
        **about: object,
    ) -> None:
        received_at = at(day, self.rng.choice([7, 8, 8, 9, 10, 11, 13, 15, 17]), self.rng.randrange(60))
        answered_at = self._answered(received_at)
        if not self.days.in_the_past(answered_at):
            return
        agrees = self.rng.random() < _AGREES
        if employment is not None and agrees:
            citizen = employment.citizen
            works_there = employment.since <= day and (employment.until is None or day < employment.until)
            about |= {"person_name": citizen.name, "citizen": citizen if works_there else None}
        if self.rng.random() < _BY_CENTRE:
            about |= {"begun_by": BegunBy.CENTRE, "written_by": workplace.contact.user}
        wish = self.rng.choice(_WISHES) if kind != NoticeKind.RETURNED else TalkWish.NO
        notice = self.notice(
            workplace,
            kind,
            received_at,
            employee_agrees=agrees,
            talk=wish,
            text=words.from_company(self.rng),
            **about,
        )
        self.answer(notice, answered_at)
        if wish != TalkWish.NO:
            self._agree(notice, answered_at)

    def _agree(self, notice: AbsenceNotice, when: datetime) -> None:
        """A talk the company wished for is agreed while they speak."""
        employee = self.town.on_duty(notice.workplace.contact, when.date())
        for step in (Step.TALK_OFFERED, Step.TALK_AGREED):
            self.town.add(NoticeStep(notice=notice, step=step, employee=employee, at=when))
        starts_at = at(self.days.on_to_workday(when.date() + timedelta(days=6)), 10)
        if notice.citizen is None and self.days.in_the_past(starts_at):
            self.meet(notice, employee, when, starts_at, is_held=True)

    def meet(
        self,
        notice: AbsenceNotice,
        employee: Employee,
        offered_at: datetime,
        starts_at: datetime,
        *,
        is_held: bool,
    ) -> SickLeaveTalk:
        """The meeting about a notice without a name: two of three are at the workplace."""
        return self.town.add(
            SickLeaveTalk(
                notice=notice,
                workplace=notice.workplace,
                employee=employee,
                led_by=LedBy.CENTRE if notice.talk == TalkWish.YOU_LEAD else LedBy.COMPANY,
                form=Form.WORKPLACE if starts_at.day % 3 else Form.VIDEO,
                starts_at=starts_at,
                minutes=45,
                offered_at=offered_at,
                held_at=starts_at + timedelta(minutes=45) if is_held else None,
                token=self.numbers.token(),
            )
        )

    def _answered(self, received_at: datetime) -> datetime:
        """Minutes most often, hours sometimes, a day or two now and then; always while we are open."""
        minutes = round(min(2200, self.rng.lognormvariate(3.6, 1.2))) + 2
        moment = received_at
        if moment.hour < _OPENS:
            moment = at(moment.date(), _OPENS)
        while True:
            closes = at(moment.date(), _CLOSES)
            room = int((closes - moment).total_seconds() // 60)
            if minutes <= room:
                return moment + timedelta(minutes=minutes)
            minutes -= max(room, 0)
            next_day = self.days.on_to_workday(moment.date() + timedelta(days=1))
            moment = at(next_day, _OPENS)

    def _still_open(self, workplaces: list[Workplace]) -> None:
        """A few wait for an answer since this morning or yesterday, none of them with Nadia."""
        nadia = self.town.employees[cast.STANDS_IN]
        others = [
            place for place in workplaces if self.town.on_duty(place.contact, self.days.today) is not nadia
        ]
        for number, workplace in enumerate(self.rng.sample(others, round(_STILL_OPEN * len(workplaces)))):
            when = number % 3
            kind = [NoticeKind.EXPECTED, NoticeKind.RECURRING, NoticeKind.RETURNED][when]
            received_at = self.days.now - timedelta(minutes=35 + 420 * when + self.rng.randrange(50))
            self.notice(workplace, kind, received_at, text=words.from_company(self.rng))
