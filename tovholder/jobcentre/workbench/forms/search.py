from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.ui.text import TextField


class EmergencyForm(forms.Form):
    """The way in to somebody who is not one's own: the whole number, and why."""

    number = TextField(
        label=_("CPR-nummer"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Skriv borgerens CPR-nummer.")},
    )
    reason = TextField(
        label=_("Hvorfor har du brug for at åbne borgerens side nu?"),
        help_text=_("Borgeren kan læse det, og afdelingslederen får besked."),
        max_length=500,
        rows=4,
        error_messages={"required": _("Skriv, hvorfor du har brug for at åbne borgerens side nu.")},
    )

    def clean_number(self) -> str:
        try:
            return cpr.read(self.cleaned_data["number"])
        except cpr.WrongCpr as error:
            raise ValidationError(str(error)) from error
