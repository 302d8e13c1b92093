"""Does a text look as if it told what somebody suffers from? Asked before anything is stored; it decides nothing.

A list of words in `health.toml`, and no more: what it finds can be shown to whoever wrote it. How much it finds, and
how often it is wrong, is measured on `tests/labelled.tsv`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("health.toml")
_SENTENCE = re.compile(r"[.!?;\n]+")
_WORD = re.compile(r"[\wæøåÆØÅ-]+")


def looks_like_health(text: str) -> list[str]:
    """Return the words that look like health information, as they were written, each once; none when nothing does."""
    found: list[str] = []
    for sentence in _SENTENCE.split(text):
        found += _in_sentence(sentence)
    return list(dict.fromkeys(found))


def _in_sentence(sentence: str) -> Iterator[str]:
    patterns = _patterns()
    words = [word for word in _WORD.findall(sentence) if not patterns["innocent"].match(word.lower())]
    for word in words:
        if any(patterns[name].search(word.lower()) for name in ("anywhere", "begins", "words")):
            yield word
    if patterns["wrong"].search(" ".join(words).lower()):
        yield from (word for word in words if patterns["body"].match(word.lower()))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    either = {name: "|".join(map(re.escape, some)) for name, some in lists.items()}
    either["begins"] = rf"\b(?:{either['begins']})"
    either["words"] = rf"\b(?:{either['words']})\b"
    return {name: re.compile(pattern) for name, pattern in either.items()}
