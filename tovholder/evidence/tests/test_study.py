"""What the whole study says of worlds where we know the truth, and that it cries wolf no more often than it says."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tovholder.evidence.differences import differences
from tovholder.evidence.oracle import double_difference, randomisation_p
from tovholder.evidence.panel import CannotCompare, Panel, panel_of
from tovholder.evidence.study import LEVEL, Doubt, Finding, study
from tovholder.evidence.synthetic import in_every_place, rank_p, synthetic_control
from tovholder.evidence.tests.worlds import world
from tovholder.registers.period import Period

SINCE = Period.parse("2016")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("effect", [-4.0, 4.0])
def test_a_known_effect_is_found_and_measured(seed: int, effect: float) -> None:
    found = study(world(seed, effect=effect), "K00", SINCE)
    assert found.finding is Finding.EFFECT
    assert found.p == pytest.approx(1 / 20)
    assert found.here.effect == pytest.approx(effect, abs=1.2)
    assert found.here.misfit_after > found.visible
    outside = (found.here.gap < found.low) | (found.here.gap > found.high)
    assert outside[found.before :].all()
    assert found.differences.effect == pytest.approx(effect, abs=4)


def test_no_effect_is_found_no_more_often_than_the_level() -> None:
    """Every unit of a world is asked: under no effect, exactly one of twenty may rank first."""
    for seed in range(5):
        panel = world(seed)
        ratios = np.array([place.ratio for place in in_every_place(panel, 16)])
        assert sum(rank_p(ratios, row) <= LEVEL for row in range(len(panel.units))) <= 20 * LEVEL


def test_no_effect_is_not_found_over_seeds() -> None:
    """Of the one in the midst of the others, too, who fits better than most."""
    first = 0
    for seed in range(40):
        ratios = np.array([place.ratio for place in in_every_place(world(seed), 16)])
        first += rank_p(ratios, 0) <= LEVEL
    assert first <= 5  # of 40 at one in twenty: more has a chance of 4.8 per cent


def test_misfit_is_measured_where_the_weights_were_not_chosen() -> None:
    """With as many donors as periods, any series is fitted; it is not thereby followed."""
    random = np.random.default_rng(11)
    panel = panel_of(
        [f"K{n}" for n in range(30)], [f"{2000 + n}" for n in range(12)], random.normal(size=(30, 12))
    )
    here = synthetic_control(panel, int(np.argmin(np.abs(panel.values).sum(axis=1))), 6)
    assert here.misfit_before < here.unseen / 2


def test_a_mixture_of_others_is_followed_exactly() -> None:
    panel = world(3, noise=0.3)
    values = panel.values.copy()
    values[0] = 0.25 * values[4] + 0.75 * values[9]
    here = synthetic_control(Panel(panel.units, panel.periods, values), 0, 16)
    assert here.weights[[4, 9]] == pytest.approx([0.25, 0.75], abs=1e-4)
    assert here.weights[0] == 0
    assert here.gap == pytest.approx(np.zeros(24), abs=1e-3)


def test_the_order_of_the_municipalities_changes_nothing() -> None:
    panel = world(4, effect=1.0)
    order = np.random.default_rng(0).permutation(len(panel.units))
    shuffled = Panel(tuple(panel.units[n] for n in order), panel.periods, panel.values[order])
    once, again = study(panel, "K00", SINCE), study(shuffled, "k00", SINCE)
    assert again.p == once.p
    assert again.here.gap == pytest.approx(once.here.gap, abs=1e-6)
    assert again.low == pytest.approx(once.low, abs=1e-6)
    assert again.differences.effect == pytest.approx(once.differences.effect)
    assert {n: round(w, 6) for n, w in zip(shuffled.units, again.here.weights, strict=True)} == {
        n: round(w, 6) for n, w in zip(panel.units, once.here.weights, strict=True)
    }


def test_another_unit_of_measure_changes_the_numbers_and_not_the_finding() -> None:
    panel = world(5, effect=3.0)
    thousand = Panel(panel.units, panel.periods, panel.values * 1000 + 7)
    once, again = study(panel, "K00", SINCE), study(thousand, "K00", SINCE)
    assert (again.p, again.finding) == (once.p, once.finding)
    assert again.here.effect == pytest.approx(1000 * once.here.effect, rel=1e-3)
    assert again.visible == pytest.approx(1000 * once.visible, rel=1e-3)


def test_what_would_have_been_seen_is_what_is_seen() -> None:
    """A misfit just over `visible` ranks rare enough, one just under does not: `visible` reckoned apart."""
    found = study(world(6), "K00", SINCE)
    ratios = sorted(place.ratio for place in in_every_place(found.panel, found.before) if place.unit != "K00")
    assert found.visible == pytest.approx(ratios[-1] * found.here.unseen)


def test_few_municipalities_cannot_tell() -> None:
    found = study(world(1, units=19, effect=50.0), "K00", SINCE)
    assert (found.finding, found.doubt) == (Finding.CANNOT_TELL, Doubt.FEW_UNITS)
    assert found.p == pytest.approx(1 / 19)


def test_one_whom_nobody_resembles_cannot_be_told_of() -> None:
    panel = world(2)
    values = panel.values.copy()
    values[0] += 100
    found = study(Panel(panel.units, panel.periods, values), "K00", SINCE)
    assert (found.finding, found.doubt) == (Finding.CANNOT_TELL, Doubt.POOR_FIT)


def test_pretending_that_it_began_earlier_sees_nothing_of_what_came_after() -> None:
    once, again = (study(world(7, effect=effect), "K00", SINCE).pretended for effect in (0.0, 30.0))
    assert [one.since.code for one in once] == ["2008Y", "2012Y"]
    assert once == again


def test_a_panel_that_stands_still_is_no_effect() -> None:
    still = panel_of([f"K{n}" for n in range(25)], [f"{2000 + n}" for n in range(12)], np.full((25, 12), 7.0))
    found = study(still, "K3", Period.parse("2008"))
    assert found.finding is Finding.NONE_FOUND
    assert found.p == 1
    assert found.here.effect == pytest.approx(0)


@pytest.mark.parametrize(
    ("unit", "since", "says"),
    [
        ("Viborg", "2016", "Viborg er ikke i filen."),
        ("K00", "2003", "Der er kun 3 perioder før starten."),
        ("K00", "2024", "Filen slutter med 2023, så der er intet at se efter starten."),
    ],
)
def test_what_cannot_be_asked_is_said(unit: str, since: str, says: str) -> None:
    with pytest.raises(CannotCompare, match=says):
        study(world(1), unit, Period.parse(since))


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(3, 7), st.integers(1, 3))
@example(61422, 4, 2)  # no effect at all, which is not nought to the last digit
def test_differences_are_what_four_means_say(seed: int, units: int, chosen: int) -> None:
    chosen = min(chosen, units - 1)
    values = np.random.default_rng(seed).integers(0, 50, size=(units, 6)).astype(float)
    panel = panel_of([f"K{n}" for n in range(units)], [f"{2000 + n}" for n in range(6)], values)
    found = differences(panel, range(chosen), 3)
    exact = [[Fraction(int(x)) for x in row] for row in values]
    assert found.effect == pytest.approx(float(double_difference(exact, range(chosen), 3)))
    assert found.p == pytest.approx(randomisation_p(exact, range(chosen), 3))
    assert found.all_choices


def test_many_choices_are_drawn_the_same_each_time_and_never_say_nought() -> None:
    panel = world(8, units=40)
    values = panel.values.copy()
    values[:8, 16:] += 50
    loud = Panel(panel.units, panel.periods, values)
    once, again = differences(loud, range(8), 16), differences(loud, range(8), 16)
    assert once == again
    assert not once.all_choices
    assert once.p == pytest.approx(1 / once.choices)


def test_chance_is_measured_as_it_should_be() -> None:
    """Under no effect, as many of all units as the level says are far from nought, and no more."""
    panel = world(9, units=40)
    p = [differences(panel, [row], 16).p for row in range(40)]
    assert sorted(p) == pytest.approx([(n + 1) / 40 for n in range(40)])
