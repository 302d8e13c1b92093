from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.forms.team import (
    A_YEAR,
    CoverForm,
    DayField,
    StandInField,
    by_unit,
    choose_among,
)
from tovholder.jobcentre.workbench.load import Load


class LeavingForm(CoverForm):
    """From which day somebody no longer works here, and who covers until everybody has another."""

    left_on = DayField(
        label=gettext_lazy("Første dag, som medarbejderen ikke længere er her"),
        help_text=gettext_lazy(
            "Dagen efter den sidste arbejdsdag. Vælger du i dag, lukker log ind, når du gemmer."
        ),
        missing=gettext_lazy("Skriv den første dag, medarbejderen ikke længere er her."),
    )
    stand_in = StandInField(label=gettext_lazy("Hvem dækker, til alle har fået en ny?"))

    def clean_left_on(self) -> date:
        left_on: date = self.cleaned_data["left_on"]
        if not self.today <= left_on <= self.today + A_YEAR:
            raise ValidationError(gettext("Vælg i dag eller en dag inden for et år."))
        return left_on


class WorkplaceContactForm(forms.Form):
    """Another contact for a workplace: who, and why. `from_employee` is the one whom the page showed."""

    from_employee = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.TypedChoiceField(
        label=gettext_lazy("Ny fast kontakt"),
        coerce=int,
        widget=Select(),
        error_messages={
            "required": gettext_lazy("Vælg den nye faste kontakt."),
            "invalid_choice": gettext_lazy("Vælg en på listen som ny fast kontakt."),
        },
    )
    because = TextField(
        label=gettext_lazy("Hvorfor skifter arbejdsstedet fast kontakt?"),
        help_text=gettext_lazy(
            "Kolleger kan læse det på arbejdsstedets side. Skriv ikke om borgere eller helbred."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Skriv, hvorfor arbejdsstedet skifter fast kontakt. Et par ord er nok."),
            "max_length": gettext_lazy("Teksten er for lang. Skriv højst %(limit_value)d tegn."),
        },
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        colleagues: Iterable[Load],
        place: Workplace,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        # The contact of today is no choice, unless they became it after the page was opened: the action says so.
        chosen = (data or initial or {}).get("to")
        others = [
            load
            for load in colleagues
            if load.employee.pk != place.contact_id or str(load.employee.pk) == chosen
        ]
        choose_among(self, "to", by_unit(others, place.contact.unit_id))
