from django import forms
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.ui.text import TextField


class MessageForm(forms.Form):
    """What the citizen writes to their own employee. The token makes a double press one message."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Skriv til din medarbejder"),
        max_length=2000,
        rows=4,
        error_messages={
            "required": _("Skriv din besked først."),
            "max_length": _("Beskeden er for lang. Skriv højst %(limit_value)d tegn, eller del den i to."),
        },
    )


class WishForm(forms.Form):
    """A citizen asks for another person, in their own words."""

    text = TextField(
        label=_("Hvad ønsker du?"),
        help_text=_("Skriv med dine egne ord. Du behøver ikke forklare hvorfor."),
        max_length=1000,
        rows=5,
        error_messages={
            "required": _("Skriv, hvad du ønsker. En sætning er nok."),
            "max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn."),
        },
    )
