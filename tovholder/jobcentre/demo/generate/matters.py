"""What is to be decided about the named people, so that each state of a matter has somebody to show it."""

import tomllib
from datetime import date
from pathlib import Path

from tovholder.jobcentre.authority.models import Matter, MatterNote
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers


class Matters:
    def __init__(self, town: Municipality, days: Days, numbers: Numbers) -> None:
        self.town, self.days, self.numbers = town, days, numbers

    def of_the_named(self, lives: dict[str, Life]) -> None:
        document = tomllib.loads(Path(__file__).with_name("matters.toml").read_text(encoding="utf-8"))
        for key, matters in document.items():
            for told in matters:
                self._matter(lives[key], **told)

    def _matter(self, life: Life, *, note: str = "", arose_on: int, **told: str | int) -> None:
        assert life.course is not None
        days = {name: self._day(value) if isinstance(value, int) else value for name, value in told.items()}
        arose = self._day(arose_on)
        when = at(arose, 14, 20)
        said = {"by": life.course.contact.user, "at": when}
        matter = self.town.add(
            Matter(
                citizen=life.citizen,
                course=life.course,
                arose_on=arose,
                noted_at=when if note else None,
                token=self.numbers.token(),
                **days,
                **said,
            )
        )
        if note:
            self.town.add(MatterNote(matter=matter, citizen=life.citizen, version=1, text=note, **said))

    def _day(self, ago: int) -> date:
        return self.days.workday_ago(ago) if ago > 0 else self.days.on_to_workday(self.days.ago(ago))
