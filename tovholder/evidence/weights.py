"""The mixture of donors that follows one series best: weights that are never negative and sum to one.

Minimise |A w - b|² over the simplex, which is to find the point nearest to nought in the hull of the columns of A - b.
Wolfe's algorithm does it exactly, in finitely many steps, and how far the answer can be from the best is reckoned
afterwards without trusting the algorithm: for a convex f the duality gap grad f(w)·w - min(grad f(w)) is at least
f(w) - f(best), and nought only where the Karush-Kuhn-Tucker conditions hold.

Where several mixtures are equally good, the evenest is taken, so that the order of the donors says nothing: a ridge of
RIDGE times the mean square of the columns (Arkhangelsky et al. do likewise).

Sources: Wolfe 1976, Finding the nearest point in a polytope (doi 10.1007/BF01580381); Jaggi 2013 for the gap.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
RIDGE = 1e-9
SMALL = 1e-12
GOOD_ENOUGH = 1e-6  # of the mean square of the columns: no answer with a larger gap is given


class NoWeights(ValueError):
    """No donors, a number that is not finite, or shapes that do not fit."""


class NotOptimal(ArithmeticError):
    """The best mixture was not found to within GOOD_ENOUGH; nothing is said instead of something wrong."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """`weights` (n,), none negative, summing to one. `gap` is the most that the mean square error over the periods can
    be above the smallest there is, in the series' own unit squared."""

    weights: Real
    gap: float


def best_mixture(donors: Real, target: Real) -> Mixture:
    """The mixture of `donors` (periods, n) nearest to `target` (periods,). NoWeights and NotOptimal as they say."""
    if donors.ndim != 2 or not donors.size or donors.shape[0] != target.shape[0]:
        raise NoWeights("donors are (periods, n), the target (periods,), and neither is empty")
    columns = donors - target[:, None]
    if not np.isfinite(columns).all():
        raise NoWeights("a number is missing or has no end")
    periods, scale = columns.shape[0], float(np.mean(columns**2))
    if scale <= SMALL:
        return Mixture(np.full(columns.shape[1], 1 / columns.shape[1]), 0.0)
    gram = columns.T @ columns / (periods * scale)
    gram[np.diag_indices_from(gram)] += RIDGE
    weights = _nearest(gram)
    gap = duality_gap(gram, weights)
    if gap > GOOD_ENOUGH:
        raise NotOptimal(f"gap {gap:.1e}")
    return Mixture(weights, gap * scale)


def duality_gap(gram: Real, weights: Real) -> float:
    """The most by which w'Gw at `weights` (n,) can exceed its minimum on the simplex; `gram` is (n, n)."""
    slope = 2 * gram @ weights
    return max(0.0, float(slope @ weights - slope.min()))


def _nearest(gram: Real) -> Real:
    """Wolfe: add the corner that is deepest below, walk to the best of the face, and drop corners on the way."""
    n = gram.shape[0]
    weights = np.zeros(n)
    weights[int(np.argmin(np.diag(gram)))] = 1.0
    face = weights > 0
    for _step in range(20 * n + 100):
        slope = gram @ weights
        corner = int(np.argmin(slope))
        if face[corner] or slope[corner] >= weights @ slope - SMALL:
            break
        face[corner] = True
        weights, face = _best_of_face(gram, weights, face)
    shares: Real = weights / weights.sum()
    return shares


def _best_of_face(gram: Real, weights: Real, face: NDArray[np.bool_]) -> tuple[Real, NDArray[np.bool_]]:
    """The best point of a face of the simplex, or of the smaller face where the walk to it leaves the simplex."""
    weights, face = weights.copy(), face.copy()
    while True:
        places = np.flatnonzero(face)
        aim = np.linalg.solve(gram[np.ix_(places, places)], np.ones(len(places)))
        aim /= aim.sum()
        if (aim > SMALL).all():
            weights[:] = 0
            weights[places] = aim
            return weights, face
        here = weights[places]
        falling = aim <= SMALL
        steps = here[falling] / np.maximum(here[falling] - aim[falling], SMALL)
        here = here + min(1.0, float(steps.min())) * (aim - here)
        leaving = falling & (here <= max(SMALL, float(here[falling].min())))
        here[leaving] = 0
        weights[:] = 0
        weights[places] = np.maximum(here, 0)
        face[places[leaving]] = False
