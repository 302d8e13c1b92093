"""The periods and the file of jobindsats."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.registers.benchmark import Column, UnreadableBenchmark, parts, read_benchmark
from tovholder.registers.period import Period, Span, UnreadablePeriod

OWN_FILES = Path(__file__).parents[1] / "testdata"
PUBLIC = Path(__file__).parents[4] / "shared" / "data" / "jobindsats-y30r21-2020-2021.json"


# --- Periods


@pytest.mark.parametrize(
    ("code", "danish", "first_day", "last_day"),
    [
        ("2020QMAT02", "året til og med 2. kvartal 2020", "2019-07-01", "2020-06-30"),
        ("2021QMAT04", "året til og med 4. kvartal 2021", "2021-01-01", "2021-12-31"),
        ("2024QMAT01", "året til og med 1. kvartal 2024", "2023-04-01", "2024-03-31"),
        ("2024Q1", "1. kvartal 2024", "2024-01-01", "2024-03-31"),
        ("2024M02", "februar 2024", "2024-02-01", "2024-02-29"),
        ("2024Y", "2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_periods_in_words_and_days(code: str, danish: str, first_day: str, last_day: str) -> None:
    period = Period.parse(code)
    assert period.danish() == danish
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first_day, last_day)
    assert period.code == code
    assert Period.parse(f" {code.lower()} ") == period


@pytest.mark.parametrize(
    "code", ["", "2020", "2020QMAT05", "2020QMAT00", "2020Q5", "2020M13", "20QMAT02", "2020QMAT022"]
)
def test_other_codes_are_no_periods(code: str) -> None:
    if code == "2020":
        assert Period.parse(code) == Period(2020, Span.YEAR)
    else:
        with pytest.raises(UnreadablePeriod):
            Period.parse(code)


# --- The benchmark file


def own(name: str) -> bytes:
    return (OWN_FILES / name).read_bytes()


def test_json_and_csv_say_the_same() -> None:
    rows = read_benchmark(own("benchmark.json"))
    assert rows == read_benchmark(own("benchmark.csv"))
    assert len(rows) == 16
    first = rows[0]
    assert (first.area, first.group, first.is_total) == ("Skovsø", "Ydelsesgrupper i alt", True)
    assert (first.expected, first.actual, first.difference, first.rank) == (2460, 2390, -70, 31)
    assert (first.expected_share, first.actual_share, first.share_difference) == (
        Decimal("8.20"),
        Decimal("7.97"),
        Decimal("-0.23"),
    )
    assert first.period == Period(2024, Span.ROLLING_YEAR, 2)


def test_the_total_is_never_among_the_parts() -> None:
    rows = read_benchmark(own("benchmark.json"))
    assert len(parts(rows)) == 12
    assert not any(row.is_total for row in parts(rows))


def as_csv(change: Callable[[str], str]) -> bytes:
    return change(own("benchmark.csv").decode("utf-8-sig")).encode()


def test_a_byte_order_mark_latin_1_and_columns_in_another_order_do_not_matter() -> None:
    rows = read_benchmark(own("benchmark.csv"))
    text = own("benchmark.csv").decode("utf-8-sig")
    assert read_benchmark(text.encode("latin-1")) == rows
    assert read_benchmark(text.replace("\n", "\r\n").encode()) == rows
    turned = "\n".join(";".join(reversed(line.split(";"))) for line in text.splitlines())
    assert read_benchmark(turned.encode()) == rows
    assert read_benchmark(b"\xef\xbb\xbf" + own("benchmark.json")) == rows


def test_json_counts_as_text_are_read() -> None:
    answer = json.loads(own("benchmark.json"))
    for row in answer[0]["Data"]:
        row[3:6] = [f"{number:,}".replace(",", ".") for number in row[3:6]]
        row[9] = str(row[9])
    assert read_benchmark(json.dumps(answer).encode()) == read_benchmark(own("benchmark.json"))


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "sentence"),
    [
        ("2.460", "2460,5", 2, Column.EXPECTED, '"2460,5" er ikke et helt tal'),
        ("2.460", "", 2, Column.EXPECTED, '"" er ikke et helt tal'),
        ("2.460", "24.60", 2, Column.EXPECTED, "er ikke et helt tal"),
        ("2.460", "-1", 2, Column.EXPECTED, "under nul"),
        ("8,20", "8.20", 2, Column.EXPECTED_SHARE, "Skriv det som 9,08"),
        ("8,20", "820", 2, Column.EXPECTED_SHARE, "fra 0 til 100"),
        ("-0,23", "0,23", 2, Column.SHARE_DIFFERENCE, "faktisk minus forventet er -0,23"),
        ("2.390;-70", "2.390;70", 2, Column.DIFFERENCE, "faktisk minus forventet er -70"),
        ("-0,23;31", "-0,23;99", 2, Column.RANK, "fra 1 til 98"),
        ("-0,23;31", "-0,23;0", 2, Column.RANK, "fra 1 til 98"),
        ("Skovsø;2024QMAT02;Y", "Skovsø;2024K2;Y", 2, Column.PERIOD, "2020QMAT02"),
        ("Skovsø;2024QMAT02;Y", ";2024QMAT02;Y", 2, Column.AREA, "tomt"),
        (";0,04;58", "", 3, "", "8 felter"),
        ("2024QMAT02;Sygedagpenge", "2024QMAT02;A-dagpenge", 4, "", "også i række 3"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(
    old: str, new: str, row: int, column: str, sentence: str
) -> None:
    with pytest.raises(UnreadableBenchmark) as caught:
        read_benchmark(as_csv(lambda text: text.replace(old, new, 1)))
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (row, column)
    assert sentence in problem.sentence
    assert f"Række {row}" in caught.value.danish()


def test_a_difference_within_rounding_is_accepted() -> None:
    rows = read_benchmark(as_csv(lambda text: text.replace("2.390;-70", "2.390;-80", 1)))
    assert rows[0].difference == -80
    with pytest.raises(UnreadableBenchmark):
        read_benchmark(as_csv(lambda text: text.replace("2.390;-70", "2.390;-81", 1)))


def test_every_problem_is_listed() -> None:
    with pytest.raises(UnreadableBenchmark) as caught:
        read_benchmark(as_csv(lambda text: text.replace("2024QMAT02", "i går").replace("2.440", "mange")))
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4, 5, 6, 10, 11, 12, 13]
    assert "Der er 9 fejl i alt" in caught.value.danish()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Den er tom"),
        (b"\xef\xbb\xbf  \n", "Den er tom"),
        (b"PK\x03\x04\x00\x00", "ikke en tekstfil"),
        (b"[{", "ikke hel"),
        (b"[" * 100_000, "ikke hel"),
        (b"[]", "Variables"),
        (b'[{"Variables": 3, "Data": []}]', "Variables"),
        (b"navn;alder\nBo;34\n", "ingen af kolonnerne"),
        (b'a;"b', "CSV med semikolon"),
        (own("benchmark.csv").splitlines()[0], "ingen rækker"),
    ],
)
def test_another_kind_of_file_gets_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableBenchmark) as caught:
        read_benchmark(content)
    assert len(caught.value.problems) == 1
    assert sentence in caught.value.danish()
    assert "Hent tabellen Y30R21" in caught.value.danish()


def test_a_missing_and_a_doubled_column_are_named() -> None:
    with pytest.raises(UnreadableBenchmark) as caught:
        read_benchmark(as_csv(lambda text: text.replace("Faktisk antal", "Forventet antal", 1)))
    assert {(problem.column, problem.sentence.split(".")[0]) for problem in caught.value.problems} == {
        (Column.EXPECTED, "Kolonnen står der to gange"),
        (Column.ACTUAL, "Kolonnen mangler"),
    }


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableBenchmark):
        read_benchmark(content)


json_cells = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.lists(st.integers(), max_size=1)
)


@settings(deadline=None)
@given(st.lists(st.lists(json_cells, max_size=11) | json_cells, min_size=1, max_size=3))
def test_any_cells_give_a_sentence_for_the_row(data: list[object]) -> None:
    answer = json.loads(own("benchmark.json"))
    answer[0]["Data"] = data
    with pytest.raises(UnreadableBenchmark) as caught:
        read_benchmark(json.dumps(answer).encode())
    assert {problem.row for problem in caught.value.problems} == set(range(1, len(data) + 1))


# --- The public file itself


@pytest.mark.public_files
@pytest.mark.skipif(not PUBLIC.exists(), reason="the public file is not beside this checkout")
def test_the_public_file() -> None:
    rows = read_benchmark(PUBLIC.read_bytes())
    assert len(rows) == 98 * 4 * 4
    assert len({row.area for row in rows}) == 98
    assert {row.group for row in parts(rows)} == {"A-dagpenge mv.", "Sygedagpenge mv.", "Kontanthjælp mv."}
    assert {row.period.code for row in rows} == {"2020QMAT02", "2020QMAT04", "2021QMAT02", "2021QMAT04"}
    for period in {row.period for row in rows}:
        for group in {row.group for row in rows}:
            ranked = sorted(row.rank for row in rows if (row.period, row.group) == (period, group))
            assert ranked == list(range(1, 99))
    viborg = next(
        row for row in rows if (row.area, row.period.code) == ("Viborg", "2020QMAT02") and row.is_total
    )
    assert (viborg.expected, viborg.actual, viborg.difference, viborg.rank) == (5190, 5220, 30, 43)
    assert viborg.share_difference == Decimal("0.05")


@pytest.mark.public_files
@pytest.mark.skipif(not PUBLIC.exists(), reason="the public file is not beside this checkout")
def test_the_rank_follows_the_difference_in_shares() -> None:
    rows = read_benchmark(PUBLIC.read_bytes())
    for period in {row.period for row in rows}:
        for group in {row.group for row in rows}:
            ranked = sorted(
                (row for row in rows if (row.period, row.group) == (period, group)), key=lambda row: row.rank
            )
            differences = [row.share_difference for row in ranked]
            assert differences == sorted(differences)
