from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.actions import Described, Offered, Written
from tovholder.jobcentre.competence.catalogue import Field
from tovholder.jobcentre.competence.models import Competence, Level, OwnView
from tovholder.jobcentre.competence.models.training import MOST_PLACES
from tovholder.jobcentre.competence.profile import Line
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.ui.text import TextField

_ON_THE_SCALE = _("Vælg et af niveauerne.")


class LevelField(forms.TypedChoiceField):
    """One of the five levels."""

    def __init__(self, *, none: Any = Level.NONE.label, **kwargs: Any) -> None:
        choices = [(0, none), *((level.value, level.label) for level in Level if level)]
        super().__init__(
            choices=choices,
            coerce=int,
            empty_value=0,
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
            error_messages={"invalid_choice": _ON_THE_SCALE},
            **kwargs,
        )


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


@dataclass(frozen=True)
class Row:
    """The fields of one competence, to be shown together."""

    competence: Competence
    own: OwnView | None
    fields: list[forms.BoundField]


class OwnViewsForm(forms.Form):
    """How an employee sees themselves in each competence of one field."""

    MARKS = {
        "is_unsure": _("Her er jeg usikker"),
        "wants": _("Det vil jeg gerne"),
        "is_shared": _("Min leder må se det"),
    }

    def __init__(self, data: Any, *, lines: list[Line]) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            subject, own = line.competence.kept_as, line.own
            self.fields[f"level_{subject}"] = LevelField(
                label=_("Niveau"), initial=own.level if own is not None else 0
            )
            for mark, label in self.MARKS.items():
                self.fields[f"{mark}_{subject}"] = forms.BooleanField(
                    label=label,
                    required=False,
                    initial=own is not None and getattr(own, mark),
                    widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
                )

    @property
    def rows(self) -> list[Row]:
        return _rows(self, self.lines, ("level", *self.MARKS))

    def written(self) -> dict[int, Written]:
        given = self.cleaned_data
        return {
            (subject := line.competence.kept_as): Written(
                given[f"level_{subject}"], **{mark: given[f"{mark}_{subject}"] for mark in self.MARKS}
            )
            for line in self.lines
        }


class AgreeForm(forms.Form):
    """The level that leader and employee agree on in each competence of one field."""

    def __init__(self, data: Any, *, lines: list[Line]) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            self.fields[f"level_{line.competence.kept_as}"] = LevelField(
                none=gettext("Intet aftalt"), label=_("Niveau"), initial=line.agreed.value
            )

    @property
    def rows(self) -> list[Row]:
        return _rows(self, self.lines, ("level",))

    def levels(self) -> dict[int, int]:
        return {
            (subject := line.competence.kept_as): self.cleaned_data[f"level_{subject}"] for line in self.lines
        }


def _rows(form: forms.Form, lines: list[Line], names: Iterable[str]) -> list[Row]:
    return [
        Row(line.competence, line.own, [form[f"{name}_{line.competence.kept_as}"] for name in names])
        for line in lines
    ]


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
    competence = forms.TypedChoiceField(
        label=_("Hvad lærer man?"),
        coerce=int,
        widget=forms.Select(attrs={"class": "form-select", "lang": "da"}),
        error_messages={
            "required": _("Vælg, hvad man lærer."),
            "invalid_choice": _("Vælg en kompetence på listen."),
        },
    )
    level = forms.TypedChoiceField(
        label=_("Til hvilket niveau?"),
        choices=[(level.value, level.label) for level in Level if level],
        coerce=int,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": _ON_THE_SCALE, "invalid_choice": _ON_THE_SCALE},
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
        self.competences = {one.pk: one for field in fields for one in field.competences}
        chosen = self.fields["competence"]
        assert isinstance(chosen, forms.TypedChoiceField)
        chosen.choices = [
            ("", gettext("Vælg …")),
            *((field.profile.name, [(one.pk, one.name) for one in field.competences]) for field in fields),
        ]

    def offered(self) -> Offered:
        given = self.cleaned_data
        starts = timezone.make_aware(datetime.combine(given["day"], given["time"]))
        return Offered(
            name=given["name"], about=given["about"], competence=self.competences[given["competence"]],
            level=given["level"], starts_at=starts, minutes=int(given["hours"] * 60), where=given["where"],
            places=given["places"],
        )  # fmt: skip
