"""Spark takes its time to start: one session for all its tests."""

from collections.abc import Iterator

import pytest

from tovholder.registers.engines import Spark


@pytest.fixture(scope="session")
def spark() -> Iterator[Spark]:
    engine = Spark(memory="1g", threads=1)
    yield engine
    engine.close()
