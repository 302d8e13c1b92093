"""Names as people remember them: Søren, Soeren and Sorensen's "sørren" should all be found. And in Danish order."""

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_SPELLINGS = (
    ("aa", "a"), ("å", "a"), ("ae", "e"), ("æ", "e"), ("ä", "e"), ("oe", "o"), ("ø", "o"), ("ö", "o"), ("œ", "o"),
    ("ch", "k"), ("ph", "f"), ("th", "t"), ("þ", "t"), ("ck", "k"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "s"),
    ("x", "ks"), ("y", "i"), ("ı", "i"), ("j", "i"), ("dt", "t"), ("gh", "g"), ("ü", "i"), ("ß", "s"), ("ł", "l"),
    ("đ", "d"), ("ð", "d"),
)  # fmt: skip
_NO_LETTERS, _TWICE = re.compile(r"[^a-z0-9]+"), re.compile(r"([a-z])\1+")


def fold(name: str) -> str:
    """Return `name` with spellings that sound alike made equal: lowercase ASCII words, single spaces."""
    text = unicodedata.normalize("NFC", name).lower()
    for spelling, sound in _SPELLINGS:
        text = text.replace(spelling, sound)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _TWICE.sub(r"\1", _NO_LETTERS.sub(" ", text)).strip()


_ALPHABET = " _-–,;:!?.'’\"()[]{}@*/\\&#%`´^+<=>|~$€0123456789abcdefghiıjklmnopqrstuvwxyzæøå"
_PLACE = {sign: place for place, sign in enumerate(_ALPHABET)}
_ACCENTS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0327\u0328\u0304"
# Letters that stand where another does, after it and all its accents.
_STANDS_AS = {
    "ä": ("æ", 60), "ö": ("ø", 60), "ő": ("ø", 61), "ü": ("y", 60), "ű": ("y", 61), "đ": ("d", 60), "ð": ("d", 61),
    "ł": ("l", 60), "þ": ("th", 60), "œ": ("oe", 60), "ß": ("ss", 60),
}  # fmt: skip
_CAPITALS = {"AA": 1, "Aa": 2, "aa": 4}
_SIGN = re.compile("AA|Aa|aa|.", re.DOTALL)


def danish_key(name: str) -> tuple[list[int], list[int], list[int]]:
    """Return a key that sorts as Danes do, and as PostgreSQL's "da-x-icu": æ, ø, å last, aa as å, ü as y.

    Letters decide before accents, and accents before capitals, which come first.
    """
    key: tuple[list[int], list[int], list[int]] = ([], [], [])
    for sign in _signs(name):
        places, accent, capital = _places(sign)
        key[0].extend(places)
        key[1].append(accent)
        key[2].append(capital)
    return key


def order_bytes(name: str) -> bytes:
    """Return `danish_key` as bytes: comparing them byte by byte orders names in Danish, in any database.

    Each level ends with a zero, lower than any sign, so that a name stands before those it begins.
    """
    signs = [_in_bytes(sign) for sign in _signs(name)]
    return b"\0".join(b"".join(level) for level in zip(*signs, strict=True)) if signs else b"\0\0"


def with_spelling(changed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an `update()` with what is kept beside a name, when a name is among them."""
    if "name" not in changed:
        return {**changed}
    return {**changed, "search_name": fold(changed["name"]), "name_order": order_bytes(changed["name"])}


def _signs(name: str) -> list[str]:
    return _SIGN.findall(unicodedata.normalize("NFC", name))


def _places(sign: str) -> tuple[list[int], int, int]:
    """Where the sign stands at each level: what its letters, its accent and its capitals decide."""
    letters, accent = _sounds(sign)
    places = [_PLACE.get(letter, len(_PLACE) + ord(letter)) for letter in letters]
    return places, accent, _CAPITALS.get(sign, 0 if sign.isupper() else 3)


@functools.lru_cache(maxsize=2000)  # most names are made of the same fifty signs
def _in_bytes(sign: str) -> tuple[bytes, bytes, bytes]:
    places, accent, capital = _places(sign)
    return b"".join(map(_letter_bytes, places)), bytes([accent + 1]), bytes([capital + 1])


def _letter_bytes(place: int) -> bytes:
    return bytes([place + 1]) if place < len(_PLACE) else b"\xff" + place.to_bytes(3, "big")


def _sounds(sign: str) -> tuple[str, int]:
    """Return the letters a sign is ordered among, and the rank of its accent (0 is none)."""
    small = "å" if sign in _CAPITALS else sign.lower()
    if small in _PLACE:
        return small, 0
    if small in _STANDS_AS:
        return _STANDS_AS[small]
    letter, *marks = list(unicodedata.normalize("NFD", sign))
    return letter.lower(), 1 + _ACCENTS.find(marks[0]) if marks else 0
