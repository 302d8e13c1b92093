"""What is asked about a citizen's contact: a colleague beside, another unit, another person; and the answers."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens.models.course import DrawnInReason
from tovholder.jobcentre.periods.months import months_later
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.forms.team import DayField

Choices = Iterable[tuple[Any, Any]]
YES, NO = "ja", "nej"
_TOO_LONG = _("Teksten er for lang. Skriv højst %(limit_value)d tegn.")


class Chosen(forms.TypedChoiceField):
    """One of a list that is given when the page is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, widget=Select(), **kwargs)


class Radio(forms.ChoiceField):
    """One of a few, all to be seen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.RadioSelect(attrs={"class": "form-radio"}), **kwargs)


class RolesForm(forms.Form):
    """The roles of one employee, or those a course needs. None is an answer."""

    roles = forms.MultipleChoiceField(
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
        error_messages={"invalid_choice": _("Vælg blandt rollerne på listen.")},
    )

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        # A talk's roles may stand on the same page.
        super().__init__(*args, **({"auto_id": "needed_%s"} | kwargs))
        self.fields["roles"].label = label


class DrawInForm(forms.Form):
    """A colleague beside the contact: who, for what, and for how long."""

    PERIODS = {
        "uge": _("En uge"),
        "maaned": _("En måned"),
        "kvartal": _("Tre måneder"),
        "dag": _("Til en anden dag"),
    }

    employee = Chosen(
        label=_("Hvem?"),
        error_messages={
            "required": _("Vælg den kollega, du inddrager."),
            "invalid_choice": _("Vælg en kollega på listen."),
        },
    )
    reason = Radio(
        label=_("Hvad har borgeren brug for, at kollegaen kan?"),
        choices=DrawnInReason.choices,
        error_messages={
            "required": _("Vælg, hvad kollegaen er med for."),
            "invalid_choice": _("Vælg en af grundene."),
        },
    )
    how_long = Radio(
        label=_("Hvor længe?"),
        choices=list(PERIODS.items()),
        error_messages={
            "required": _("Vælg, hvor længe kollegaen er med."),
            "invalid_choice": _("Vælg en af tiderne."),
        },
    )
    last_day = DayField(
        label=_("Til og med"), help_text=_("Kun hvis du har valgt en anden dag."), required=False, missing=""
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        colleagues: Choices,
        today: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        choose_among(self, "employee", colleagues)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("how_long") == "dag" and "last_day" not in self.errors and not given.get("last_day"):
            self.add_error("last_day", gettext("Skriv den sidste dag, kollegaen er med."))
        return given

    @property
    def until(self) -> date:
        """The first day the colleague is no longer with."""
        month = {"maaned": 1, "kvartal": 3}.get(self.cleaned_data["how_long"])
        if month is not None:
            return months_later(self.today, month)
        if self.cleaned_data["how_long"] == "uge":
            return self.today + timedelta(days=7)
        last: date = self.cleaned_data["last_day"]
        return last + timedelta(days=1)


class ProlongForm(forms.Form):
    last_day = DayField(label=_("Med til og med"), missing=_("Skriv den sidste dag, kollegaen er med."))


class AskForUnitForm(forms.Form):
    """Another unit for a citizen, and why."""

    to_unit = Chosen(
        label=_("Hvilken enhed?"),
        error_messages={"required": _("Vælg en enhed."), "invalid_choice": _("Vælg en enhed på listen.")},
    )
    because = TextField(
        label=_("Hvorfor er det bedst for borgeren?"),
        help_text=_(
            "Lederen i den anden enhed læser det. Siger lederen ja, følger det med i overleveringen."
        ),
        max_length=1000,
        rows=5,
        error_messages={"required": _("Skriv hvorfor. En sætning er nok."), "max_length": _TOO_LONG},
    )

    def __init__(self, data: QueryDict | None, *, units: Iterable[Unit]) -> None:
        super().__init__(data)
        choose_among(self, "to_unit", [(unit.pk, unit.name) for unit in units])


class AnswerMoveForm(forms.Form):
    """The receiving leader's answer. `from_employee` is the contact whom the page showed."""

    from_employee = forms.IntegerField(widget=forms.HiddenInput)
    accepted = Radio(
        label=_("Kan I følge borgeren?"),
        choices=[(YES, _("Ja")), (NO, _("Nej"))],
        error_messages={"required": _("Vælg ja eller nej."), "invalid_choice": _("Vælg ja eller nej.")},
    )
    contact = Chosen(
        label=_("Hvem skal være fast medarbejder?"),
        help_text=_("Vælger du ingen, er det den, der tager imod nye hos jer."),
        required=False,
        error_messages={"invalid_choice": _("Vælg en medarbejder på listen.")},
    )
    answer = TextField(
        label=_("Svar til den, der spørger"),
        help_text=_("Siger du nej, så skriv hvorfor."),
        required=False,
        max_length=1000,
        rows=4,
        error_messages={"max_length": _TOO_LONG},
    )

    def __init__(self, data: QueryDict | None, *, colleagues: Choices) -> None:
        super().__init__(data)
        choose_among(self, "contact", colleagues)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("accepted") == NO and not given.get("answer", "x").strip():
            self.add_error("answer", gettext("Skriv, hvorfor I ikke kan følge borgeren."))
        return given


class AnswerWishForm(forms.Form):
    """The leader's answer to a citizen who asks for another person."""

    granted = Radio(
        label=_("Får borgeren en anden?"),
        choices=[(YES, _("Ja")), (NO, _("Nej"))],
        error_messages={"required": _("Vælg ja eller nej."), "invalid_choice": _("Vælg ja eller nej.")},
    )
    promised = Chosen(
        label=_("Hvem lover du borgeren?"),
        help_text=_("Lad feltet stå, hvis du ikke ved det endnu."),
        required=False,
        error_messages={"invalid_choice": _("Vælg en medarbejder på listen.")},
    )
    answer = TextField(
        label=_("Svar til borgeren"),
        help_text=_("Borgeren læser det i Mit forløb."),
        max_length=1000,
        rows=5,
        error_messages={"required": _("Skriv et svar til borgeren."), "max_length": _TOO_LONG},
    )

    def __init__(
        self, data: QueryDict | None, *, colleagues: Choices, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        choose_among(self, "promised", colleagues)


class LanguagesForm(forms.Form):
    languages = TextField(
        label=_("Sprog ud over dansk"),
        help_text=_("Skriv dem med komma imellem, for eksempel: arabisk, polsk"),
        required=False,
        max_length=400,
        error_messages={"max_length": _TOO_LONG},
    )

    def clean_languages(self) -> list[str]:
        found = [part.strip() for part in self.cleaned_data["languages"].replace("\n", ",").split(",")]
        if any(len(language) > 40 for language in found):
            raise forms.ValidationError(gettext("Et sprog er for langt. Sæt komma mellem sprogene."))
        return [language for language in found if language]


def choose_among(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", gettext("Vælg …")), *choices]
