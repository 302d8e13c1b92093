"""A number that somebody chooses, named by the model's own sentence, within the limits the model sets."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model, PositiveSmallIntegerField
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def number_field(model: type[Model], name: str) -> forms.IntegerField:
    """A field for the model's number `name`."""
    chosen = model._meta.get_field(name)
    assert isinstance(chosen, PositiveSmallIntegerField)
    low = max(check.limit_value for check in chosen.validators if isinstance(check, MinValueValidator))
    high = min(check.limit_value for check in chosen.validators if isinstance(check, MaxValueValidator))
    sentence = _("Skriv et helt tal fra %(low)d til %(high)d.") % {"low": low, "high": high}
    return forms.IntegerField(
        label=capfirst(str(chosen.verbose_name)),
        help_text=_("Fra %(low)d til %(high)d.") % {"low": low, "high": high},
        min_value=low,
        max_value=high,
        widget=forms.TextInput(
            attrs={"class": "form-input input-width-xs", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], sentence),
    )
