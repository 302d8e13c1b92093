"""What goes in: one row for each spell on a benefit, whether it can be believed, and what a spell is counted under."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

import ibis
import ibis.expr.types as ir
from ibis.expr.builders import LegacyWindowBuilder

from ..oracle import YOUNG
from ..period import Period, Span
from ..tables import BenefitMapping

# What every indicator is given. `until` is the first day without, and empty while the spell runs.
SPELLS = ibis.schema(
    {
        "person": "int64",  # or a text: any key that tells people apart
        "benefit": "string",
        "since": "date",
        "until": "date",
        "birth_date": "date",
        "sex": "string",
        "unit": "string",
        "municipality": "string",
    }
)
FAR = date(9999, 1, 1)
MONDAY = date(1900, 1, 1)  # weeks are numbered from this one
AGES = (YOUNG, 40, 50, 60)


class Refusal(StrEnum):
    """Why a row is left out; a row with several is told by the first."""

    NO_PERSON = "no_person"
    UNKNOWN_BENEFIT = "unknown_benefit"
    BAD_DATE = "bad_date"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"


class By(StrEnum):
    """What people may be counted under. Age is that on the period's last day, class that on the first day in it."""

    BENEFIT = "benefit"
    CLASS = "class"
    AGE = "age"
    SEX = "sex"
    UNIT = "unit"
    MUNICIPALITY = "municipality"


def judged(raw: ir.Table, mapping: BenefitMapping, others: Sequence[str] = ()) -> ir.Table:
    """The rows of a file in the types of `SPELLS`, with `refused`: a `Refusal`, or empty where the row is sound.

    Unknown is a benefit the mapping does not have or not yet on the first day, and that is none of `others` (what
    people may be on that is no benefit, such as a job). A date may be written as text (`as_day`); an empty one is none.
    Bad is one that cannot be read, a missing first day or date of birth, and a birth after the first day.
    """
    until_given = raw.until.notnull()
    if raw.until.type().is_string():
        until_given = until_given & (raw.until != "")
    rows = raw.mutate(
        **{name: as_day(raw[name]) for name in ("since", "until", "birth_date")},
        **{name: raw[name].fill_null("") for name in ("sex", "unit", "municipality")},
        until_given=until_given,
    )
    bad = rows.since.isnull() | rows.birth_date.isnull() | (rows.until_given & rows.until.isnull())
    nobody = rows.person.isnull()
    if rows.person.type().is_string():
        nobody = nobody | (rows.person == "")
    refused = first_that_holds(
        (nobody, Refusal.NO_PERSON.value),
        (rows.benefit.isnull() | ~_known(rows, mapping, others), Refusal.UNKNOWN_BENEFIT.value),
        (bad | (rows.birth_date > rows.since), Refusal.BAD_DATE.value),
        (rows.until <= rows.since, Refusal.ENDS_BEFORE_IT_BEGINS.value),
    )
    return rows.mutate(refused=refused).drop("until_given")


def first_that_holds(*choices: tuple[ir.Column, str | int], otherwise: str | int | None = None) -> ir.Column:
    """The value of the first condition that holds; where none does, `otherwise`."""
    kind = "string" if isinstance(choices[0][1], str) else "int64"
    found = ibis.literal(otherwise, type=kind)
    for condition, value in reversed(choices):
        found = ibis.ifelse(condition, ibis.literal(value, type=kind), found)
    return found


def sound(judged_rows: ir.Table) -> ir.Table:
    return judged_rows.filter(judged_rows.refused.isnull()).drop("refused")


def refusals(judged_rows: ir.Table) -> ir.Table:
    """`refused`, how many `rows`, and their newest first day; the sound ones under an empty `refused`."""
    return judged_rows.group_by("refused").agg(rows=judged_rows.count(), newest=judged_rows.since.max())


def as_day(column: ir.Column) -> ir.Column:
    """The day of a text (2026-11-23), else empty; a column of dates is taken as it is.

    Engines take more for a date than that, each its own ("2024-01-05x", "2024", "epoch"): believed is what they write
    back as it stood. `oracle.day_of` is the same in plain Python.
    """
    if column.type().is_date():
        return column
    day = column.try_cast("date")
    is_believed = (day.cast("string") == column) & day.between(ibis.literal(date.min), ibis.literal(date.max))
    return ibis.ifelse(is_believed, day, ibis.null("date"))


def _known(rows: ir.Table, mapping: BenefitMapping, others: Sequence[str]) -> ir.Column:
    begun = {
        code: min(benefit.first_day or date.min for benefit in mapping.benefits if benefit.code == code)
        for code in mapping.codes
    }
    always = [code for code, first_day in begun.items() if first_day == date.min]
    known = rows.benefit.isin([*always, *others])
    for code, first_day in begun.items():
        if first_day != date.min:
            known = known | ((rows.benefit == code) & (rows.since >= first_day).fill_null(True))
    return known


# All that two rows of one person and benefit may be counted under, where it matters which of two alike comes first.
TIES = ("unit", "municipality", "sex", "birth_date")


def in_order(by: Sequence[str], ties: Sequence[str] = (), *, backwards: bool = False) -> LegacyWindowBuilder:
    """The rows of the same person and benefit that come before this one; those alike in `by` in the order of `ties`."""
    order = [ibis.desc(each) for each in by] if backwards else list(by)
    return ibis.window(group_by=["person", "benefit"], order_by=[*order, *ties], preceding=(None, 1))


def so_far() -> LegacyWindowBuilder:
    """The rows of the same person and benefit that begin on the same day as this one, or before.

    Two that begin on one day have the same rows so far, whichever an engine happens to take first.
    """
    return ibis.range_window(group_by=["person", "benefit"], order_by=["since"], preceding=None, following=0)


# --- Periods


def place_of(period: Period) -> int:
    """Where a period stands in the row of its like: months, quarters or years since year 0."""
    months = 12 * period.last_day.year + period.last_day.month - 1
    return months // MONTHS_OF[period.span]


MONTHS_OF = {Span.MONTH: 1, Span.QUARTER: 3, Span.ROLLING_YEAR: 3, Span.YEAR: 12}


def period_at(span: Span, place: int) -> Period:
    """The period of that kind at the place: `place_of` turned round."""
    if span is Span.YEAR:
        return Period(place, span)
    in_a_year = 12 // MONTHS_OF[span]
    return Period(place // in_a_year, span, place % in_a_year + 1)


def place(day: ir.Column, span: Span = Span.MONTH) -> ir.Column:
    """The place of the period that ends with, or holds, the day: of a rolling year its last quarter."""
    months = 12 * day.year() + day.month() - 1
    return (months if span is Span.MONTH else months // MONTHS_OF[span]).cast("int64")


def first_of(places: ir.Column, span: Span) -> ir.Column:
    """The first day of the month, quarter or year at each place; of a rolling year that of its last quarter."""
    months = places * MONTHS_OF[span]
    return ibis.date((months // 12).cast("int32"), (months % 12 + 1).cast("int32"), 1)


def last_place(to: ir.Column, span: Span = Span.MONTH) -> ir.Column:
    """The place of the day before `to`."""
    months = 12 * to.year() + to.month() - 1 - ibis.ifelse(to.day() == 1, 1, 0)
    return (months if span is Span.MONTH else months // MONTHS_OF[span]).cast("int64")


def closed(spells: ir.Table) -> ir.Table:
    """With `to`, the first day without: as `until`, and far away while it runs."""
    return spells.mutate(to=spells.until.fill_null(ibis.literal(FAR)))


def in_periods(spells: ir.Table, first: Period, last: Period) -> ir.Table:
    """A row for each spell and each period from `first` to `last` (of one kind) it has a day in.

    Adds what `each_place` adds, and `from_day` and `to_day`: the spell's first day in the period, and the first after.
    """
    near = closed(spells)
    near = near.filter((near.since <= last.last_day) & (near.to > first.first_day))
    rows = each_place(near, place(near.since, first.span), last_place(near.to, first.span), first, last)
    return rows.mutate(
        from_day=ibis.greatest(rows.since, rows.first_day), to_day=ibis.least(rows.to, rows.next_day)
    )


def each_place(rows: ir.Table, begin: ir.Column, stop: ir.Column, first: Period, last: Period) -> ir.Table:
    """Each row once for every period from `first` to `last` that holds a day from the place `begin` to `stop`.

    Adds `place`, and the period's `first_day` and `last_day` and the `next_day` after it.
    """
    next_day = ibis.literal(last.last_day + timedelta(1))
    if first == last:  # the commonest question, and then nothing is left to reckon for each row
        return rows.mutate(
            place=ibis.literal(place_of(first), type="int64"),
            first_day=ibis.literal(first.first_day),
            last_day=ibis.literal(last.last_day),
            next_day=next_day,
        )
    span = first.span
    reach = 3 if span is Span.ROLLING_YEAR else 0  # a day is in four rolling years
    low = ibis.greatest(begin, ibis.literal(place_of(first)))
    high = ibis.least(stop + reach, ibis.literal(place_of(last)))
    rows = rows.mutate(place=ibis.range(low.cast("int64"), high.cast("int64") + 1, 1).unnest())
    rows = rows.mutate(first_day=first_of(rows.place - reach, span), next_day=first_of(rows.place + 1, span))
    return rows.mutate(last_day=rows.next_day - ibis.interval(days=1))


# --- What a row is counted under


def counted_under(rows: ir.Table, by: Sequence[By], mapping: BenefitMapping) -> dict[str, ir.Column]:
    """A column for each of `by`. `rows` need `from_day` for the class and `last_day` for the age."""
    columns: dict[str, ir.Column] = {}
    for each in by:
        if each is By.CLASS:
            columns[each.value] = benefit_class(rows.benefit, rows.from_day, mapping)
        elif each is By.AGE:
            columns[each.value] = age_band(rows.birth_date, rows.last_day)
        else:
            columns[each.value] = rows[each.value]
    return columns


def changes_of_class(mapping: BenefitMapping) -> list[date]:
    """The days on which some benefit gets another class."""
    return sorted({day for code in mapping.codes for day, _name in _classes(mapping, code)[1:]})


def _classes(mapping: BenefitMapping, code: str) -> list[tuple[date, str]]:
    """The classes of a benefit and the first day of each, oldest first; one that goes on under a new version is one."""
    versions = sorted(
        (each.first_day or date.min, each.benefit_class.value)
        for each in mapping.benefits
        if each.code == code
    )
    return [each for n, each in enumerate(versions) if n == 0 or versions[n - 1][1] != each[1]]


def benefit_class(benefit: ir.Column, day: ir.Column, mapping: BenefitMapping) -> ir.Column:
    """The class of each benefit on the day, as `BenefitMapping.on` gives it."""
    always: dict[str, list[str]] = {}
    dated: list[tuple[ir.Column, str]] = []
    for code in mapping.codes:
        classes = _classes(mapping, code)
        if len(classes) == 1:
            always.setdefault(classes[0][1], []).append(code)
            continue
        dated += [((benefit == code) & (day >= begun), name) for begun, name in reversed(classes)]
    by_class = [(benefit.isin(codes), name) for name, codes in always.items()]
    return first_that_holds(*by_class, *dated)


def age_band(birth_date: ir.Column, on: ir.Column) -> ir.Column:
    """The name of the band, as `band_of` gives it, from the age as `oracle.age` reckons it."""
    had_birthday = (on.month() > birth_date.month()) | (
        (on.month() == birth_date.month()) & (on.day() >= birth_date.day())
    )
    age = on.year() - birth_date.year() - ibis.ifelse(had_birthday, 0, 1)
    return first_that_holds(
        *((age < upper, band_of(upper - 1)) for upper in AGES), otherwise=band_of(AGES[-1])
    )


def band_of(age: int) -> str:
    """One of: -29, 30-39, 40-49, 50-59, 60-."""
    lower = max((each for each in AGES if each <= age), default=None)
    upper = min((each for each in AGES if each > age), default=None)
    return f"{'' if lower is None else lower}-{'' if upper is None else upper - 1}"
