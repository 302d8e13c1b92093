"""What somebody who is invited answers: yes, no, or a time that suits them better."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.sickleave.forms import RELOAD, DayField
from tovholder.jobcentre.sickleave.models import Answer
from tovholder.jobcentre.talks.when.listener import EARLIEST, LATEST

LONGEST_AHEAD = timedelta(days=180)


class AnswerForm(forms.Form):
    """Nothing is preselected but what was answered before. `sequence` is the invitation that is answered."""

    use_required_attribute = False

    sequence = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)
    answer = forms.ChoiceField(
        label=_("Kan du komme?"),
        choices=[
            (Answer.YES.value, _("Ja, jeg kommer")),
            (Answer.NO.value, _("Nej, jeg kommer ikke")),
            (Answer.ANOTHER_TIME.value, _("Jeg foreslår et andet tidspunkt")),
        ],
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Vælg et svar.")),
    )
    day = DayField(label=_("Dag"))
    time = forms.TimeField(
        label=_("Klokken"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(attrs={"class": "form-input input-width-s", "type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Skriv klokken med tal, for eksempel 10.30.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("answer") != Answer.ANOTHER_TIME:
            for name in {"day", "time"} & set(self.errors):
                del self.errors[name]  # what is not asked is not wrong
            return given
        day, time = given.get("day"), given.get("time")
        if day is None and "day" not in self.errors:
            self.add_error("day", gettext("Skriv en dag, der passer bedre."))
        elif day is not None and not self.today <= day <= self.today + LONGEST_AHEAD:
            self.add_error("day", gettext("Vælg en dag fra i dag og et halvt år frem."))
        if time is None and "time" not in self.errors:
            self.add_error("time", gettext("Skriv et klokkeslæt, der passer bedre."))
        elif time is not None and not EARLIEST <= time <= LATEST:
            self.add_error("time", gettext("Vælg et klokkeslæt fra 7 til 20."))
        return given

    def proposed_at(self) -> datetime | None:
        """The moment that is proposed, or None."""
        given = self.cleaned_data
        if given["answer"] != Answer.ANOTHER_TIME:
            return None
        return timezone.make_aware(datetime.combine(given["day"], given["time"]))
