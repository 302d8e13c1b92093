"""How far a file is, on the terminal: a line that moves where somebody looks, and two words where nobody does."""

import io

import pytest
from django.core.management.base import OutputWrapper

from tovholder.jobcentre.exchange.management.commands import import_file
from tovholder.jobcentre.exchange.management.commands.import_file import Line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A second hand that is moved by hand."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(import_file, "time", clock)
    return clock


def test_it_says_how_many_of_how_many_rows_a_few_times_a_second(clock: Clock) -> None:
    out = Terminal()
    with Line(OutputWrapper(out), "Læser filen ind") as line:
        for eighth in range(1, 13):
            clock.now = eighth / 8
            line.moves(eighth * 1000, 12000)
    shown = [part for part in out.getvalue().split("\r") if "rækker" in part]
    assert shown == [
        f"  Læser filen ind {done}.000 af 12.000 rækker ({done * 100 // 12} %)"
        for done in (2, 4, 6, 8, 10, 12)
    ]
    assert out.getvalue().endswith("\r\033[K  Læser filen ind 1,5 s\n"), (
        "the last line stands alone with its time"
    )


def test_where_nobody_looks_it_is_one_line(clock: Clock) -> None:
    out = io.StringIO()
    with Line(OutputWrapper(out), "Tjekker filen") as line:
        clock.now = 2.0
        line.moves(10, 20)
    assert out.getvalue() == "  Tjekker filen 2,0 s\n"


def test_what_breaks_is_said_and_an_empty_file_is_no_division_by_nothing(clock: Clock) -> None:
    out = Terminal()
    with pytest.raises(ZeroDivisionError), Line(OutputWrapper(out), "Tjekker filen") as line:
        _breaks_at_nothing(line, clock)
    assert "0 af 0 rækker (0 %)" in out.getvalue()
    assert out.getvalue().endswith("Tjekker filen gik ikke.\n")


def _breaks_at_nothing(line: Line, clock: Clock) -> None:
    clock.now = 1.0
    line.moves(0, 0)
    raise ZeroDivisionError
