"""Talks that were held, week after week, with the roles taken and a note; and what was written in between."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.demo.generate import words
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.demo.made import made
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Message, Note, Role, RoleTaken, Side, Talk

Drawn = TypeVar("Drawn", bound=str)


def _each(percents: dict[Drawn, int]) -> list[Drawn]:
    """Return every one as often as it is to be drawn."""
    return [one for one, percent in percents.items() for _each in range(percent)]


_FORMS = _each({Form.IN_PERSON: 40, Form.TELEPHONE: 27, Form.WORKPLACE: 15, Form.WALK: 12, Form.VIDEO: 6})
_ROLES = _each({Role.AUTHORITY: 22, Role.MENTOR: 20, Role.COACH: 24, Role.COMPANY: 18, Role.MOTIVATING: 16})
_WITH_A_COLLEAGUE, _CANCELLED, _KEPT_PRIVATE, _SHARED_LATER, _CORRECTED = 0.04, 0.04, 0.04, 0.06, 0.05
_WHY_PRIVATE = ("Handler om en tredje person.", "Arbejdsnote til mig selv.", "{name} har bedt om det.")
_MINUTES = (15, 20, 25, 30, 30, 35, 40, 45, 45, 60)
_HOURS = (8, 9, 9, 10, 10, 11, 12, 13, 13, 14)
_NOT_SHARED_YET = 0.02


class Talks:
    def __init__(self, town: Municipality, days: Days, numbers: Numbers, rng: Random) -> None:
        self.town, self.days, self.numbers, self.rng = town, days, numbers, rng

    def build(self, life: Life) -> None:
        """Add the talks of one course from its first weeks until yesterday, or until it ended."""
        assert life.course is not None
        end = min(life.course.until or self.days.today, self.days.today)
        day = self.days.on_to_workday(life.course.since + timedelta(days=self._until_first(life)))
        while day < end:
            if self.rng.random() < _CANCELLED:
                self._cancelled(life, day)
            else:
                self._held(life, day)
            wait = max(6, min(90, round(self.rng.gauss(42, 16))))
            day = self.days.on_to_workday(day + timedelta(days=wait))

    def _until_first(self, life: Life) -> int:
        assert life.course is not None
        years = (self.days.today - life.course.since).days // 365
        return self.rng.randint(1, 7) + years * self.rng.randint(0, 9)

    def hold(
        self,
        life: Life,
        employee: Employee,
        starts_at: datetime,
        *,
        form: str,
        roles: Sequence[str],
        minutes: int,
        text: str,
        shared_at: datetime | None,
        because: str = "",
        place: str = "",
    ) -> Talk:
        """Add one held talk with its roles and its note. Saved as it ended."""
        held_at = starts_at + timedelta(minutes=minutes)
        talk = self.town.add(
            made(
                Talk,
                citizen=life.citizen,
                course=life.course,
                employee=employee,
                form=form,
                place=place,
                starts_at=starts_at,
                held_at=held_at,
                minutes=minutes,
                shared_at=shared_at,
                kept_private_because=because,
                token=self.numbers.token(),
            )
        )
        for role in roles:
            self.town.add(made(RoleTaken, talk_id=talk.pk, role=role))
        self._note(talk, 1, text, held_at)
        return talk

    def _held(self, life: Life, day: date) -> None:
        employee = self._who(life, day)
        form = self.rng.choice(_FORMS)
        roles = list(
            dict.fromkeys(self.rng.choice(_ROLES) for _ in range(self.rng.choice([1, 1, 1, 2, 2, 3])))
        )
        minutes = self.rng.choice(_MINUTES)
        starts_at = at(day, self.rng.choice(_HOURS), self.rng.choice([0, 0, 15, 30]))
        held_at = starts_at + timedelta(minutes=minutes)
        shared_at, because = self._sharing(life, held_at)
        talk = self.hold(
            life,
            employee,
            starts_at,
            form=form,
            roles=roles,
            minutes=minutes,
            text=words.note(roles[0], life.citizen.first_name, self.rng),
            shared_at=shared_at,
            because=because,
            place=self.rng.choice(words.PLACES) if form == Form.IN_PERSON else "",
        )
        if self.rng.random() < _CORRECTED:
            later = held_at + timedelta(minutes=self.rng.randint(4, 90))
            self._note(talk, 2, f"{words.note(roles[0], life.citizen.first_name, self.rng)} (Rettet.)", later)

    def _note(self, talk: Talk, version: int, text: str, when: datetime) -> None:
        self.town.add(
            made(
                Note,
                talk_id=talk.pk,
                citizen_id=talk.citizen_id,
                version=version,
                text=text,
                citizen_words=words.said(talk.pk),
                by_id=talk.employee.user_id,
                at=when,
            )
        )

    def _sharing(self, life: Life, held_at: datetime) -> tuple[datetime | None, str]:
        """Nearly all are shared at once. Only lately may one still be private without a reason."""
        throw = self.rng.random()
        if life.is_open and held_at > at(self.days.ago(9), 0) and throw < _NOT_SHARED_YET:
            return None, ""
        if throw < _KEPT_PRIVATE:
            return None, self.rng.choice(_WHY_PRIVATE).format(name=life.citizen.first_name)
        if throw < _KEPT_PRIVATE + _SHARED_LATER:
            later = held_at + timedelta(hours=self.rng.randint(20, 40))
            return (later if self.days.in_the_past(later) else held_at), ""
        return held_at, ""

    def _cancelled(self, life: Life, day: date) -> None:
        starts_at = at(day, self.rng.choice(_HOURS))
        self.town.add(
            made(
                Talk,
                citizen=life.citizen,
                course=life.course,
                employee=self._who(life, day),
                form=self.rng.choice(_FORMS),
                starts_at=starts_at,
                cancelled_at=starts_at - timedelta(hours=self.rng.randint(2, 26)),
                token=self.numbers.token(),
            )
        )

    def _who(self, life: Life, day: date) -> Employee:
        """The contact that day, whoever stood in, and once in a while a colleague of the unit."""
        contact = next(
            (row.employee for row in reversed(life.contacts) if row.since <= day), life.follower.employee
        )
        if life.citizen.is_protected:
            return contact
        if self.rng.random() < _WITH_A_COLLEAGUE:
            return self.rng.choice(self.town.colleagues[contact.unit.name])
        return self.town.on_duty(contact, day)


# --- What is written in between ---------------------------------------------------------------------------------------

_STILL_WAITING = 0.15


def write(
    town: Municipality,
    life: Life,
    numbers: Numbers,
    *,
    asked: str,
    asked_at: datetime,
    answer: str = "",
    answered_at: datetime | None = None,
) -> None:
    """Add a citizen's message and, when there is one, the answer to it."""
    assert life.course is not None
    about = {"citizen": life.citizen, "course": life.course}
    town.add(
        Message(
            **about,
            side=Side.CITIZEN,
            by=life.citizen.user,
            text=asked,
            at=asked_at,
            answered_at=answered_at,
            token=numbers.token(),
        )
    )
    if answered_at is not None:
        by = life.course.contact.user
        town.add(
            Message(**about, side=Side.EMPLOYEE, by=by, text=answer, at=answered_at, token=numbers.token())
        )


def build_messages(town: Municipality, life: Life, days: Days, numbers: Numbers, rng: Random) -> None:
    """Those who log in have written now and then; a few wait for an answer since yesterday or today."""
    if life.citizen.user is None or not life.is_open or life.course is None:
        return
    since = life.contacts[-1].since
    for _times in range(rng.randint(0, 4)):
        ago = rng.randrange(6, 260)
        if days.ago(ago) <= since:
            continue
        asked, answer = words.question(rng)
        asked_at = at(days.ago(ago), rng.randint(7, 21), rng.randrange(60))
        answered_at = at(days.on_to_workday(days.ago(ago - 1)), rng.randint(8, 14), rng.randrange(60))
        write(town, life, numbers, asked=asked, asked_at=asked_at, answer=answer, answered_at=answered_at)
    if rng.random() < _STILL_WAITING and days.ago(2) > since:
        asked, _answer = words.question(rng)
        write(town, life, numbers, asked=asked, asked_at=at(days.ago(rng.randint(1, 2)), rng.randint(8, 20)))
