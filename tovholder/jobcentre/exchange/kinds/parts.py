"""From parts of a file to plans of what they would do."""

from collections.abc import Callable, Iterator
from datetime import date

from tovholder.jobcentre.exchange.columns import Parts, Row
from tovholder.jobcentre.exchange.plan import Plan


def all_at_once(check: Callable[[list[Row], Plan, date], None]) -> Callable[[Parts, date], Iterator[Plan]]:
    """For kinds whose files are small, and whose rows speak of each other: one plan for all rows."""

    def plans(parts: Parts, today: date) -> Iterator[Plan]:
        rows, cells, plan = list[Row](), dict[int, list[str]](), Plan(parts.kind.code)
        for part in parts:
            rows.extend(part.rows())
            cells.update(part.cells)
            plan.problems += part.plan.problems
            plan.rows += part.plan.rows
        check(rows, plan, today)
        plan.settled = plan.rows
        yield in_order(plan, cells)

    return plans


def in_order(plan: Plan, cells: dict[int, list[str]]) -> Plan:
    """Return the plan with what is to be read by people in the order of the file."""
    plan.problems.sort(key=lambda problem: problem.row or 0)
    plan.differences.sort(key=lambda difference: difference.row)
    plan.keep_cells(cells)
    return plan
