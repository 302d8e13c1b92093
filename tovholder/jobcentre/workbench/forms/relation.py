"""What is written down about a workplace: a contact, sparring, an agreement, a note. Nothing that states a fact is
preselected, and no text of ours is about a citizen.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.companies.models import (
    Agreement,
    Audience,
    BegunBy,
    CompanyPerson,
    How,
    SparringTheme,
    WorkplaceNote,
)
from tovholder.jobcentre.companies.models.relation import LONGEST_TALK
from tovholder.jobcentre.sickleave.forms import RELOAD, DayField, check_no_cpr
from tovholder.jobcentre.sickleave.health import looks_like_health
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.forms.asked import Radio

_WHO_BEGAN = gettext_lazy("Gem med en af knapperne: de siger, hvem der tog kontakt.")
_MINUTES = gettext_lazy("Skriv minutterne som et helt tal, for eksempel 20.")


class AtWorkplaceForm(forms.Form):
    """Whom at the company we spoke with, which may be left out."""

    asks_who_began = False
    use_required_attribute = False

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=RELOAD)
    person = forms.TypedChoiceField(
        label=gettext_lazy("Hvem talte I med? Det er frivilligt"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Select(),
        error_messages={"invalid_choice": gettext_lazy("Vælg en på listen, eller lad feltet stå tomt.")},
    )

    def __init__(self, *args: Any, people: Iterable[CompanyPerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        field = self.fields["person"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", ""), *((pk, person.name) for pk, person in self.people.items())]

    def clean_person(self) -> CompanyPerson | None:
        return self.people.get(self.cleaned_data["person"])


class BegunByForm(AtWorkplaceForm):
    """Who began is said by the button that saves, so that it costs no press and is not preselected."""

    asks_who_began = True
    begun_by = forms.ChoiceField(
        choices=BegunBy.choices, error_messages={"required": _WHO_BEGAN, "invalid_choice": _WHO_BEGAN}
    )


class TouchForm(BegunByForm):
    how = Radio(
        label=gettext_lazy("Hvordan talte I sammen?"),
        choices=[(how.value, how.label) for how in How if how != How.SPARRING],
        error_messages={
            "required": gettext_lazy("Vælg, hvordan I talte sammen."),
            "invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her."),
        },
    )
    on = DayField(
        label=gettext_lazy("Hvornår?"), help_text=gettext_lazy("Lad feltet stå tomt, hvis det er i dag.")
    )
    next_contact_on = DayField(label=gettext_lazy("Hvornår taler I sammen igen?"))

    def __init__(self, *args: Any, by_rhythm: str, **kwargs: Any) -> None:
        """`by_rhythm`: the day it is when none is agreed, in words."""
        super().__init__(*args, **kwargs)
        self.fields["next_contact_on"].help_text = _("Lad feltet stå tomt, hvis det er omkring %(day)s.") % {
            "day": by_rhythm
        }

    def given(self, today: date) -> dict[str, Any]:
        return self.cleaned_data | {"on": self.cleaned_data["on"] or today}


class ThemeForm(AtWorkplaceForm):
    theme = forms.TypedChoiceField(
        label=gettext_lazy("Hvad gav du råd om?"),
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": gettext_lazy("Vælg, hvad du gav råd om."),
            "invalid_choice": gettext_lazy("Vælg et af temaerne."),
        },
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Hvor mange minutter?"),
        min_value=1,
        max_value=LONGEST_TALK,
        widget=forms.TextInput(attrs={"class": "form-input input-width-xs", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], _MINUTES),
    )

    def __init__(self, *args: Any, themes: Iterable[SparringTheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {theme.pk: theme for theme in themes}
        field = self.fields["theme"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(pk, theme.shown) for pk, theme in self.themes.items()]
        self.order_fields(["token", "theme", "minutes", "person"])

    def clean_theme(self) -> SparringTheme:
        return self.themes[self.cleaned_data["theme"]]


class SparringForm(ThemeForm, BegunByForm):
    """From the workplace's own page: who began is asked. From a notice it is the notice's (`ThemeForm`)."""


class _AboutNobody(forms.Form):
    """A text of ours that is about no citizen: no CPR number, and what looks like health is looked at once more."""

    TEXT = ""

    not_health = forms.BooleanField(
        label=gettext_lazy("Det er ikke oplysninger om helbred"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.health_words: list[str] = []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.health_words = looks_like_health(given.get(self.TEXT, ""))
        if self.health_words and not given.get("not_health"):
            self.add_error(
                self.TEXT,
                _(
                    "Det ligner oplysninger om helbred: %(words)s. Skriv det om, eller sæt kryds, hvis det ikke er det."
                )
                % {"words": ", ".join(self.health_words)},
            )
        return given


class AgreementForm(_AboutNobody, AtWorkplaceForm):
    TEXT = "what"

    what = TextField(
        label=gettext_lazy("Hvad har I aftalt?"),
        max_length=Agreement._meta.get_field("what").max_length,
        rows=3,
        validators=[check_no_cpr],
        error_messages={
            "required": gettext_lazy("Skriv, hvad I har aftalt. En sætning er nok."),
            "max_length": gettext_lazy("Teksten er for lang. Skriv højst %(limit_value)d tegn."),
        },
    )
    last_day = DayField(
        label=gettext_lazy("Til og med"),
        help_text=gettext_lazy("Lad feltet stå tomt, hvis den gælder, indtil I aftaler noget andet."),
    )
    field_order = ["token", "what", "not_health", "person", "last_day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = _("Hvem har I aftalt det med? Det er frivilligt")

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("token", "what", "person", "last_day")}


class WorkplaceNoteForm(_AboutNobody):
    TEXT = "text"

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=RELOAD)
    text = TextField(
        label=gettext_lazy("Note om arbejdsstedet"),
        max_length=WorkplaceNote._meta.get_field("text").max_length,
        rows=5,
        validators=[check_no_cpr],
        error_messages={
            "required": gettext_lazy("Skriv noten først."),
            "max_length": gettext_lazy("Teksten er for lang. Skriv højst %(limit_value)d tegn."),
        },
    )
    audience = Radio(
        label=gettext_lazy("Hvem er den til?"),
        choices=Audience.choices,
        error_messages={
            "required": gettext_lazy("Vælg, hvem noten er til."),
            "invalid_choice": gettext_lazy("Vælg, hvem noten er til."),
        },
    )
    field_order = ["token", "text", "not_health", "audience"]
    use_required_attribute = False

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("token", "text", "audience")}
