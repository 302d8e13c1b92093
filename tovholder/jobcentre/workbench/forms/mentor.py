"""A grant of mentor support: what it is to lead to, who, how much and how long; and how it went."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.plans.actions import Granted
from tovholder.jobcentre.plans.actions.mentor import check_length
from tovholder.jobcentre.plans.models.mentor import LONGEST_AIM, LONGEST_EVALUATION
from tovholder.jobcentre.sickleave.forms import RELOAD
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.forms.team import DayField, check_is_near

_TOO_LONG = {"max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn.")}
_HOURS = _("Skriv timerne om ugen som et tal over 0 og højst 37.")


class GrantForm(forms.Form):
    use_required_attribute = False

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=RELOAD)
    aim = TextField(
        label=_("Hvad skal støtten føre til?"),
        help_text=_("Skriv, så borgeren forstår det. Borgeren kan læse det i Mit forløb."),
        max_length=LONGEST_AIM,
        rows=3,
        error_messages={"required": _("Skriv, hvad støtten skal føre til. En sætning er nok."), **_TOO_LONG},
    )
    mentor = TextField(
        label=_("Hvem er mentor?"),
        max_length=100,
        error_messages={"required": _("Skriv, hvem der er mentor."), **_TOO_LONG},
    )
    weekly_hours = forms.DecimalField(
        label=_("Timer om ugen"),
        min_value=0,
        max_value=37,
        max_digits=4,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"class": "form-input input-width-xs", "inputmode": "decimal"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places"), _HOURS
        ),
    )
    first_day = DayField(label=_("Første dag"), missing=_("Skriv den første dag."))
    last_day = DayField(label=_("Sidste dag"), missing=_("Skriv den sidste dag."))

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_weekly_hours(self):
        hours = self.cleaned_data["weekly_hours"]
        if hours <= 0:
            raise forms.ValidationError(gettext("Skriv timerne om ugen som et tal over 0 og højst 37."))
        return hours

    def clean_last_day(self) -> date:
        last_day: date = self.cleaned_data["last_day"]
        check_is_near(last_day, self.today)
        return last_day

    def clean(self) -> dict:
        given = super().clean() or {}
        first_day, last_day = self.begins_on(given), given.get("last_day")
        if first_day and last_day:
            try:
                check_is_near(first_day, self.today)
                check_length(first_day, last_day)
            except (Refused, forms.ValidationError) as wrong:
                self.add_error("last_day", wrong.messages[0] if hasattr(wrong, "messages") else str(wrong))
        return given

    def begins_on(self, given: dict) -> date | None:
        return given.get("first_day")

    def granted(self) -> Granted:
        given = self.cleaned_data
        begins = self.begins_on(given)
        assert begins is not None
        return Granted(given["aim"], given["mentor"], given["weekly_hours"], begins, given["last_day"])


class ExtendForm(GrantForm):
    """A new grant from the day after the old one's last, with words of how that went."""

    evaluation = TextField(
        label=_("Hvordan er det gået indtil nu?"),
        max_length=LONGEST_EVALUATION,
        rows=3,
        error_messages={"required": _("Skriv, hvordan det gik. En sætning er nok."), **_TOO_LONG},
    )
    field_order = ["token", "evaluation", "aim", "mentor", "weekly_hours", "last_day"]

    def __init__(self, *args, first_day: date, is_evaluated: bool, **kwargs) -> None:
        super().__init__(*args, **({"auto_id": "extend_%s"} | kwargs))
        self.begins = first_day
        del self.fields["first_day"]
        if is_evaluated:
            del self.fields["evaluation"]

    def begins_on(self, given: dict) -> date | None:
        return self.begins


class EvaluateForm(forms.Form):
    use_required_attribute = False

    words = TextField(
        label=_("Hvordan gik det?"),
        max_length=LONGEST_EVALUATION,
        rows=3,
        error_messages={"required": _("Skriv, hvordan det gik. En sætning er nok."), **_TOO_LONG},
    )
    last_day = DayField(label=_("Sidste dag, hvis den slutter før tid"), missing="", required=False)
