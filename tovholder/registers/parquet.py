"""Rows as one Parquet file that says in itself what it is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

# What a column's cells are, by DuckDB's name for it.
_KINDS: Sequence[tuple[type, str]] = (
    (bool, "BOOLEAN"),
    (int, "BIGINT"),
    (float, "DOUBLE"),
    (datetime, "TIMESTAMP"),
    (date, "DATE"),
)


def as_parquet(headings: Sequence[str], rows: Sequence[Sequence[object]], about: Mapping[str, str]) -> bytes:
    """The rows, each column in its own type, and `about` (texts by name) as the file's own metadata.

    A cell is a yes or no, a number, a day, a moment without a zone, a text, or None; a column with a fraction in it is
    of fractions. It passes a folder of its own on the disk, readable by us alone and gone afterwards: not for people.
    """
    import duckdb  # here, because no web page but this needs its 60 MB

    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _heading in headings]
    kinds = [_kind(column) for column in columns]
    with (
        TemporaryDirectory() as folder,
        duckdb.connect(":memory:", config={"autoinstall_known_extensions": False}) as connection,
    ):
        named = ", ".join(f'"{name}" {kind}' for name, kind in zip(headings, kinds, strict=True))
        connection.execute(f"CREATE TABLE rows ({named})")
        if rows:
            picked = ", ".join(f"CAST(unnest(${n}) AS {kind})" for n, kind in enumerate(kinds, start=1))
            connection.execute(f"INSERT INTO rows SELECT {picked}", columns)  # nosec B608: names of ours
        path = Path(folder) / "rows.parquet"
        carried = ", ".join(f"{name}: {_quoted(text)}" for name, text in about.items())
        connection.execute(
            f"COPY rows TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{carried}}})"
        )
        return path.read_bytes()


def _kind(column: Sequence[object]) -> str:
    known = [cell for cell in column if cell is not None]
    if any(isinstance(cell, float) for cell in known):
        return "DOUBLE"
    return next((name for kind, name in _KINDS if known and isinstance(known[0], kind)), "VARCHAR")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
