from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.sickleave.forms import DayInput
from tovholder.jobcentre.staff.models import Absence
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.templatetags.ui import day
from tovholder.jobcentre.workbench.load import Load

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

A_YEAR = timedelta(days=366)


class DayField(forms.DateField):
    """A day, from the browser's own calendar or typed as Danes do."""

    def __init__(self, *, missing: "StrOrPromise", **kwargs: Any) -> None:
        invalid = _("Skriv dagen med tal: dag, måned og år, med punktum imellem.")
        super().__init__(
            widget=DayInput(), error_messages={"required": missing, "invalid": invalid}, **kwargs
        )


def check_is_near(value: date, today: date) -> None:
    """Refuse a day more than a year away: nearly always a wrong year."""
    if abs(value - today) > A_YEAR:
        too_far = gettext("%(day)s er mere end et år herfra. Se efter, om årstallet er rigtigt.")
        raise ValidationError(too_far % {"day": day(value)})


class StandInField(forms.TypedChoiceField):
    """One of those who can cover; `CoverForm` fills in who they are."""

    def __init__(self, *, label: "StrOrPromise") -> None:
        super().__init__(
            label=label,
            coerce=int,
            widget=Select(),
            error_messages={
                "required": _("Vælg, hvem der dækker."),
                "invalid_choice": _("Vælg en på listen til at dække."),
            },
        )


class CoverForm(forms.Form):
    """Somebody is not here, and another covers: the one in the form's field `stand_in`."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        today: date,
        stand_ins: Iterable[Load],
        own_unit: int,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        choose_among(self, "stand_in", by_unit(stand_ins, own_unit))


class LastDayForm(forms.Form):
    """The last day of an absence that is registered already."""

    absence = forms.IntegerField(widget=forms.HiddenInput)
    last_day = DayField(label=_("Sidste fraværsdag"), missing=_("Skriv den sidste fraværsdag."))

    def __init__(self, data: QueryDict | None, *, absence: Absence, today: date) -> None:
        super().__init__(
            data, prefix="ended", initial={"absence": absence.pk}, auto_id=f"ended-{absence.pk}-%s"
        )
        self.today = today

    def clean_last_day(self) -> date:
        last_day = self.cleaned_data["last_day"]
        check_is_near(last_day, self.today)
        return last_day


class AbsenceForm(CoverForm):
    """Who is away, from when, until when, and who covers. Never why."""

    since = DayField(label=_("Første fraværsdag"), missing=_("Skriv den første fraværsdag."))
    last_day = DayField(
        label=_("Til og med"),
        help_text=_("Lad feltet stå tomt, hvis du ikke ved det endnu."),
        required=False,
        missing="",
    )
    stand_in = StandInField(label=_("Hvem dækker?"))

    def clean(self) -> dict:
        given = super().clean() or self.cleaned_data
        since, last_day = given.get("since"), given.get("last_day")
        for name in ("since", "last_day"):
            if given.get(name):
                try:
                    check_is_near(given[name], self.today)
                except ValidationError as error:
                    self.add_error(name, error)
        if since and last_day and last_day < since:
            self.add_error("last_day", gettext("Den sidste fraværsdag ligger før den første. Ret en af dem."))
        return given


class FilterForm(forms.Form):
    """Which of the unit's citizens to list. It stands in the URL, so it never holds a citizen."""

    fast = forms.TypedChoiceField(
        label=_("Fast medarbejder"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Select(),
        error_messages={"invalid_choice": _("Vælg en medarbejder på listen.")},
    )
    uden_naeste = forms.BooleanField(
        label=_("Kun uden næste aftale"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )
    nye = forms.BooleanField(
        label=_("Kun nye, der venter"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )

    def __init__(self, data: QueryDict, *, contacts: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        choose_among(self, "fast", [("", gettext("Alle")), *contacts])


def choose_among(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.TypedChoiceField)
    field.choices = choices


def by_unit(loads: Iterable[Load], own_unit: int) -> list[tuple[str, Any]]:
    """Choices in groups: the own unit first, then the others by unit; each says what choosing them would break."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for load in sorted(loads, key=lambda load: load.employee.unit_id != own_unit):
        groups.setdefault(load.employee.unit.name, []).append((load.employee.pk, load.in_words()))
    return [("", gettext("Vælg …")), *groups.items()]
