"""What is made quickly is what the model makes."""

from datetime import UTC, datetime

import pytest

from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.demo.made import made
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Note, Role, RoleTaken, Talk

_NOW = datetime(2026, 11, 24, 8, 50, tzinfo=UTC)


def _fields(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (
            Talk,
            {
                "citizen": Citizen(pk=1),
                "course": Course(pk=2),
                "employee": Employee(pk=3),
                "starts_at": _NOW,
                "token": "t",
            },
        ),
        (Talk, {"citizen": Citizen(pk=1), "course": None, "employee_id": 3, "token": "t"}),
        (RoleTaken, {"talk_id": 4, "role": Role.MENTOR}),
        (
            Note,
            {"talk_id": 4, "citizen_id": 1, "version": 2, "text": "Vi gik en tur.", "by_id": 5, "at": _NOW},
        ),
    ],
)
def test_a_row_made_quickly_is_the_models_own(model, values):
    quick, slow = made(model, **values), model(**values)

    assert _fields(quick) == _fields(slow)
    assert quick._state.adding == slow._state.adding
    assert quick._state.fields_cache == slow._state.fields_cache


def test_what_is_not_given_and_is_made_anew_each_time_is_made_anew():
    first, second = (made(Talk, citizen=Citizen(pk=1)).token for _each in range(2))

    assert None not in {first, second}
    assert first != second


def test_a_field_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match="colour"):
        made(Talk, colour="green")
