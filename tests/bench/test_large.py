"""The bench compares like with like: by hand, in pandas and ours give the same rows, and the command runs."""

from collections import Counter
from pathlib import Path

import pytest

from tests.bench.large import beside_pandas, beside_sql, measure, pairs, the_set_beside_pandas
from tests.bench.register import generate
from tovholder.registers.monthly.figures import INDICATORS


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("registers"), 3000, 18_000)


def test_what_is_written_by_hand_gives_the_same_rows(register: Path) -> None:
    assert beside_sql(register, "1GB", 1).keys() == pairs().keys()
    assert len(beside_pandas(register)) == 16
    assert all(seconds > 0 for seconds in the_set_beside_pandas(register))


def test_each_indicator_of_the_month_stands_beside_sql_by_hand() -> None:
    assert Counter(pair.define for pair in pairs().values()) == Counter(each.define for each in INDICATORS)


def test_the_same_numbers_give_the_same_register(register: Path, tmp_path: Path) -> None:
    again = generate(tmp_path, 3000, 18_000)
    assert [file.read_bytes() for file in sorted(again.glob("*.parquet"))] == [
        file.read_bytes() for file in sorted(register.glob("*.parquet"))
    ]


def test_the_command_is_measured_first(tmp_path: Path) -> None:
    seconds, memory = [
        figure
        for figure, _ in zip(measure(tmp_path, persons=300, spells=1800, quick=True), "ab", strict=False)
    ]
    assert seconds.unit == "s"
    assert seconds.value > 0
    assert memory.unit == "MB"
    assert memory.value > 50
