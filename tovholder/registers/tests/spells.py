"""Random support spells that touch each other, overlap, run on and leave short and long gaps, as files or a table."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import duckdb
from hypothesis import strategies as st

from tovholder.registers.tables import SupportSpell, parse_benefits

# Small on purpose, so that random people meet: one benefit changes class, one begins late, and one is no benefit.
MAPPING = parse_benefits("""
version = "test"
[[benefit]]
code = "sygedagpenge"
name = "A"
class = "temporary"
source = "s"
[[benefit]]
code = "fleksjob"
name = "B"
class = "work_with_support"
last_day = 2024-02-10
source = "s"
[[benefit]]
code = "fleksjob"
name = "B"
class = "permanent"
first_day = 2024-02-11
source = "s"
[[benefit]]
code = "foertidspension"
name = "C"
class = "permanent"
first_day = 2023-01-01
source = "s"
""")
BORN = (
    date(1994, 2, 28),
    date(1994, 2, 28),
    date(1994, 3, 1),
    date(1984, 2, 29),
    date(1960, 5, 5),
    date(2001, 7, 1),
)
START = date(2023, 6, 1)


def spell(person: int, benefit: str, start: int, length: int | None, unit: str, sex: str) -> SupportSpell:
    """`start` days after `START`; a person has one birthday and lives in one municipality."""
    since = START + timedelta(start)
    until = None if length is None else since + timedelta(length)
    return SupportSpell(
        person, benefit, since, until, BORN[person % 6], unit, "791" if person % 3 else "", sex
    )


# Lengths and gaps around weeks and months are likelier than others.
LENGTHS = st.none() | st.sampled_from([1, 2, 6, 7, 8, 28, 30, 31, 59, 62]) | st.integers(1, 500)
SPELLS = st.lists(
    st.builds(
        spell,
        st.integers(1, 3),
        st.sampled_from(MAPPING.codes),
        st.integers(0, 420),
        LENGTHS,
        st.sampled_from(["", "Nord", "Syd"]),
        st.sampled_from(["K", "M"]),
    ),
    max_size=8,
)


def many(count: int, persons: int, seed: int) -> list[SupportSpell]:
    random = Random(seed)
    return [
        spell(
            random.randint(1, persons),
            random.choice(MAPPING.codes),
            random.randint(0, 420),
            random.choice([None, 7, 30, 31, random.randint(1, 400), random.randint(1, 90)]),
            random.choice(["", "Nord", "Syd"]),
            random.choice("KM"),
        )
        for _ in range(count)
    ]


COLUMNS = (
    "person BIGINT, benefit VARCHAR, since DATE, until DATE, birth_date DATE, sex VARCHAR, unit VARCHAR, "
    "municipality VARCHAR"
)


def fill(
    connection: duckdb.DuckDBPyConnection, spells: Sequence[SupportSpell], table: str = "spells"
) -> None:
    connection.execute(f"CREATE OR REPLACE TABLE {table} ({COLUMNS})")
    rows = [
        (s.person, s.benefit, s.since, s.until, s.birth_date, s.sex, s.unit, s.municipality) for s in spells
    ]
    if rows:
        values = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?)"] * len(rows))
        connection.execute(f"INSERT INTO {table} VALUES {values}", [value for row in rows for value in row])


def write(folder: Path, spells: Sequence[SupportSpell]) -> Path:
    """Two Parquet files, as a register comes."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for number, some in enumerate((spells[::2], spells[1::2])):
            fill(connection, some)
            connection.execute(f"COPY spells TO '{folder / f'{number}.parquet'}' (FORMAT parquet)")
    return folder
