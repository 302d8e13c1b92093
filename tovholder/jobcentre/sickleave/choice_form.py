from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import PositiveSmallIntegerField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tovholder.jobcentre.sickleave.models import SickLeaveChoice


class SickLeaveChoiceForm(forms.Form):
    """A number for each choice, named by the choice's own sentence, within the limits the model sets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SickLeaveChoice.CHOSEN:
            self.fields[name] = _number(name)


def _number(name: str) -> forms.IntegerField:
    chosen = SickLeaveChoice._meta.get_field(name)
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
