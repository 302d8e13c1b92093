"""Every text marked for translation, read without gettext's tools, so that a machine with nothing but Python can do it.

python -m tests.laws.texts update   add new texts to the English catalogue, drop those that are gone
python -m tests.laws.texts check    say which texts have no English yet
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tovholder.assignment import sentences
from tovholder.jobcentre.talks.when import SENTENCES
from tovholder.law.parameters import parameters
from tovholder.registers import benchmark

PACKAGE = Path(__file__).resolve().parents[2] / "tovholder"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"

_KEYWORDS = (
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "lazy",
    "later",
)
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
# What templatize leaves of a template: calls of gettext around Python literals, among rubbish.
_CALL = re.compile(rf"\b(?:_|gettext|ngettext)\(\s*({_LITERAL})(?:\s*,\s*({_LITERAL}))?")
# Header lines that change by themselves, or name somebody.
_NOISE = tuple(
    f'"{name}'
    for name in ("Project-", "Report-", "POT-", "PO-Revision", "Last-", "Language-Team", "Generated-By")
)

Text = str | tuple[str, str]


@cache
def texts() -> tuple[tuple[Text, str], ...]:
    """Every text marked for translation, with the file it stands in; plurals as (one, many)."""
    return (*_in_code(), *_in_templates(), *_kept_as_data())


def _in_code() -> Iterator[tuple[Text, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" in path.parts or "tests" in path.stem or "tests" in path.parts:
            continue
        with path.open("rb") as file:
            for _line, _function, found, _comments in extract_python(file, _KEYWORDS, (), {}):
                if found and any(found):
                    yield _as_text(found), _place(path)


def _in_templates() -> Iterator[tuple[Text, str]]:
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        for one, many in _CALL.findall(templatize(path.read_text(), origin=str(path))):
            yield (_said(one), _said(many)) if many else _said(one), _place(path)


def _kept_as_data() -> Iterator[tuple[Text, str]]:
    """The pure packages know nothing of gettext: their sentences are values, translated where they are shown."""
    for sentence in SENTENCES.values():
        yield sentence, "tovholder/jobcentre/talks/when"
    for sentence in benchmark.SENTENCES.values():
        yield sentence, "tovholder/registers/benchmark"
    for sentence in sentences.SENTENCES.values():
        yield sentence, "tovholder/assignment/sentences.py"
    for versions in parameters().values():
        for parameter in versions:
            yield parameter.says, "tovholder/law/parameters.toml"
            if parameter.note:
                yield parameter.note, "tovholder/law/parameters.toml"


def _as_text(found: str | tuple[str | None, ...]) -> Text:
    if isinstance(found, str):
        return found
    words = [word for word in found if word]
    return (words[0], words[1]) if len(words) > 1 else words[0]


def _said(literal: str) -> str:
    return ast.literal_eval(literal)


def _place(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent))


def read() -> Catalog:
    if not PO.exists():
        return Catalog(locale="en", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def update() -> None:
    """Write the catalogue with exactly the texts of today, keeping the English that is there."""
    old, new = (
        read(),
        Catalog(locale="en", charset="utf-8", header_comment="# Tovholder in English.", fuzzy=False),
    )
    for text, place in sorted(texts(), key=lambda found: (isinstance(found[0], str), str(found))):
        known = old.get(_key(text))
        message = new.get(_key(text))
        if message is not None and not isinstance(message.id, str):
            text = tuple(message.id)  # the same words stand elsewhere with a plural
        english = known.string if known and isinstance(known.id, str) == isinstance(text, str) else None
        new.add(text, string=english, locations=[(place, 0)])
    written = BytesIO()
    write_po(written, new, width=110, include_lineno=False, sort_output=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text("".join(line for line in lines if not line.startswith(_NOISE)))


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts of today that have no English, or whose English drops or invents a %(name)s."""
    missing = set()
    for text, place in texts():
        message = catalogue.get(_key(text))
        if message is None or message.fuzzy or not all(_english(message)):
            missing.add(f"{place}: {_key(text)}")
        elif not all(_names(english) <= _names(text) for english in _english(message)):
            missing.add(f"{place}: {_key(text)} (a %(name)s that the Danish has not)")
        elif isinstance(text, str) and _names(_english(message)[0]) != _names(text):
            missing.add(f"{place}: {_key(text)} (a %(name)s is missing)")
    return sorted(missing)


def _key(text: Text) -> str:
    return text if isinstance(text, str) else text[0]


def _english(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _names(text: Text) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text if isinstance(text, str) else " ".join(text)))


def main(arguments: list[str]) -> int:
    if arguments == ["update"]:
        update()
        return 0
    if arguments == ["check"]:
        missing = untranslated(read())
        print("\n".join(missing))  # noqa: T201 - this is a command
        return 1 if missing else 0
    print(__doc__)  # noqa: T201
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
