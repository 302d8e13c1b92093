"""Files in and out: a folder of Parquet to read, and a folder of results that is there whole or not at all."""

import csv
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from .shown import Line

# The type of each column, for `engines.Engine.read`: "?" may be left out.
COLUMNS: Mapping[str, str] = {
    "person": "key",
    "benefit": "text",
    "since": "date",
    "until": "date",
    "birth_date": "date",
    "sex": "text?",
    "unit": "text?",
    "municipality": "text?",
}
ABOUT = "about.json"


class NothingToRead(ValueError):
    """No Parquet file in the folder."""


class NotParquet(ValueError):
    """A file is not Parquet, or not all of it; the message names it."""


class AlreadyThere(ValueError):
    """The folder to write exists; results are never written over others."""


def parquet_files(folder: Path) -> list[Path]:
    """The Parquet files of the folder and those below it."""
    files = sorted(folder.rglob("*.parquet"))
    if not files:
        raise NothingToRead(str(folder))
    for file in files:
        if not _is_parquet(file):
            raise NotParquet(file.name)
    return files


def _is_parquet(file: Path) -> bool:
    """Parquet begins and ends with its own four letters; the last go missing when a copy breaks off."""
    with file.open("rb") as opened:
        begins = opened.read(4)
        opened.seek(max(0, file.stat().st_size - 4))
        return begins == opened.read(4) == b"PAR1"


@contextmanager
def folder_at_once(folder: Path) -> Iterator[Path]:
    """A folder beside, only ours to read, renamed to `folder` when the block is through; else it is gone.

    What a killed run left beside is removed by the next. AlreadyThere: somebody has `folder` already.
    """
    if folder.exists():
        raise AlreadyThere(str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}.*.half"):
        if not _is_alive(left):
            shutil.rmtree(left, ignore_errors=True)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.half")
    beside.mkdir(mode=0o700)
    try:
        yield beside
        if folder.exists():
            raise AlreadyThere(str(folder))
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _is_alive(left: Path) -> bool:
    try:
        os.kill(int(left.name.split(".")[-2]), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def write(folder: Path, name: str, lines: Sequence[Line], about: Mapping[str, str]) -> None:
    """One Parquet file of lines that carries what it is about in itself."""
    import duckdb

    texts = ("indicator", "period", "split", "value", "measure")
    given = folder / f"{name}.csv"  # not as parameters: DuckDB would load all of pandas to look at them
    with given.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(
            [*(getattr(line, each) for each in texts), line.number] for line in lines
        )
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": False}) as connection:
        connection.execute(
            f"CREATE TABLE lines ({', '.join(f'{each} VARCHAR' for each in texts)}, number DOUBLE)"
        )
        as_they_are = f"AUTO_DETECT false, HEADER false, FORCE_NOT_NULL ({', '.join(texts)})"
        connection.execute(f"COPY lines FROM {_quoted(given)} (FORMAT csv, {as_they_are})")
        carried = ", ".join(f"{key}: {_quoted(value)}" for key, value in about.items())
        shown = "SELECT *, number IS NULL AS hidden FROM lines"
        file = _quoted(folder / f"{name}.parquet")
        connection.execute(
            f"COPY ({shown}) TO {file} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{carried}}})"
        )
    given.unlink()


def _quoted(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def write_about(folder: Path, about: Mapping[str, object]) -> None:
    text = json.dumps(about, ensure_ascii=False, indent=2)
    (folder / ABOUT).write_text(f"{text}\n", encoding="utf-8")
