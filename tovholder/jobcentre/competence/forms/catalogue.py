from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.actions import Described
from tovholder.jobcentre.competence.forms.level import LevelField
from tovholder.jobcentre.competence.models import Competence
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.ui.text import TextField


class CompetenceForm(forms.Form):
    """How a competence is called and described, whether it is used, and which roles need it."""

    name = TextField(
        label=_("Navn"),
        max_length=100,
        error_messages={
            "required": _("Skriv, hvad kompetencen hedder."),
            "max_length": _("Skriv højst 100 tegn."),
        },
    )
    about = TextField(
        label=_("Hvad er det?"),
        help_text=_("En sætning, som en ny kollega forstår."),
        rows=2,
        max_length=300,
        error_messages={
            "required": _("Skriv en sætning om, hvad det er."),
            "max_length": _("Skriv højst 300 tegn."),
        },
    )
    is_used = forms.BooleanField(
        label=_("Den bruges"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-checkbox"})
    )

    def __init__(self, data: Any = None, *, competence: Competence | None = None) -> None:
        needed = dict(competence.needed_by.order_by("pk").values_list("role", "level")) if competence else {}
        initial: dict[str, Any] = {"is_used": True}
        if competence is not None:
            initial = {
                "name": competence.name,
                "about": competence.about,
                "is_used": competence.is_used,
            } | {f"role_{role}": level for role, level in needed.items()}
        super().__init__(data, initial=initial)
        for role in Role:
            self.fields[f"role_{role.value}"] = LevelField(none=gettext("Kræver den ikke"), label=role.label)

    @property
    def roles(self) -> list[forms.BoundField]:
        return [self[f"role_{role.value}"] for role in Role]

    def described(self) -> Described:
        given = self.cleaned_data
        needed = {role.value: given[f"role_{role.value}"] for role in Role}
        return Described(given["name"], given["about"], given["is_used"], needed)
