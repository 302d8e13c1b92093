"""Understands when and how the next contact is, as a person types it: "fre 10 gåtur", "27/11 kl. 9 telefon".

Pure: no Django, no clock. Danish and English words may be mixed. What is not understood is refused with a sentence;
nothing is guessed where two readings are possible, and no word is passed over in silence.
"""

from dataclasses import dataclass
from datetime import date
from datetime import time as clock

from .listener import Listener, split_words
from .sentences import SENTENCES, NotUnderstood
from .settling import settle_day, settle_either

__all__ = ["SENTENCES", "NotUnderstood", "Understood", "understand"]

LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Understood:
    """`on` is today or later, at most two years ahead; `time` from 7 to 20 o'clock, or None; `form` in_person,
    workplace, walk, telephone, video, or None."""

    on: date
    time: clock | None
    form: str | None


def understand(text: str, today: date) -> Understood:
    """When and how, as typed on `today`.

    A day is needed; time and form may be left out (None). A date without a year is the next such date; a weekday is the
    next such day, never today; a week without a weekday is its Monday. Raises NotUnderstood and nothing else.
    """
    if len(text) > LONGEST_TEXT:
        raise NotUnderstood("too_long")
    words = split_words(text)
    if not words:
        raise NotUnderstood("empty")
    heard = Listener(words, today).listen()
    settle_either(heard)
    times, forms = set(heard.times), heard.forms
    if len(times) > 1:
        raise NotUnderstood("two_times")
    if len(forms) > 1:
        raise NotUnderstood("two_forms")
    return Understood(settle_day(heard, today), min(times, default=None), min(forms, default=None))
