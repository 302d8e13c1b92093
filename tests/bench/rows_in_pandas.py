"""What the monthly set in pandas is made of: the rows looked over, those near the periods, and what each counts under.

What several figures need is made once: the texts as categories, and the months in which each row begins and ends.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from tests.bench.in_pandas import DAY, FAR
from tovholder.registers.indicators.rows import AGES, By, Refusal, band_of
from tovholder.registers.monthly.figures import Asked
from tovholder.registers.period import Period, Span
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import BenefitClass, BenefitMapping

CLASSES = pd.CategoricalDtype([each.value for each in BenefitClass])
SOUND = len(Refusal)


@dataclass(frozen=True, slots=True)
class Rows:
    """As `monthly.figures.Register`; those near have `to`, both months, and the `status` they give, beside."""

    near: pd.DataFrame
    near_any: pd.DataFrame
    ever: pd.DataFrame


def frame(register: Path) -> pd.DataFrame:
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        return connection.execute(f"SELECT * FROM '{register}/*.parquet'").df()


def looked_at(register: pd.DataFrame, asked: Asked) -> tuple[Rows, dict[str, int]]:
    register = register.assign(benefit=register["benefit"].astype("category"))
    why = refused(register, asked.mapping)
    count = np.bincount(why, minlength=SOUND)
    sound = register[why == SOUND]
    periods = [asked.periods(span)[0] for span in (Span.MONTH, Span.QUARTER, Span.ROLLING_YEAR)]
    periods += [asked.quarters_known_after(days)[0] for days in hierarchy().days]
    near = sound[~(sound["until"] <= month_before(min(period.first_day for period in periods)))]
    to = near["until"].fillna(FAR)
    near = near.assign(
        **{name: near[name].fillna("").astype("category") for name in ("sex", "unit", "municipality")},
        to=to,
        first_month=_month(near["since"]),
        last_month=_month(to - DAY),
        status=near["benefit"].map(hierarchy().places).astype(float),
    )
    on_benefits = near[near["benefit"].isin(asked.mapping.codes)]
    found = {reason.value: int(count[at]) for at, reason in enumerate(Refusal) if count[at]}
    return Rows(on_benefits, near, sound), found


def refused(register: pd.DataFrame, mapping: BenefitMapping) -> np.ndarray:
    """Of each row the place of its `Refusal`, or `SOUND`."""
    since, born, benefit = register["since"], register["birth_date"], register["benefit"]
    known = benefit.isin([*mapping.codes, *hierarchy().others])
    for code in mapping.codes:
        begun = min(each.first_day or date.min for each in mapping.benefits if each.code == code)
        if begun != date.min:
            known &= ~((benefit == code) & (since < pd.Timestamp(begun)))
    reasons = [
        register["person"].isna(),
        ~known,
        since.isna() | born.isna() | (born > since),
        register["until"] <= since,
    ]
    return np.select(reasons, range(SOUND), SOUND)


def _month(day: pd.Series) -> pd.Series:
    return day.dt.year * 12 + day.dt.month


def month_before(day: date) -> pd.Timestamp:
    return pd.Timestamp(day) - pd.DateOffset(months=1)


def days_of(period: Period) -> tuple[pd.Timestamp, pd.Timestamp, pd.Timestamp]:
    """The first day, the last, and the first after."""
    last = pd.Timestamp(period.last_day)
    return pd.Timestamp(period.first_day), last, last + DAY


def with_groups(rows: pd.DataFrame, day: pd.Series, period: Period, mapping: BenefitMapping) -> pd.DataFrame:
    """With the class on the `day` of each, and the age on the period's last day."""
    versions = sorted(mapping.benefits, key=lambda each: each.first_day or date.min)
    names = {each.code: each.benefit_class.value for each in reversed(versions)}
    classes = rows["benefit"].map(names).astype(CLASSES)
    changing = {each.code for each in versions if each.benefit_class.value != names[each.code]}
    for each in versions:
        if each.code in changing and each.first_day:
            is_it = (rows["benefit"] == each.code) & (day >= pd.Timestamp(each.first_day))
            classes = classes.mask(is_it, each.benefit_class.value)
    last = pd.Timestamp(period.last_day)
    turned = [last - pd.DateOffset(years=age) for age in reversed(AGES)]  # who is born by then is so old
    bands = [band_of(age) for age in reversed((0, *AGES))]
    ages = pd.cut(rows["birth_date"], [pd.Timestamp(date(1, 1, 1)), *turned, FAR], labels=bands)
    return rows.assign(**{By.CLASS: classes, By.AGE: ages})
