"""What may stand in a mail, a calendar or with a workplace: nothing of health, and never who it is about."""

import re

from tovholder.jobcentre.sickleave.health import looks_like_health


def names_in(text: str, name: str) -> list[str]:
    """The parts of `name` that stand in `text` as they are written, each once; a small "bo" is no name."""
    parts = [part for part in re.split(r"[\s-]+", name) if part[:1].isupper()]
    return [part for part in dict.fromkeys(parts) if re.search(rf"\b{re.escape(part)}(?:s)?\b", text)]


def not_neutral(text: str, name: str) -> list[str]:
    """Every word that tells too much."""
    return looks_like_health(text) + names_in(text, name)
