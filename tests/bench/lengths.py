"""Made-up lengths of spells, the same in every Python; only numpy, since lifelines has a Python of its own."""

import numpy as np
from numpy.typing import NDArray

# The days after which both say how many spells still last.
ASKED = (30, 91, 182, 365)


def drawn(spells: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return whole days from 1, and whether each ended then or still runs. Shapes: (spells,)."""
    draw = np.random.default_rng(1)
    return 1 + draw.exponential(90, spells).astype(np.int64), draw.random(spells) < 0.9
