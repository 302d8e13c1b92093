"""California's tobacco control (Proposition 99, 1989), against what has been published of it.

The data are those of Abadie, Diamond and Hainmueller 2010, packs of cigarettes a head in 39 states from 1970 to 2000,
as the package synthdid-py carries them. Outcomes alone, as here, are what these publish:

- Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021 (doi 10.1257/aer.20190159), table 1: synthetic control -19.6,
  difference in differences -27.3. Their solver stops early; an exact one gives -19.5 (-19.48 by Stata's synth2, in
  C. Mendez, Synthetic Difference-in-Differences in Stata, 2026).
- Abadie, Diamond and Hainmueller 2010 (doi 10.1198/jasa.2009.ap08746), with predictors as well: "by the year 2000 ...
  about 26 packs lower"; the five donors Utah, Nevada, Montana, Colorado and Connecticut; California's ratio the largest
  of the 39.
"""

import csv
from importlib import resources

import numpy as np
import pytest

from tovholder.evidence.panel import Panel, panel_of
from tovholder.evidence.study import Finding, Study, study
from tovholder.registers.period import Period


@pytest.fixture(scope="module")
def smoking() -> Panel:
    text = resources.files("synthdid.data").joinpath("california_prop99.csv").read_text()
    packs = {
        (row["State"], row["Year"]): float(row["PacksPerCapita"])
        for row in csv.DictReader(text.splitlines(), delimiter=";")
    }
    states, years = (sorted({key[place] for key in packs}) for place in (0, 1))
    return panel_of(states, years, [[packs[state, year] for year in years] for state in states])


@pytest.fixture(scope="module")
def california(smoking: Panel) -> Study:
    return study(smoking, "California", Period.parse("1989"))


def test_the_data_are_those_of_the_paper(smoking: Panel) -> None:
    assert smoking.values.shape == (39, 31)


def test_the_synthetic_control_estimate(california: Study) -> None:
    assert california.here.effect == pytest.approx(-19.6, abs=0.15)
    assert california.here.effect == pytest.approx(-19.48, abs=0.05)


def test_the_difference_in_differences(california: Study) -> None:
    assert california.differences.effect == pytest.approx(-27.3, abs=0.05)


def test_the_gap_in_2000(california: Study) -> None:
    assert california.here.gap[-1] == pytest.approx(-26, abs=1)


def test_the_donors(smoking: Panel, california: Study) -> None:
    weights = dict(zip(smoking.units, california.here.weights, strict=True))
    donors = {state for state, weight in weights.items() if weight > 0.001}
    assert donors == {"Utah", "Montana", "Nevada", "Connecticut", "New Hampshire", "Colorado"}
    published = {"Utah", "Nevada", "Montana", "Colorado", "Connecticut"}
    assert sum(weights[state] for state in published) > 0.95
    assert california.here.misfit_before == pytest.approx(1.656, abs=0.005)
    assert california.here.optimality < 1e-9


def test_how_unusual_it_is(california: Study) -> None:
    """The paper: California's ratio is the largest of the 39, so p is 1/39 = 0.026."""
    assert california.p == pytest.approx(1 / 39)
    assert california.finding is Finding.EFFECT


def test_another_library_finds_the_same(smoking: Panel, california: Study) -> None:
    """scipy's non-negative least squares, with a heavy row that holds the sum at one."""
    from scipy.optimize import nnls

    donors = np.delete(smoking.values, california.row, axis=0)[:, : california.before].T
    target = smoking.values[california.row, : california.before]
    heavy = 1e5
    found, _misfit = nnls(np.vstack([donors, np.full(donors.shape[1], heavy)]), np.append(target, heavy))
    assert found.sum() == pytest.approx(1, abs=1e-6)
    assert np.delete(california.here.weights, california.row) == pytest.approx(found, abs=1e-4)
