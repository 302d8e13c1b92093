"""The bench of learning asks what it says it asks, in small."""

from tests.bench.learning import houses
from tovholder.assignment.covering import cover
from tovholder.assignment.learning import suggest


def test_a_small_house_is_reckoned_and_bounded() -> None:
    events, courses = houses(employees=12, courses=200)
    assert 0 < suggest(events).spared <= suggest(events).bound
    assert 0 <= cover(courses).covered <= cover(courses).bound
