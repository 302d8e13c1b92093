"""Panels made up for the tests: municipalities that share a few currents, each in its own measure."""

import numpy as np

from tovholder.evidence.panel import Panel, panel_of


def world(
    seed: int, units: int = 20, periods: int = 24, effect: float = 0.0, after: int = 16, noise: float = 0.3
) -> Panel:
    """Unit "K00" lies within the others' reach; from period `after` on it is `effect` higher."""
    random = np.random.default_rng(seed)
    currents = random.normal(size=(3, periods)).cumsum(axis=1)
    measures = random.dirichlet(np.ones(3), size=units)
    measures[0] = measures[1:].mean(axis=0)
    values = 10 + measures @ currents + noise * random.normal(size=(units, periods))
    values[0, after:] += effect
    return panel_of([f"K{n:02}" for n in range(units)], [f"{2000 + n}" for n in range(periods)], values)
