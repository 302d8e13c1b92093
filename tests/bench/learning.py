"""What to learn next at 1,500 employees, 60 competences and 60,000 courses: seconds, memory and proven distance.

python -m tests.bench.learning

`measure` yields the figures for whoever collects them; the measurement has a process of its own, so memory is its own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np

from tests.bench.figures import Figure
from tovholder.assignment.covering import cover
from tovholder.assignment.learning import suggest
from tovholder.assignment.wants import Learning, Training, Want

GROUP = "Hvad er det næste at lære"
EMPLOYEES, COMPETENCES, COURSES, TRAININGS = 1_500, 60, 60_000, 40
EVENTS_A_COURSE = 0.3  # drawn in or handed over for want of a competence, in twelve months
NEEDED_BY_ROLES = 12
HOURS = 3_000.0
AIM = 10.0


def houses(employees: int = EMPLOYEES, courses: int = COURSES, seed: int = 1) -> tuple[Learning, Learning]:
    """What happened for want of one competence, and the courses whose contact lacks some of what they need."""
    draw = np.random.default_rng(seed)
    holds = draw.random((employees, COMPETENCES)) < 0.5
    competences = [str(number) for number in range(COMPETENCES)]
    trainings = tuple(
        Training(
            key=f"t{number}",
            hours=float(draw.choice((2, 3, 4, 7, 14))),
            places=int(draw.integers(5, 40)),
            gives=frozenset(draw.choice(competences, draw.integers(1, 3), replace=False).tolist()),
        )
        for number in range(TRAININGS)
    )
    contact = draw.integers(0, employees, courses)
    happened = np.flatnonzero(draw.random(courses) < EVENTS_A_COURSE)
    lacked = draw.integers(0, COMPETENCES, len(happened))
    events = tuple(
        Want(str(who), frozenset((competences[what],)))
        for who, what in zip(contact[happened].tolist(), lacked.tolist(), strict=True)
        if not holds[who, what]
    )
    wants = []
    for who in contact.tolist():
        needs = draw.choice(NEEDED_BY_ROLES, draw.integers(1, 5), replace=False).tolist()
        if missing := frozenset(str(one) for one in needs if not holds[who, one]):
            wants.append(Want(str(who), missing))
    return Learning(trainings, events, HOURS), Learning(trainings, tuple(wants), HOURS)


def inside() -> dict[str, float]:
    events, courses = houses()
    begun = time.perf_counter()
    plan = suggest(events)
    seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    whole = cover(courses)
    return {
        "seconds": seconds,
        "distance": plan.distance * 100,
        "cover_seconds": time.perf_counter() - begun,
        "cover_distance": whole.distance * 100,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measure() -> Iterator[Figure]:
    command = [sys.executable, "-m", "tests.bench.learning", "--inside"]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(finished.stdout.splitlines()[-1])
    name = f"{EMPLOYEES:,} × {COMPETENCES}, {COURSES:,} forløb".replace(",", ".")
    yield Figure(GROUP, name, found["seconds"] + found["cover_seconds"], "s", aim=AIM)
    yield Figure(GROUP, "højst fra det bedste", found["distance"], "%")
    yield Figure(GROUP, "hele forløb: højst fra det bedste", found["cover_distance"], "%")
    yield Figure(GROUP, "hukommelse", found["megabytes"], "MB")


def main() -> None:
    if "--inside" in sys.argv:
        sys.stdout.write(json.dumps(inside()) + "\n")
        return
    for figure in measure():
        sys.stdout.write(f"{figure.name}: {figure.value:.4g} {figure.unit}\n")


if __name__ == "__main__":
    main()
