"""The public benchmark of jobindsats: `results` knows what it says, we know the way in."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _

from tovholder.jobcentre.exchange.plan import Plan, Total
from tovholder.jobcentre.exchange.reading import Unreadable, refuse_what_is_no_text
from tovholder.jobcentre.results.actions import BenchmarkCounts, UnreadableBenchmark, check_benchmark
from tovholder.registers.benchmark import SENTENCES, Problem

CODE = "benchmark"


class BenchmarkTotal(Total):
    """A plan by its counts alone: `results` compares the rows again when it reads them in."""

    def count(self, figures: BenchmarkCounts) -> None:
        self.new, self.changed, self.unchanged = figures.inserted, figures.changed, figures.unchanged
        self.rows = self.settled = figures.inserted + figures.changed + figures.unchanged

    def digest(self) -> str:
        return f"{self.new},{self.changed},{self.unchanged}"


def is_one(content: bytes) -> bool:
    """True for JSON, which no other file here is, and for a CSV file with the benchmark's own headings."""
    start = content[:4000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"[", b"{")):
        return True
    heading = start.split(b"\n", 1)[0].decode("latin-1").casefold()
    return "periode" in heading and "ydelsesgrupper" in heading


def check(content: bytes) -> BenchmarkTotal:
    """Return what reading it would do; raises `Unreadable` when the file as a whole is not the benchmark."""
    refuse_what_is_no_text(BytesIO(content))
    total, plan = BenchmarkTotal(CODE), Plan(CODE)
    try:
        total.count(check_benchmark(content))
    except UnreadableBenchmark as unreadable:
        if any(problem.row is None for problem in unreadable.problems):
            raise Unreadable(_of_the_file(unreadable.problems)) from None
        for problem in unreadable.problems:
            plan.wrong(problem.row, str(problem.column), _sentence(problem))
    total.add(plan)
    return total


def _sentence(problem: Problem) -> str:
    return _(SENTENCES[problem.code]) % problem.params


def _of_the_file(problems: Sequence[Problem]) -> str:
    """The first problem that is of the whole file, and how many there are."""
    first = next(problem for problem in problems if problem.row is None)
    filled = {"column": str(first.column), "sentence": _sentence(first)}
    says = _("Filen, kolonnen %(column)s: %(sentence)s") if first.column else _("Filen: %(sentence)s")
    text = says % filled
    if len(problems) == 1:
        return text
    return text + " " + _("Der er %(n)s fejl i alt.") % {"n": len(problems)}
