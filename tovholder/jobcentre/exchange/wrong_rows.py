"""Wrong rows go back as they came, with one more column that says why, so that they can be put right and sent again."""

from collections.abc import Iterator
from heapq import merge
from operator import itemgetter

from tovholder.jobcentre.exchange.checking import kept_rows
from tovholder.jobcentre.exchange.columns import WHY
from tovholder.jobcentre.exchange.models import ImportRun, What
from tovholder.jobcentre.exchange.report import problems_table
from tovholder.jobcentre.exchange.stored import Numbered
from tovholder.jobcentre.exchange.writing import MOST_ROWS, FileType, Table

# Those found wrong beside others are looked up in the file so many at a time: each lookup's parts are numbered from
# here on, times its own number, and are in the order of the file among themselves.
LOOKUPS_APART = 1_000_000


def wrong_rows(run: ImportRun) -> Iterator[list[str]]:
    """The wrong rows in the order of the file: those seen at once, and those found wrong beside others."""
    late = run.parts.filter(what=What.LATE).values_list("number", flat=True)
    lookups = sorted({number // LOOKUPS_APART for number in late})
    streams = [_rows(run, What.WRONG), *(_rows(run, What.LATE, lookup) for lookup in lookups)]
    return (cells for _number, cells in merge(*streams, key=itemgetter(0)))


def _rows(run: ImportRun, what: str, lookup: int = 0) -> Iterator[Numbered]:
    since = lookup * LOOKUPS_APART
    for part in kept_rows(run, what, since=since, until=since + LOOKUPS_APART):
        yield from part


def wrong_rows_table(run: ImportRun) -> Table:
    headings = [*(heading for heading in run.headings if heading != WHY), WHY]
    return Table(str(run.get_kind_display()), headings, wrong_rows(run))


def wrong_file(run: ImportRun) -> tuple[Table, FileType]:
    """What goes back: the wrong rows in the form they came; as CSV where they are more than a spreadsheet is made for.

    Where none are kept (figures of jobindsats are no rows of ours), the list of what is wrong.
    """
    if not run.has_wrong_rows:
        return problems_table(run.problems), FileType.CSV
    return wrong_rows_table(run), FileType(run.form) if run.wrong <= MOST_ROWS else FileType.CSV
