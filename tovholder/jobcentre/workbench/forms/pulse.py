from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.staff.models import PulseQuestion

ANSWERS = [(1, _("Slet ikke")), (2, _("Lidt")), (3, _("Noget")), (4, _("Meget")), (5, _("I høj grad"))]


class PulseForm(forms.Form):
    """One answer to each question. Nothing is chosen beforehand."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for question in PulseQuestion:
            self.fields[question.value] = forms.TypedChoiceField(
                label=question.label,
                choices=ANSWERS,
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "form-radio"}),
                error_messages=dict.fromkeys(["required", "invalid_choice"], _("Vælg et af de fem svar.")),
            )
