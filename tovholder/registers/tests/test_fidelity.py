"""How far the model is lived: the file keeps its own rules, and a step is what the thresholds say."""

import pytest

from tovholder.registers.fidelity import UnreadableFidelity, parse, scale

ELEMENT = """
version = "x"
[[element]]
element = "M1"
name = "En"
figure = "own_employee"
from = [0.5, 0.6, 0.8, 0.9]
why = "Fordi"
raises = "Noget"
"""


def test_every_element_of_the_model_stands_there_once() -> None:
    assert [element.element for element in scale().elements] == [f"M{number}" for number in range(1, 21)]


def test_each_says_why_and_what_would_raise_it_or_why_it_cannot_be_seen() -> None:
    for element in scale().elements:
        assert element.unseen or (len(element.why) > 40 and len(element.raises) > 20), element.element


@pytest.mark.parametrize(
    ("value", "step"), [(0.0, 1), (0.499, 1), (0.5, 2), (0.79, 3), (0.8, 4), (0.9, 5), (1.0, 5)]
)
def test_a_step_begins_at_its_threshold(value: float, step: int) -> None:
    assert parse(ELEMENT).elements[0].step(value) == step


@pytest.mark.parametrize(("value", "step"), [(4.0, 1), (3.0, 2), (2.0, 4), (1.5, 5), (1.0, 5)])
def test_where_less_is_better_they_fall(value: float, step: int) -> None:
    falling = parse(ELEMENT.replace("[0.5, 0.6, 0.8, 0.9]", "[3.0, 2.5, 2.0, 1.5]")).elements[0]
    assert falling.less_is_better
    assert falling.step(value) == step


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("[0.5, 0.6, 0.8, 0.9]", "[0.5, 0.6, 0.9]", "four thresholds"),
        ("[0.5, 0.6, 0.8, 0.9]", "[0.5, 0.8, 0.6, 0.9]", "four thresholds"),
        ('why = "Fordi"', "", "neither why"),
        ('figure = "own_employee"', "", "one of them"),
        ('name = "En"', 'name = "En"\nunseen = "Nej"', "one of them"),
        ('name = "En"', "", "cannot be read"),
        ('name = "En"', 'name = "En"\ncolour = "red"', "cannot be read"),
        ('name = "En"', 'name = "En"\nunit = "kroner"', "neither a share"),
        ("version", "= version", "cannot be read"),
    ],
)
def test_a_file_that_breaks_its_rules_is_refused(was: str, becomes: str, says: str) -> None:
    with pytest.raises(UnreadableFidelity, match=says):
        parse(ELEMENT.replace(was, becomes))


def test_an_element_twice_is_refused() -> None:
    twice = ELEMENT + ELEMENT.split("\n", 2)[2]
    with pytest.raises(UnreadableFidelity, match="twice"):
        parse(twice)


def test_what_cannot_be_seen_has_no_step() -> None:
    unseen = next(element for element in scale().elements if element.unseen)
    with pytest.raises(ValueError, match="no thresholds"):
        unseen.step(0.5)
