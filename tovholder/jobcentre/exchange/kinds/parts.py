"""From parts of a file to plans of what they would do."""

from collections.abc import Callable, Iterator
from datetime import date

from tovholder.jobcentre.exchange.columns import Part, Parts, Row
from tovholder.jobcentre.exchange.plan import Plan


def all_at_once(check: Callable[[list[Row], Plan, date], None]) -> Callable[[Parts, date], Iterator[Plan]]:
    """For kinds whose files are small, and whose rows speak of each other: one plan for all rows."""

    def plans(parts: Parts, today: date) -> Iterator[Plan]:
        whole = Part({}, [], Plan(parts.kind.code))
        for part in parts:
            whole.rows.extend(part.rows)
            whole.cells.update(part.cells)
            whole.plan.problems += part.plan.problems
            whole.plan.rows += part.plan.rows
        check(whole.rows, whole.plan, today)
        whole.plan.settled = whole.plan.rows
        yield in_order(whole)

    return plans


def in_order(part: Part) -> Plan:
    """Return the part's plan with what is to be read by people in the order of the file."""
    plan = part.plan
    plan.problems.sort(key=lambda problem: problem.row or 0)
    plan.differences.sort(key=lambda difference: difference.row)
    plan.keep_cells(part.cells)
    return plan
