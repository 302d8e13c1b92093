"""Whom a talk counts as being with: joint talks, cover, the citizen's wish, and who is named on the day."""

from datetime import date
from fractions import Fraction

import pytest

from tovholder.continuity.handovers import Handovers, Named, handovers
from tovholder.continuity.history import History
from tovholder.continuity.measures import (
    Mean,
    employees_met,
    mean,
    opr,
    own_eyes,
    shown,
    shown_share,
    slicc,
    slicc_by,
    upc,
)
from tovholder.continuity.talks import (
    ASKED_FOR_AS_OWN,
    COVER_AS_OWN,
    OURS,
    Counts,
    Held,
    Joint,
    Rules,
    counted_with,
)
from tovholder.registers.disclosure import Suppressed
from tovholder.registers.oracle import Share

LED = Rules(joint=Joint.LED)
DAY = date(2026, 11, 2)


def held(*by: str, contact: str | None = "Amina", cover: str = "", asked: str = "", on: date = DAY) -> Held:
    return Held(
        "Bo", on, by, contact, standing_in=frozenset(cover.split()), asked_for=frozenset(asked.split())
    )


def test_a_joint_talk_is_with_ones_own_when_they_are_there_or_with_whoever_led_it() -> None:
    joint = held("Lise", "Amina")
    assert (counted_with(joint), counted_with(joint, LED)) == ("Amina", "Lise")
    assert (slicc([joint]), slicc([joint], LED)) == (Share(1, 1), Share(0, 1))
    assert employees_met([joint]) == 2
    assert counted_with(held("Lise", "Ove")) == "Lise"
    assert (opr([joint], "Lise"), opr([joint], "Amina")) == (Share(0, 1), Share(1, 1))
    assert opr([joint], "Amina", LED) == Share(0, 0)


def test_planned_cover_is_somebody_else_unless_it_is_chosen_to_be_ones_own() -> None:
    covered = held("Lise", cover="Lise")
    assert (counted_with(covered, OURS), counted_with(covered, COVER_AS_OWN)) == ("Lise", "Amina")
    talks = [held("Amina"), covered, held("Lise")]
    assert (slicc(talks), slicc(talks, COVER_AS_OWN)) == (Share(1, 3), Share(2, 3))
    assert (opr(talks, "Lise"), opr(talks, "Lise", COVER_AS_OWN)) == (Share(0, 2), Share(1, 2))
    assert slicc(talks, Rules(cover=Counts.LEFT_OUT)) == Share(1, 2)
    assert employees_met([held("Amina"), covered]) == 2


def test_a_colleague_asked_for_is_somebody_else_or_ones_own_or_left_out() -> None:
    asked = held("Lise", asked="Lise")
    out = Rules(asked_for=Counts.LEFT_OUT)
    assert [counted_with(asked, rules) for rules in (OURS, ASKED_FOR_AS_OWN, out)] == ["Lise", "Amina", None]
    talks = [held("Amina"), asked]
    assert [slicc(talks, rules) for rules in (OURS, ASKED_FOR_AS_OWN, out)] == [
        Share(1, 2), Share(2, 2), Share(1, 1),
    ]  # fmt: skip
    (left,) = History(talks, out).between(DAY, DAY)
    assert (left.talks, left.upc, left.met) == (1, None, 2)


def test_cover_goes_before_a_wish() -> None:
    both = held("Lise", cover="Lise", asked="Lise")
    assert counted_with(both, ASKED_FOR_AS_OWN) == "Lise"
    assert counted_with(both, COVER_AS_OWN) == "Amina"


def test_who_is_named_on_the_day_decides() -> None:
    later = date(2026, 11, 9)
    talks = [held("Amina"), held("Amina", contact="Lise", on=later), held("Lise", contact="Lise", on=later)]
    assert slicc(talks) == Share(2, 3)
    assert upc([counted_with(talk) for talk in talks]) == Share(2, 3)
    assert slicc([held("Amina", contact=None)]) == Share(0, 1)
    assert slicc_by(talks, lambda talk: talk.on) == {DAY: Share(1, 1), later: Share(1, 2)}


def test_an_employees_own_eyes() -> None:
    talks = [
        held("Amina"),
        held("Lise"),
        held("Amina", contact="Lise"),
        Held("Eva", DAY, ("Amina",), "Amina"),
    ]
    eyes = own_eyes(talks, "Amina")
    assert (eyes.kept, eyes.own, eyes.citizens) == (Share(2, 3), Share(2, 3), 2)
    nobody = own_eyes(talks, "Ove")
    assert (nobody.kept, nobody.own, nobody.citizens) == (Share(0, 0), Share(0, 0), 0)


@pytest.mark.parametrize(
    ("by", "contact", "cover", "asked"),
    [
        ((), "A", "", ""),
        (("A", "A"), "A", "", ""),
        (("A",), "A", "B", ""),
        (("A",), "A", "", "B"),
        (("A",), "A", "A", ""),
        (("B",), None, "B", ""),
    ],
)
def test_a_talk_that_cannot_have_been_is_refused(by: tuple, contact: str, cover: str, asked: str) -> None:
    with pytest.raises(ValueError, match=r"held|stands in"):
        held(*by, contact=contact, cover=cover, asked=asked)


def test_a_period_has_both_its_ends_and_a_citizen_who_moved_counts_once_where_they_are_now() -> None:
    talks = [
        Held("Bo", date(2026, 10, 1), ("Amina",), "Amina", unit="Nord"),
        Held("Bo", date(2026, 10, 31), ("Lise",), "Lise", unit="Syd"),
        Held("Bo", date(2026, 11, 1), ("Lise",), "Lise", unit="Vest"),
    ]
    (found,) = History(talks).between(date(2026, 10, 1), date(2026, 10, 31))
    assert (found.talks, found.unit, found.met, found.upc) == (2, "Syd", 2, Share(1, 2))
    assert list(History(talks).between(date(2026, 12, 1), date(2026, 12, 31))) == []


def test_three_talks_may_be_asked_for() -> None:
    talks = [held("Amina"), held("Amina")]
    (found,) = History(talks, least=3).between(DAY, DAY)
    assert (found.upc, found.coc, found.secon) == (None, None, None)
    assert upc("AA", 3) is None
    assert upc("AAB", 3) == Share(2, 3)


# --- Handovers --------------------------------------------------------------------------------------------------------

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_handovers_per_course() -> None:
    periods = [
        Named(1, "Modtager", date(2025, 12, 1), date(2026, 1, 1), receiving=True),
        Named(1, "Amina", date(2026, 1, 1), date(2026, 5, 1)),
        Named(1, "Fejl", date(2026, 5, 1), date(2026, 5, 1)),  # undone the same day
        Named(1, "Amina", date(2026, 5, 1), date(2026, 12, 31)),
        Named(1, "Lise", date(2026, 12, 31), date(2027, 1, 1)),
        Named(1, "Ove", date(2027, 1, 1), None),
        Named(2, "Amina", date(2020, 1, 1), None),
        Named(3, "Amina", date(2025, 1, 1), date(2026, 1, 1)),  # over before
    ]
    found = handovers(periods, *YEAR)
    assert found == Handovers(2, 2)
    assert found.per_course == 1
    assert handovers(periods, *YEAR, reception_counts=False) == Handovers(1, 2)
    assert handovers([], *YEAR).per_course is None


def test_two_named_on_one_day_is_no_history() -> None:
    periods = [
        Named(1, "Amina", date(2026, 1, 1), date(2026, 3, 2)),
        Named(1, "Lise", date(2026, 3, 1), None),
    ]
    with pytest.raises(ValueError, match="two named"):
        handovers(periods, *YEAR)


# --- Small numbers ----------------------------------------------------------------------------------------------------


def test_small_numbers_of_people_are_not_shown() -> None:
    four, five = (
        mean([Share(1, 2)] * 4),
        mean([Share(1, 2), Share(1, 3), Share(2, 3), Share(0, 9), None, Share(1, 1)]),
    )
    assert shown(four) == Suppressed(5)
    assert five == Mean(Fraction(5, 2), 5, 1)
    assert shown(five) == 0.5
    assert shown(five, 6) == Suppressed(6)
    assert shown(mean([None])) is None
    assert shown_share(Share(20, 40), 4) == Suppressed(5)  # forty talks with four people
    assert shown_share(Share(20, 40), 5) == 0.5
    assert shown_share(Share(3, 40), 9) == Suppressed(5)
    assert shown_share(Share(0, 0), 0) is None
