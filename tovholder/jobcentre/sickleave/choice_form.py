from typing import Any

from django import forms

from tovholder.jobcentre.sickleave.models import SickLeaveChoice
from tovholder.jobcentre.ui.numbers import number_field


class SickLeaveChoiceForm(forms.Form):
    """A number for each choice, named by the choice's own sentence, within the limits the model sets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SickLeaveChoice.CHOSEN:
            self.fields[name] = number_field(SickLeaveChoice, name)
