"""The same figures as one would write them in pandas: for one month, from a frame of the columns they need."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from tests.bench.by_hand import CLASS_OF
from tovholder.registers.indicators.rows import place_of
from tovholder.registers.indicators.support import weeks_of
from tovholder.registers.lasting import BANDS
from tovholder.registers.period import Period
from tovholder.registers.statuses import hierarchy

FAR = pd.Timestamp(date(2200, 1, 1))  # where a spell that runs ends
DAY = pd.Timedelta(days=1)
ONE = ["person", "benefit"]


def _days(month: Period) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first day, and the first after the last."""
    return pd.Timestamp(month.first_day), pd.Timestamp(month.last_day) + DAY


def _in(register: pd.DataFrame, first: pd.Timestamp, after: pd.Timestamp) -> pd.DataFrame:
    return register[(register["since"] < after) & (register["until"].isna() | (register["until"] > first))]


def _not_in(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The rows of a person and benefit that has none among the others."""
    merged = rows.merge(others[ONE].drop_duplicates(), on=ONE, how="left", indicator=True)
    return merged[merged["_merge"] == "left_only"]


def on_support(register: pd.DataFrame, month: Period) -> list[tuple[str, int, int]]:
    """(class, persons, days)."""
    first, after = _days(month)
    near = _in(register, first, after).copy()
    near["class"] = near["benefit"].map(CLASS_OF)
    near["days"] = (near["until"].fillna(after).clip(upper=after) - near["since"].clip(lower=first)).dt.days
    found = near.groupby("class").agg(persons=("person", "nunique"), days=("days", "sum"))
    return sorted((str(name), int(row.persons), int(row.days)) for name, row in found.iterrows())


def each_month(register: pd.DataFrame, months: Sequence[Period]) -> list[tuple[int, str, int, int]]:
    """(place, class, persons, days): one month at a time, as a row for each month of each spell fills the memory."""
    return sorted((place_of(month), *row) for month in months for row in on_support(register, month))


def weeks_on_support(register: pd.DataFrame, month: Period) -> list[tuple[int, int]]:
    """(persons, weeks): a row for each week of each spell, and each week once."""
    first, last = weeks_of(month)
    monday = pd.Timestamp(date(1900, 1, 1)) + pd.Timedelta(weeks=first)
    near = _in(register, monday, monday + pd.Timedelta(weeks=last - first + 1))
    begin = ((near["since"] - monday).dt.days // 7).clip(lower=0)
    stop = ((near["until"].fillna(FAR) - DAY - monday).dt.days // 7).clip(upper=last - first)
    weeks = near.loc[near.index.repeat(stop - begin + 1), ONE]
    weeks["week"] = begin.loc[weeks.index] + weeks.groupby(level=0).cumcount()
    weeks = weeks.drop_duplicates()
    return [(weeks["person"].nunique(), len(weeks))]


def beginning(register: pd.DataFrame, month: Period) -> list[tuple[int, int]]:
    """(spells, persons)."""
    first, after = _days(month)
    old = _in(register, first - pd.DateOffset(months=1), first)
    new = register[(register["since"] >= first) & (register["since"] < after)]
    begun = _not_in(new, old).drop_duplicates(ONE)
    return [(len(begun), begun["person"].nunique())]


def ending(register: pd.DataFrame, month: Period) -> list[tuple[int, int]]:
    """(spells, persons)."""
    first, after = _days(month)
    gone = register[(register["until"] > first) & (register["until"] <= after)]
    ended = _not_in(gone, _in(register, after, after + pd.DateOffset(months=1))).drop_duplicates(ONE)
    return [(len(ended), ended["person"].nunique())]


def lasting_so_long(register: pd.DataFrame, month: Period) -> list[tuple[str, int, int]]:
    """(benefit, band, persons)."""
    last = pd.Timestamp(month.last_day)
    active = _in(register, last, last + DAY)[ONE].drop_duplicates()
    rows = _numbered(register[register["since"] <= last].merge(active, on=ONE))
    begin = rows[rows["begins"]].groupby(ONE)["since"].max().reset_index()
    weeks = (last - begin["since"]).dt.days // 7
    begin["band"] = np.searchsorted(BANDS, weeks)
    found = begin.groupby(["benefit", "band"]).size()
    return sorted((str(benefit), int(band), int(persons)) for (benefit, band), persons in found.items())


def status_after(
    register: pd.DataFrame, quarter: Period, days: int, benefit: str
) -> list[tuple[int, int, int]]:
    """(status, spells, persons)."""
    first, after = _days(quarter)
    sick = register[register["benefit"] == benefit]
    gone = sick.loc[(sick["until"] > first) & (sick["until"] <= after), ["person", "until"]].drop_duplicates()
    still = gone.merge(sick, on="person", suffixes=("", "_still"))
    two_on = ((still["until"] - DAY).dt.to_period("M") + 2).dt.to_timestamp()
    goes_on = (still["since"] < two_on) & (
        still["until_still"].isna() | (still["until_still"] > still["until"])
    )
    ended = gone.merge(still.loc[goes_on, ["person", "until"]].drop_duplicates(), how="left", indicator=True)
    ended = ended[ended["_merge"] == "left_only"].drop(columns="_merge")
    held = ended.merge(register, on="person", suffixes=("", "_then"))
    day = held["until"] - DAY + pd.Timedelta(days=days)
    held = held[(held["since"] <= day) & (held["until_then"].isna() | (held["until_then"] > day))].copy()
    held["status"] = held["benefit"].map(hierarchy().places)
    best = held.groupby(["person", "until"])["status"].min().reset_index()
    found = ended.merge(best, how="left").fillna({"status": len(hierarchy().names) - 1})
    found = found.groupby("status").agg(spells=("person", "size"), persons=("person", "nunique"))
    return sorted((int(status), int(row.spells), int(row.persons)) for status, row in found.iterrows())


def whole_spells(register: pd.DataFrame) -> pd.DataFrame:
    """The first day of each spell by the rule of jobindsats, and the first without."""
    rows = _numbered(register)
    rows["until"] = rows["until"].fillna(FAR)
    rows["number"] = rows["begins"].cumsum()
    return rows.groupby("number").agg(since=("since", "min"), until=("until", "max"))


def _numbered(register: pd.DataFrame) -> pd.DataFrame:
    """In order, with whether a spell begins: no earlier row of the same reaches into the month before, or later."""
    rows = register.sort_values([*ONE, "since"])
    last = rows["until"].fillna(FAR) - DAY
    rows["first_month"] = rows["since"].dt.year * 12 + rows["since"].dt.month
    rows["last_month"] = last.dt.year * 12 + last.dt.month
    rows["reached"] = rows.groupby(ONE)["last_month"].cummax()
    rows["reached"] = rows.groupby(ONE)["reached"].shift()
    rows["begins"] = rows["reached"].isna() | (rows["first_month"] > rows["reached"] + 1)
    return rows


def in_all(spells: pd.DataFrame) -> list[tuple[int, int]]:
    """How many, and how many days they have in all."""
    return [(len(spells), int((spells["until"] - spells["since"]).dt.days.sum()))]
