"""Answers of jobindsats, made as small or as large as a test wants."""

import json
from pathlib import Path

from tovholder import registers

TESTDATA = Path(registers.__file__).with_name("testdata")
SMALL_JSON = (TESTDATA / "benchmark.json").read_bytes()
SMALL_CSV = (TESTDATA / "benchmark.csv").read_bytes()
GROUPS = ("Ydelsesgrupper i alt", "A-dagpenge mv.", "Sygedagpenge mv.", "Kontanthjælp mv.")


def answer(rows: list[list]) -> bytes:
    table = json.loads(SMALL_JSON)[0]
    return json.dumps([{"Variables": table["Variables"], "Data": rows}]).encode()


def row(area: str, period: str, group: str, expected: int, actual: int, rank: int) -> list:
    return [area, period, group, expected, actual, actual - expected, "8,00", "8,00", "0,00", rank]


def many(areas: int, periods: list[str]) -> bytes:
    return answer(
        [
            row(f"Kommune {area}", period, group, 1000 * (place + 1), 1000 * (place + 1) - 10 * area, area)
            for area in range(1, areas + 1)
            for period in periods
            for place, group in enumerate(GROUPS)
        ]
    )
