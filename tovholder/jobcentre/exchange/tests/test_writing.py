"""What comes out: kinds of cells, formulas that are none, and nothing left on a disk."""

import csv
import io
import re
import tempfile
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from tovholder.jobcentre.exchange import writing
from tovholder.jobcentre.exchange.reading import _clean
from tovholder.jobcentre.exchange.writing import FileType, Table, TooManyRows, as_csv, in_memory, write

LINK = '=HYPERLINK("http://ond.example","Klik")'
AT = datetime(2026, 11, 23, 10, 5, tzinfo=ZoneInfo("Europe/Copenhagen"))
ATTACKS = [
    LINK,
    "=1+1",
    "+45",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "''@x",
    "=cmd|' /C calc'!A0",
]
HARMLESS = ["Bo Kragh", "Ærø & Co", "O'Hara", "'t Hooft", "0012", "7101809901", "12-13", "a=b", ""]


def table(*rows: object, headings: list[str] | None = None) -> Table:
    width = len(headings or ["A"])
    return Table("liste", headings or ["A"], [row if width > 1 else [row] for row in rows])


def from_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def from_xlsx(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def the_sheet(content: bytes) -> str:
    return part(content, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ATTACKS)
def test_no_cell_of_a_csv_file_begins_a_formula(text: str) -> None:
    [[cell]] = from_csv(in_memory(table(text), FileType.CSV))[1:]
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", [text for text in ATTACKS + HARMLESS if text == text.strip()])
def test_what_is_written_is_read_as_it_was(text: str) -> None:
    [[cell]] = from_csv(in_memory(table(text), FileType.CSV))[1:]
    assert _clean(cell) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    [[cell]] = from_csv(in_memory(table(text), FileType.CSV))[1:]
    assert cell == text


def test_a_heading_begins_no_formula_either() -> None:
    assert as_csv(["=1+1"], []).decode("utf-8-sig") == "'=1+1\r\n"
    assert "<f>" not in the_sheet(in_memory(table(headings=["=1+1", "B"]), FileType.XLSX))


@pytest.mark.parametrize(
    "text", [*ATTACKS, "http://ond.example", "mailto:x@example.dk", "internal:Ark!A1", "{=1}"]
)
def test_a_spreadsheet_has_text_and_neither_formula_nor_link(text: str) -> None:
    content = in_memory(table(text), FileType.XLSX)
    sheet = the_sheet(content)
    assert "<f" not in sheet.replace("<family", "")
    assert "hyperlink" not in sheet.lower().replace("=hyperlink(", "")
    assert 't="inlineStr"' in sheet
    assert from_xlsx(content)[1][0].replace("\r", "\n") == text.replace("\r", "\n")


def test_each_kind_of_cell() -> None:
    row = [
        "0012",
        7,
        -5,
        2.5,
        Decimal("37.50"),
        date(2026, 11, 23),
        AT,
        True,
        None,
    ]
    headings = list("ABCDEFGHI")
    assert from_csv(in_memory(table(row, headings=headings), FileType.CSV))[1] == [
        "0012", "7", "-5", "2,5", "37,50", "23.11.2026", "23.11.2026 10.05", "ja", "",
    ]  # fmt: skip
    content = in_memory(table(row, headings=headings), FileType.XLSX)
    assert from_xlsx(content)[1] == [
        "0012", 7.0, -5.0, 2.5, 37.5, date(2026, 11, 23), AT.replace(tzinfo=None), "ja", "",
    ]  # fmt: skip


def test_a_small_number_has_no_exponent() -> None:
    assert from_csv(in_memory(table(0.00001), FileType.CSV))[1] == ["0,00001"]


def test_a_day_before_spreadsheets_is_text() -> None:
    assert from_xlsx(in_memory(table(date(1899, 12, 31)), FileType.XLSX))[1] == ["31.12.1899"]


def test_the_words_are_danish_for_everybody(settings) -> None:
    from django.utils.translation import override

    with override("en"):
        assert from_csv(in_memory(table(True), FileType.CSV))[1] == ["ja"]


def test_the_heading_of_a_spreadsheet_stays_in_sight_and_columns_can_be_read() -> None:
    content = in_memory(table(["x" * 30, 1], ["x" * 200, 2], headings=["Navn", "Tal"]), FileType.XLSX)
    sheet, styles = the_sheet(content), part(content, "xl/styles.xml")
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    bold = [font for font in re.findall(r"<font>.*?</font>", styles) if "<b/>" in font]
    assert bold
    assert re.search(r'<c r="A1" s="1" t="inlineStr">', sheet)
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)]
    assert 50 <= widths[0] < 52
    assert 10 <= widths[1] < 12


class Row(list):
    """Counts how many of its kind there are at once."""

    alive = 0

    def __init__(self, number: int) -> None:
        super().__init__([f"{number}"])
        Row.alive += 1

    def __del__(self) -> None:
        Row.alive -= 1


@pytest.mark.parametrize("file_type", FileType)
def test_rows_are_read_as_they_are_written(file_type: FileType) -> None:
    """A row is fetched only when the one before it has been written: never all of them at once."""
    at_once = []

    def rows():
        for number in range(500):
            yield Row(number)
            at_once.append(Row.alive)

    assert write(Table("t", ["A"], rows()), file_type, io.BytesIO()) == 500
    assert max(at_once) <= 2


def test_a_spreadsheet_lets_go_of_the_rows_it_has_written(monkeypatch) -> None:
    held = []
    finish = writing.RowsInMemory._write_optimized_sheet_data

    def count(sheet: writing.RowsInMemory) -> None:
        held.append(len(sheet.table))
        finish(sheet)

    monkeypatch.setattr(writing.RowsInMemory, "_write_optimized_sheet_data", count)
    assert len(from_xlsx(in_memory(table(*map(str, range(500))), FileType.XLSX))) == 501
    assert held[0] <= 1


@pytest.mark.parametrize("file_type", FileType)
def test_nothing_is_put_on_a_disk(file_type: FileType, tmp_path: Path, monkeypatch) -> None:
    def refused(*given, **more):
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refused)
    content = in_memory(table(*(f"BORGER {n}" for n in range(5000))), file_type)
    assert content
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file_type", FileType)
def test_a_file_that_memory_should_not_hold_is_refused(file_type: FileType, monkeypatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    assert in_memory(table("a", "b", "c"), file_type)
    with pytest.raises(TooManyRows, match="som CSV med kommandoen"):
        in_memory(table("a", "b", "c", "d"), file_type)


def test_a_csv_file_by_command_may_be_as_long_as_it_is(monkeypatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    assert write(table(*"abcd"), FileType.CSV, io.BytesIO()) == 4
