"""What is agreed next with each citizen: booked, a day only, passed, or nothing yet."""

from datetime import date, time, timedelta
from random import Random

from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Follower, Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Talk

_FORMS = [Form.IN_PERSON, Form.IN_PERSON, Form.TELEPHONE, Form.WALK, Form.WORKPLACE, Form.VIDEO]
_PASSED, _NOTHING, _DAY_ONLY = 0.05, 0.05, 0.10
_FURTHEST = 42


class Ahead:
    def __init__(self, town: Municipality, days: Days, numbers: Numbers, rng: Random) -> None:
        self.town, self.days, self.numbers, self.rng = town, days, numbers, rng
        self._taken: set[tuple[str, date, time]] = set()

    def build(self, follower: Follower, open_lives: list[Life]) -> None:
        """Agree something with everybody whom `follower` follows; the cast has its own."""
        today = self._how_many_today(follower.employee)
        for life in open_lives[1 : 1 + today]:
            self._book(life, self.days.today)
        for life in [*open_lives[:1], *open_lives[1 + today :]]:
            self._agree(life)

    def _how_many_today(self, employee: Employee) -> int:
        """Nadia's day has two of the cast in it already; Kasper is away."""
        return {cast.STANDS_IN: 1, cast.AWAY: 0}.get(employee.user.username, self.rng.randint(2, 4))

    def _agree(self, life: Life) -> None:
        course = _course(life)
        throw = self.rng.random()
        newly_opened = (self.days.today - course.since).days < 14
        if throw < _PASSED and not newly_opened:
            course.next_on = self.days.workday_ago(self.rng.randint(1, 9))
        elif throw < _PASSED + _NOTHING and not newly_opened:
            course.next_on = None
        elif throw < _PASSED + _NOTHING + _DAY_ONLY:
            course.next_on = self._later()
        else:
            self._book(life, self._later())

    def _later(self) -> date:
        return self.days.on_to_workday(self.days.today + timedelta(days=self.rng.randint(1, _FURTHEST)))

    def _book(self, life: Life, day: date) -> None:
        employee = self.town.on_duty(life.follower.employee, day)
        while True:
            start = time(self.rng.randint(8, 14), self.rng.choice([0, 30]))
            if (employee.number, day, start) not in self._taken:
                break
            day = day if self.rng.random() < 0.8 else self.days.on_to_workday(day + timedelta(days=1))
        self.book(life, employee, day, start, self.rng.choice(_FORMS))

    def book(
        self, life: Life, employee: Employee, day: date, start: time, form: str, *, place: str = ""
    ) -> None:
        """Agree on a time and book it, as the action does."""
        self._taken.add((employee.number, day, start))
        course = _course(life)
        course.next_on, course.next_time, course.next_form = day, start, form
        self.town.add(
            Talk(
                citizen=life.citizen,
                course=course,
                employee=employee,
                form=form,
                place=place,
                starts_at=at(day, start.hour, start.minute),
                token=self.numbers.token(),
            )
        )


def _course(life: Life) -> Course:
    assert life.course is not None
    return life.course
