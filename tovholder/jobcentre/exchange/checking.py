"""A file's bytes into a plan of what it would do. Reads only."""

from datetime import date

from django.utils.translation import gettext as _

from tovholder.jobcentre.exchange.kinds import KINDS, benchmark, known_headings, recognise
from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.exchange.reading import Unreadable, read


def check(content: bytes, *, kind: str | None, today: date) -> Plan:
    """Return what the file would do today; `kind` is found from what the file holds when nobody says it.

    Raises `Unreadable` when it is not a file of that kind, or of any.
    """
    if kind == benchmark.CODE or (not kind and benchmark.is_one(content)):
        return benchmark.check(content)
    sheet = read(content, known_headings)
    chosen = KINDS[kind] if kind else recognise(sheet.headings)
    plan = Plan(chosen.code)
    rows = list(chosen.rows(sheet, plan))
    if not plan.rows:
        raise Unreadable(_("Filen har overskrifter, men ingen rækker. Vælg en fil med mindst én række."))
    chosen.check(rows, plan, today)
    plan.problems.sort(key=lambda problem: problem.row or 0)
    plan.differences.sort(key=lambda difference: difference.row)
    return plan
