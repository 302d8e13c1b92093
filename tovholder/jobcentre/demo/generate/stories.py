"""What has happened to the named people, so that every reason to follow up and every state has somebody to show it."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Course,
    CourseContact,
    Disqualification,
    EmergencyAccess,
    Employment,
    Handover,
    SupportSpell,
)
from tovholder.jobcentre.citizens.models.access import Closeness
from tovholder.jobcentre.citizens.models.course import DrawnInReason, Ended, Form, HandoverReason
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.cast import CastCitizen
from tovholder.jobcentre.demo.generate.ahead import Ahead
from tovholder.jobcentre.demo.generate.contacts import draw_in
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.meetings import Meetings
from tovholder.jobcentre.demo.generate.municipality import Life, LookBack, Municipality
from tovholder.jobcentre.demo.generate.notices import Notices
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.demo.generate.papers import Papers
from tovholder.jobcentre.demo.generate.talks import Talks, write
from tovholder.jobcentre.demo.generate.threads import Threads
from tovholder.jobcentre.demo.generate.times import remind
from tovholder.jobcentre.sickleave.models import Answer, NoticeKind, Party, PartyRole, TalkWish
from tovholder.jobcentre.staff.models import Employee


@dataclass(frozen=True)
class Held:
    """A talk `ago` days ago, or the workday before; a private note without a reason when not shared."""

    ago: int
    hour: int
    form: str
    roles: list[str]
    minutes: int
    text: str
    is_shared: bool = True
    threads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    """A course as stories.toml tells it; `began`, `handed_over` and `ended` are days ago."""

    benefit: str
    because: str
    hours: str
    began: int
    talks: tuple[Held, ...]
    handed_over: int | None = None
    ended: int | None = None
    what_matters: str = ""


def _read() -> dict[str, Story]:
    document = tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8"))
    return {
        key: Story(**{**told, "talks": tuple(Held(**held) for held in told["talks"])})
        for key, told in document.items()
    }


STORIES = _read()


class Stories:
    def __init__(self, town: Municipality, days: Days, numbers: Numbers, threads: Threads) -> None:
        self.town, self.days, self.numbers, self.threads = town, days, numbers, threads
        self.lives: dict[str, Life] = {}

    def build(self) -> None:
        """Add the named citizens, their courses and what lies behind them."""
        for person in cast.CITIZENS:
            life = self._life(person)
            self._contacts(life, STORIES[person.key])
            self.lives[person.key] = life

    def _life(self, person: CastCitizen) -> Life:
        story = STORIES[person.key]
        follower = next(f for f in self.town.followers if f.employee is self.town.employees[person.contact])
        user = self.town.add_user(person.key, Role.CITIZEN) if person.logs_in else None
        citizen = Citizen(
            name=person.name,
            is_protected=person.is_protected,
            language=person.language,
            needs_interpreter=person.needs_interpreter,
            telephone=self.numbers.telephone(),
        )
        citizen.set_cpr(self.numbers.cpr(person.birth_date, is_woman=person.is_woman))
        citizen.user = user
        self.town.add(citizen)
        since, until = self.days.ago(story.began), self.days.ago(story.ended) if story.ended else None
        course = Course(
            citizen=citizen,
            unit=self.town.units[person.unit],
            contact=follower.employee,
            since=since,
            until=until,
            began_because=story.because,
            ended_because=Ended.WORK if until else "",
            weekly_hours=Decimal(story.hours),
        )
        self.town.add(course)
        spell = self.town.add(SupportSpell(citizen=citizen, benefit=story.benefit, since=since, until=until))
        return Life(citizen, follower, "", [spell], course=course, key=person.key)

    def _contacts(self, life: Life, story: Story) -> None:
        course, final = life.course, life.follower.employee
        assert course is not None
        sidsel = self.town.employees[cast.RECEIVES_IN_WORK]
        if story.handed_over is None:
            return self._followed_by(life, final, course.since, course.until)
        handed_over = self.days.ago(story.handed_over)
        self._followed_by(life, sidsel, course.since, handed_over)
        self._followed_by(life, final, handed_over, course.until)
        accepted = at(handed_over, 10, 20)
        self.town.add(
            Handover(
                course=course,
                citizen=life.citizen,
                from_employee=sidsel,
                to_employee=final,
                reason=HandoverReason.PROPOSAL,
                what_matters=story.what_matters,
                accepted_at=accepted,
                confirmed_at=None if life.key == "soeren" else accepted + timedelta(hours=3),
            )
        )
        return None

    def _followed_by(self, life: Life, employee: Employee, since: date, until: date | None) -> None:
        row = CourseContact(
            course=life.course, citizen=life.citizen, employee=employee, since=since, until=until
        )
        life.contacts.append(self.town.add(row))

    # --- Talks, messages, what is agreed ------------------------------------------------------------------------------

    def talk(self, talks: Talks) -> None:
        """Add the talks the named people have had."""
        for key, life in self.lives.items():
            for held in STORIES[key].talks:
                day = self.days.workday_ago(held.ago)
                contact = next(row.employee for row in reversed(life.contacts) if row.since <= day)
                starts_at = at(day, held.hour)
                talk = talks.hold(
                    life,
                    contact,
                    starts_at,
                    form=held.form,
                    roles=held.roles,
                    minutes=held.minutes,
                    text=held.text,
                    shared_at=starts_at + timedelta(minutes=held.minutes) if held.is_shared else None,
                )
                self.threads.tie(life, held.threads, starts_at, talk=talk)

    def write(self) -> None:
        """Jens has been answered; Maja waits since yesterday."""
        write(
            self.town,
            self.lives["jens"],
            self.numbers,
            asked="Hej Nadia. Rikke foreslår, at vi tager mødet på savværket. Er det i orden med dig?",
            asked_at=at(self.days.ago(5), 19, 12),
            answer="Hej Jens. Det er en god idé. Så ses vi på savværket.",
            answered_at=at(self.days.ago(4), 8, 31),
        )
        write(
            self.town,
            self.lives["maja"],
            self.numbers,
            asked="Hej Nadia. Jeg vil gerne prøve de to formiddage på rideskolen. Hvornår kan jeg begynde?",
            asked_at=at(self.days.ago(1), 16, 47),
        )

    def agree(self, ahead: Ahead) -> None:
        """Jens at nine today, Hanne at two with Nadia, who stands in; Fatima's day has passed; with Kirsten nothing.

        Maja wants to be reminded.
        """
        remind(self.town, self.lives["maja"], email="maja@hedelund.example")
        today, nadia = self.days.today, self.town.employees[cast.STANDS_IN]
        ahead.book(self.lives["jens"], nadia, today, time(9), Form.WORKPLACE, place="Hedelund Savværk")
        ahead.book(self.lives["hanne"], nadia, today, time(14), Form.TELEPHONE)
        for key, in_days, start, form in (
            ("maja", 6, time(10), Form.IN_PERSON),
            ("soeren", 3, time(9, 30), Form.IN_PERSON),
            ("preben", 8, time(10), Form.TELEPHONE),
            ("torben", 10, time(13), Form.TELEPHONE),
            ("ingrid", 12, time(10), Form.VIDEO),
        ):
            life = self.lives[key]
            day = self.days.on_to_workday(today + timedelta(days=in_days))
            ahead.book(life, self.town.on_duty(life.follower.employee, day), day, start, form)
        fatima = self.lives["fatima"].course
        assert fatima is not None
        fatima.next_on = self.days.last_monday()

    # --- Work, companies, colleagues, looks ---------------------------------------------------------------------------

    def work(self) -> None:
        """Jens is at the sawmill, Camilla at the nursing home, Fatima nowhere yet."""
        places = {place.name: place for place in self.town.workplaces}
        for key, place, days_ago in (
            ("jens", cast.SAWMILL, 4100),
            ("camilla", cast.NURSING_HOME, 1900),
        ):
            self.town.add(
                Employment(
                    citizen=self.lives[key].citizen,
                    workplace=places[place.workplace],
                    since=self.days.ago(days_ago),
                )
            )

    def tell(self, notices: Notices) -> None:
        """The sawmill wrote forty minutes ago, without a name. About Jens it is answered, and Solgården's too."""
        places = {place.name: place for place in self.town.workplaces}
        sawmill, home = places[cast.SAWMILL.workplace], places[cast.NURSING_HOME.workplace]
        jens = self.lives["jens"].citizen
        named = {"employee_agrees": True, "person_name": jens.name, "citizen": jens}
        began = self.days.ago(STORIES["jens"].began)
        told = at(began, 8, 14)
        about_jens = notices.notice(
            sawmill,
            NoticeKind.FIRST_DAY,
            told,
            first_day=began,
            talk=TalkWish.YOU_LEAD,
            text="Vi vil gerne holde kontakten.",
            **named,
        )
        notices.answer(about_jens, told + timedelta(minutes=26))
        back = at(self.days.workday_ago(30), 9, 5)
        about_jens = notices.notice(sawmill, NoticeKind.RETURNED, back, hours_a_week=12, **named)
        notices.answer(about_jens, back + timedelta(minutes=48))
        nadia, rikke = self.town.employees[cast.STANDS_IN], self.town.persons[sawmill.p_number]
        Meetings(self.town, self.days, self.numbers, about_jens, nadia).build(jens, rikke)
        told = at(self.days.workday_ago(3), 10, 2)
        about_home = notices.notice(
            home, NoticeKind.SINCE, told, first_day=self.days.ago(9), talk=TalkWish.OURSELVES
        )
        agreed = told + timedelta(minutes=25)
        notices.answer(about_home, agreed)
        # It was yesterday, and nobody has written whether it was held.
        passed = notices.meet(about_home, nadia, agreed, at(self.days.workday_ago(1), 14), is_held=False)
        leader = self.town.persons[home.p_number]
        self.town.add(
            Party(
                talk=passed,
                role=PartyRole.LEADER,
                name=leader.name,
                email=leader.email,
                company_person=leader,
                invited_at=agreed,
                answer=Answer.YES,
                answered_at=agreed + timedelta(hours=1),
            )
        )
        notices.notice(
            sawmill,
            NoticeKind.EXPECTED,
            self.days.now - timedelta(minutes=40),
            talk=TalkWish.YOU_LEAD,
            text="Kan vi få et råd, inden det bliver til en sygemelding?",
        )

    def plan(self) -> None:
        """Have Jens, the sawmill and Nadia write their papers."""
        places = {workplace.name: workplace for workplace in self.town.workplaces}
        Papers(self.town, self.days, self.lives["jens"], places[cast.SAWMILL.workplace]).build()

    def draw_in(self) -> None:
        """Birgit helps Kirsten towards companies, Yusuf is Maja's coach for a time."""
        until = self.days.today + timedelta(days=40)
        kirsten, maja = self.lives["kirsten"], self.lives["maja"]
        draw_in(
            self.town, kirsten, self.town.employees["birgit"], DrawnInReason.COMPANY, self.days.ago(28), until
        )
        draw_in(self.town, maja, self.town.employees["yusuf"], DrawnInReason.COACH, self.days.ago(21), until)

    def keep_apart(self) -> None:
        """Torben is Nadia's brother-in-law; and her own file is closed to her."""
        nadia = self.town.employees[cast.STANDS_IN]
        own = self.numbers.cpr(date(1982, 11, 3), is_woman=True)
        torben = self.lives["torben"].citizen.cpr_fingerprint
        for fingerprint, closeness in ((cpr.fingerprint(own), Closeness.OWN), (torben, Closeness.FAMILY)):
            self.town.add(Disqualification(employee=nadia, cpr_fingerprint=fingerprint, closeness=closeness))

    def open_in_emergency(self) -> None:
        """Ditte opened Kirsten's page last week, and Ellen has not seen it yet."""
        when = at(self.days.workday_ago(5), 11, 20)
        access = self.town.add(
            EmergencyAccess(
                employee=self.town.employees["ditte"],
                citizen=self.lives["kirsten"].citizen,
                reason="Kirsten stod i receptionen uden aftale, og Nadia var ude af huset.",
                day=when.date(),
                at=when,
            )
        )
        self.town.emergencies.append(access)

    def look(self) -> None:
        """The openings of their page that the two who log in can read about, oldest first."""
        employees = self.town.employees
        seen: list[tuple[str, str, datetime]] = [
            ("maja", "nadia", at(self.days.workday_ago(25), 9, 50)),
            ("jens", "sidsel", at(self.days.workday_ago(74), 9, 3)),
            ("jens", "nadia", at(self.days.workday_ago(66), 8, 52)),
            ("jens", "nadia", at(self.days.workday_ago(38), 9, 41)),
            ("jens", "ellen", at(self.days.workday_ago(24), 13, 8)),
            ("jens", "nadia", at(self.days.workday_ago(17), 12, 55)),
            ("jens", "nadia", at(self.days.workday_ago(6), 8, 47)),
            ("maja", "yusuf", at(self.days.workday_ago(13), 10, 15)),
        ]
        for key, username, when in sorted(seen, key=lambda look: look[2]):
            self.town.looks.append(LookBack(self.lives[key].citizen, employees[username].user, when))
