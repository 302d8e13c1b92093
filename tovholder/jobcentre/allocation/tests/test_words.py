"""Every code has its sentence, and a sentence its names."""

import re

import pytest

from tests import cast
from tovholder.assignment import sentences
from tovholder.assignment.explain import Reason
from tovholder.jobcentre.allocation.words import SENTENCES, Names, kept, read, say


def test_every_code_of_the_engine_is_said() -> None:
    assert set(SENTENCES) == set(sentences.SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_nothing_is_filled_in_that_the_engine_does_not_give(code: str) -> None:
    ours, theirs = (set(re.findall(r"%\((\w+)\)s", text[code])) for text in (SENTENCES, sentences.SENTENCES))
    assert ours <= theirs


@pytest.mark.django_db
def test_names_are_filled_in_when_it_is_read() -> None:
    amina = cast.an_employee("Amina Yusuf")
    reasons = [
        Reason("lacks_competence", {"employee": str(amina.pk), "competence": "mentor", "levels": 1}),
        Reason("short", {"hours": 38.0, "unit": str(amina.unit_id)}),
        Reason("new_person", {"present": str(amina.pk)}),
    ]
    assert "Amina" not in str(kept(reasons))
    names = Names.of(reasons)
    assert [say(reason, names) for reason in read(kept(reasons))] == [
        "Amina kan endnu ikke rollen mentor, som forløbet kræver.",
        "Der mangler 38 timer om ugen i Job og Helhed.",
        "Borgeren skal lære en ny at kende og er ikke længere hos Amina Yusuf.",
    ]


def test_a_code_of_another_program_is_left_out() -> None:
    assert read([["of old", {}], ["keeps", {}]]) == [Reason("keeps", {})]
