"""What one line of a run tells of another is hidden too: rule by rule."""

from collections.abc import Mapping

from tovholder.registers.monthly.across import BENEFITS, hidden_across
from tovholder.registers.monthly.figures import INDICATORS
from tovholder.registers.monthly.shown import SICK, Line
from tovholder.registers.statuses import hierarchy

Numbers = Mapping[tuple[str, str], float | None]  # by split and value
CASH, DOLE, PENSION = (
    (BENEFITS, f"{of}/{name}") for of, name in [("t", "cash"), ("t", "dole"), ("p", "pension")]
)
FILES = [each.name for each in INDICATORS]
EMPTY: Mapping[str, list[Line]] = {name: [] for name in FILES}


def lines(indicator: str, period: str, numbers: Numbers, measure: str = "persons") -> list[Line]:
    return [Line(indicator, period, *cell, measure, number) for cell, number in numbers.items()]


def across(*files: list[Line]) -> dict[tuple[str, str], dict[tuple[str, str], float | None]]:
    """By indicator and period the number of each cell."""
    given: dict[str, list[Line]] = {name: [] for name in FILES}
    for line in (line for file in files for line in file):
        given[line.indicator.rstrip("_0123456789")].append(line)
    found: dict[tuple[str, str], dict[tuple[str, str], float | None]] = {}
    for line in (line for file in hidden_across(given).values() for line in file):
        found.setdefault((line.indicator, line.period), {})[line.split, line.value] = line.number
    return found


# --- From one file to another


def test_what_became_of_those_whose_number_is_hidden_is_hidden() -> None:
    """Those who left sick leave are six: with 59 and 50 shown, three would be left for the fourth."""
    sick, status = (BENEFITS, f"t/{SICK}"), ("benefit/status", f"{SICK}/Andet")
    ending = lines("ending", "2024Q2", {("class", "t"): 59, CASH: 50, sick: None, DOLE: None}, "spells")
    after = [
        lines("status_after_30", code, {("benefit", SICK): 6, status: 6}, "spells")
        for code in ("2024Q2", "2024Q1")
    ]
    found = across(ending, *after)
    assert found["status_after_30", "2024Q2"] == {
        ("benefit", SICK): None,
        **{("benefit/status", f"{SICK}/{name}"): None for name in hierarchy().names},
    }, "nor which statuses there are"
    assert found["status_after_30", "2024Q1"] == {("benefit", SICK): 6, status: 6}, (
        "nothing of that quarter is told"
    )


def test_by_days_or_by_weeks_the_same_are_hidden() -> None:
    days = lines("on_support", "2024M06", {CASH: None, DOLE: 8, PENSION: 9})
    weeks = lines("weeks_on_support", "2024M06", {CASH: 9, DOLE: None, PENSION: 9})
    found = across(days, weeks)
    assert (
        found["on_support", "2024M06"]
        == found["weeks_on_support", "2024M06"]
        == {CASH: None, DOLE: None, PENSION: 9}
    )


def test_a_benefit_that_is_hidden_is_not_told_by_its_bands() -> None:
    """Twenty there on the last day would say that no fewer were there in the month."""
    days = lines("on_support", "2024M06", {CASH: None, DOLE: None, PENSION: 30})
    bands = {(split, value.format(of)): 20 for of in ("cash", "pension")
             for split, value in [("benefit", "{}"), ("benefit/weeks", "{}/0-4")]}  # fmt: skip
    found = across(days, lines("lasting_so_long", "2024M06", bands))["lasting_so_long", "2024M06"]
    assert {cell for cell, number in found.items() if number} == {
        ("benefit", "pension"),
        ("benefit/weeks", "pension/0-4"),
    }
    assert sum(value.startswith("cash/") for _split, value in found) == 9


def test_a_years_curve_does_not_tell_the_quarter_that_is_hidden() -> None:
    curves = lines("how_long", "2024QMAT02", {("benefit", "cash"): 43, ("benefit", "pension"): 90}, "spells")
    quarters = [
        lines("beginning", code, {CASH: number, PENSION: 20}, "spells")
        for code, number in [("2024Q2", None), ("2024Q1", 20), ("2023Q4", 20), ("2023Q3", None)]
    ]
    assert across(curves, *quarters)["how_long", "2024QMAT02"] == {
        ("benefit", "cash"): None,
        ("benefit", "pension"): 90,
    }
    one = across(curves, quarters[0])
    assert one["how_long", "2024QMAT02"]["benefit", "cash"] == 43, "of the other quarters nobody knows"


# --- Over time


def test_of_a_quarters_months_all_are_shown_or_none() -> None:
    """43 less 20 and 20 would be the three of April; and nobody was a rarity in May."""
    rare = (BENEFITS, "t/rare")
    months = [
        lines("ending", "2024M04", {CASH: None, DOLE: 9, rare: None}, "spells"),
        lines("ending", "2024M05", {CASH: 20, DOLE: 9}, "spells"),
        lines("ending", "2024M06", {CASH: 20, DOLE: 9, rare: 7}, "spells"),
        lines("ending", "2024M07", {CASH: 20, DOLE: 9}, "spells"),
    ]
    quarter = lines("ending", "2024Q2", {CASH: 43, DOLE: 27, rare: 10}, "spells")
    found = across(*months, quarter)
    for code in ("2024M04", "2024M05", "2024M06"):
        assert found["ending", code] == {CASH: None, DOLE: 9, rare: None}
    assert found["ending", "2024Q2"] == {CASH: 43, DOLE: 27, rare: 10}
    assert found["ending", "2024M07"] == {CASH: 20, DOLE: 9}
    assert across(*months)["ending", "2024M05"] == {CASH: 20, DOLE: 9}, "no quarter stands beside"


def test_a_quarter_that_is_hidden_is_not_added_up_from_its_months() -> None:
    month = lines("beginning", "2024M06", {CASH: 20, DOLE: 9}, "spells")
    found = across(month, lines("beginning", "2024Q2", {CASH: None, DOLE: 9}, "spells"))
    assert found["beginning", "2024M06"] == {CASH: None, DOLE: 9}


def test_the_ages_of_a_benefit_do_not_tell_it() -> None:
    ages = {("benefit/age", f"{of}/{age}"): 10 for of in ("cash", "pension") for age in ("-29", "30-39")}
    months = [
        lines("on_support", code, {CASH: number, PENSION: 20, **ages})
        for code, number in [("2024M05", 20), ("2024M06", None)]
    ]
    found = across(*months, lines("on_support", "2024Q2", {CASH: 23, PENSION: 20}))
    for code in ("2024M05", "2024M06"):
        told = {
            value
            for (split, value), number in found["on_support", code].items()
            if split == "benefit/age" and number
        }
        assert told == {"pension/-29", "pension/30-39"}


def test_full_time_persons_of_a_year_do_not_tell_those_of_a_quarter() -> None:
    """Different persons do not add up, and stay."""

    def both(code: str, number: float | None) -> list[Line]:
        return [
            each
            for measure in ("persons", "full_time_persons")
            for each in lines("on_support", code, {CASH: number, PENSION: 20}, measure)
        ]

    codes = ["2024Q2", "2024Q1", "2023Q4", "2023Q3"]
    given = [*(both(code, None if code == "2024Q1" else 20) for code in codes), both("2024QMAT02", 20)]

    def hidden(some: list[list[Line]]) -> set[tuple[str, str]]:
        return {
            (line.period, line.measure)
            for line in hidden_across({**EMPTY, "on_support": [line for each in some for line in each]})[
                "on_support"
            ]
            if line.number is None
        }

    quarter = {("2024Q1", "persons"), ("2024Q1", "full_time_persons")}
    assert hidden(given) == {*quarter, ("2024QMAT02", "full_time_persons")}
    assert hidden(given[1:]) == quarter, "a quarter of the year is not there"
