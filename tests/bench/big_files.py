"""The two big files: citizens who do not exist, and their spells on a benefit, in the columns that we read in.

Streamed row by row, the same each time. CPR numbers are the demo's pattern (day + 60, serial from 9900); units,
employees and workplaces are those of the filled demo the files are for.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

Cell = str | date | None
Row = dict[str, Cell]

_FIRST = "Aage Anne Bodil Børge Carla Dan Ebbe Else Finn Gro Helga Ib Jytte Karl Lærke Malthe Nils Ole Per Åse".split()
_LAST = "Agger Bæk Dahl Eskær Friis Gade Høj Iversen Juhl Kær Lund Møller Nygård Skov Toft Østergård Ågård".split()
_BORN_FROM, _BORN_UNTIL = date(1960, 1, 1), date(2001, 1, 1)
_BENEFITS = ("Sygedagpenge", "Kontanthjælp", "A-dagpenge", "Ledighedsydelse", "Jobafklaringsforløb")
_BEGAN = ("Sygemelding", "Ledighed", "Flyttet til kommunen", "")
_EVERY_THIRD = 3


@dataclass(frozen=True)
class Places:
    """What the files may speak of. `followers` are (unit's name, employee number)."""

    followers: Sequence[tuple[str, str]]
    workplaces: Sequence[str]


def numbers(is_taken: Callable[[str], bool]) -> Iterator[str]:
    """CPR numbers with a hyphen, first one for each day of birth, then another; those in use are passed over."""
    days = (_BORN_UNTIL - _BORN_FROM).days
    for serial in range(9900, 10_000):
        for number in range(days):
            day = _BORN_FROM + timedelta(days=number)
            digits = f"{day.day + 60}{day:%m%y}{serial}"
            if not is_taken(digits):
                yield f"{digits[:6]}-{digits[6:]}"


def citizens(cprs: Iterable[str], places: Places, today: date) -> Iterator[Row]:
    for number, cpr in enumerate(cprs):
        unit, employee = places.followers[number % len(places.followers)]
        name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"
        has_work = places.workplaces and number % _EVERY_THIRD == 0
        yield {
            "cpr": cpr,
            "name": name,
            "unit": unit,
            "contact": employee if number % 10 else None,
            "began_because": _BEGAN[number % len(_BEGAN)],
            "opened_on": today - timedelta(days=number % 1000),
            "protected": "nej",
            "language": "arabisk" if number % 20 == 0 else None,
            "needs_interpreter": "ja" if number % 20 == 0 else "nej",
            "telephone": f"00 {number // 10_000 % 100:02} {number // 100 % 100:02} {number % 100:02}",
            "email": f"borger{number}@example.dk",
            "workplace": places.workplaces[number % len(places.workplaces)] if has_work else None,
        }


def spells(cprs: Sequence[str], many: int, today: date) -> Iterator[Row]:
    """`many` spells in all, as many for each citizen: under each other, a week apart, the last of them open."""
    each = -(-many // len(cprs))
    length = timedelta(days=3650 // each)
    every = (
        {
            "cpr": cpr,
            "benefit": _BENEFITS[(number + place) % len(_BENEFITS)],
            "since": (since := today - length * (each - place)),
            "last_day": since + length - timedelta(days=8) if place < each - 1 else None,
        }
        for number, cpr in enumerate(cprs)
        for place in range(each)
    )
    return islice(every, many)


@dataclass(frozen=True)
class Heading:
    name: str
    text: str


def write(file: Path, headings: Sequence[Heading], rows: Iterable[Row]) -> None:
    """Write a file of the kind its name ends with; it has its name only when it is whole."""
    unfinished = file.with_name(f"unfinished-{file.name}")
    sheet = _csv if file.suffix == ".csv" else _xlsx
    with sheet(unfinished) as put:
        put([heading.text for heading in headings])
        for row in rows:
            put([row.get(heading.name) for heading in headings])
    unfinished.rename(file)


Put = Callable[[Sequence[Cell]], object]


@contextmanager
def _csv(file: Path) -> Iterator[Put]:
    def text(cell: Cell) -> str:
        return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell or ""

    with file.open("w", encoding="utf-8-sig", newline="") as out:
        lines = csv.writer(out, delimiter=";")
        yield lambda cells: lines.writerow(map(text, cells))


@contextmanager
def _xlsx(file: Path) -> Iterator[Put]:
    """As a spreadsheet program saves it: numbers of people as text, days as days."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet, a_day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
        row = 0

        def put(cells: Sequence[Cell]) -> None:
            nonlocal row
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, a_day)
                elif cell:
                    sheet.write_string(row, column, cell)
            row += 1

        yield put
