"""What citizens want and the steps on the way, in their own words, each answered by the other side."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.demo.generate.threads import Threads
from tovholder.jobcentre.plans.models import Ending, Kind, Mark, PlanItem, Wording
from tovholder.jobcentre.talks.models import Side

_HAS_A_GOAL, _IS_DONE = 0.6, 0.3
_GOALS = """
Et arbejde, hvor jeg har kolleger.
At stå på egne ben igen.
Et job tæt på, hvor jeg kan cykle hen.
At bruge det, jeg kan, og lære noget nyt.
Et fast job, så jeg ved, hvad måneden bringer.
Et par timer om ugen til at begynde med, og så mere.
"""
_STEPS = """
Ringe til en arbejdsplads, jeg kender
Skrive et udkast til en ansøgning
Besøge et sted sammen
Gå en tur hver formiddag
Tale med min leder om opgaverne
Se på kørekortet
"""


@dataclass(frozen=True)
class Planned:
    """One goal or step as plans.toml tells it."""

    kind: str
    text: str
    by: str
    ago: int
    was: str = ""
    yes: int | None = None
    no: int | None = None
    words: str = ""
    done: int | None = None
    alone: bool = False
    threads: tuple[str, ...] = ()


@cache
def _planned() -> dict[str, tuple[Planned, ...]]:
    document = tomllib.loads(Path(__file__).with_name("plans.toml").read_text(encoding="utf-8"))
    return {key: tuple(Planned(**one) for one in told) for key, told in document.items()}


class Plans:
    def __init__(
        self, town: Municipality, days: Days, numbers: Numbers, threads: Threads, rng: Random
    ) -> None:
        self.town, self.days, self.numbers, self.threads, self.rng = town, days, numbers, threads, rng

    def of_the_named(self, lives: dict[str, Life]) -> None:
        for key, told in _planned().items():
            goal = None
            for planned in told:
                item = self._item(lives[key], planned, None if planned.alone else goal)
                goal = item if planned.kind == Kind.GOAL else goal

    def build(self, life: Life) -> None:
        """Most who are followed have written a goal, alone or together with their contact, and some a step."""
        if not life.is_open or life.course is None or self.rng.random() > _HAS_A_GOAL:
            return
        longest = (self.days.today - life.contacts[-1].since).days
        if longest < 3:
            return
        ago = self.rng.randrange(2, longest)
        by = "citizen" if life.citizen.user else "together"
        answered = ago - 1 if by == "citizen" else None
        goal = self._item(life, Planned("goal", self.rng.choice(_lines(_GOALS)), by, ago, yes=answered), None)
        if self.rng.random() < _HAS_A_GOAL:
            done = ago - 1 if self.rng.random() < _IS_DONE else None
            text = self.rng.choice(_lines(_STEPS))
            self._item(life, Planned("step", text, by, ago, yes=answered, done=done), goal)

    def _item(self, life: Life, planned: Planned, under: PlanItem | None) -> PlanItem:
        assert life.course is not None
        is_goal = planned.kind == Kind.GOAL
        done_at = at(self.days.workday_ago(planned.done), 11, 15) if planned.done is not None else None
        item = self.town.add(
            PlanItem(
                citizen=life.citizen,
                course=life.course,
                kind=planned.kind,
                under_id=under.pk if under is not None and not is_goal else None,
                is_top=is_goal and under is None and done_at is None and planned.by != "employee",
                version=2 if planned.was else 1,
                ended_at=done_at,
                ended_as=Ending.DONE if done_at else "",
                token=self.numbers.token(),
            )
        )
        when = at(self.days.workday_ago(planned.ago), 10, 40)
        if planned.was:
            self._wording(life, item, 1, planned.was, planned.by, when - timedelta(days=20))
        wording = self._wording(life, item, item.version, planned.text, planned.by, when)
        answered = planned.yes if planned.yes is not None else planned.no
        if answered is not None:
            side = Side.EMPLOYEE if planned.by == "citizen" else Side.CITIZEN
            is_yes = planned.yes is not None
            then = at(self.days.workday_ago(answered), 13, 5)
            self._mark(life, wording, side, then, agrees=is_yes, words="" if is_yes else planned.words)
        self.threads.tie(life, planned.threads, when, item=item)
        return item

    def _wording(
        self, life: Life, item: PlanItem, number: int, text: str, by: str, when: datetime
    ) -> Wording:
        together = by == "together"
        side = Side.EMPLOYEE if by == "employee" else Side.CITIZEN
        wording = self.town.add(
            Wording(
                item_id=item.pk,
                citizen=life.citizen,
                number=number,
                text=text,
                side=side,
                is_together=together,
                by=self._user(life, Side.EMPLOYEE if together else side),
                at=when,
            )
        )
        for marked in list(Side) if together else [side]:
            self._mark(life, wording, marked, when, together=together)
        return wording

    def _mark(
        self,
        life: Life,
        wording: Wording,
        side: str,
        when: datetime,
        *,
        agrees: bool = True,
        words: str = "",
        together: bool = False,
    ) -> None:
        by = self._user(life, Side.EMPLOYEE if together else side)
        self.town.add(
            Mark(
                wording_id=wording.pk,
                citizen=life.citizen,
                side=side,
                agrees=agrees,
                words=words,
                by=by,
                at=when,
            )
        )

    def _user(self, life: Life, side: str) -> User:
        if side == Side.CITIZEN and life.citizen.user is not None:
            return life.citizen.user
        return life.follower.employee.user


@cache
def _lines(text: str) -> list[str]:
    return text.strip().splitlines()
