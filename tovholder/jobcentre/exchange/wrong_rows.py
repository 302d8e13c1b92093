"""Wrong rows go back as they came, with one more column that says why, so that they can be put right and sent again."""

from collections.abc import Iterator
from heapq import merge
from operator import itemgetter

from tovholder.jobcentre.exchange.checking import kept_rows
from tovholder.jobcentre.exchange.columns import WHY
from tovholder.jobcentre.exchange.models import ImportRun, What
from tovholder.jobcentre.exchange.stored import Numbered
from tovholder.jobcentre.exchange.writing import Table


def wrong_rows(run: ImportRun) -> Iterator[list[str]]:
    """The wrong rows in the order of the file: those seen at once, and those found wrong beside others."""
    streams = (_rows(run, what) for what in (What.WRONG, What.LATE))
    return (cells for _number, cells in merge(*streams, key=itemgetter(0)))


def _rows(run: ImportRun, what: str) -> Iterator[Numbered]:
    for part in kept_rows(run, what):
        yield from part


def wrong_rows_table(run: ImportRun) -> Table:
    headings = [*(heading for heading in run.headings if heading != WHY), WHY]
    return Table(str(run.get_kind_display()), headings, wrong_rows(run))
