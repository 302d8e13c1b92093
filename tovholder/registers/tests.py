import itertools
import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.registers.benchmark import Column, UnreadableBenchmark, parts, read_benchmark
from tovholder.registers.disclosure import Suppressed, suppress, suppress_row, suppress_share
from tovholder.registers.oracle import age, persons_on_support
from tovholder.registers.period import Period, Span, UnreadablePeriod
from tovholder.registers.tables import (
    BenefitClass,
    Month,
    SupportSpell,
    UnknownBenefit,
    UnreadableBenefits,
    benefits,
    of_unit,
    parse_benefits,
)

OWN_FILES = Path(__file__).parent / "testdata"
PUBLIC = Path(__file__).parents[3] / "shared" / "data" / "jobindsats-y30r21-2020-2021.json"
OLD, YOUNG = date(1970, 5, 5), date(2000, 2, 29)


def spell(
    person: int, benefit: str, since: str, until: str | None = None, born: date = OLD, unit: str = ""
) -> SupportSpell:
    return SupportSpell(
        person, benefit, date.fromisoformat(since), date.fromisoformat(until) if until else None, born, unit
    )


# ---------------------------------------------------------------- benefits


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("sygedagpenge", "2026-11-21", BenefitClass.TEMPORARY),
        ("fleksjob", "2026-11-21", BenefitClass.WORK_WITH_SUPPORT),
        ("foertidspension", "1999-01-01", BenefitClass.PERMANENT),
        ("efterloen", "2026-11-21", BenefitClass.WITHDRAWAL),
        ("ledighedsydelse", "2026-11-21", BenefitClass.OTHER),
        ("kontanthjaelp", "2025-06-30", BenefitClass.TEMPORARY),
    ],
)
def test_class_of_a_benefit(code: str, on: str, expected: BenefitClass) -> None:
    assert benefits().on(code, date.fromisoformat(on)).benefit_class is expected


def test_a_closed_benefit_no_longer_holds_but_keeps_its_class() -> None:
    assert benefits().holds("uddannelseshjaelp", date(2025, 6, 30))
    assert not benefits().holds("uddannelseshjaelp", date(2025, 7, 1))
    assert benefits().on("uddannelseshjaelp", date(2026, 1, 1)).benefit_class is BenefitClass.TEMPORARY
    assert benefits().on("kontanthjaelp", date(2025, 7, 1)).first_day == date(2025, 7, 1)
    assert benefits().on("kontanthjaelp", date(2025, 6, 30)).first_day is None


def test_an_unknown_benefit_is_named() -> None:
    with pytest.raises(UnknownBenefit, match="borgerløn"):
        benefits().on("borgerløn", date(2026, 1, 1))
    late = parse_benefits(
        'version = "v"\n[[benefit]]\ncode = "ny"\nname = "Ny"\nclass = "other"\nsource = "s"\nfirst_day = 2027-01-01'
    )
    with pytest.raises(UnknownBenefit, match="2026-12-31"):
        late.on("ny", date(2026, 12, 31))


@pytest.mark.parametrize(
    "rows",
    [
        '[[benefit]]\ncode = "a"\nname = "A"\nclass = "forever"\nsource = "s"',
        '[[benefit]]\ncode = "a"\nclass = "other"\nsource = "s"',
        '[[benefit]]\ncode = "a"\nname = "A"\nclass = "other"\nsource = "s"\ncolour = "red"',
        '[[benefit]]\ncode = "a"\nname = "A"\nclass = "other"\nsource = "s"\n' * 2,
        "[[benefit",
    ],
)
def test_a_careless_mapping_is_refused(rows: str) -> None:
    with pytest.raises(UnreadableBenefits):
        parse_benefits(f'version = "v"\n{rows}')


# ---------------------------------------------------------------- persons on support


def test_a_spell_counts_until_but_not_on_its_end() -> None:
    spells = [spell(1, "sygedagpenge", "2026-11-10", "2026-11-20")]
    counted = [persons_on_support(spells, date(2026, 11, day), benefits()).total for day in (9, 10, 19, 20)]
    assert counted == [0, 1, 1, 0]


def test_a_month_counts_a_person_once_however_many_spells() -> None:
    spells = [
        spell(1, "sygedagpenge", "2026-11-01", "2026-11-03"),
        spell(1, "sygedagpenge", "2026-11-20"),
        spell(1, "a_dagpenge", "2026-11-03", "2026-11-20"),
        spell(2, "foertidspension", "2020-01-01", born=YOUNG),
        spell(3, "fleksjob", "2026-12-01"),
        spell(4, "sygedagpenge", "2026-09-01", "2026-11-01"),
    ]
    found = persons_on_support(spells, Month(2026, 11), benefits())
    assert found.total == 2
    assert found.by_class[BenefitClass.TEMPORARY] == 1
    assert found.by_class[BenefitClass.PERMANENT] == 1
    assert found.by_class[BenefitClass.WORK_WITH_SUPPORT] == 0
    assert (found.by_benefit["sygedagpenge"], found.by_benefit["a_dagpenge"]) == (1, 1)
    assert found.by_benefit["fleksjob"] == 0
    assert (found.under_30, found.under_30_by_class[BenefitClass.PERMANENT]) == (1, 1)
    assert found.mapping_version == benefits().version


def test_thirty_is_reached_on_the_birthday_at_the_end_of_the_period() -> None:
    spells = [spell(1, "a_dagpenge", "2026-01-01", born=date(1996, 11, 30))]
    assert persons_on_support(spells, date(2026, 11, 29), benefits()).under_30 == 1
    assert persons_on_support(spells, date(2026, 11, 30), benefits()).under_30 == 0
    assert persons_on_support(spells, Month(2026, 11), benefits()).under_30 == 0
    assert (age(YOUNG, date(2030, 2, 28)), age(YOUNG, date(2030, 3, 1))) == (29, 30)


def test_a_benefit_nobody_knows_stops_the_figure() -> None:
    with pytest.raises(UnknownBenefit):
        persons_on_support([spell(1, "ukendt", "2026-01-01")], Month(2026, 11), benefits())


def test_a_spell_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        spell(1, "sygedagpenge", "2026-11-10", "2026-11-10")


def test_units_are_kept_apart() -> None:
    spells = [spell(1, "fleksjob", "2026-01-01", unit="Nord"), spell(2, "fleksjob", "2026-01-01", unit="Syd")]
    assert [row.person for row in of_unit(spells, "Syd")] == [2]


@st.composite
def spells_of_a_year(draw: st.DrawFn) -> SupportSpell:
    since = date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 600)))
    length = draw(st.none() | st.integers(1, 200))
    return SupportSpell(
        draw(st.integers(1, 6)),
        draw(
            st.sampled_from(
                ["sygedagpenge", "kontanthjaelp", "fleksjob", "foertidspension", "uddannelseshjaelp"]
            )
        ),
        since,
        None if length is None else since + timedelta(days=length),
        draw(st.sampled_from([OLD, YOUNG, date(1996, 3, 15)])),
    )


@settings(deadline=None)
@given(st.lists(spells_of_a_year(), max_size=8), st.integers(2025, 2026), st.integers(1, 12))
def test_a_month_is_the_people_met_on_its_days(spells: list[SupportSpell], year: int, number: int) -> None:
    month = Month(year, number)
    met, met_by_benefit = set(), set()
    day = month.first_day
    while day.month == number:
        for row in spells:
            if row.since <= day and (row.until is None or day < row.until):
                met.add(row.person)
                met_by_benefit.add((row.person, row.benefit))
        day += timedelta(days=1)
    found = persons_on_support(spells, month, benefits())
    assert found.total == len(met)
    assert {code: n for code, n in found.by_benefit.items() if n} == {
        code: sum(1 for _, benefit in met_by_benefit if benefit == code) for _, code in met_by_benefit
    }
    assert sum(found.by_class.values()) >= found.total
    assert found.under_30 <= found.total
    assert month.next.first_day == month.last_day + timedelta(days=1)


# ---------------------------------------------------------------- small numbers

HIDDEN = Suppressed(5)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, HIDDEN), (4, HIDDEN), (5, 5), (438, 438)])
def test_counts_below_the_limit_are_hidden(count: int, shown: object) -> None:
    assert suppress(count) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(0, 0, None), (0, 4, HIDDEN), (0, 5, 0.0), (4, 40, HIDDEN), (5, 40, 0.125), (4, 4, HIDDEN), (5, 5, 1.0)],
)
def test_shares_of_small_numbers_are_hidden(numerator: int, denominator: int, shown: object) -> None:
    assert suppress_share(numerator, denominator) == shown


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        suppress(-1)
    with pytest.raises(ValueError, match="no share"):
        suppress_share(6, 5)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([10, 20, 30], [10, 20, 30]),
        ([3, 20, 30], [HIDDEN, HIDDEN, 30]),
        ([3, 4, 30], [HIDDEN, HIDDEN, 30]),
        ([1, 2, 30], [HIDDEN, HIDDEN, HIDDEN]),
        ([1, 1, 30], [HIDDEN, HIDDEN, HIDDEN]),
        ([3, 0, 30], [HIDDEN, 0, HIDDEN]),
        ([0, 0, 30], [0, 0, 30]),
    ],
)
def test_a_part_cannot_be_found_by_subtraction(counts: list[int], shown: list[object]) -> None:
    row = suppress_row(dict(enumerate(counts)), sum(counts))
    assert list(row.parts.values()) == shown
    assert row.total == sum(counts)


def test_the_total_is_hidden_when_nothing_else_can_be() -> None:
    assert suppress_row({"a": 3, "b": 0}, 3).total == HIDDEN
    assert suppress_row(dict.fromkeys("abcde", 1), 5).total == HIDDEN


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=4), st.integers(1, 6))
def test_nobody_can_work_out_a_small_part(counts: list[int], limit: int) -> None:
    row = suppress_row(dict(enumerate(counts)), sum(counts), limit)
    hidden = [key for key, shown in row.parts.items() if isinstance(shown, Suppressed)]
    small = [key for key, count in enumerate(counts) if 0 < count < limit]
    assert set(small) <= set(hidden)
    for key, shown in row.parts.items():
        assert key in hidden or shown == counts[key]
    assert small or not hidden
    if isinstance(row.total, Suppressed):
        assert small
        return
    rest = row.total - sum(counts[key] for key in range(len(counts)) if key not in hidden)
    possible = [
        guess for guess in itertools.product(range(1, rest + 1), repeat=len(hidden)) if sum(guess) == rest
    ]
    for key in small:
        assert len({guess[hidden.index(key)] for guess in possible}) > 1


# ---------------------------------------------------------------- periods


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


# ---------------------------------------------------------------- the benchmark file


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


# ---------------------------------------------------------------- the public file itself


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
