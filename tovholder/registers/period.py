"""The periods of jobindsats.dk as codes: 2024M03, 2024Q1, 2024QMAT03, 2024Y (also plain 2024)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .tables import Month

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


class UnreadablePeriod(ValueError):
    """The text is none of the codes."""


class Span(StrEnum):
    MONTH = "M"
    QUARTER = "Q"
    ROLLING_YEAR = "QMAT"
    YEAR = "Y"


@dataclass(frozen=True, slots=True)
class Period:
    """`number` is the month, or the quarter the period (or rolling year) ends with; 0 for a calendar year."""

    year: int
    span: Span
    number: int = 0

    @classmethod
    def parse(cls, code: str) -> "Period":
        """The period of a code such as "2020QMAT02". UnreadablePeriod for anything else."""
        found = re.fullmatch(r"((?:19|20)[0-9]{2})(?:(QMAT|Q|M)(0?[1-9]|1[0-2])|Y?)", code.strip().upper())
        if found is None:
            raise UnreadablePeriod(code)
        year, span, number = int(found[1]), Span(found[2] or "Y"), int(found[3] or 0)
        if span in (Span.QUARTER, Span.ROLLING_YEAR) and number > 4:
            raise UnreadablePeriod(code)
        return cls(year, span, number)

    @property
    def code(self) -> str:
        if self.span is Span.YEAR:
            return f"{self.year}Y"
        return (
            f"{self.year}{self.span}{self.number}"
            if self.span is Span.QUARTER
            else f"{self.year}{self.span}{self.number:02}"
        )

    @property
    def first_day(self) -> date:
        if self.span is Span.ROLLING_YEAR:
            return Month(self.last_day.year - 1, self.last_day.month).next.first_day
        if self.span is Span.QUARTER:
            return date(self.year, 3 * self.number - 2, 1)
        return date(self.year, self.number or 1, 1)

    @property
    def last_day(self) -> date:
        if self.span is Span.YEAR:
            return date(self.year, 12, 31)
        return Month(self.year, self.number if self.span is Span.MONTH else 3 * self.number).last_day

    def danish(self) -> str:
        """In words: "året til og med 2. kvartal 2020"."""
        match self.span:
            case Span.ROLLING_YEAR:
                return f"året til og med {self.number}. kvartal {self.year}"
            case Span.QUARTER:
                return f"{self.number}. kvartal {self.year}"
            case Span.MONTH:
                return f"{MONTHS[self.number - 1]} {self.year}"
            case Span.YEAR:
                return f"{self.year}"
