"""What the table says of itself, and the question that comes of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.registers.benchmark.asking import GROUPS, UnreadableDescription, read_description


def described(**table: object) -> bytes:
    return json.dumps([table]).encode()


def test_rolling_years_in_order_whatever_the_order_they_stand_in() -> None:
    found = read_description(described(Period=["2024QMAT02", "2023Y", "2022QMAT04", "2024M05", "2023QMAT04"]))
    assert [period.code for period in found.periods] == ["2022QMAT04", "2023QMAT04", "2024QMAT02"]
    assert found.question(2) == {"area": "*", "period": ["2023QMAT04", "2024QMAT02"], GROUPS: "*"}
    assert found.question(9)["period"] == ["2022QMAT04", "2023QMAT04", "2024QMAT02"]


def test_the_groups_are_asked_for_by_the_name_the_table_gives_them() -> None:
    dimensions = [
        {"DimensionID": "_kon"},
        "?",
        {"DimensionID": "_ygrpmm12", "DimensionName": "Ydelsesgrupper"},
    ]
    table = described(Period=["2024QMAT02"], Dimensions=dimensions)
    assert read_description(table).question(1) == {"area": "*", "period": ["2024QMAT02"], "_ygrpmm12": "*"}


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"{}", b"[1]", b"\xff", b"[" * 100_000,
                                     described(Period="2024QMAT02"), described(Period=["2024M05", None])])  # fmt: skip
def test_what_describes_nothing_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDescription):
        read_description(content)


def answers() -> st.SearchStrategy[bytes]:
    names = st.sampled_from(["Period", "Dimensions", "DimensionID"])
    leaves = st.none() | st.text() | st.integers() | st.just("2024QMAT02")
    values = st.recursive(leaves, lambda part: st.lists(part) | st.dictionaries(names, part))
    return st.binary() | values.map(lambda value: json.dumps(value).encode())


@given(answers())
def test_nothing_else_comes_of_any_answer(content: bytes) -> None:
    try:
        found = read_description(content)
    except UnreadableDescription:
        return
    assert found.periods
