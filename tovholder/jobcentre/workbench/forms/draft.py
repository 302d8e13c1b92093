"""What stands in the form of a talk while it is written: kept as it is, whatever it is, if it can be kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from tovholder.jobcentre.ui.text import check_readable

# Of these there may be many; of the rest the one that stands there.
_MANY = ("roles", "threads")
# What says that something was written; the rest only says where and how.
_WORDS = ("text", "citizen_words", "next_contact", "step", "new_thread")
_FIELDS = (*_WORDS, *_MANY, "form", "minutes", "step_together", "joined_by")
_LONGEST, _MOST = 20_000, 50


def typed_of(data: QueryDict) -> dict[str, list[str]]:
    """What was typed and chosen, field by field; nothing when no word was written. Raise `ValidationError` with a
    sentence when it cannot be kept.
    """
    typed = {name: [value for value in data.getlist(name) if value] for name in _FIELDS}
    for values in typed.values():
        if len(values) > _MOST or any(len(value) > _LONGEST for value in values):
            raise ValidationError(_("Teksten er for lang til en kladde. Gem den, eller gør den kortere."))
        for value in values:
            check_readable(value)
    if not any(typed[name] for name in _WORDS):
        return {}
    return {name: values for name, values in typed.items() if values}


def initial_of(typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The same as a form takes it when it is opened again."""
    return {name: list(values) if name in _MANY else values[0] for name, values in typed.items()}
