"""What a row of citizens would make or change."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class NewCourse:
    unit: int
    contact: int
    since: date
    because: str


@dataclass(frozen=True, slots=True)
class NewCitizen:
    row: int
    digits: str
    person: dict[str, Any]
    course: NewCourse
    workplace: int | None


@dataclass(frozen=True, slots=True)
class ChangedCitizen:
    """`before` and `after` hold the fields that change; `course` and `workplace` what is added, on `since`."""

    row: int
    citizen: int
    before: dict[str, Any]
    after: dict[str, Any]
    course: NewCourse | None
    workplace: int | None
    since: date
