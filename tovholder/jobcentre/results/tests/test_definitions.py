"""Every published figure says in the docstring of what counts it what it is a figure of; a new one is missed here."""

import re
from collections.abc import Callable, Mapping
from inspect import getdoc, getmembers, isfunction, signature

import pytest

from tovholder.absence import measures as absence
from tovholder.continuity import measures as continuity
from tovholder.continuity.handovers import handovers
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish import (
    after_sick,
    contacts,
    flow,
    full_time,
    heard,
    model,
    sick_leave_talks,
    so_long,
    support,
    time_spent,
)
from tovholder.registers import oracle, survival
from tovholder.registers.fidelity import scale
from tovholder.registers.real_world import real_world

Counts = Callable[..., object]
COUNTED_BY: Mapping[Indicator, Counts] = {
    Indicator.TEMPORARY: oracle.persons_on_support,
    Indicator.PERMANENT: oracle.persons_on_support,
    Indicator.UNDER_30: oracle.persons_on_support,
    Indicator.SICK: oracle.persons_on_support,
    Indicator.SICK_WEEKS: support.tables,
    Indicator.FULL_TIME: full_time.tables,
    Indicator.INFLOW: flow.Flow.tables,
    Indicator.OUTFLOW: flow.Flow.tables,
    Indicator.SO_LONG: so_long.tables,
    Indicator.AFTER_SICK: after_sick.AfterSick.tables,
    Indicator.SICK_LASTING: survival.lasting,
    Indicator.SICK_ENDS: survival.ends,
    Indicator.COMPANY_CONTACT: absence.company_contact_days,
    Indicator.SPOKEN_ANSWER: absence.spoken_answer_hours,
    Indicator.CITIZEN_TALK: absence.citizen_talk_days,
    Indicator.OWN_EMPLOYEE: continuity.slicc,
    Indicator.USUAL_EMPLOYEE: continuity.upc,
    Indicator.SAME_EMPLOYEE: continuity.coc,
    Indicator.NEXT_SAME: continuity.secon,
    Indicator.EMPLOYEES_MET: continuity.employees_met,
    Indicator.OWN_CITIZENS: continuity.opr,
    Indicator.HANDOVERS: handovers,
    Indicator.COMPANY_BEGAN: contacts.contacts,
    Indicator.TOLD_IN_TIME: contacts.told_in_time,
    Indicator.AT_WORKPLACE: sick_leave_talks.at_workplace,
    Indicator.WE_CHAIR: sick_leave_talks.we_chair,
    Indicator.FELT_MET: heard.tables,
    Indicator.KNOWS_ME: heard.tables,
    Indicator.OWN_SAY: heard.tables,
    Indicator.REAL_WORLD: real_world,
    Indicator.COORDINATION: time_spent.tables,
}
WORDS = ("Numerator: ", "Denominator: ", "Period: ", "Source: ")


def elements() -> list[Counts]:
    """What counts an element of the model on a day: so many of so many."""
    return [
        each for _name, each in getmembers(model, isfunction)
        if each.__module__ == model.__name__
        and next(iter(signature(each).parameters)) == "day"
        and signature(each).return_annotation == tuple[int, int]
    ]  # fmt: skip


def says_what_it_is(counts: Counts) -> bool:
    said = (getdoc(counts) or "").replace("\n", " ")
    return all(word in said for word in WORDS)


def test_no_figure_is_left_out() -> None:
    assert set(Indicator) - COUNTED_BY.keys() == {Indicator.MODEL}
    read = [each.element for each in scale().elements if each.figure == Indicator.MODEL]
    named = [re.match(r"M\d+|", getdoc(each) or "")[0] for each in elements()]
    assert sorted(named) == sorted(read)


@pytest.mark.parametrize("indicator", COUNTED_BY)
def test_a_figure_says_what_it_is(indicator: Indicator) -> None:
    assert says_what_it_is(COUNTED_BY[indicator])


@pytest.mark.parametrize("counts", elements())
def test_an_element_of_the_model_says_what_it_is(counts: Counts) -> None:
    assert says_what_it_is(counts)
