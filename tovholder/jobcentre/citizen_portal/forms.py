from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.plans.models.story import LONGEST_ENTRY
from tovholder.jobcentre.talks.models import HeardQuestion
from tovholder.jobcentre.ui.text import TextField

ANSWERS = [(1, _("Slet ikke")), (2, _("Lidt")), (3, _("Delvist")), (4, _("For det meste")), (5, _("Helt"))]


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
