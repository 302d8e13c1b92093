"""Numbers that belong to nobody: CPR of the demo's pattern, CVR that fail their check, telephones that reach no one."""

from datetime import date, timedelta
from itertools import count
from random import Random
from uuid import UUID

from tovholder.jobcentre.companies.numbers import is_cvr

_FIRST_SERIAL, _PAST_LAST_SERIAL = 9900, 10_000
_REPLACEMENT_DAY = 60


class NumbersUsedUp(Exception):
    """More people were born on one day than the demo has numbers for."""


class Numbers:
    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._cpr: set[str] = set()
        self._cvr: set[str] = set()
        self._telephones = count(rng.randrange(1000))
        self._p_numbers = count(9_000_000_101, 7)
        self._tokens = count(rng.getrandbits(40))

    def cpr_about(self, birth_date: date, *, is_woman: bool) -> str:
        """Return an unused number of that day, or of the nearest day before it that has one left."""
        while True:
            try:
                return self.cpr(birth_date, is_woman=is_woman)
            except NumbersUsedUp:
                birth_date -= timedelta(days=1)

    def cpr(self, birth_date: date, *, is_woman: bool) -> str:
        """Return an unused number of the demo's pattern: day + 60, serial from 9900, even for women.

        With 9 as the seventh digit the years 37-99 are 1937-1999 and 00-36 are 2000-2036 (CPR's own rule), so every
        birth year of a working life comes out right. `NumbersUsedUp` after fifty of one sex on one day.
        """
        prefix = f"{birth_date.day + _REPLACEMENT_DAY:02}{birth_date:%m%y}"
        serials = range(_FIRST_SERIAL + (not is_woman), _PAST_LAST_SERIAL, 2)
        start = self._rng.randrange(len(serials))
        for step in range(len(serials)):
            digits = f"{prefix}{serials[(start + step) % len(serials)]}"
            if digits not in self._cpr:
                self._cpr.add(digits)
                return digits
        raise NumbersUsedUp(f"{birth_date}: every demo number of that day is taken")

    def cvr(self) -> str:
        while True:
            digits = str(self._rng.randrange(20_000_000, 40_000_000))
            if not is_cvr(digits) and digits not in self._cvr:
                self._cvr.add(digits)
                return digits

    def p_number(self) -> str:
        """Real ones begin with 1."""
        return str(next(self._p_numbers))

    def telephone(self) -> str:
        """No Danish number begins with 00. All differ up to a million."""
        digits = f"{next(self._telephones) * 733_339 % 1_000_000:06}"
        return f"00 {digits[:2]} {digits[2:4]} {digits[4:]}"

    def token(self) -> UUID:
        """Return one after the last in order: an index of millions then grows at its end, not all over."""
        return UUID(int=next(self._tokens) << 80 | self._rng.getrandbits(80), version=4)
