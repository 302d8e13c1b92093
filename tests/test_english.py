"""The English switch is complete: no Danish sentence of ours is left. What people wrote stays in their words."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.marked import IN_ACTIVITIES, IN_PAPERS
from tests.access.table import TABLE
from tests.access.world import World
from tovholder.jobcentre.access.permissions import may

# Small words that no Danish sentence does without and no English one has.
DANISH = re.compile(
    r"\b(og|ikke|eller|har|som|til|fra|på|dig|din|dit|jeg|jeres|vi|skriv|endnu|siden|hvem|hvor|ingen)\b",
    re.IGNORECASE,
)
# Words that the people of the world wrote.
THEIRS = (
    "En privat note",
    "Ringede grædende",
    "Kaffe først",
    "Vi taler forbi hinanden",
    "Hun er snart 25",
    "Et hemmeligt mål",
    "Et hemmeligt skridt",
    "En hemmelig historie",
    "En hemmelig tråd",
    "En hemmelig ydelse",
    "Et hemmeligt notat",
    "Et hemmeligt mål med støtten",
    *IN_PAPERS.values(),
    *IN_ACTIVITIES.values(),
    "Portkoden er hemmelig",
    "To praktikpladser",
    "Fire timer",
    "Kun til Liv selv",
    "Det gør citizen",
    "Det gør leader",
    # The catalogue is Danish: its names are the sources' or the centre's own.
    "Organisatorisk kendskab og kompetence",
    "Beskæftigelses- og socialfaglig viden",
)


def left_in(page: str) -> list[str]:
    # What has only a Danish name (acts, the headings of a file) says so, for a screen reader's sake as well.
    text = re.sub(r"<(?!html)(\w+)\b[^>]*\slang=\"da\"[^>]*>.*?</\1>", " ", page, flags=re.DOTALL)
    shown = (
        " ".join(re.findall(r'(?:placeholder|aria-label|title|alt)="([^"]*)"', text))
        + " "
        + re.sub(r"<[^>]+>", " ", text)
    )
    shown = " ".join(html.unescape(shown).split())
    for words in sorted(THEIRS, key=len, reverse=True):
        shown = shown.replace(words, "")
    return [shown[max(0, m.start() - 40) : m.end() + 40] for m in DANISH.finditer(shown)]


@pytest.mark.parametrize("who", ["contact", "leader", "manager", "data_owner", "liv", "company"])
def test_no_danish_is_left(who: str, world: World) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(world.people[who])
    found, read = [], 0
    for name, (method, arguments, needs, _whom) in TABLE.items():
        if method != "GET" or (needs is not None and not may(world.people[who].role, needs)):
            continue
        response = client.get(reverse(name, args=arguments(world.rows)), follow=True)
        read += 1
        found += [f"{name}: {words}" for words in left_in(response.content.decode())]
    assert read > 1
    assert not found, "\n".join(found)


def test_the_guard_sees_danish(world: World) -> None:
    client = world.client("contact")
    assert left_in(client.get(reverse("my_day")).content.decode())
