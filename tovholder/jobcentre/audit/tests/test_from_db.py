"""A row about a citizen is made from the database as Django makes it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Field, Model, signals
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import override

from tovholder.jobcentre.audit.looks import noticed
from tovholder.jobcentre.audit.models import Personal

PERSONAL = [model for model in apps.get_models() if issubclass(model, Personal)]
CHOSEN = [(model, field) for model in PERSONAL for field in model._meta.concrete_fields if field.choices]


def every_other(values: list) -> list:
    return values[::2]


def all_of(values: list) -> list:
    return values


@pytest.mark.parametrize("some", [all_of, every_other])
@pytest.mark.parametrize("model", PERSONAL, ids=lambda model: model.__name__)
def test_a_row_is_as_djangos_own(model: type[Personal], some) -> None:
    """With all its columns, and with some left for later."""
    names = some([field.attname for field in model._meta.concrete_fields])
    values = list(range(1, len(names) + 1))
    ours, djangos = (
        model.from_db("default", names, values),
        Model.from_db.__func__(model, "default", names, values),
    )
    assert vars(ours).keys() == vars(djangos).keys()
    assert {**vars(ours), "_state": None} == {**vars(djangos), "_state": None}
    for state in ("adding", "db", "fields_cache"):
        assert getattr(ours._state, state) == getattr(djangos._state, state)
    assert ours.get_deferred_fields() == djangos.get_deferred_fields()


def test_there_are_many() -> None:
    assert len(PERSONAL) > 20


@pytest.mark.parametrize("model", PERSONAL, ids=lambda model: model.__name__)
def test_nothing_is_done_when_a_row_is_made_that_would_be_left_out(model: type[Personal]) -> None:
    assert model.__init__ is Model.__init__
    assert not signals.pre_init.has_listeners(model)
    assert not signals.post_init.has_listeners(model)
    columns = [vars(of).get(field.attname) for field, of in columns_of(model)]
    assert all(isinstance(column, DeferredAttribute) for column in columns)


def columns_of(model: type[Model]) -> Iterator[tuple]:
    for field in model._meta.concrete_fields:
        yield field, next(of for of in model.__mro__ if field.attname in vars(of))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("model", "field"), CHOSEN, ids=str)
def test_a_choice_is_said_as_djangos_own(model: type[Personal], field: Field, language: str) -> None:
    """Also what is none of the choices, and nothing at all; in the language of whoever asks now."""
    with override(language):
        for value in [*(value for value, _word in field.flatchoices), "as nobody chose", None]:
            row = model.from_db("default", [field.attname], [value])
            said, djangos = getattr(row, f"get_{field.name}_display")(), Model._get_FIELD_display(row, field)
            assert (said, type(said)) == (djangos, type(djangos))


def test_it_is_noticed() -> None:
    for model in PERSONAL:
        with noticed() as looks:
            model.from_db("default", [model.WHOSE], [7])
        assert looks.seen == {7}, model
