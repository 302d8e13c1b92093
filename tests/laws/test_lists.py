"""Every page that shows a list has it as a file, or stands in `lists.txt` with a reason.

A list is what a template says again and again: rows, cards, sections or facts, its own or of what it includes.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver

HOUSE = Path(__file__).resolve().parents[2] / "tovholder"
TEMPLATES = {
    str(path).split("/templates/")[1]: path.read_text() for path in HOUSE.rglob("templates/**/*.html")
}
REASONS = Path(__file__).with_name("lists.txt")

_INCLUDE = re.compile(r'{%\s*include\s+"([^"#]+)[^%]*%}')
_LOOP = re.compile(r"{%\s*(for|endfor)\b[^%]*%}")
_ROW = re.compile(r"<(li|tr|article|section|dt)\b")
_TAKEN_OUT = re.compile(r'ui/take_out\.html" with to="(\w+)"|data-download[^>]*{% url \'(export_\w+)\'')


def whole(source: str, templates: dict[str, str] = TEMPLATES) -> str:
    """The template with what it includes, and what that includes."""
    return _INCLUDE.sub(lambda found: found[0] + whole(templates.get(found[1], ""), templates), source)


def shows_a_list(source: str) -> bool:
    return any(_ROW.search(body) for body in _loops(whole(source)))


def _loops(source: str) -> Iterator[str]:
    """What stands inside each loop."""
    begun: list[int] = []
    for found in _LOOP.finditer(source):
        if found[1] == "for":
            begun.append(found.end())
        else:
            yield source[begun.pop() : found.start()]


def files_of(source: str) -> set[str]:
    """The addresses of the files that a page offers."""
    return {name for found in _TAKEN_OUT.findall(whole(source)) for name in found if name}


def pages() -> dict[str, str]:
    return {name: source for name, source in TEMPLATES.items() if "{% extends" in source}


def reasons() -> dict[str, str]:
    lines = [line for line in REASONS.read_text().splitlines() if line and not line.startswith("#")]
    return {name.strip(): why.strip() for name, why in (line.split("|") for line in lines)}


def addresses() -> set[str]:
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_every_page_with_a_list_has_it_as_a_file_or_says_why_not() -> None:
    without = {
        name
        for name, source in pages().items()
        if shows_a_list(source) and not files_of(source) and name not in reasons()
    }
    assert not without, (
        f"{sorted(without)}: give the list a file (exchange/views/taking_out.py and ui/take_out.html), "
        "or write in tests/laws/lists.txt why it has none"
    )


def test_every_reason_is_needed_and_says_something() -> None:
    for name, why in reasons().items():
        assert len(why) > 20, f"{name}: say why"
        source = pages().get(name, "")
        assert shows_a_list(source), f"{name} shows no list: take the reason away"
        assert not files_of(source), f"{name} has a file: take the reason away"


def test_every_file_is_offered_on_a_page_and_every_offer_is_an_address() -> None:
    offered = set[str]().union(*(files_of(source) for source in pages().values()))
    assert offered == {name for name in addresses() if name.startswith("export_")}


@pytest.mark.parametrize(
    "source",
    [
        '<ul>{% for one in rows %}<li class="x">{{ one }}</li>{% endfor %}</ul>',
        "<table>{% for one in rows %}{% for two in one %}{{ two }}{% endfor %}<tr></tr>{% endfor %}</table>",
        '{% for one in rows %}{% include "workbench/team_load.html" %}{% endfor %}',
    ],
)
def test_a_list_is_known_when_it_is_seen(source: str) -> None:
    assert shows_a_list(source)
    assert not files_of(source)
    assert files_of(source + '{% include "ui/take_out.html" with to="export_x" of=1 %}') == {"export_x"}


def test_a_form_is_no_list() -> None:
    assert not shows_a_list(
        '{% for field in form %}{% include "ui/field.html" %}{% endfor %}<ul><li></li></ul>'
    )
