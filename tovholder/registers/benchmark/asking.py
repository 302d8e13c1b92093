"""What to ask the jobindsats API v2 for, read out of its own description of the table Y30R21.

The description (`tables/y30r21/json/`) is a list with one object: `Period` holds the codes there are figures for, and
`Dimensions` what the table is divided by (`DimensionID`, `DimensionName`, `Values`). The question (`data/y30r21/json`)
is a JSON object of one value or a list for each. Sources: Randers Kommune's open repository
jobcenterindblik_jobindsats.dk (both addresses, `area` "*", `period` as a list, `_ygrp_y30r21`), and
EmilHedegaard0604/Jobindsats-Dashboard (`Dimensions`, and "*" for one).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ..period import Period, Span, UnreadablePeriod

TABLE = "y30r21"
GROUPS = (
    "_ygrp_y30r21"  # what the dimension was called when this was written; the description says what it is now
)


class UnreadableDescription(ValueError):
    """The answer is not a description of a table."""


@dataclass(frozen=True, slots=True)
class Description:
    """`periods` are the rolling years with figures, oldest first; `groups` what the benefit groups are asked for by."""

    periods: tuple[Period, ...]
    groups: str

    def question(self, newest: int) -> dict[str, object]:
        """Every municipality and benefit group, in the `newest` periods."""
        codes = [period.code for period in self.periods[-newest:]]
        return {"area": "*", "period": codes, self.groups: "*"}


def read_description(content: bytes) -> Description:
    """What `tables/y30r21/json/` says. UnreadableDescription for anything else, or one without a rolling year."""
    try:
        answer = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableDescription("not JSON") from error
    table = answer[0] if isinstance(answer, list) and len(answer) == 1 else answer
    codes = table.get("Period") if isinstance(table, dict) else None
    if not isinstance(codes, list):
        raise UnreadableDescription("no Period")
    periods = {period for code in codes if (period := _rolling_year(code)) is not None}
    if not periods:
        raise UnreadableDescription("no rolling year")
    return Description(tuple(sorted(periods, key=lambda period: period.last_day)), _groups(table))


def _rolling_year(code: object) -> Period | None:
    try:
        period = Period.parse(str(code))
    except UnreadablePeriod:
        return None
    return period if period.span is Span.ROLLING_YEAR else None


def _groups(table: Mapping[str, object]) -> str:
    dimensions = table.get("Dimensions")
    for dimension in dimensions if isinstance(dimensions, list) else []:
        name = str(dimension.get("DimensionID", "")) if isinstance(dimension, dict) else ""
        if name.casefold().startswith("_ygrp"):
            return name
    return GROUPS
