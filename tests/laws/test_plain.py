"""What a citizen reads is plain: LIX at most 35 ("easy"), for every page and form of theirs, and for all of them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import pytest

from tests.laws.texts import texts

MOST = 35
# A heading or a button is no sentence, and many of them would make any page look easy.
FEWEST_WORDS = 5
# Of fewer words than these in a file the measure says nothing; they count in the whole.
TO_MEASURE = 20
_READ_BY_CITIZENS = (
    "/citizen_portal/",
    "/jobcentre/plans/forms.py",
    "/jobcentre/plans/models/progress.py",
    "/jobcentre/plans/actions/",
    "/jobcentre/plans/templates/",
    "/jobcentre/plans/pdf.py",
    "/jobcentre/activities/",
    "/jobcentre/authority/templates/",
    "/jobcentre/citizens/forms.py",
    "/jobcentre/citizens/actions/mails.py",
    "/jobcentre/citizens/actions/represent.py",
    "/jobcentre/citizens/templates/",
    "/jobcentre/sickleave/answer_form.py",
    "/jobcentre/sickleave/answering.py",
    "/jobcentre/sickleave/letters.py",
    "/jobcentre/sickleave/mails.py",
    "/jobcentre/sickleave/papers/",
    "/jobcentre/sickleave/templates/",
    "/jobcentre/talks/actions/",
    "/jobcentre/talks/letters.py",
    "/jobcentre/talks/models/",
    "/jobcentre/talks/paper.py",
    "/jobcentre/access/templates/",
    "/jobcentre/access/views.py",
    "/jobcentre/ui/",
)


def lix(sentences: Iterable[str]) -> float:
    """Words a sentence, and the share of words longer than six letters in percent (Björnsson 1968)."""
    words = ends = long = 0
    for text in sentences:
        found = re.findall(r"[^\W\d_]+", re.sub(r"%\(\w+\)[sd]", "navn", text))
        words += len(found)
        long += sum(len(word) > 6 for word in found)
        ends += max(1, len(re.findall(r"[.!?:](?=\s|$)", text)))
    return words / ends + 100 * long / words if words else 0


@cache
def read_by_citizens() -> dict[str, set[str]]:
    """The fixed sentences of each file a citizen reads from; of a plural, the one for many."""
    found: dict[str, set[str]] = defaultdict(set)
    for text, place in texts():
        sentence = text if isinstance(text, str) else text[1]
        if any(part in f"/{place}" for part in _READ_BY_CITIZENS) and len(sentence.split()) >= FEWEST_WORDS:
            found[place].add(sentence)
    return found


def long_enough() -> list[str]:
    pages = read_by_citizens()
    return sorted(place for place, some in pages.items() if len(" ".join(some).split()) >= TO_MEASURE)


@pytest.mark.parametrize("place", long_enough())
def test_each_page_and_form_is_easy_to_read(place: str) -> None:
    sentences = read_by_citizens()[place]
    assert lix(sentences) <= MOST, sorted(sentences, key=lambda text: -lix([text]))[:3]


def test_all_of_it_together_is_easier_still() -> None:
    pages = read_by_citizens()
    assert len(pages) > 40
    assert lix(sentence for some in pages.values() for sentence in some) <= MOST - 10


def test_the_measure_knows_easy_from_hard() -> None:
    assert lix(["Du kan altid rette det. Det er dine ord."]) < 10
    hard = (
        "Kommunalbestyrelsens opfølgningsforpligtelser vedrørende beskæftigelsesindsatsen fremgår andetsteds."
    )
    assert lix([hard]) > 60
    # Three words a sentence and one long of six.
    assert lix(["Jeg er sygemeldt. Ring til mig!"]) == pytest.approx(3 + 100 / 6)
