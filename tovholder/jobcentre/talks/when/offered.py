"""Understands the times an employee offers, as typed: "man og tors 9-12 her 30 min", "4/12 13-15 telefon, gåtur".

Pure, as the rest of this package; nothing is guessed: days, from and to, and how to meet must all be said.
"""

import re
from dataclasses import dataclass
from datetime import date
from datetime import time as clock

from . import LONGEST_TEXT, understand
from .listener import EARLIEST, LATEST, split_words
from .sentences import NotUnderstood, gettext_noop
from .words import FILLERS, FORMS, WEEKDAYS

USUAL_MINUTES = 30
SHORTEST, LONGEST = 10, 180
OFFER_SENTENCES = {
    "offer_empty": gettext_noop('Skriv, hvornår man kan vælge en tid, fx "man og tors 9-12 her, telefon".'),
    "offer_long": gettext_noop('Det er for langt. Skriv fx "man og tors 9-12 her, telefon".'),
    "offer_hours": gettext_noop('Skriv fra og til én gang, fx "9-12" eller "13.30-15".'),
    "offer_backwards": gettext_noop('"%(text)s" slutter, før det begynder. Ret det.'),
    "offer_outside": gettext_noop('"%(text)s" er uden for dagen. Skriv en tid mellem 7 og 20.'),
    "offer_no_time": gettext_noop('Klokkeslættet i "%(text)s" findes ikke. Skriv fx "9-12".'),
    "offer_minutes": gettext_noop(
        'En samtale kan vare fra %(low)s til %(high)s minutter. Skriv fx "30 min".'
    ),
    "offer_short": gettext_noop('Der er ikke plads til en samtale på %(minutes)s minutter i "%(text)s".'),
    "offer_form": gettext_noop(
        "Skriv også, hvordan I kan mødes: her, telefon, gåtur, video eller arbejdspladsen."
    ),
    "offer_word": gettext_noop('Jeg forstår ikke "%(word)s". Skriv fx "man og tors 9-12 her, telefon".'),
    "offer_day": gettext_noop('Skriv også dagen, fx "mandag", "man og tors" eller "4/12".'),
}
_RANGE = re.compile(
    r"(?:\b(?:fra|from|kl|klokken)\b\.?\s*)*(?<![\d/.:])(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|\btil\b)\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?(?![\d/])"
)
_MINUTES = re.compile(r"\b(\d{1,3})\s*(?:minutter|minutes|min|m)\b\.?")
_HERE = {"her": "in_person", "her hos os": "in_person", "here": "in_person"}
_SMALL = FILLERS | {"hver", "every", "eller", "or", "fra", "from", "kl", "klokken"}


class OfferNotUnderstood(NotUnderstood):
    """As `NotUnderstood`, with a key of OFFER_SENTENCES."""

    def danish(self) -> str:
        return OFFER_SENTENCES[self.code] % self.params


@dataclass(frozen=True, slots=True)
class Offered:
    """Every such weekday (Monday is 0), or one day (`on`, its weekday alone in `weekdays`); from 7 to 20 o'clock."""

    weekdays: tuple[int, ...]
    on: date | None
    starts: clock
    ends: clock
    minutes: int
    forms: tuple[str, ...]


def understand_offer(text: str, today: date) -> Offered:
    """What is offered, as typed on `today`; without minutes they are 30. Raises NotUnderstood and nothing else."""
    if len(text) > LONGEST_TEXT:
        raise OfferNotUnderstood("offer_long")
    if not text.strip():
        raise OfferNotUnderstood("offer_empty")
    rest, minutes = _take_minutes(text.lower())
    rest, starts, ends, said = _take_range(rest)
    if (ends.hour - starts.hour) * 60 + ends.minute - starts.minute < minutes:
        raise OfferNotUnderstood("offer_short", minutes=str(minutes), text=said)
    words, forms = _take_forms(split_words(rest))
    weekdays = [WEEKDAYS[word] for word in words if word in WEEKDAYS]
    left = [word for word in words if word not in WEEKDAYS and word not in _SMALL]
    if not left and not weekdays:
        raise OfferNotUnderstood("offer_day")
    on = _day(words, today) if left else None
    if not forms:
        raise OfferNotUnderstood("offer_form")
    days = (on.weekday(),) if on else tuple(sorted(set(weekdays)))
    return Offered(days, on, starts, ends, minutes, forms)


def _day(words: list[str], today: date) -> date:
    """The one day that is said; small words of an offer are none of a day's."""
    try:
        return understand(" ".join(word for word in words if word in FILLERS or word not in _SMALL), today).on
    except NotUnderstood as error:
        if error.code != "unknown_word":
            raise
        raise OfferNotUnderstood("offer_word", **error.params) from None


def _take_minutes(text: str) -> tuple[str, int]:
    found = _MINUTES.findall(text)
    if not found:
        return text, USUAL_MINUTES
    if len(found) > 1 or not SHORTEST <= int(found[0]) <= LONGEST:
        raise OfferNotUnderstood("offer_minutes", low=str(SHORTEST), high=str(LONGEST))
    return _MINUTES.sub(" ", text), int(found[0])


def _take_range(text: str) -> tuple[str, clock, clock, str]:
    found = list(_RANGE.finditer(text))
    if len(found) != 1:
        raise OfferNotUnderstood("offer_hours")
    said = found[0][0]
    try:
        starts, ends = (clock(int(found[0][n]), int(found[0][n + 1] or 0)) for n in (1, 3))
    except ValueError:
        raise OfferNotUnderstood("offer_no_time", text=said) from None
    if ends <= starts:
        raise OfferNotUnderstood("offer_backwards", text=said)
    if starts < EARLIEST or ends > LATEST:
        raise OfferNotUnderstood("offer_outside", text=said)
    return _RANGE.sub(" ", text), starts, ends, said


def _take_forms(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The words that say no way to meet, and the ways in the order they were said; the longest phrase is heard."""
    left: list[str] = []
    forms: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(4, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            form = FORMS.get(phrase) or _HERE.get(phrase)
            if form:
                forms.append(form)
                break
        else:
            left.append(words[at])
            length = 1
        at += length
    return left, tuple(dict.fromkeys(forms))
