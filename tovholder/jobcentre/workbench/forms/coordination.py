"""Coordination is one button: with whom, and how many minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.talks.models import MINUTES_COORDINATED, CoordinatedWith

_RELOAD = _("Hent siden igen, og tryk på en af knapperne.")
_WRONG = {"required": _RELOAD, "invalid": _RELOAD, "invalid_choice": _RELOAD}


class CoordinationForm(forms.Form):
    token = forms.UUIDField(error_messages=_WRONG)
    spent = forms.ChoiceField(
        choices=[
            (f"{whom}-{minutes}", "") for whom in CoordinatedWith.values for minutes in MINUTES_COORDINATED
        ],
        error_messages=_WRONG,
    )

    def given(self) -> dict[str, Any]:
        whom, minutes = self.cleaned_data["spent"].split("-")
        return {"token": self.cleaned_data["token"], "with_whom": whom, "minutes": int(minutes)}
