"""Takes the words one after the other, and notes what each says, before anything is put together."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from datetime import time as clock

from tovholder.jobcentre.periods.months import months_later

from .days import YEARS_AHEAD
from .sentences import NotUnderstood
from .words import (
    DATE,
    DAYS_AHEAD,
    FILLERS,
    FORMS,
    ISO_DATE,
    MONTHS,
    NUMBERS,
    ORDINAL,
    TIME,
    UNITS,
    WEEKDAYS,
    WEEKS_AHEAD,
    Meaning,
)

EARLIEST, LATEST = clock(7), clock(20)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written: with a year, without one, or only the day of the month."""

    text: str
    day: int
    month: int | None = None
    year: int | None = None


@dataclass(slots=True)
class Heard:
    """What the words said, before it is put together."""

    days: list[Day] = field(default_factory=list)
    ahead: list[tuple[str, date]] = field(default_factory=list)
    weekdays: list[tuple[str, int, bool]] = field(default_factory=list)
    weeks: list[tuple[str, int | date]] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    times: list[clock] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    either: list[tuple[Day, clock]] = field(default_factory=list)


def split_words(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(
        r"\b(kl|klokken|uge|week)\b\.?:?\s*(?=[0-9])|\b(kl|uge)(?=[0-9])", lambda m: f"{m[1] or m[2]} ", text
    )
    words = re.split(r"[\s,;!?()\"]+|\bof\b", text)
    return [word if word[:1] in "0123456789" else word.rstrip(".:") for word in words if word.strip(".:")]


class Listener:
    """Takes the words from left to right. Each `_…` method answers how many words it took, 0 for none."""

    def __init__(self, words: list[str], today: date) -> None:
        self.words, self.today, self.heard = words, today, Heard()

    def listen(self) -> Heard:
        at = 0
        while at < len(self.words):
            taken = (
                self._from_now(at)
                or self._phrase(at)
                or self._week(at)
                or self._clock(at)
                or self._date_in_words(at)
                or self._year(at)
                or self._date(at)
                or self._day_of_month(at)
                or self._time(at)
                or self._weekday(at)
                or (self.words[at] in FILLERS)
            )
            if not taken:
                raise NotUnderstood(
                    "no_day" if self.words[at] in MONTHS else "unknown_word", word=self.words[at][:40]
                )
            at += taken
        return self.heard

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _longest(self, table: Mapping[str, Meaning], at: int) -> tuple[int, Meaning | None]:
        for length in range(min(4, len(self.words) - at), 0, -1):
            if (meaning := table.get(" ".join(self.words[at : at + length]))) is not None:
                return length, meaning
        return 0, None

    def _text(self, at: int, length: int) -> str:
        return " ".join(self.words[at : at + length])[:40]

    def _from_now(self, at: int) -> int:
        unit = UNITS.get(self._word(at + 2))
        number = str(NUMBERS.get(self._word(at + 1), self._word(at + 1)))
        if self.words[at] not in ("om", "in") or unit is None or not re.fullmatch("[0-9]{1,9}", number):
            return 0
        text, (days, months) = self._text(at, 3), (int(number) * part for part in unit)
        if days > 366 * YEARS_AHEAD or months > 12 * YEARS_AHEAD:
            raise NotUnderstood("too_far", text=text)
        self.heard.ahead.append((text, months_later(self.today, months) + timedelta(days=days)))
        return 3

    def _phrase(self, at: int) -> int:
        length, ahead = self._longest(DAYS_AHEAD, at)
        if ahead is not None:
            self.heard.ahead.append((self._text(at, length), self.today + timedelta(days=ahead)))
            return length
        length, form = self._longest(FORMS, at)
        if form is not None:
            self.heard.forms.add(form)
        return length

    def _week(self, at: int) -> int:
        length, ahead = self._longest(WEEKS_AHEAD, at)
        if ahead is not None:
            monday = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=ahead)
            self.heard.weeks.append((self._text(at, length), monday))
            return length
        if self.words[at] in ("uge", "week") and re.fullmatch(r"[0-9]{1,2}\.?", self._word(at + 1)):
            self.heard.weeks.append((self._text(at, 2), int(self.words[at + 1].rstrip("."))))
            return 2
        return 0

    def _clock(self, at: int) -> int:
        taken = self._time(at + 1) if self.words[at] in ("kl", "klokken") else 0
        return taken and 1 + taken

    def _time(self, at: int) -> int:
        found = TIME.fullmatch(self._word(at))
        if found is None:
            return 0
        hour, minute, half = int(found[1] or found[4]), int(found[2] or found[5] or 0), found[3]
        taken = 1
        if half is None and self._word(at + 1) in ("am", "pm"):
            half, taken = self.words[at + 1], 2
        if half and not 1 <= hour <= 12:
            raise NotUnderstood("no_such_time", text=self._text(at, taken))
        if half:
            hour = hour % 12 + 12 * (half == "pm")
        if hour > 24 or minute > 59:
            raise NotUnderstood("no_such_time", text=self._text(at, taken))
        if not EARLIEST <= clock(hour % 24, minute) <= LATEST:
            raise NotUnderstood("outside_hours", text=self._text(at, taken))
        self.heard.times.append(clock(hour, minute))
        return taken

    def _date_in_words(self, at: int) -> int:
        for first, second in ((at, at + 1), (at + 1, at)):
            month = MONTHS.get(self._word(second))
            number = re.fullmatch(r"([0-9]{1,2})(?:\.|st|nd|rd|th)?", self._word(first))
            if month is not None and number:
                self.heard.days.append(Day(self._text(at, 2), int(number[1]), month))
                return 2
        return 0

    def _year(self, at: int) -> int:
        """Four digits are a year after a day or a week, and else a time: 1930 is never a year, 2026 never a time."""
        if not (
            re.fullmatch("20[2-9][0-9]", self.words[at])
            and (self.heard.days or self.heard.weeks or self.heard.either)
        ):
            return 0
        self.heard.years.append(self.words[at])
        return 1

    def _date(self, at: int) -> int:
        """10.30 is a time, 27.11 a date, and 10.11 may be both: that is settled when everything has been heard."""
        word = self.words[at]
        if iso := ISO_DATE.fullmatch(word):
            self.heard.days.append(Day(word, int(iso[3]), int(iso[2]), int(iso[1])))
            return 1
        found = DATE.fullmatch(word)
        if found is None or (found[2] == "." and found[4] == "-"):
            return 0
        year = None if found[5] is None else int(found[5]) + (2000 if len(found[5]) == 2 else 0)
        first, second = int(found[1]), int(found[3])
        day = Day(word, first, second, year)
        is_an_hour = EARLIEST.hour <= first < LATEST.hour
        if year is None and found[2] == "-" and first <= LATEST.hour:
            raise NotUnderstood("time_or_date", text=word)
        if year is None and found[2] == "." and not 1 <= second <= 12:
            return 0
        if year is None and found[2] == "." and is_an_hour and len(found[3]) == 2:
            self.heard.either.append((day, clock(first, second)))
        else:
            self.heard.days.append(day)
        return 1

    def _day_of_month(self, at: int) -> int:
        if found := ORDINAL.fullmatch(self.words[at]):
            self.heard.days.append(Day(self.words[at], int(found[1])))
            return 1
        following = re.fullmatch("[0-9]{1,2}", self._word(at + 1))
        if self.words[at] in ("den", "d", "the") and following and self._word(at + 2) not in MONTHS:
            self.heard.days.append(Day(self._text(at, 2), int(following[0])))
            return 2
        return 0

    def _weekday(self, at: int) -> int:
        is_next = self.words[at] in ("næste", "next")
        weekday = WEEKDAYS.get(self._word(at + is_next))
        if weekday is None:
            return 0
        self.heard.weekdays.append((self._text(at, 1 + is_next), weekday, is_next))
        return 1 + is_next
