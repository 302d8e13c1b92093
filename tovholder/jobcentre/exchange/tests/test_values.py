from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from tovholder.jobcentre.citizens.models import Benefit
from tovholder.jobcentre.exchange import values
from tovholder.jobcentre.exchange.values import Wrong


@pytest.mark.parametrize(
    "cell",
    [
        "07.02.2026",
        "7.2.2026",
        "07-02-2026",
        "07/02/2026",
        "2026-02-07",
        "2026-02-07 00:00:00",
        "07.02.2026 00.00",
    ],
)
def test_danish_and_iso_dates_are_read(cell: str) -> None:
    assert values.day(cell) == date(2026, 2, 7)


@pytest.mark.parametrize("cell", ["31.02.2026", "07.13.2026", "00.01.2026"])
def test_a_day_that_is_not_is_said_to_be_so(cell: str) -> None:
    with pytest.raises(Wrong, match=f"Dagen »{cell}« findes ikke"):
        values.day(cell)


@pytest.mark.parametrize("cell", ["07.02.26", "7. februar", "07.02-2026", "46060", "2026-02-07 13:00"])
def test_what_is_no_date_is_answered_with_how_to_write_one(cell: str) -> None:
    with pytest.raises(Wrong, match=r"Skriv den som 27\.11\.2026"):
        values.day(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("37,5", "37.5"),
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("37.5", "37.5"),
        ("1.234", "1234"),
        ("0", "0"),
    ],
)
def test_decimals_are_read_as_danes_write_them(cell: str, value: str) -> None:
    assert values.number(0, 5000, 1)(cell) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "says"),
    [("12,34,5", "ikke et tal"), ("tolv", "ikke et tal"), ("1.23,5", "ikke et tal"), ("49", "fra 0 til 48"),
     ("-1", "fra 0 til 48"), ("37,25", "efter kommaet")],
)  # fmt: skip
def test_a_wrong_number_is_said_to_be_so(cell: str, says: str) -> None:
    with pytest.raises(Wrong, match=says):
        values.number(0, 48, 1)(cell)


@pytest.mark.parametrize(
    ("cell", "value"), [("Ja", True), ("x", True), ("1", True), ("NEJ", False), ("0", False)]
)
def test_yes_and_no(cell: str, value: bool) -> None:
    assert values.yes_or_no(cell) is value


def test_neither_yes_nor_no() -> None:
    with pytest.raises(Wrong, match="hverken ja eller nej"):
        values.yes_or_no("måske")


@pytest.mark.parametrize("cell", ["Sygedagpenge", "SYGEDAGPENGE", "sygedagpenge "])
def test_a_benefit_is_known_by_its_word_in_any_language_of_the_screen(cell: str) -> None:
    with override("en"):
        assert values.one_of(Benefit.choices)(cell) == "sygedagpenge"


def test_a_benefit_is_known_by_its_code_and_unknown_ones_are_answered_with_the_list() -> None:
    assert values.one_of(Benefit.choices)("a_dagpenge") == "a_dagpenge"
    with pytest.raises(Wrong, match=r"»Løn« kender vi ikke\. Skriv en af: A-dagpenge, Kontanthjælp"):
        values.one_of(Benefit.choices)("Løn")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12345678", "12 34 56 78"), ("+45 12 34 56 78", "12 34 56 78"), ("4512345678", "12 34 56 78"),
     ("00 12 34 56", "00 12 34 56"), ("+46 70 123 45 67", "+46 70 123 45 67")],
)  # fmt: skip
def test_telephones_come_out_as_search_knows_them(cell: str, value: str) -> None:
    assert values.telephone(cell) == value


@pytest.mark.parametrize("cell", ["1234567", "123456789", "12345678 / 87654321", "ring til mor", "+45"])
def test_a_wrong_telephone_is_not_repeated(cell: str) -> None:
    with pytest.raises(Wrong) as wrong:
        values.telephone(cell)
    assert cell not in wrong.value.args[0]


@pytest.mark.parametrize("cell", ["101800001", "010180000", "3113809901", "7113809901", "71018O9901"])
def test_a_wrong_cpr_number_is_not_repeated(cell: str) -> None:
    with pytest.raises(Wrong) as wrong:
        values.cpr_number(cell)
    assert cell not in wrong.value.args[0]


def test_a_cpr_number_without_its_first_zero_is_explained() -> None:
    with pytest.raises(Wrong, match="Har regnearket fjernet et nul forrest"):
        values.cpr_number("101800001")


def test_a_demo_number_is_refused_outside_the_demo(settings) -> None:
    settings.DEMO = False
    with pytest.raises(Wrong, match="prøvekommunen"):
        values.cpr_number("710180-9901")


def test_other_numbers_with_rules(settings) -> None:
    assert values.p_number("9 000 000 019") == "9000000019"
    assert values.cvr_number("10 00 00 09") == "10000009"
    assert values.email("Bo@Example.dk") == "bo@example.dk"
    assert values.postcode("8800") == "8800"
    settings.DEMO = False
    for read, cell in (
        (values.cvr_number, "10000018"),
        (values.cvr_number, "1000000"),
        (values.p_number, "123"),
        (values.email, "bo@"),
        (values.postcode, "880"),
        (values.text(3), "abcd"),
        (values.name(3), "xxx"),
        (values.email, f"{'b' * 60}@{'example.' * 12}dk"),
    ):
        with pytest.raises(Wrong):
            read(cell)
