"""What is done with the figures once they are measured: middle, table, keeping and comparing."""

from pathlib import Path

import pytest

from tests.bench import results
from tests.bench.figures import Figure, middle_and_p95, read_figure
from tests.bench.machine import describe, is_busy, pace_ms, same_machine
from tests.bench.table import kilobytes, number, table

HERE = {"cpu": "A", "cores": 2, "ram_gb": 8, "system": "Linux", "python": "3.11"}


def page(value: float, **more: object) -> Figure:
    return Figure("SQLite, 5.000 borgere", "Min dag", value, "ms", **more)  # type: ignore[arg-type]


def row(figure: Figure, before: Figure | None = None) -> str:
    return table([figure], {before.key: before} if before else {}).splitlines()[-1]


@pytest.mark.parametrize(
    ("milliseconds", "middle", "p95"),
    [
        ([7.0], 7.0, 7.0),
        ([float(n) for n in range(20, 0, -1)], 10.5, 19.0),
        ([float(n) for n in range(1, 51)], 25.5, 48.0),
        ([1.0] * 49 + [900.0], 1.0, 1.0),
    ],
)
def test_the_middle_and_the_slow_end(milliseconds: list[float], middle: float, p95: float) -> None:
    assert middle_and_p95(milliseconds) == (middle, p95)


@pytest.mark.parametrize(
    ("value", "written"),
    [(4.214, "4,21"), (42.14, "42,1"), (421.4, "421"), (4214.0, "4.214"), (0.0, "0,00"), (None, "")],
)
def test_numbers_are_written_as_in_danish(value: float | None, written: str) -> None:
    assert number(value) == written


def test_sizes_are_in_kilobytes() -> None:
    assert kilobytes(26_412) == "26,4 kB"
    assert kilobytes(None) == ""


def test_an_aim_is_marked_and_nothing_more() -> None:
    assert "ok ≤ 15,0" in row(page(15.0, aim=15))
    assert "over ≤ 15,0" in row(page(15.1, aim=15))
    assert "≤" not in row(page(15.0))


@pytest.mark.parametrize(
    ("now", "before", "says"),
    [(13.0, 10.0, "1,30 ↑"), (7.0, 10.0, "0,70 ↓"), (11.0, 10.0, "1,10")],
)
def test_a_page_that_takes_longer_is_worse(now: float, before: float, says: str) -> None:
    line = row(page(now), page(before))
    assert f"{number(before)} ms" in line
    assert line.endswith(says)


def test_fewer_answers_a_second_are_worse() -> None:
    def rate(value: float) -> Figure:
        return Figure("g", "Min dag, 4 forbindelser", value, "svar/s")

    assert row(rate(70), rate(100)).endswith("0,70 ↑")
    assert row(rate(130), rate(100)).endswith("1,30 ↓")


def test_the_columns_stand_under_each_other() -> None:
    figures = [page(9.0, p95=10.0, queries=8, sql=1.5, sent=1000, page=2000), page(1234.0, p95=3.0)]
    _headings, _blank, _group, first, second = table(figures, {}).splitlines()
    assert first.index(" ms") == second.index(" ms")


def test_a_figure_is_the_same_when_it_has_been_kept() -> None:
    figure = page(9.0, p95=10.0, queries=0, sql=1.5, sent=1000, page=2000, aim=15.0, note="n")
    assert read_figure(figure.as_json()) == figure
    assert read_figure({**figure.as_json(), "of a later version": 1}) == figure


def test_compared_with_the_newest_on_the_same_machine(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "results.jsonl"
    other = Figure("g", "Start", 2.0, "s")
    results.keep(file, {"machine": HERE}, [page(1.0), other])
    results.keep(file, {"machine": {**HERE, "python": "3.12"}}, [page(2.0)])
    results.keep(file, {"machine": {**HERE, "cores": 64}}, [page(3.0)])
    with file.open("a") as out:
        out.write('{"machine": {"cp')
    found = results.newest(results.read(file), HERE)
    assert found == {page(2.0).key: page(2.0), other.key: other}


def test_nothing_has_been_kept_yet(tmp_path: Path) -> None:
    assert results.read(tmp_path / "results.jsonl") == []


def test_one_slow_moment_is_not_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    took = iter([7.0, 7.2, 90.0, 7.1, 7.3, 80.0, 7.2, 7.0, 7.1])
    monkeypatch.setattr("tests.bench.machine._fixed_piece", lambda: next(took))
    assert pace_ms() == 7.2


def test_the_machine_is_described_without_its_name() -> None:
    import socket

    machine = describe(Path(__file__).parent)
    assert machine["cores"] >= 1
    assert machine["cpu"]
    assert socket.gethostname() not in [str(value) for value in machine.values()]
    assert same_machine(machine, dict(machine, commit="another"))
    assert not same_machine(machine, dict(machine, cpu="another"))
    assert is_busy({"load": 0.6, "cores": 2})
    assert not is_busy({"load": 0.4, "cores": 2})
