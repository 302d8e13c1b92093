import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.actions import Worked
from tovholder.jobcentre.competence.catalogue import Field
from tovholder.jobcentre.competence.forms.level import CompetenceField
from tovholder.jobcentre.competence.models import Following, HowOften, KnownBy
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField

_A_CPR_NUMBER = re.compile(r"\b\d{6}[- ]?\d{4}\b")


def check_names_nobody(text: str) -> None:
    if _A_CPR_NUMBER.search(text):
        raise ValidationError(_("Det ligner et CPR-nummer. Skriv ikke om en bestemt borger."))


class PracticeForm(forms.Form):
    """What worked, how it is known, and when to see to it again."""

    competence = CompetenceField(label=_("Hvad handler det om?"))
    title = TextField(
        label=_("Overskrift"),
        max_length=120,
        error_messages={"required": _("Skriv en overskrift."), "max_length": _("Skriv højst 120 tegn.")},
        validators=[check_names_nobody],
    )
    text = TextField(
        label=_("Hvad virkede, og hvornår?"),
        help_text=_("Kort nok til, at en kollega læser det i dag. Skriv ikke om en bestemt borger."),
        rows=6,
        max_length=2000,
        error_messages={"required": _("Skriv, hvad der virkede."), "max_length": _("Skriv højst 2000 tegn.")},
        validators=[check_names_nobody],
    )
    known_by = forms.ChoiceField(
        label=_("Hvor ved vi det fra?"),
        choices=KnownBy.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Vælg, hvor vi ved det fra.")),
    )
    link = forms.URLField(
        label=_("Link"),
        help_text=_("Til undersøgelsen eller tallene."),
        required=False,
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "form-input"}),
        error_messages={
            "invalid": _("Skriv hele linket, for eksempel https://vive.dk/da/…"),
            "max_length": _("Skriv højst 300 tegn."),
        },
    )
    review_on = forms.DateField(
        label=_("Hvornår skal det ses efter?"),
        widget=forms.DateInput(attrs={"class": "form-input", "type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"],
        error_messages={
            "required": _("Skriv dagen."),
            "invalid": _("Skriv dagen med tal, for eksempel 27.11.2026."),
        },
    )

    def __init__(self, data: Any = None, *, fields: list[Field], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.competences = CompetenceField.fill(self, fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("known_by") == KnownBy.STUDY and "link" not in self.errors and not given.get("link"):
            self.add_error("link", gettext("Skriv linket til undersøgelsen."))
        return given

    def worked(self) -> Worked:
        given = dict(self.cleaned_data)
        return Worked(**{**given, "competence": self.competences[given["competence"]]})


class CommentForm(forms.Form):
    text = TextField(
        label=_("Spørg, eller fortæl, hvordan det gik hos dig"),
        rows=3,
        max_length=1000,
        error_messages={"required": _("Skriv en kommentar."), "max_length": _("Skriv højst 1000 tegn.")},
        validators=[check_names_nobody],
    )


class FollowForm(forms.Form):
    """How often to be written to about each field."""

    def __init__(self, data: Any = None, *, fields: list[Field], followed: list[Following]) -> None:
        super().__init__(data)
        chosen = {row.field: row.how_often for row in followed}
        for field in fields:
            self.fields[field.profile.code] = forms.ChoiceField(
                label=field.profile.name,
                choices=HowOften.choices,
                initial=chosen.get(field.profile.code, HowOften.NEVER),
                widget=Select(),
                error_messages=dict.fromkeys(
                    ["required", "invalid_choice"], _("Vælg aldrig, hver dag eller hver uge.")
                ),
            )
