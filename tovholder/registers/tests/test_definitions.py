"""Every indicator says in its own docstring what it is a figure of."""

from collections.abc import Callable
from inspect import getdoc

import pytest

from tovholder.absence import measures as absence
from tovholder.continuity import measures as continuity
from tovholder.continuity.handovers import handovers
from tovholder.registers import oracle, survival
from tovholder.registers.monthly.figures import INDICATORS
from tovholder.registers.real_world import real_world

FIGURES: tuple[Callable[..., object], ...] = (
    *(each.define for each in INDICATORS),
    oracle.persons_on_support,
    survival.lasting,
    survival.ends,
    *(
        continuity.upc,
        continuity.coc,
        continuity.secon,
        continuity.slicc,
        continuity.opr,
        continuity.employees_met,
    ),
    handovers,
    real_world,
    *(absence.company_contact_days, absence.spoken_answer_hours, absence.citizen_talk_days),
)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.__name__)
@pytest.mark.parametrize("word", ["Numerator", "Denominator", "Period", "Source"])
def test_an_indicator_names_what_it_is(figure: Callable[..., object], word: str) -> None:
    assert f"{word}: " in (getdoc(figure) or "").replace("\n", " ")
