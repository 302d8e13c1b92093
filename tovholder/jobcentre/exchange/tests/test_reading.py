import csv
import io
from types import SimpleNamespace

import pytest

from tovholder.jobcentre.exchange import writing
from tovholder.jobcentre.exchange.kinds import KINDS, known_headings, recognise
from tovholder.jobcentre.exchange.reading import MOST_BYTES, Unreadable, read

CITIZENS = "CPR-nummer;Navn;Enhed\n7101809901;Søren Åberg;Job og Helhed\n"


def sheet(content: bytes):
    found = read(io.BytesIO(content), known_headings)
    return SimpleNamespace(headings=found.headings, rows=list(found.rows), notes=found.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
def test_utf8_and_latin1_are_found_out(encoding: str) -> None:
    assert sheet(CITIZENS.encode(encoding)).rows == [(2, ["7101809901", "Søren Åberg", "Job og Helhed"])]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_out(separator: str) -> None:
    read_in = sheet(CITIZENS.replace(";", separator).encode())
    assert read_in.headings == ["CPR-nummer", "Navn", "Enhed"]
    assert read_in.rows[0][1][1] == "Søren Åberg"


def test_a_comma_inside_a_heading_or_cell_does_not_decide_the_separator() -> None:
    text = (
        "CPR-nummer;Navn;Enhed;Noter, og, meget, meget, andet\n7101809901;Åberg, Søren;Job, Helhed;a,b,c,d\n"
    )
    assert sheet(text.encode()).rows == [(2, ["7101809901", "Åberg, Søren", "Job, Helhed", "a,b,c,d"])]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_read(ending: str) -> None:
    assert len(sheet(CITIZENS.replace("\n", ending).encode()).rows) == 1


def test_rows_are_numbered_as_in_the_file_with_its_empty_ones() -> None:
    text = 'CPR-nummer;Navn;Enhed\n\n;;\n7101809901;"To\nlinjer";Job\n6506929902;Viggo;Job\n'
    assert [number for number, _cells in sheet(text.encode()).rows] == [4, 5]


def test_cells_are_trimmed_and_quotes_belong_to_the_format() -> None:
    text = 'CPR-nummer;Navn;Enhed\n 7101809901 ;"Bo ""Bolle"" Lund";\u00a0Job\u00a0\n'
    assert sheet(text.encode()).rows[0][1] == ["7101809901", 'Bo "Bolle" Lund', "Job"]


def test_the_line_spreadsheets_write_about_the_separator_is_not_a_row() -> None:
    assert sheet(b"sep=;\r\n" + CITIZENS.encode()).rows[0][0] == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Filen er tom"),
        (b"\n\n  \n", "Filen er tom"),
        (b"PK\x03\x04\x14\x00", "regneark"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "regneark"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "ikke tekst"),
        (b"%PDF-1.7\n\x00\x01\x02", "ikke tekst"),
        (b"CPR-nummer;Navn;Enhed\n71\x0001809901;Bo;Job", "ikke tekst"),
        (b"CPR-nummer;Navn\n\x81\x8d\xff;x", "ikke tekst"),
        ("CPR-nummer;Navn;Enhed".encode("utf-16"), "UTF-16"),
        (b'CPR-nummer;Navn;Enhed\n7101809901;Bo;Job\n6506929902;"Viggo;Job\n', "Række 3 kan ikke læses"),
    ],
)
def test_what_is_not_such_a_file_is_refused_in_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        sheet(content)


def test_more_than_200_mb_is_refused(tmp_path) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with path.open("rb") as file, pytest.raises(Unreadable, match="større end 200 MB"):
        read(file, known_headings)


@pytest.mark.parametrize("code", ["employees", "companies", "citizens", "support"])
def test_each_kind_is_recognised_from_its_danish_or_english_headings(code: str) -> None:
    kind = KINDS[code]
    assert recognise([column.heading for column in kind.columns]) is kind
    assert recognise([column.heading.upper() for column in kind.columns if column.required]) is kind
    assert recognise([column.name.replace("_", " ") for column in kind.columns if column.required]) is kind


def test_every_alias_means_one_column_of_its_kind() -> None:
    for kind in KINDS.values():
        for column in kind.columns:
            for word in (column.heading, column.name, *column.aliases):
                assert [other.name for other in kind.columns if other.is_called(word)] == [column.name], word


def test_headings_we_do_not_know_are_answered_with_what_to_write() -> None:
    with pytest.raises(Unreadable, match="Vi kan ikke se, hvad filen handler om"):
        recognise(["7101809901", "Bo Lund", "Job og Helhed"])
    with pytest.raises(Unreadable, match="ligner en med borgere, men mangler kolonnen »Enhed«"):
        recognise(["CPR-nummer", "Navn", "Telefon"])


@pytest.mark.parametrize("cell", ["=1+1", "+45", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_begins_a_formula_is_neutralised(cell: str) -> None:
    text = writing.as_csv(["Navn"], [[cell]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1] == [f"'{cell}"]


def test_our_own_apostrophe_is_taken_away_again() -> None:
    content = writing.as_csv(["CPR-nummer", "Navn", "Enhed"], [["7101809901", "=Bo", "O'Hara"]])
    assert sheet(content).rows[0][1] == ["7101809901", "=Bo", "O'Hara"]
