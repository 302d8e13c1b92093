"""Difference in differences: how much more it changed here than elsewhere, and how often it would by chance.

For one group of units at one time, with every unit seen in every period, the two-way fixed-effects estimate is the
plain double difference of four means. How sure it is comes from randomisation: the same is reckoned for every other
choice of as many units (all of them where they are few, else a seeded draw), and the p-value is the share at least as
far from nought. Source: Imbens and Rubin 2015, Causal Inference, chapter 5 (Fisher's test of no effect at all).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from .panel import CannotCompare, Panel
from .weights import Real

MOST_CHOICES = 20_000


@dataclass(frozen=True, slots=True)
class Differences:
    """`here` and `elsewhere` are changes of the mean from before to after, `effect` the difference, in the panel's
    unit; `p` its randomisation p-value, from `choices` choices, `all_choices` where that is every one there is."""

    here: float
    elsewhere: float
    effect: float
    p: float
    choices: int
    all_choices: bool


def differences(panel: Panel, rows: Sequence[int], before: int, *, seed: int = 0) -> Differences:
    """The units in `rows` against all others, the first `before` periods against the rest."""
    n, k = len(panel.units), len(set(rows))
    if not 0 < k < n:
        raise CannotCompare("one_unit")
    change = panel.values[:, before:].mean(axis=1) - panel.values[:, :before].mean(axis=1)
    own = _effects(change, np.array([sorted(set(rows))]))[0]
    total = comb(n, k)
    if total <= MOST_CHOICES:
        effects = _effects(change, np.array(list(combinations(range(n), k))))
    else:
        draw = np.random.default_rng(seed)
        chosen = np.array([draw.permutation(n)[:k] for _choice in range(MOST_CHOICES - 1)])
        effects = np.append(
            _effects(change, chosen), own
        )  # the real choice is one of them: p is never nought
    # As far from nought, but for what adding up in another order does to the last digits of numbers so large.
    alike = 1e-9 * float(np.abs(panel.values).max())
    p = float(np.mean(np.abs(effects) >= abs(own) - alike))
    here = float(change[sorted(set(rows))].mean())
    return Differences(here, here - float(own), float(own), p, len(effects), total <= MOST_CHOICES)


def _effects(change: Real, chosen: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Real:
    """For each choice (choices, k): the mean of `change` (n,) over it, minus the mean over all others."""
    n, k = len(change), chosen.shape[1]
    inside = change[chosen].sum(axis=1)
    effects: Real = inside / k - (change.sum() - inside) / (n - k)
    return effects
