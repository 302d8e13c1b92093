"""Vi behandler borgere og ikke sager: the words are in no screen, mail, template, translation, model or function."""

import ast
import re
from pathlib import Path, PurePosixPath

import pytest

from tests.laws.test_laws import ROOT, house

ALLOWED = {
    line.split("|")[0].strip()
    for line in Path(__file__).with_name("words.txt").read_text().splitlines()
    if line and not line.startswith("#")
}
# Whole words and compounds: sagen, sager, sagsbehandler, bistandssag, klienten, case_id, CaseWorker …
_FORBIDDEN = re.compile(
    r"sag(?:en|er|erne|ens|s\w*)?$|^sag(?:s\w+|en|er|erne|ens)?$|sagsbehand|^klient|klient(?:en|er|erne)?$|^cases?$|caseworker|^case_|_case$|casework"
)
_WORD = re.compile(r"[A-Za-zÆØÅæøåÉé]+")
_HUMP = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])|_")


def forbidden_in(text: str) -> list[str]:
    """Return the forbidden words of a text, compounds and names of code in either style among them."""
    found = []
    for word in re.findall(r"[\wÆØÅæøå]+", text):
        if word in ALLOWED or word.lower() in ALLOWED:
            continue
        parts = [part.lower() for part in _HUMP.split(word) if part]
        if any(_FORBIDDEN.search(part) for part in parts):
            found.append(word)
    return found


def shown_in(path: PurePosixPath, source: str) -> str:
    """What of a file reaches a person or a reader of names: all of a template, strings and names of Python."""
    if path.suffix != ".py":
        return source
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Name):
            names.append(node.id)
        elif isinstance(node, ast.arg):
            names.append(node.arg)
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.append(node.value)
    return "\n".join(names)


def _looked_at(path: PurePosixPath) -> bool:
    return path.parts[0] in {"tovholder"} and path.suffix in {
        ".py",
        ".html",
        ".po",
        ".toml",
        ".txt",
        ".js",
        ".css",
        ".json",
        ".csv",
    }


def _without_addresses(text: str) -> str:
    """Addresses of sources are quoted as they are: a link that is bent to please a rule leads nowhere."""
    return re.sub(r"https?://\S+", "", text)


def test_the_words_are_nowhere() -> None:
    found = []
    for path in house():
        if _looked_at(path):
            text = _without_addresses(shown_in(path, (ROOT / path).read_text()))
            found += [f"{path}: {word}" for word in forbidden_in(text)]
    assert not found, (
        "Say borger, forløb, medarbejder (or list the word in words.txt with a reason):\n" + "\n".join(found)
    )


@pytest.mark.parametrize(
    "text",
    ["sag", "Sagen er lukket", "sagsbehandler", "Sagsbehandleren", "bistandssag", "sygedagpengesager", "klient",
     "klienten", "case", "caseworker", "case_id", "CaseList", "open_case", "sagsnummer"],
)  # fmt: skip
def test_the_guard_finds_them(text: str) -> None:
    assert forbidden_in(text)


@pytest.mark.parametrize(
    "text", ["årsag", "TestCase", "casefold", "besøg", "usagt", "lowercase", "sagte", "in any way"]
)
def test_the_guard_leaves_others_alone(text: str) -> None:
    assert not forbidden_in(text)


def test_every_exception_has_a_reason() -> None:
    for line in Path(__file__).with_name("words.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            assert len(line.split("|")[1].strip()) > 3, line
