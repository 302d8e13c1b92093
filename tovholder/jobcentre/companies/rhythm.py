"""When a workplace is to be talked with next. Pure: dates in, dates out."""

from dataclasses import dataclass
from datetime import date

from tovholder.jobcentre.periods.months import months_later


@dataclass(frozen=True)
class Rhythm:
    """When we last talked (None: never), what was agreed then, and how many months there are between talks."""

    last: date | None
    agreed: date | None
    every_months: int

    @property
    def still_agreed(self) -> date | None:
        """The agreed day, as long as nobody has talked with them on it or after."""
        return None if self.agreed is None or (self.last and self.last >= self.agreed) else self.agreed

    @property
    def due_on(self) -> date | None:
        """The agreed day, else the day by rhythm; None: we have never talked, and agreed on nothing."""
        if self.still_agreed or self.last is None:
            return self.still_agreed
        return months_later(self.last, self.every_months)

    def is_due(self, today: date) -> bool:
        """To be talked with: the day has come, or there has been no contact yet."""
        return self.due_on is None or self.due_on <= today
