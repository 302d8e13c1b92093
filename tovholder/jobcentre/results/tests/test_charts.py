"""The chart: what it says to those who do not see it, and what a strict policy lets a browser draw."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils import translation

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.charts import Bar, Expectation, curve, draw, picture
from tovholder.registers.period import Period

GOLDEN = Path(__file__).with_name("expected.svg")
BARS = (
    Bar("A-dagpenge mv.", 1170, 1160),
    Bar("Sygedagpenge mv.", 1830, 1820),
    Bar("Kontanthjælp mv.", 12020, 12010),
)
SHOWN = Expectation("Skovsø", "2021QMAT04", -30, BARS)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def test_the_chart_is_the_one_we_have_looked_at() -> None:
    """When it is drawn differently: look at it, write `draw(SHOWN)` to the file anew, and count DRAWING up."""
    assert draw(SHOWN) == GOLDEN.read_text(encoding="utf-8").rstrip("\n")


def test_it_has_a_role_a_name_that_says_the_finding_and_a_description() -> None:
    chart = parsed(draw(SHOWN))
    assert chart.get("role") == "img"
    by_id = {element.get("id"): element.text for element in chart if element.get("id")}
    assert by_id[chart.get("aria-labelledby")] == (
        "Skovsø: 30 færre fuldtidspersoner på offentlig forsørgelse end forventet, året til og med 4. kvartal 2021."
    )
    assert by_id[chart.get("aria-describedby")] == (
        "Fuldtidspersoner. A-dagpenge mv.: 1.170 forventet, 1.160 faktisk. Sygedagpenge mv.: 1.830 forventet, "
        "1.820 faktisk. Kontanthjælp mv.: 12.020 forventet, 12.010 faktisk."
    )


def test_it_says_nothing_in_english_and_writes_numbers_as_danes_do() -> None:
    chart = parsed(draw(SHOWN))
    texts = [element.text for element in chart.iter("text")]
    assert "forventet 12.020" in texts
    assert "faktisk 1.160" in texts
    assert not [
        element
        for element in chart.iter()
        if element.get("aria-label") or element.get("aria-roledescription")
    ]
    with translation.override("en"):
        assert "12,020" in draw(SHOWN)


def test_it_is_read_without_colour() -> None:
    """Expected has dashes and no filling; every bar has its own number beside it."""
    chart = parsed(draw(SHOWN))
    bars = [path for path in chart.iter("path") if path.get("stroke")]
    dashed = [bar for bar in bars if bar.get("stroke-dasharray")]
    assert len(bars) == 6
    assert len(dashed) == 3
    assert {bar.get("fill") for bar in dashed} == {"#ffffff"}
    assert {bar.get("fill") for bar in bars if bar not in dashed} == {"#1b5e6b"}
    assert len([t for t in chart.iter("text") if re.search(r"\d", t.text)]) == 6


def test_it_needs_nothing_a_strict_policy_refuses() -> None:
    chart = parsed(draw(SHOWN))
    assert {element.tag for element in chart.iter()} <= {"svg", "title", "desc", "g", "path", "text"}
    for element in chart.iter():
        assert not {
            name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name
        }


def test_text_from_a_file_is_text() -> None:
    svg = draw(Expectation('<script>"x"</script>&', "2021QMAT04", 0, (Bar("<style>*{}</style>", 1, 1),)))
    assert "<script" not in svg
    assert "<style" not in svg
    assert any(element.text == "<style>*{}</style>" for element in parsed(svg).iter("text"))


def test_a_picture_loses_what_it_may_not_have() -> None:
    drawn = (
        '<svg viewBox="0 0 1 1" onload="x()" style="a"><style>p{}</style><script>x()</script><image href="y"/>'
        '<g role="graphics-object" aria-label="bar"><a href="javascript:x()"><text>no</text></a>'
        '<text fill="red">a &lt; b</text></g></svg>'
    )
    assert picture(drawn) == '<svg viewBox="0 0 1 1"><g><text fill="red">a &lt; b</text></g></svg>'


def test_the_key_is_of_content_and_language() -> None:
    assert SHOWN.key("da") == Expectation("Skovsø", "2021QMAT04", -30, BARS).key("da")
    others = [SHOWN.key("en"), Expectation("Skovsø", "2021QMAT04", -30, BARS[:2]).key("da")]
    assert len({SHOWN.key("da"), *others}) == 3
    assert re.fullmatch(r"[0-9a-f]{64}", SHOWN.key("da"))


def test_all_zero_is_drawn() -> None:
    assert "forventet 0" in draw(Expectation("Skovsø", "2021QMAT04", 0, (Bar("A", 0, 0),)))


# --- Small curves -----------------------------------------------------------------------------------------------------


def test_a_curve_rises_with_its_values_and_breaks_where_a_number_is_hidden() -> None:
    first, second = curve([1, 2, None, 3, 5])
    assert [x for x, _y in (*first, *second)] == [3.0, 31.5, 88.5, 117.0]
    heights = [y for _x, y in (*first, *second)]
    assert heights == sorted(heights, reverse=True)
    assert (heights[0], heights[-1]) == (29.0, 3.0)
    assert curve([None, None]) == []
    assert curve([4, 4]) == [[(3.0, 16.0), (117.0, 16.0)]]


# --- Words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567, 0, "1.234.567"),
        (-30, 0, "−30"),
        (1.5, 1, "1,5"),
        (2.0, 1, "2"),
        (0, 2, "0"),
        (1000.0, 1, "1.000"),
    ],
)
def test_numbers_are_written_as_danes_do(value: float, decimals: int, text: str) -> None:
    assert words.number(value, decimals) == text


@pytest.mark.parametrize("code", ["2020QMAT02", "2024Q1", "2024M02", "2024M12", "2024Y"])
def test_periods_are_said_as_the_registers_say_them(code: str) -> None:
    assert words.period(code) == Period.parse(code).danish()


def test_days_hours_and_differences_in_words() -> None:
    assert [words.days(n) for n in (1, 1.5, 2, -1)] == ["1 dag", "1,5 dage", "2 dage", "1 dag"]
    assert [words.hours(n) for n in (0.25, 1 / 60, 2, 7.5)] == [
        "15 minutter",
        "1 minut",
        "2 arbejdstimer",
        "7,5 arbejdstimer",
    ]
    assert [words.points(Decimal(n)) for n in ("8.2", "-0.05", "1.999999")] == ["8,20", "−0,05", "2,00"]
    assert (
        words.against_expected(0) == "lige så mange fuldtidspersoner på offentlig forsørgelse som forventet"
    )
    assert words.against_expected(1310).startswith("1.310 flere fuldtidspersoner")
    assert [words.signed(n, words.number(n)) for n in (40, 0, -40)] == ["+40", "0", "−40"]
