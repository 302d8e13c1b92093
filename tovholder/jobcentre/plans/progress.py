"""How it goes, as it is read: each question with its newest answer, its first, and a small curve on the whole scale."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans.models.progress import HIGHEST, Progress, ProgressQuestion

# Some hundred days of answers: more than a curve can show.
ANSWERS_SHOWN = 400
WIDTH, HEIGHT, EDGE = 240, 64, 5


@dataclass(frozen=True)
class Line:
    """One question: what was answered newest and first (the same, when it was once), and the curve between."""

    code: str
    question: str
    newest: Progress
    first: Progress
    points: str
    end: tuple[str, str]


def progress_of(citizen: Citizen, user: User, day: date) -> list[Line]:
    """The citizen's answers as `user` may read them; a question that was never answered is left out. One query."""
    rows = Progress.objects.filter(citizen=citizen).readable_by(user, day).order_by("-day", "question")
    answers: dict[str, list[Progress]] = defaultdict(list)
    for row in reversed(rows[:ANSWERS_SHOWN]):
        answers[row.question].append(row)
    return [_line(question, answers[question]) for question in ProgressQuestion if question in answers]


def _line(question: ProgressQuestion, answers: Sequence[Progress]) -> Line:
    drawn = places([(row.day, row.answer) for row in answers])
    points = " ".join(f"{x},{y}" for x, y in drawn)
    x, y = drawn[-1]
    return Line(question.value, str(question.label), answers[-1], answers[0], points, (str(x), str(y)))


def places(answers: Sequence[tuple[date, int]]) -> list[tuple[float, float]]:
    """Points within 240 × 64, oldest first: as far apart as the days are, and on the whole scale from 0 to 10."""
    first, last = answers[0][0], answers[-1][0]
    span = max(1, (last - first).days)
    return [
        (
            round(EDGE + (day - first).days / span * (WIDTH - 2 * EDGE), 1),
            round(HEIGHT - EDGE - answer / HIGHEST * (HEIGHT - 2 * EDGE), 1),
        )
        for day, answer in answers
    ]
