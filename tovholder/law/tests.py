import ast
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.law import administration, mentor, sickleave
from tovholder.law.parameters import (
    Certainty,
    NotInForce,
    Unit,
    UnknownParameter,
    UnreadableParameters,
    all_in_force,
    in_force,
    parameters,
    parse,
)

HERE = Path(__file__).parent
EXAMPLES = tomllib.loads((HERE / "examples.toml").read_text(encoding="utf-8"))["example"]
ONE = """
[[limit]]
value = 3
unit = "weeks"
first_day = 2020-01-01
last_day = 2020-12-31
act = "loven § 1"
source = "her"
says = "Tre uger."
certainty = "sourced"
"""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_worked_example(example: dict[str, Any]) -> None:
    known = {
        key: value for key, value in example.items() if key not in {"title", "ask", "answer", "conditional"}
    }
    unclear = known.pop("unclear", [])
    [rule] = [
        getattr(of, example["ask"])
        for of in (sickleave, administration, mentor)
        if hasattr(of, example["ask"])
    ]
    if example["ask"] == "nemrefusion_due":
        known.setdefault("wages_paid", None)
    if "holidays" in known:
        known["holidays"] = set(known["holidays"])
    found = rule(**known)
    if example["ask"].endswith("_rules"):
        assert [rule.says for rule in found] == example["answer"]
        assert [rule.says for rule in found if not rule.is_settled] == unclear
    elif example["answer"] == "none":
        assert found is None
    else:
        assert (found.day if isinstance(found, sickleave.Deadline) else found) == example["answer"]
    assert getattr(found, "conditional", False) == example.get("conditional", False)


def test_the_example_on_the_companys_door() -> None:
    due = sickleave.nemrefusion_due(date(2026, 11, 21), True)
    assert due.day == date(2026, 12, 26)
    assert due.day.weekday() == 5
    assert due.rule == "Betaler I løn under sygdom, er fristen som hovedregel fem uger fra første fraværsdag."
    assert due.act == "sygedagpengeloven § 40, stk. 1"
    assert due.certainty is Certainty.SOURCED


def test_wages_and_benefit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="not both"):
        sickleave.nemrefusion_due(date(2026, 11, 1), True, benefit_in_employer_period=True)


def test_payment_cannot_stop_before_the_absence() -> None:
    with pytest.raises(ValueError, match="before the first day"):
        sickleave.nemrefusion_due(
            date(2026, 11, 2), False, benefit_in_employer_period=True, payment_stops=date(2026, 11, 1)
        )


def test_no_deadline_is_invented_for_days_before_the_rule() -> None:
    with pytest.raises(NotInForce, match=r"2012-04-02"):
        sickleave.nemrefusion_due(date(2012, 4, 1), True)
    assert sickleave.nemrefusion_due(date(2012, 4, 2), True).day == date(2012, 5, 7)


def test_followup_every_four_weeks_is_gone_and_2026_is_unclear() -> None:
    def names(on: date) -> dict[str, int]:
        return {rule.name: rule.number for rule in sickleave.followup_rules(on)}

    assert names(date(2018, 6, 1)) == {"followup_first_talk": 8, "followup_every": 4}
    assert names(date(2023, 6, 1)) == {"followup_first_talk": 8, "followup_talks_first_half_year": 4}
    assert names(date(2025, 6, 1)) == {
        "followup_first_talk": 8,
        "followup_talks_first_half_year": 4,
        "followup_stops_if_fit_within": 13,
    }
    now = sickleave.followup_rules(date(2026, 11, 21))
    assert {rule.name: rule.number for rule in now} == {
        "followup_talks_first_half_year": 1,
        "followup_employed_exempt": 26,
    }
    assert not any(rule.is_settled for rule in now)


def test_an_unclear_start_makes_the_deadline_unclear() -> None:
    assert in_force("fast_track_talk", date(2026, 11, 1)).certainty is Certainty.SOURCED
    assert sickleave.fast_track_talk_due(date(2026, 11, 1)).certainty is Certainty.UNCLEAR


def test_note_duty_has_no_number() -> None:
    rule = in_force("note_written", date(2026, 1, 1))
    assert rule.value == "snarest muligt"
    with pytest.raises(TypeError, match="no number"):
        _ = rule.number
    with pytest.raises(TypeError, match="not a fixed number of days"):
        _ = in_force("access_answer", date(2026, 1, 1)).length


def test_in_force_names_what_is_known() -> None:
    with pytest.raises(UnknownParameter, match=r"nemrefusion_wages_paid"):
        in_force("nemrefusion", date(2026, 1, 1))


def test_days_are_inclusive_at_both_ends() -> None:
    among = parse(ONE + ONE.replace("2020-", "2021-").replace("value = 3", "value = 4"))
    assert in_force("limit", date(2020, 1, 1), among=among).number == 3
    assert in_force("limit", date(2020, 12, 31), among=among).number == 3
    assert in_force("limit", date(2021, 1, 1), among=among).number == 4
    for outside in (date(2019, 12, 31), date(2022, 1, 1)):
        with pytest.raises(NotInForce, match=r"2020-01-01\.\.2020-12-31"):
            in_force("limit", outside, among=among)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (ONE + ONE, "two figures hold on 2020-01-01"),
        (
            ONE
            + ONE.replace(
                "first_day = 2020-01-01\nlast_day = 2020", "first_day = 2020-12-31\nlast_day = 2021"
            ),
            "2020-12-31",
        ),
        (
            ONE.replace("last_day = 2020-12-31", "") + ONE.replace("2020-", "2024-"),
            "two figures hold on 2024-01-01",
        ),
        (ONE.replace('source = "her"', 'source = " "'), "limit: source is empty"),
        (ONE.replace('source = "her"', ""), "limit: source is missing"),
        (ONE.replace('"weeks"', '"fortnights"'), "limit: 'fortnights'"),
        (ONE.replace("value = 3", 'value = "three"'), "does not fit the unit weeks"),
        (ONE.replace("value = 3", "value = true"), "does not fit the unit weeks"),
        (ONE.replace('"sourced"', '"probably"'), "limit: 'probably'"),
        (ONE.replace("2020-12-31", "2019-12-31"), "last_day comes before first_day"),
        (ONE.replace("2020-12-31", '"2020-12-31"'), "last_day is no date"),
        (ONE + 'colour = "red"\n', "colour is no field"),
        (ONE.replace("[[limit]]", "[limit]"), "one table for each version"),
        ("[[", "not TOML"),
    ],
)
def test_a_careless_file_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableParameters, match=sentence.replace("[", r"\[")):
        parse(text)


def test_every_figure_tells_where_it_comes_from() -> None:
    for versions in parameters().values():
        for rule in versions:
            assert rule.says.endswith(".")
            assert rule.unit in Unit
            if not rule.is_settled:
                assert rule.note, f"{rule.name}: say in the note what is not confirmed"


@settings(deadline=None)
@given(st.dates(date(2012, 4, 2), date(2060, 1, 1)))
def test_deadlines_by_counting_days_one_by_one(first_day: date) -> None:
    def counted(days: int) -> date:
        day = first_day
        for _ in range(days):
            day = date.fromordinal(day.toordinal() + 1)
        return day

    assert sickleave.nemrefusion_due(first_day, True).day == counted(35)
    assert sickleave.nemrefusion_due(first_day, False).day == counted(14)
    assert sickleave.employer_period_last_day(first_day) == counted(29)


@settings(deadline=None)
@given(
    st.dates(date(2014, 1, 1), date(2060, 1, 1)),
    st.sets(st.dates(date(2014, 1, 1), date(2060, 1, 1)), max_size=9),
)
def test_seven_working_days_lie_after_the_request(received: date, holidays: set[date]) -> None:
    due = administration.access_answer_due(received, holidays).day
    between = [received + timedelta(days=step) for step in range(1, (due - received).days + 1)]
    assert sum(day.weekday() < 5 and day not in holidays for day in between) == 7
    assert due.weekday() < 5
    assert due not in holidays


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_at_most_one_figure_of_a_name_holds(on: date) -> None:
    names = [rule.name for rule in all_in_force(on)]
    assert len(names) == len(set(names))


def test_law_imports_the_standard_library_alone() -> None:
    for path in HERE.glob("*.py"):
        if path.name == "tests.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert all(alias.name.split(".")[0] in sys.stdlib_module_names for alias in node.names), (
                    path.name
                )
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert (node.module or "").split(".")[0] in sys.stdlib_module_names, path.name
