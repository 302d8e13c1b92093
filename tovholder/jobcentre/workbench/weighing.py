"""What new contacts would break, as it is said on a page, and a mark that says that it was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tovholder.jobcentre.citizens.breaks import Move, what_they_break


@dataclass(frozen=True)
class Weighed:
    """For each citizen who would lose something: the name, and the sentences. `mark` is empty when nobody would."""

    lines: list[tuple[str, list[str]]]
    mark: str = ""

    def was_said(self, mark: str) -> bool:
        """Whether a page with this mark has said all of it; sentences that have come since then were not."""
        return not self.lines or mark == self.mark


def weigh(moves: Sequence[Move], day: date) -> Weighed:
    broken = what_they_break(moves, day)
    lines = [(course.citizen.name, broken[course.pk]) for course, _to in moves if broken[course.pk]]
    about = [(course.pk, to.pk, broken[course.pk]) for course, to in moves if broken[course.pk]]
    return Weighed(lines, sha256(repr(about).encode()).hexdigest()[:20] if about else "")
