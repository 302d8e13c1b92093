"""A held talk as continuity sees it, and the rules for whom it counts as being with.

Three things a published index is silent about, and what we chose. The principle: *what the citizen met is what is
measured, and no label put on a talk makes the figure better*. Where reasonable people differ the rule is a parameter,
and the other reading is published beside ours.

- **Joint talks** (several employees). Ours: a talk in which one's own employee took part was with one's own employee
  (`Joint.WITH_OWN`): bringing a colleague along is a warm handover, and must not cost. The other reading: the talk
  was with whoever led it (`Joint.LED`). Nobody is ever counted twice for one talk.
- **Planned cover** (a stand-in while the named employee is away). Ours: another employee (`Counts.OTHER`), because the
  citizen met somebody else, however well it was planned. The other reading: as with one's own (`Counts.OWN`).
- **A colleague the citizen asked for** (drawn in at the citizen's wish). Ours: another employee, because otherwise a
  word in a form would lift the figure. The other readings: as with one's own, or left out (`Counts.LEFT_OUT`), since
  what the citizen chose neither keeps nor breaks the promise.

A change of named employee resets nothing: each talk is held against who was named *on that date*, in SLICC and OPR.
UPC, COC and SECON ask only who was met, so that a handover is seen in them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Key = int | str
NOBODY: frozenset[Key] = frozenset()


class Joint(StrEnum):
    WITH_OWN = "with_own"
    LED = "led"


class Counts(StrEnum):
    OTHER = "other"
    OWN = "own"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Rules:
    joint: Joint = Joint.WITH_OWN
    cover: Counts = Counts.OTHER
    asked_for: Counts = Counts.OTHER


OURS = Rules()
COVER_AS_OWN = Rules(cover=Counts.OWN)
ASKED_FOR_AS_OWN = Rules(asked_for=Counts.OWN)


@dataclass(frozen=True, slots=True)
class Held:
    """One held talk. Keys are any that tell people apart.

    `by`: who held it, the one who led it first. `contact`: who was the citizen's named employee on that date (None:
    nobody). `standing_in` and `asked_for`: those of `by` who stood in for the contact on that date, and those the
    citizen had asked for. ValueError for a talk nobody held, somebody twice, or a note about one who was not there.
    """

    citizen: Key
    on: date
    by: tuple[Key, ...]
    contact: Key | None = None
    unit: Key | None = None
    standing_in: frozenset[Key] = NOBODY
    asked_for: frozenset[Key] = NOBODY

    def __post_init__(self) -> None:
        if not self.by or len(set(self.by)) < len(self.by):
            raise ValueError(f"a talk is held by somebody, each once: not by {self.by}")
        if not (self.standing_in | self.asked_for).issubset(self.by):
            raise ValueError("only those who held the talk can have stood in or been asked for")
        if self.standing_in and (self.contact is None or self.contact in self.standing_in):
            raise ValueError("a stand-in stands in for a contact, and that is somebody else")


def took_part(talk: Held, rules: Rules = OURS) -> tuple[Key, ...]:
    """Those whose talk it was: everybody there, or only the one who led it."""
    return talk.by if rules.joint is Joint.WITH_OWN else talk.by[:1]


def standing(talk: Held, rules: Rules = OURS) -> Counts:
    """How the talk counts: as with one's own employee, with another, or not at all. Cover goes before a wish."""
    there = took_part(talk, rules)
    if talk.contact in there:
        return Counts.OWN
    if not talk.standing_in.isdisjoint(there):
        return rules.cover
    if talk.contact is not None and not talk.asked_for.isdisjoint(there):
        return rules.asked_for
    return Counts.OTHER


def counted_with(talk: Held, rules: Rules = OURS) -> Key | None:
    """The one employee the talk counts as being with; None: it is left out."""
    how = standing(talk, rules)
    if how is Counts.LEFT_OUT:
        return None
    return talk.contact if how is Counts.OWN else talk.by[0]
