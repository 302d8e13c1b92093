"""The same figures as somebody who knows DuckDB would write them for one month.

Only what must give the same rows as the expression it stands beside; so each is free to know that it is one month.
"""

from collections.abc import Mapping
from datetime import date

from tovholder.registers.indicators.support import weeks_of
from tovholder.registers.lasting import BANDS, sure_before
from tovholder.registers.period import Period
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import benefits

CLASS_OF: Mapping[str, str] = {benefit.code: benefit.benefit_class.value for benefit in benefits().benefits}


def _class() -> str:
    by_class: dict[str, list[str]] = {}
    for code, name in CLASS_OF.items():
        by_class.setdefault(name, []).append(code)
    cases = (
        f"WHEN benefit IN ({', '.join(map(repr, codes))}) THEN '{name}'" for name, codes in by_class.items()
    )
    return f"CASE {' '.join(cases)} END"


def _days(period: Period) -> dict[str, str]:
    """The first day of the period, of the month before and of the one after; and the last, as SQL."""
    first, last = period.first_day, period.last_day
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    after = date.fromordinal(last.toordinal() + 1)
    days = {"first": first, "last": last, "before": before, "after": after}
    return {name: f"DATE '{day}'" for name, day in days.items()}


def on_support(month: Period) -> str:
    """(class, persons, days)."""
    day = _days(month)
    return f"""
        SELECT class, count(*), sum(days)
        FROM (SELECT {_class()} AS class, person,
                     sum(least(coalesce(until, {day["after"]}), {day["after"]}) - greatest(since, {day["first"]}))
                         AS days
              FROM register WHERE since <= {day["last"]} AND (until IS NULL OR until > {day["first"]})
              GROUP BY ALL)
        GROUP BY ALL"""


def weeks_on_support(month: Period) -> str:
    """(persons, weeks): the weeks of one person and benefit as bits."""
    first, last = weeks_of(month)
    monday, sunday = date(1900, 1, 1).toordinal() + 7 * first, date(1900, 1, 1).toordinal() + 7 * last + 6
    begin, stop = date.fromordinal(monday), date.fromordinal(sunday)
    from_week = f"greatest(since - DATE '{begin}', 0) // 7"
    to_week = f"(least(coalesce(until, DATE '9999-01-01') - 1, DATE '{stop}') - DATE '{begin}') // 7"
    return f"""
        SELECT count(*), sum(weeks) FROM (
            SELECT person, sum(bit_count(bits)) AS weeks FROM (
                SELECT person, benefit,
                       bit_or((1::BIGINT << ({to_week} + 1)::BIGINT) - (1::BIGINT << ({from_week})::BIGINT)) AS bits
                FROM register
                WHERE since <= DATE '{stop}' AND (until IS NULL OR until > DATE '{begin}')
                GROUP BY person, benefit)
            GROUP BY person)"""


def beginning(month: Period) -> str:
    """(spells, persons): nobody begins who had the same benefit in the month before, or earlier in this one."""
    day = _days(month)
    return f"""
        SELECT count(DISTINCT (person, benefit)), count(DISTINCT person)
        FROM (SELECT person, benefit, since FROM register
              WHERE since BETWEEN {day["first"]} AND {day["last"]}) AS new
        WHERE NOT EXISTS (
            SELECT 1 FROM register AS old
            WHERE old.person = new.person AND old.benefit = new.benefit AND old.since < {day["first"]}
              AND (old.until IS NULL OR old.until > {day["before"]}))"""


def ending(month: Period) -> str:
    """(spells, persons): nobody ends who has the same benefit in the month after, or later in this one."""
    day = _days(month)
    after = date.fromordinal(month.last_day.toordinal() + 1)
    two_on = date(after.year + (after.month == 12), after.month % 12 + 1, 1)
    return f"""
        SELECT count(DISTINCT (person, benefit)), count(DISTINCT person)
        FROM (SELECT person, benefit FROM register
              WHERE until > {day["first"]} AND until <= {day["after"]}) AS gone
        WHERE NOT EXISTS (
            SELECT 1 FROM register AS still
            WHERE still.person = gone.person AND still.benefit = gone.benefit AND still.since < DATE '{two_on}'
              AND (still.until IS NULL OR still.until > {day["after"]}))"""


def lasting_so_long(month: Period) -> str:
    """(benefit, band, persons)."""
    day = _days(month)
    bands = " ".join(f"WHEN weeks <= {upper} THEN {number}" for number, upper in enumerate(BANDS))
    return f"""
        WITH active AS (
            SELECT DISTINCT person, benefit FROM register
            WHERE since <= {day["last"]} AND (until IS NULL OR until > {day["last"]})
        ), history AS (
            SELECT person, benefit, since, until,
                   max(date_trunc('month', coalesce(until, DATE '9999-01-01') - 1)) OVER earlier AS reached
            FROM register SEMI JOIN active USING (person, benefit)
            WHERE since <= {day["last"]}
            WINDOW earlier AS (PARTITION BY person, benefit ORDER BY since
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), begun AS (
            SELECT person, benefit,
                   max(since) FILTER (reached IS NULL OR date_trunc('month', since) > reached + INTERVAL 1 MONTH)
                       AS begin
            FROM history GROUP BY person, benefit
        )
        SELECT benefit, CASE {bands} ELSE {len(BANDS)} END AS band, count(*)
        FROM (SELECT benefit, ({day["last"]} - begin) // 7 AS weeks FROM begun)
        GROUP BY ALL"""


def how_long(year: Period, known_until: date) -> str:
    """(benefit, days, spells, ended, persons, persons ended): nothing that was over two months before reaches in."""
    day, sure = _days(year), f"DATE '{sure_before(known_until)}'"
    return f"""
        WITH new AS (
            SELECT DISTINCT person, benefit FROM register WHERE since BETWEEN {day["first"]} AND {day["last"]}
        ), history AS (
            SELECT person, benefit, since, coalesce(until, DATE '9999-01-01') AS stop, max(stop) OVER earlier AS reached
            FROM register SEMI JOIN new USING (person, benefit)
            WHERE until IS NULL OR until > {day["before"]}
            WINDOW earlier AS (PARTITION BY person, benefit ORDER BY since
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), numbered AS (
            SELECT *, count(*) FILTER (
                reached IS NULL OR date_trunc('month', since) > date_trunc('month', reached - 1) + INTERVAL 1 MONTH
            ) OVER (PARTITION BY person, benefit ORDER BY since ROWS UNBOUNDED PRECEDING) AS number
            FROM history
        ), whole AS (
            SELECT person, benefit, min(since) AS begin, least(max(stop), {sure}) - begin AS days,
                   max(stop) <= {sure} AS is_over
            FROM numbered GROUP BY person, benefit, number
            HAVING begin BETWEEN {day["first"]} AND {day["last"]} AND begin < {sure}
        ), ranked AS (
            SELECT *, row_number() OVER (PARTITION BY person, benefit ORDER BY begin) = 1 AS is_first FROM whole
        )
        SELECT benefit, days, count(*), count(*) FILTER (is_over),
               count(*) FILTER (is_first), count(*) FILTER (is_first AND is_over)
        FROM ranked GROUP BY ALL"""


def status_after(quarter: Period, days: int, benefit: str) -> str:
    """(status, spells, persons)."""
    day = _days(quarter)
    last = quarter.last_day
    two_on = date(last.year + (last.month >= 11), (last.month + 1) % 12 + 1, 1)
    by_place: dict[int, list[str]] = {}
    for code, place in hierarchy().places.items():
        by_place.setdefault(place, []).append(code)
    places = " ".join(
        f"WHEN r.benefit IN ({', '.join(map(repr, codes))}) THEN {place}" for place, codes in by_place.items()
    )
    return f"""
        WITH gone AS (
            SELECT DISTINCT person, until FROM register AS gone
            WHERE benefit = '{benefit}' AND until > {day["first"]} AND until <= {day["after"]}
              AND NOT EXISTS (
                SELECT 1 FROM register AS still
                WHERE still.person = gone.person AND still.benefit = '{benefit}' AND still.since < DATE '{two_on}'
                  AND (still.until IS NULL OR still.until > gone.until)
                  AND still.since < date_trunc('month', gone.until - 1) + INTERVAL 2 MONTH)
        ), held AS (
            SELECT gone.person, gone.until, min(CASE {places} END) AS status
            FROM gone JOIN register AS r ON r.person = gone.person
              AND r.since <= gone.until - 1 + {days} AND (r.until IS NULL OR r.until > gone.until - 1 + {days})
            GROUP BY ALL
        )
        SELECT coalesce(status, {len(hierarchy().names) - 1}), count(*), count(DISTINCT person)
        FROM gone LEFT JOIN held USING (person, until) GROUP BY ALL"""
