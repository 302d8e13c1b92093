"""The words that are understood, Danish and English, and the shapes of dates and times."""

import re
from collections.abc import Mapping
from typing import TypeVar

Meaning = TypeVar("Meaning")


def _words(table: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Each phrase of "one | another" on its own, with the meaning they share."""
    return {phrase: meaning for phrases, meaning in table.items() for phrase in phrases.split(" | ")}


FORMS = _words(
    {
        "fremmøde | personligt | personlig | fysisk | på kontoret | kontoret | hos os | på jobcentret | jobcentret"
        " | in person | in the office | at the office | office | face to face": "in_person",
        "arbejdspladsen | arbejdsplads | arbejdsstedet | arbejdssted | virksomheden | på arbejdet"
        " | workplace | at work": "workplace",
        "gåtur | gå-tur | gå tur | gaatur | gå en tur | walk": "walk",
        "telefon | telefonen | telefonisk | telefonsamtale | tlf | ring | ringer | opkald"
        " | telephone | phone | call | phone call": "telephone",
        "video | videomøde | videosamtale | videoopkald | teams | online | video call": "video",
    }
)
DAYS_AHEAD = _words(
    {
        "i dag | idag | today": 0,
        "i morgen | imorgen | tomorrow": 1,
        "i overmorgen | overmorgen | iovermorgen | the day after tomorrow | day after tomorrow": 2,
    }
)
WEEKS_AHEAD = _words({"denne uge | this week": 0, "næste uge | next week": 1})
WEEKDAYS = _words(
    {
        "mandag | man | monday | mon": 0,
        "tirsdag | tirs | tir | tuesday | tues | tue": 1,
        "onsdag | ons | wednesday | wed": 2,
        "torsdag | tors | tor | thursday | thurs | thur | thu": 3,
        "fredag | fre | friday | fri": 4,
        "lørdag | lør | loerdag | saturday | sat": 5,
        "søndag | søn | soendag | sunday | sun": 6,
    }
)
MONTHS = _words(
    {
        "januar | jan | january": 1,
        "februar | feb | february": 2,
        "marts | mar | march": 3,
        "april | apr": 4,
        "maj | may": 5,
        "juni | jun | june": 6,
        "juli | jul | july": 7,
        "august | aug": 8,
        "september | sept | sep": 9,
        "oktober | okt | october | oct": 10,
        "november | nov": 11,
        "december | dec": 12,
    }
)
NUMBERS = _words(
    {
        "en | et | én | ét | a | an | one": 1,
        "to | two": 2,
        "tre | three": 3,
        "fire | four": 4,
        "fem | five": 5,
        "seks | six": 6,
        "syv | seven": 7,
        "otte | eight": 8,
        "ni | nine": 9,
        "ti | ten": 10,
        "fjorten | fourteen": 14,
    }
)
UNITS = _words(
    {
        "dag | dage | day | days": (1, 0),
        "uge | uger | week | weeks": (7, 0),
        "måned | måneder | mdr | md | month | months": (0, 1),
        "år | year | years": (0, 12),
    }
)
FILLERS = frozenset({
    "på", "den", "d", "det", "en", "et", "i", "ved", "til", "med", "hos", "og", "vi", "samtale", "møde",
    "the", "a", "an", "on", "at", "by", "via", "and", "we", "talk",
})  # fmt: skip
DATE = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})(?:(\2|-)([0-9]{4}|[0-9]{2}))?\.?")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
TIME = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?(am|pm)?\.?|([0-9]{1,2})([0-9]{2})")
ORDINAL = re.compile(r"([0-9]{1,2})(?:\.|st|nd|rd|th)")
