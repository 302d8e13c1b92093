from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.catalogue import Field
from tovholder.jobcentre.competence.models import Competence, Level
from tovholder.jobcentre.ui.choosing import Select

ON_THE_SCALE = _("Vælg et af niveauerne.")


class LevelField(forms.TypedChoiceField):
    """One of the five levels."""

    def __init__(self, *, none: Any = Level.NONE.label, **kwargs: Any) -> None:
        choices = [(0, none), *((level.value, level.label) for level in Level if level)]
        super().__init__(
            choices=choices,
            coerce=int,
            required=False,
            widget=Select(),
            error_messages={"invalid_choice": ON_THE_SCALE},
            **kwargs,
        )

    def clean(self, value: Any) -> int:
        """Nothing chosen is no level."""
        return int(super().clean(value) or Level.NONE)


class CompetenceField(forms.TypedChoiceField):
    """One competence of the catalogue in force, grouped by field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=int,
            widget=Select(lang="da"),
            error_messages={
                "required": _("Vælg en kompetence på listen."),
                "invalid_choice": _("Vælg en kompetence på listen."),
            },
            **kwargs,
        )

    @staticmethod
    def fill(form: forms.Form, fields: list[Field]) -> dict[int, Competence]:
        """Give the form's `competence` its choices, and return them by number."""
        chosen = form.fields["competence"]
        assert isinstance(chosen, CompetenceField)
        chosen.choices = [
            ("", gettext("Vælg …")),
            *((field.profile.name, [(one.pk, one.name) for one in field.competences]) for field in fields),
        ]
        return {one.pk: one for field in fields for one in field.competences}
