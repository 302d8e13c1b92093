"""The same, slowly and plainly, for the tests to hold the rest against."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from statistics import mean

import numpy as np

from .weights import Real


def onto_simplex(point: Real) -> Real:
    """The nearest point with no negative part and the sum one. Source: Held, Wolfe and Crowder 1974."""
    falling = np.sort(point)[::-1]
    excess = (np.cumsum(falling) - 1) / np.arange(1, len(point) + 1)
    kept = int(np.flatnonzero(falling > excess)[-1])
    nearest: Real = np.maximum(point - excess[kept], 0)
    return nearest


def projected_gradient(donors: Real, target: Real, steps: int = 200_000) -> Real:
    """Weights (n,) by walking downhill and back onto the simplex, short steps and many."""
    weights = np.full(donors.shape[1], 1 / donors.shape[1])
    step = 1 / (np.linalg.norm(donors, 2) ** 2)
    for _step in range(steps):
        moved = onto_simplex(weights - step * donors.T @ (donors @ weights - target))
        if np.abs(moved - weights).max() < 1e-14:
            return moved
        weights = moved
    return weights


def on_a_grid(n: int, parts: int) -> Iterator[Real]:
    """Every mixture of n donors in whole `parts`."""
    for bars in combinations(range(parts + n - 1), n - 1):
        edges = (-1, *bars, parts + n - 1)
        yield np.array([right - left - 1 for left, right in pairwise(edges)]) / parts


def double_difference(values: Sequence[Sequence[float]], rows: Sequence[int], before: int) -> float:
    """Four means and two differences."""
    change = [mean(row[before:]) - mean(row[:before]) for row in values]
    here = [change[row] for row in rows]
    elsewhere = [one for row, one in enumerate(change) if row not in rows]
    return mean(here) - mean(elsewhere)


def randomisation_p(values: Sequence[Sequence[float]], rows: Sequence[int], before: int) -> float:
    """The share of all choices of as many units that are as far from nought."""
    own = abs(double_difference(values, rows, before))
    choices = list(combinations(range(len(values)), len(rows)))
    far = [choice for choice in choices if abs(double_difference(values, choice, before)) >= own - 1e-12]
    return len(far) / len(choices)
