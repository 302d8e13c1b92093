"""A new row quickly: what a model makes of its values, less its signals and what it weighs for every field."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class _Shape:
    """A model's fields by the names that are given: a relation's own column, else none; and what is not given."""

    columns: dict[str, str | None]
    constants: dict[str, Any]
    each_time: dict[str, Callable[[], Any]]


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = model._meta.concrete_fields
    columns: dict[str, str | None] = {field.attname: None for field in fields}
    columns |= {field.name: field.attname for field in fields if field.is_relation}
    given = {field.attname: field.default for field in fields if field.has_default()}
    each_time = {name: default for name, default in given.items() if callable(default)}
    constants = {field.attname: field.get_default() for field in fields if field.attname not in each_time}
    return _Shape(columns, constants, each_time)


def made(model: type[Row], **values: Any) -> Row:
    """Return a row that is not saved yet. Raises KeyError for a field that is not there."""
    shape = _shape(model)
    row = model.__new__(model)
    state = row._state = ModelState()
    kept = row.__dict__
    kept.update(shape.constants)
    related = {}
    for name, value in values.items():
        column = shape.columns[name]
        if column is None:
            kept[name] = value
        else:
            kept[column] = None if value is None else value.pk
            related[name] = value
    if related:
        state.fields_cache = related
    for name, default in shape.each_time.items():
        if name not in values:
            kept[name] = default()
    return row
