"""What to show of a unit's competences. It stands in the URL, so it never holds a name."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.catalogue import Field
from tovholder.jobcentre.competence.models import Level
from tovholder.jobcentre.workbench.forms.asked import Chosen
from tovholder.jobcentre.workbench.forms.team import choose_among

MOST_HOURS = 1000


class SkillsForm(forms.Form):
    felt = Chosen(
        label=_("Felt"), required=False, error_messages={"invalid_choice": _("Vælg et felt på listen.")}
    )
    kan = Chosen(
        label=_("Kun dem, der kan"),
        required=False,
        error_messages={"invalid_choice": _("Vælg en kompetence på listen.")},
    )
    mindst = Chosen(
        label=_("Mindst"), required=False, error_messages={"invalid_choice": _("Vælg et af niveauerne.")}
    )

    def __init__(self, data: QueryDict, *, fields: list[Field]) -> None:
        super().__init__(data)
        choose_among(self, "felt", [(field.profile.pk, field.profile.name) for field in fields])
        able: list[Any] = [
            (field.profile.name, [(one.kept_as, one.name) for one in field.competences]) for field in fields
        ]
        choose_among(self, "kan", [("", gettext("Alle")), *able])
        choose_among(self, "mindst", [(level.value, level.label) for level in Level if level])
        for name in ("felt", "kan"):
            self.fields[name].widget.attrs["lang"] = "da"


class HoursForm(forms.Form):
    timer = forms.IntegerField(
        label=_("Timer til læring i alt"),
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.TextInput(attrs={"class": "form-input input-width-xs", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], _("Skriv et antal timer fra 1 til 1000.")
        ),
    )
