"""One glossary binds the words: every model stands in it, and everything in it that looks like a model exists."""

import re

import pytest
from django.apps import apps

from tests.laws.test_laws import ROOT


def glossary() -> str:
    return (ROOT / "GLOSSARY.md").read_text()


def named_in(text: str) -> set[str]:
    return set(re.findall(r"`(?:\w+\.)?([A-Z]\w+)", text))


def own_models() -> set[str]:
    return {m.__name__ for m in apps.get_models() if m.__module__.startswith("tovholder.")}


def test_every_model_stands_in_the_glossary() -> None:
    missing = own_models() - named_in(glossary())
    assert not missing, (
        f"Give each a row in GLOSSARY.md with its Danish word and the law's: {sorted(missing)}"
    )


def test_the_guard_sees_a_model_that_is_missing() -> None:
    without = glossary().replace("`Talk`", "").replace("`TalkWish`", "")
    assert "Talk" in own_models() - named_in(without)


@pytest.mark.parametrize(
    "danish", ["borger", "forløb", "fast medarbejder", "samtale", "overlevering", "fraværsmelding"]
)
def test_the_words_of_the_model_are_bound(danish: str) -> None:
    assert re.search(rf"^\| {danish}\b", glossary(), re.MULTILINE)
