from typing import Any

from django import forms

from tovholder.jobcentre.talks.models import BookingChoice
from tovholder.jobcentre.ui.numbers import number_field


class BookingChoiceForm(forms.Form):
    """A number for each choice about booking."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in BookingChoice.CHOSEN:
            self.fields[name] = number_field(BookingChoice, name)
