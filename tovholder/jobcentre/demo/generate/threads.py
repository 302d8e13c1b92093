"""Threads of the named people: begun the first time they are named, and tied to what names them."""

from collections.abc import Iterable
from datetime import datetime

from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.plans.models import PlanItem, StoryEntry, Thread, Tie
from tovholder.jobcentre.talks.models import Talk


class Threads:
    def __init__(self, town: Municipality) -> None:
        self.town = town
        self._begun: dict[tuple[str, str], Thread] = {}

    def tie(
        self, life: Life, names: Iterable[str], when: datetime, **to: Talk | StoryEntry | PlanItem
    ) -> None:
        """Lay one thing (`talk=`, `entry=` or `item=`) in the threads of these names."""
        [(kind, thing)] = to.items()
        by = life.follower.employee.user
        for name in names:
            begun = self._begun.get((life.key, name))
            if begun is None:
                begun = self.town.add(Thread(citizen=life.citizen, name=name, by=by, at=when))
                self._begun[life.key, name] = begun
            tied = {f"{kind}_id": thing.pk}
            self.town.add(Tie(thread_id=begun.pk, citizen=life.citizen, by=by, at=when, **tied))
