"""A made-up national register as Parquet: random people on benefits over fifteen years, in no order at all.

The same numbers give the same rows. Nothing in it is anybody's: every value is drawn from the row's own number.
"""

from pathlib import Path

import duckdb

FIRST, LAST = "2011-01-01", "2025-12-31"
DAYS = 5479
FILES = 8
# benefit, of a thousand spells, and how long they last in the middle, in days
KINDS = (
    ("sygedagpenge", 300, 45),
    ("a_dagpenge", 270, 75),
    ("kontanthjaelp", 170, 220),
    ("su", 90, 400),
    ("uddannelseshjaelp", 60, 180),
    ("jobafklaring", 25, 500),
    ("ressourceforloeb", 20, 700),
    ("ledighedsydelse", 15, 200),
    ("fleksjob", 15, 1500),
    ("revalidering", 10, 400),
    ("foertidspension", 10, 9000),
    ("efterloen", 15, 1400),
)


def generate(folder: Path, persons: int, spells: int) -> Path:
    """`spells` rows of `persons` people in eight files; what is there already is kept."""
    target = folder / f"register-{persons}-{spells}"
    if (target / "done").exists():
        return target
    target.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(
        ":memory:", config={"memory_limit": "2GB", "temp_directory": str(target / "spill")}
    ) as db:
        db.execute("CREATE MACRO draw(number, what, most) AS hash(number * 31 + what) % most")
        for file in range(FILES):
            first, last = spells * file // FILES, spells * (file + 1) // FILES
            db.execute(
                f"COPY ({_rows(first, last, persons)}) TO '{target / f'{file}.parquet'}' (FORMAT parquet)"
            )
    (target / "done").touch()
    return target


def _rows(first: int, last: int, persons: int) -> str:
    upper = 0
    benefit, length = "CASE", "CASE"
    for code, share, middle in KINDS:
        upper += share
        benefit += f" WHEN kind < {upper} THEN '{code}'"
        length += f" WHEN kind < {upper} THEN {middle}"
    return f"""
        WITH drawn AS (
            SELECT draw(i, 1, {persons}) AS person, draw(i, 2, 1000) AS kind, draw(i, 3, {DAYS}) AS day,
                   (1 + draw(i, 4, 10000)) / 10001.0 AS luck
            FROM range({first}, {last}) AS numbers(i)
        ), dated AS (
            SELECT *, {benefit} END AS benefit, DATE '{FIRST}' + day::INTEGER AS since,
                   greatest(1, round(-ln(luck) * {length} END / ln(2)))::INTEGER AS length
            FROM drawn
        )
        SELECT person::BIGINT AS person, benefit, since,
               CASE WHEN since + length <= DATE '{LAST}' THEN since + length END AS until,
               DATE '1950-01-01' + draw(person, 5, 16000)::INTEGER AS birth_date,
               CASE WHEN draw(person, 6, 2) = 0 THEN 'K' ELSE 'M' END AS sex,
               'Enhed ' || draw(person, 8, 5) AS unit,
               (101 + draw(person, 7, 98))::VARCHAR AS municipality
        FROM dated"""
