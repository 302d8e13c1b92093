"""The whole monthly set as one would write it in pandas: every line of the command, before small numbers are hidden.

For one month, its quarter and its rolling year (`asked.months` is 1), from a frame of all columns of all rows. The rows
near the periods are found once for all (`rows_in_pandas`). Nothing is hidden but points of a curve, at `asked.limit`.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from tests.bench import in_pandas
from tests.bench.in_pandas import DAY, ONE
from tests.bench.rows_in_pandas import Rows, days_of, looked_at, month_before, with_groups
from tovholder.registers.indicators.rows import TIES, By
from tovholder.registers.indicators.support import weeks_of
from tovholder.registers.lasting import Lengths, sure_before
from tovholder.registers.monthly.figures import GROUPS, LASTING_WEEKS, Asked
from tovholder.registers.monthly.run import Order, Outcome, run
from tovholder.registers.monthly.shown import CROSSED, SICK, Line, band_name, shown_curve
from tovholder.registers.period import Period, Span
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import Month


def whole_set(register: pd.DataFrame, asked: Asked) -> tuple[list[Line], dict[str, int]]:
    """The lines, and how many rows were refused, by `Refusal`."""
    rows, refused = looked_at(register, asked)
    return [line for made in INDICATORS.values() for line in made(rows, asked)], refused


def ours(order: Order) -> tuple[list[Line], Outcome]:
    """The same by the command, `order.target` apart."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        outcome = run(replace(order, target=Path(folder) / "figures"), lambda _text: nullcontext())
        found = connection.execute(f"SELECT * EXCLUDE hidden FROM '{folder}/figures/*.parquet'").fetchall()
    return [Line(*row) for row in found], outcome


# --- People under what they are counted under


def _counted(rows: pd.DataFrame, by: tuple[By, ...], number: str) -> Iterator[tuple[str, int, int]]:
    """What they are counted under, different persons, and the sum of `number`."""
    if not by:
        yield "", rows["person"].nunique(), int(rows[number].sum())
        return
    groups = rows.groupby([each.value for each in by])
    found = groups.agg(persons=("person", "nunique"), number=(number, "sum")).reset_index()
    for *cell, persons, total in found.itertuples(index=False):
        yield "/".join(cell), int(persons), int(total)


def _of_people(
    name: str, period: Period, rows: pd.DataFrame, number: str, whole: int, *, crossed: bool = False
) -> Iterator[Line]:
    if rows.empty:
        return
    for by in (*GROUPS, CROSSED) if crossed else GROUPS:
        for value, persons, total in _counted(rows, by, number):
            line = Line(name, period.code, "/".join(by), value, "persons", persons)
            yield line
            yield replace(line, measure="full_time_persons", number=total / whole)


def on_support(rows: Rows, asked: Asked) -> Iterator[Line]:
    for span in (Span.MONTH, Span.QUARTER, Span.ROLLING_YEAR):
        period = asked.periods(span)[0]
        first, last, after = days_of(period)
        near = rows.near[(rows.near["since"] <= last) & (rows.near["to"] > first)]
        since = near["since"].clip(lower=first)
        near = with_groups(near, since, period, asked.mapping)
        near["days"] = (near["to"].clip(upper=after) - since).dt.days
        yield from _of_people(
            "on_support", period, near, "days", (after - first).days, crossed=span is Span.MONTH
        )


def weeks_on_support(rows: Rows, asked: Asked) -> Iterator[Line]:
    """Each row brings the weeks that those before it have not."""
    period = asked.periods(Span.MONTH)[0]
    first, last = weeks_of(period)
    monday = pd.Timestamp(date(1900, 1, 1)) + pd.Timedelta(weeks=first)
    end = monday + pd.Timedelta(weeks=last - first + 1)
    near = rows.near[(rows.near["since"] < end) & (rows.near["to"] > monday)]
    near = near.sort_values([*ONE, "since", "to", *TIES])
    near["to_week"] = (near["to"].clip(upper=end) - DAY - monday).dt.days // 7
    seen = _of_those_before(near, near.groupby(ONE)["to_week"].cummax())
    from_week = ((near["since"] - monday).dt.days // 7).clip(lower=(seen + 1).fillna(0))
    near["weeks"] = near["to_week"] + 1 - from_week
    near = near[near["weeks"] > 0]
    near = with_groups(near, near["since"].clip(lower=days_of(period)[0]), period, asked.mapping)
    yield from _of_people("weeks_on_support", period, near, "weeks", last - first + 1)


# --- Spells by the rule of jobindsats


def _of_those_before(rows: pd.DataFrame, so_far: pd.Series) -> pd.Series:
    """What stands at the row before, if that is of the same person and benefit: rows are in order."""
    return so_far.shift().where(rows.duplicated(ONE))


def _begins(rows: pd.DataFrame) -> pd.Series:
    reached = _of_those_before(rows, rows.groupby(ONE)["last_month"].cummax())
    return reached.isna() | (rows["first_month"] > reached + 1)


def begun(near: pd.DataFrame, period: Period) -> pd.DataFrame:
    first, last, _after = days_of(period)
    rows = near[(near["to"] > month_before(period.first_day)) & (near["since"] <= last)]
    rows = rows[rows["person"].isin(rows.loc[rows["since"] >= first, "person"])]
    rows = rows.sort_values([*ONE, "since", "to", *TIES])
    return rows[_begins(rows) & (rows["since"] >= first)]


def ended(near: pd.DataFrame, period: Period, known_until: date) -> pd.DataFrame:
    first, _last, after = days_of(period)
    before = min(after, pd.Timestamp(sure_before(known_until)))
    rows = near[near["to"] > first]
    rows = rows[rows["person"].isin(rows.loc[rows["to"] <= before, "person"])]
    order = {**dict.fromkeys(ONE, True), "to": False, "since": False, **dict.fromkeys(TIES, True)}
    rows = rows.sort_values(list(order), ascending=list(order.values()))
    resumed = _of_those_before(rows, rows.groupby(ONE)["first_month"].cummin())
    return rows[(resumed.isna() | (rows["last_month"] + 1 < resumed)) & (rows["to"] <= before)]


def _moved(name: str, period: Period, rows: pd.DataFrame, day: pd.Series, asked: Asked) -> Iterator[Line]:
    rows = with_groups(rows, day, period, asked.mapping).assign(spells=1)
    for line in _of_people(name, period, rows, "spells", 1):
        if line.measure != "persons":
            yield replace(line, measure="spells")


def beginning(rows: Rows, asked: Asked) -> Iterator[Line]:
    for span in (Span.MONTH, Span.QUARTER):
        period = asked.periods(span)[0]
        new = begun(rows.near, period)
        yield from _moved("beginning", period, new, new["since"], asked)


def ending(rows: Rows, asked: Asked) -> Iterator[Line]:
    def known(period: Period) -> bool:
        return Month.of(period.last_day).next.last_day <= asked.known_until

    for span in (Span.MONTH, Span.QUARTER):
        period = asked.periods(span, known_by=known)[0]
        over = ended(rows.near, period, asked.known_until)
        yield from _moved("ending", period, over, over["to"] - DAY, asked)


def lasting_so_long(rows: Rows, asked: Asked) -> Iterator[Line]:
    period = asked.periods(Span.MONTH)[0]
    _first, last, after = days_of(period)
    on_it = rows.near.loc[(rows.near["since"] <= last) & (rows.near["to"] >= after), "person"]
    ever = rows.ever.loc[rows.ever["person"].isin(on_it), [*ONE, "since", "until"]]
    ever = ever[ever["benefit"].isin(asked.mapping.codes)]
    of_all: dict[str, int] = {}
    for benefit, band, persons in in_pandas.lasting_so_long(ever, period):
        of_all[benefit] = of_all.get(benefit, 0) + persons
        value = f"{benefit}/{band_name(band)}"
        yield Line("lasting_so_long", period.code, "benefit/weeks", value, "persons", persons)
    for benefit, persons in of_all.items():
        yield Line("lasting_so_long", period.code, "benefit", benefit, "persons", persons)


def by_length(rows: Rows, period: Period, asked: Asked) -> pd.DataFrame:
    """Whole spells that begin in the period by benefit and days: the columns of `Lengths`."""
    first, last, _after = days_of(period)
    sure = pd.Timestamp(sure_before(asked.known_until))
    new = rows.near[(rows.near["since"] >= first) & (rows.near["since"] <= last)]
    near = rows.near[rows.near["person"].isin(new["person"])].sort_values([*ONE, "since"])
    begins = _begins(near)
    whole = near[begins].assign(to=near.groupby(begins.cumsum())["to"].max().to_numpy())
    whole = whole[(whole["since"] >= first) & (whole["since"] <= last) & (whole["since"] < sure)]
    whole["days"] = (whole["to"].clip(upper=sure) - whole["since"]).dt.days
    whole["ended"] = whole["to"] <= sure
    whole["persons"] = ~whole.duplicated(ONE)
    whole["persons_ended"] = whole["persons"] & whole["ended"]
    numbers = {name: (name, "sum") for name in ("ended", "persons", "persons_ended")}
    return whole.groupby(["benefit", "days"]).agg(spells=("person", "size"), **numbers).reset_index()


def how_long(rows: Rows, asked: Asked) -> Iterator[Line]:
    """The curve of the counts is ours."""
    period = asked.periods(Span.ROLLING_YEAR)[0]
    for benefit, found in by_length(rows, period, asked).groupby("benefit"):
        lengths = Lengths(*(found[each.name].tolist() for each in fields(Lengths)))
        yield from shown_curve("how_long", period.code, str(benefit), lengths, LASTING_WEEKS, asked.limit)


def status_after(rows: Rows, asked: Asked) -> Iterator[Line]:
    sick = rows.near[rows.near["benefit"] == SICK]
    for days in hierarchy().days:
        period, later = asked.quarters_known_after(days)[0], pd.Timedelta(days=days)
        first, last, _after = days_of(period)
        over = ended(sick, period, asked.known_until)
        over = over[["person"]].assign(end=over["to"] - DAY, day=over["to"] - DAY + later)
        over = over[over["day"] <= pd.Timestamp(asked.known_until)]
        then = rows.near_any[(rows.near_any["since"] <= last + later) & (rows.near_any["to"] > first + later)]
        held = over.merge(then[["person", "since", "to", "status"]], on="person")
        held = held[(held["since"] <= held["day"]) & (held["to"] > held["day"])]
        best = held.groupby(["person", "end"], as_index=False)["status"].min()
        found = over.merge(best, on=["person", "end"], how="left").fillna({"status": hierarchy().rest})
        found = found.groupby("status").agg(spells=("person", "size"), persons=("person", "nunique"))
        name = f"status_after_{days}"
        if len(found):
            yield Line(name, period.code, "benefit", SICK, "spells", found["spells"].sum())
        for status, spells in found["spells"].items():
            value = f"{SICK}/{hierarchy().names[int(status)]}"
            yield Line(name, period.code, "benefit/status", value, "spells", spells)


INDICATORS: Mapping[str, Callable[[Rows, Asked], Iterator[Line]]] = {
    "on_support": on_support,
    "weeks_on_support": weeks_on_support,
    "beginning": beginning,
    "ending": ending,
    "lasting_so_long": lasting_so_long,
    "how_long": how_long,
    "status_after": status_after,
}
