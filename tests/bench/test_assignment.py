"""The bench compares like with like: no rival's answer to the same problem is below our bound."""

import pytest

from tests.bench.assignment import NOTHING, RIVALS, Size, inside, ours_plain

SMALL = Size(60, 5, 5, 1)


@pytest.mark.parametrize("rival", RIVALS)
def test_no_rival_is_below_the_bound(rival: str) -> None:
    ours, cost = ours_plain(SMALL), RIVALS[rival](SMALL, 5.0)
    assert cost != NOTHING
    assert cost >= ours["bound"] - 1e-6


def test_each_measurement_says_its_memory() -> None:
    found = inside({"what": "house", "seconds": 0.0, "size": vars(SMALL)})
    assert found["megabytes"] > 10
    assert found["gap"] >= 0
