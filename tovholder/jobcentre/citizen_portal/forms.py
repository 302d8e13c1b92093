from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.plans.models.story import LONGEST_ENTRY
from tovholder.jobcentre.post.sms import as_rung
from tovholder.jobcentre.talks.models import ABOUT, HeardQuestion
from tovholder.jobcentre.ui.text import TextField

ANSWERS = [(1, _("Slet ikke")), (2, _("Lidt")), (3, _("Delvist")), (4, _("For det meste")), (5, _("Helt"))]


def _check() -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"class": "form-checkbox"})


class MessageForm(forms.Form):
    """What the citizen writes to their own employee. The token makes a double press one message."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Skriv til din medarbejder"),
        max_length=2000,
        rows=4,
        error_messages={
            "required": _("Skriv din besked først."),
            "max_length": _("Beskeden er for lang. Skriv højst %(limit_value)d tegn, eller del den i to."),
        },
    )


class WishForm(forms.Form):
    """A citizen asks for another person, in their own words."""

    text = TextField(
        label=_("Hvad ønsker du?"),
        help_text=_("Skriv med dine egne ord. Du behøver ikke forklare hvorfor."),
        max_length=1000,
        rows=5,
        error_messages={
            "required": _("Skriv, hvad du ønsker. En sætning er nok."),
            "max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn."),
        },
    )


class HeardForm(forms.Form):
    """Whether the citizen was heard in `talk` (its number). Each question may be left out; nothing is chosen before."""

    talk = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, talk: int | None = None) -> None:
        super().__init__(data, initial={"talk": talk})
        for question in HeardQuestion:
            self.fields[question.value] = forms.TypedChoiceField(
                label=question.label,
                choices=ANSWERS,
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect(attrs={"class": "form-radio"}),
                error_messages={"invalid_choice": _("Vælg et af de fem svar.")},
            )

    def answers(self) -> dict[str, int]:
        """The questions that were answered, each with its answer from 1 to 5."""
        given = {question.value: self.cleaned_data[question.value] for question in HeardQuestion}
        return {question: answer for question, answer in given.items() if answer is not None}


class DraftForm(forms.Form):
    """What stands in the `fields` of another form while it is written: whatever it is, if it can be kept."""

    def __init__(self, data: Any, *, fields: tuple[str, ...]) -> None:
        super().__init__(data)
        for name in fields:
            self.fields[name] = TextField(
                required=False,
                strip=False,
                max_length=LONGEST_ENTRY,
                error_messages={
                    "max_length": _("Teksten er for lang til en kladde. Gem den, eller gør den kortere.")
                },
            )


_AGAIN = _("Hent siden igen, og vælg en tid en gang til.")


class BookingForm(forms.Form):
    """How to meet at the chosen time, and what it is to be about. The token makes a double press one talk."""

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": _AGAIN, "invalid": _AGAIN})
    form = forms.ChoiceField(
        label=_("Hvordan vil du mødes?"),
        choices=Form.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": _("Vælg, hvordan du vil mødes."),
            "invalid_choice": _("Vælg en af måderne på listen."),
        },
    )
    about = TextField(
        label=_("Hvad skal det handle om?"),
        help_text=_("Et par ord er nok. Du kan også lade feltet stå tomt."),
        max_length=ABOUT,
        rows=2,
        required=False,
        error_messages={"max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn.")},
    )

    def __init__(self, *args: Any, forms_of_slot: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["form"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(form, Form(form).label) for form in forms_of_slot]


class RemindForm(forms.Form):
    """Whether and how to be reminded of a time; text messages only where they can be sent."""

    by_mail = forms.BooleanField(label=_("Mind mig om mine tider på mail"), required=False, widget=_check())
    calendar = forms.BooleanField(
        label=_("Send mig en fil til min kalender, når en tid er booket, flyttet eller aflyst"),
        required=False,
        widget=_check(),
    )
    email = forms.EmailField(
        label=_("Din mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "form-input", "autocomplete": "email"}),
        error_messages={"invalid": _("Skriv en mail med @ og punktum, for eksempel navn@firma.dk.")},
    )
    by_sms = forms.BooleanField(label=_("Mind mig om mine tider på sms"), required=False, widget=_check())
    telephone = TextField(
        label=_("Dit mobilnummer"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Hvilket sprog skal vi skrive på?"),
        choices=[("da", "Dansk"), ("en", "English")],  # each in its own
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"required": _("Vælg et sprog."), "invalid_choice": _("Vælg et sprog.")},
    )

    def __init__(self, *args: Any, with_sms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_sms:
            del self.fields["by_sms"], self.fields["telephone"]

    def clean_telephone(self) -> str:
        typed = self.cleaned_data["telephone"].strip()
        number = as_rung(typed) if typed else ""
        if number is None:
            raise forms.ValidationError(
                _("Skriv et nummer med otte cifre, eller med + og landets nummer først.")
            )
        return number

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wants_mail = given.get("by_mail") or given.get("calendar")
        if wants_mail and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Skriv din mail, eller vælg mail fra."))
        if given.get("by_sms") and not given.get("telephone") and "telephone" not in self.errors:
            self.add_error("telephone", _("Skriv dit mobilnummer, eller vælg sms fra."))
        return given


class LooksChoiceForm(forms.Form):
    with_names = forms.BooleanField(
        label=_("Vis navnet på den medarbejder, der så oplysningerne"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )
