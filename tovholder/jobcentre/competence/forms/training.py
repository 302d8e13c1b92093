from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.actions import Offered
from tovholder.jobcentre.competence.catalogue import Field
from tovholder.jobcentre.competence.forms.level import ON_THE_SCALE, CompetenceField
from tovholder.jobcentre.competence.models import Level
from tovholder.jobcentre.competence.models.training import MOST_PLACES
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField


class TrainingForm(forms.Form):
    """What is offered: what it teaches, when, where, and how many there is room for."""

    name = TextField(
        label=_("Hvad hedder det?"),
        max_length=100,
        error_messages={"required": _("Skriv, hvad det hedder."), "max_length": _("Skriv højst 100 tegn.")},
    )
    about = TextField(
        label=_("Hvad laver I?"),
        rows=3,
        max_length=1000,
        error_messages={"required": _("Skriv, hvad I laver."), "max_length": _("Skriv højst 1000 tegn.")},
    )
    competence = CompetenceField(label=_("Hvad lærer man?"))
    level = forms.TypedChoiceField(
        label=_("Til hvilket niveau?"),
        choices=[(level.value, level.label) for level in Level if level],
        coerce=int,
        widget=Select(),
        error_messages={"required": ON_THE_SCALE, "invalid_choice": ON_THE_SCALE},
    )
    day = forms.DateField(
        label=_("Dag"),
        widget=forms.DateInput(attrs={"class": "form-input", "type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"],
        error_messages={
            "required": _("Skriv dagen."),
            "invalid": _("Skriv dagen med tal, for eksempel 27.11.2026."),
        },
    )
    time = forms.TimeField(
        label=_("Klokken"),
        widget=forms.TimeInput(attrs={"class": "form-input input-width-s", "type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H"],
        error_messages={
            "required": _("Skriv klokken."),
            "invalid": _("Skriv klokken med tal, for eksempel 9.30."),
        },
    )
    hours = forms.DecimalField(
        label=_("Timer i alt"),
        localize=True,
        min_value=Decimal("0.25"),
        max_value=40,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "form-input input-width-xs", "inputmode": "decimal"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value", "max_decimal_places"],
            _("Skriv et antal timer fra 0,25 til 40."),
        ),
    )
    where = TextField(
        label=_("Hvor?"),
        max_length=200,
        error_messages={"required": _("Skriv, hvor det er."), "max_length": _("Skriv højst 200 tegn.")},
    )
    places = forms.IntegerField(
        label=_("Pladser"),
        min_value=1,
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs={"class": "form-input input-width-xs", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], _("Skriv et antal pladser fra 1 til 200.")
        ),
    )

    def __init__(self, data: Any = None, *, fields: list[Field]) -> None:
        super().__init__(data)
        self.competences = CompetenceField.fill(self, fields)

    def offered(self) -> Offered:
        given = self.cleaned_data
        starts = timezone.make_aware(datetime.combine(given["day"], given["time"]))
        return Offered(
            name=given["name"], about=given["about"], competence=self.competences[given["competence"]],
            level=given["level"], starts_at=starts, minutes=int(given["hours"] * 60), where=given["where"],
            places=given["places"],
        )  # fmt: skip
