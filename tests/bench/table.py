"""The one table: what was measured, beside what was aimed at and what it was last time."""

from collections.abc import Iterable, Mapping

from tests.bench.figures import MORE_IS_BETTER, Figure

HEADINGS = ("", "median", "p95", "foresp.", "SQL", "sendt", "side", "mål", "før", "nu/før", "")


def table(figures: Iterable[Figure], before: Mapping[tuple[str, str, str], Figure]) -> str:
    """Return the figures as aligned lines, grouped as they come, with times in ms and sizes in kB.

    "nu/før" is this run over the last; an arrow says that a change of more than a fifth was for the worse (↑) or the
    better (↓), whichever way the unit counts.
    """
    rows: list[tuple[str, ...]] = [HEADINGS]
    group = None
    for figure in figures:
        if figure.group != group:
            group = figure.group
            rows.append((group,))
        rows.append(_row(figure, before.get(figure.key)))
    whole = [row for row in rows if len(row) > 1]
    widths = [max(len(row[column]) for row in whole) for column in range(len(HEADINGS))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    if len(row) == 1:
        return f"\n{row[0]}"
    first, *middle, last = row
    cells = [cell.rjust(width) for cell, width in zip(middle, widths[1:-1], strict=True)]
    return "  ".join([first.ljust(widths[0]), *cells, last]).rstrip()


def _row(figure: Figure, before: Figure | None) -> tuple[str, ...]:
    return (
        f"  {figure.name}",
        measured(figure.value, figure.unit),
        number(figure.p95),
        str(figure.queries) if figure.queries is not None else "",
        number(figure.sql),
        kilobytes(figure.sent),
        kilobytes(figure.page),
        _aim(figure),
        measured(before.value, before.unit) if before else "",
        _change(figure, before),
        figure.note,
    )


def _aim(figure: Figure) -> str:
    if figure.aim is None:
        return ""
    return f"{'over' if figure.is_over_aim else 'ok'} ≤ {number(figure.aim)}"


def _change(figure: Figure, before: Figure | None) -> str:
    if before is None or not before.value:
        return ""
    ratio = figure.value / before.value
    worse = ratio < 1 / 1.2 if figure.unit in MORE_IS_BETTER else ratio > 1.2
    better = ratio > 1.2 if figure.unit in MORE_IS_BETTER else ratio < 1 / 1.2
    mark = " ↑" if worse else " ↓" if better else "  "
    return f"{ratio:.2f}".replace(".", ",") + mark


def measured(value: float, unit: str) -> str:
    return f"{number(value)} {unit}"


def number(value: float | None) -> str:
    """Three digits that mean something, written as in Danish: 4,21 · 42,1 · 421 · 4.210."""
    if value is None:
        return ""
    if value >= 1000:
        return f"{value:,.0f}".replace(",", ".")
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{decimals}f}".replace(".", ",")


def kilobytes(size: int | None) -> str:
    return "" if size is None else f"{number(size / 1000)} kB"
