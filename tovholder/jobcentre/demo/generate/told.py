"""What the named people have told of themselves, for the readers they chose."""

import tomllib
from datetime import timedelta
from pathlib import Path

from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.demo.generate.threads import Threads
from tovholder.jobcentre.plans.models import Progress, ProgressQuestion, ProgressShared, StoryEntry

# How it goes for one who shows it to their contact: the answers to each question, oldest first.
_WHO, _EVERY = "jens", 17  # days
_ANSWERS = {
    ProgressQuestion.BELIEF: (3, 4, 4, 6, 6, 7),
    ProgressQuestion.NEXT_STEP: (2, 5, 6, 5, 8, 8),
    ProgressQuestion.HEALTH: (4, 3, 5, 5, 4, 6),
    ProgressQuestion.NETWORK: (6, 6, 7, 7, 7, 7),
}


class ToldStories:
    def __init__(self, town: Municipality, days: Days, numbers: Numbers, threads: Threads) -> None:
        self.town, self.days, self.numbers, self.threads = town, days, numbers, threads

    def of_the_named(self, lives: dict[str, Life]) -> None:
        document = tomllib.loads(Path(__file__).with_name("told.toml").read_text(encoding="utf-8"))
        for key, told in document.items():
            for entry in told:
                self._entry(lives[key], **entry)
        self._progress(lives[_WHO])

    def _progress(self, life: Life) -> None:
        for question, answers in _ANSWERS.items():
            for back, answer in enumerate(reversed(answers)):
                day = self.days.today - timedelta(days=3 + back * _EVERY)
                row = Progress(citizen=life.citizen, question=question, day=day, answer=answer)
                self.town.add(row)
        self.town.add(ProgressShared(citizen=life.citizen, at=at(self.days.workday_ago(3), 19, 40)))

    def _entry(self, life: Life, *, ago: int, threads: tuple[str, ...] = (), **told: str | int) -> None:
        user = life.citizen.user
        when = at(self.days.workday_ago(ago), 19 if user else 10, 30)
        entry = self.town.add(
            StoryEntry(
                citizen=life.citizen,
                is_together=user is None,
                by=user or life.follower.employee.user,
                written_at=when,
                token=self.numbers.token(),
                **told,
            )
        )
        self.threads.tie(life, threads, when, entry=entry)
