"""The catalogues that come with the program, and the one in force as pages want it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from tovholder.jobcentre.competence.models import Competence, Profile

FOLDER = Path(__file__).parent


def files() -> list[Path]:
    """The catalogues of the program, oldest first."""
    return sorted(FOLDER.glob("catalogue_*.toml"))


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


@dataclass(frozen=True)
class Field:
    """A profile with its competences, in the order of the catalogue."""

    profile: Profile
    competences: list[Competence]


def fields_on(day: date, *, also_unused: bool = False) -> list[Field]:
    """The catalogue in force on `day`. One query; none loaded is an empty list."""
    rows = Competence.objects.on(day).select_related("profile__catalogue")
    rows = rows if also_unused else rows.in_use()
    return list(_in_fields(rows))


def _in_fields(rows: Any) -> Iterator[Field]:
    for _pk, some in groupby(rows, key=lambda row: row.profile_id):
        competences = list(some)
        yield Field(competences[0].profile, competences)
