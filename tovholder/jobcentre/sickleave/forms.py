"""What is asked about somebody's absence: the same questions at the company's door and while the telephone is held."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.sickleave import days
from tovholder.jobcentre.sickleave.health import looks_like_health
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeKind
from tovholder.jobcentre.ui.text import TextField

# Ten digits of which the first four are a day (60 added to a replacement number's) and a month.
_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0[1-9]|1[0-2])"
_CPR = re.compile(rf"(?<!\d){_DAY}{_MONTH}\d{{2}}[-\u2010\u2011\u2013 ]?\d{{4}}(?!\d)")


_RELOAD = gettext_lazy("Hent siden igen, og prøv en gang til. Kopiér først det, du har skrevet.")
RELOAD = {"required": _RELOAD, "invalid": _RELOAD}


def check_no_cpr(value: str) -> None:
    if _CPR.search(value):
        raise forms.ValidationError(
            _("Skriv ikke et CPR-nummer her. Slet det: resten taler vi om i telefonen.")
        )


def looks_like(words: list[str]) -> str:
    """What is said of words that look like health."""
    return _(
        "Det ligner oplysninger om helbred: %(words)s. Skriv det om, eller sæt kryds, hvis det ikke er det."
    ) % {"words": ", ".join(words)}


class DayInput(forms.DateInput):
    """The browser's own date field; a text field when what was typed is no date, so that it stays to be put right."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "form-input input-width-m"}, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _is_iso(shown):
            context["widget"]["type"] = "text"
        return context


def _is_iso(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


class DayField(forms.DateField):
    """A day that may be left out."""

    widget = DayInput
    default_error_messages = {
        "invalid": gettext_lazy("Skriv dagen med tal: dag, måned og år, med punktum imellem.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class NoticeForm(forms.Form):
    """The shared questions. Nothing that states a fact is preselected; all can be seen and sent without script."""

    use_required_attribute = False

    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=RELOAD,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad sker der?"),
        choices=NoticeKind.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": gettext_lazy("Vælg, hvad der sker."),
            "invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her."),
        },
    )
    first_day = DayField(label=gettext_lazy("Første fraværsdag"))
    expected_last_day = DayField(
        label=gettext_lazy("Ventes at vare til og med"), help_text=gettext_lazy("Kun hvis I ved det.")
    )
    back_on = DayField(
        label=gettext_lazy("Første dag tilbage"),
        help_text=gettext_lazy("Lad feltet stå tomt, hvis det er i dag."),
    )
    wages_paid = forms.TypedChoiceField(
        label=gettext_lazy("Betaler I løn under fraværet? Det er frivilligt at svare"),
        choices=[("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nej"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her.")},
    )
    hours_a_week = forms.IntegerField(
        label=gettext_lazy("Timer om ugen"),
        required=False,
        min_value=1,
        max_value=37,
        widget=forms.TextInput(
            attrs={"class": "form-input input-width-xs", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={
            "invalid": gettext_lazy("Skriv timerne som et helt tal, for eksempel 20."),
            "min_value": gettext_lazy("Skriv et tal fra 1 til 37."),
            "max_value": gettext_lazy("Skriv et tal fra 1 til 37."),
        },
    )
    agrees = forms.ChoiceField(
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": gettext_lazy("Vælg, om medarbejderen ved det og er indforstået."),
            "invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her."),
        },
    )
    person_name = TextField(
        label=gettext_lazy("Medarbejderens navn"),
        required=False,
        max_length=150,
        validators=[check_no_cpr],
        error_messages={"max_length": gettext_lazy("Navnet er for langt: højst 150 tegn.")},
    )
    text = TextField(
        label=gettext_lazy("Vil I fortælle mere? Det er frivilligt"),
        required=False,
        max_length=AbsenceNotice._meta.get_field("text").max_length,
        rows=4,
        validators=[check_no_cpr],
        error_messages={"max_length": gettext_lazy("Teksten er for lang: højst 300 tegn. Gør den kortere.")},
    )

    not_health = forms.BooleanField(
        label=gettext_lazy("Det er ikke oplysninger om helbred"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )

    def __init__(self, *args: Any, today: date, keeps_name: bool = False, **kwargs: Any) -> None:
        """`keeps_name`: a correction of a notice with a name, which stays when no other is given."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.keeps_name = keeps_name
        self.health_words: list[str] = []
        self.fields["person_name"].widget.attrs["autocomplete"] = "off"
        self.fields["text"].widget.attrs |= {
            "data-counter": "text-left",
            "aria-describedby": "text-left no-diagnosis",
        }

    def ask(self, name: str, question: str, choices: list[tuple[str, str]]) -> None:
        """Word a question, and its answers, for whom it is put to."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.label, field.choices = question, choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_first_day(given.get("kind", ""), given.get("first_day"))
        self._check_other_days(given.get("kind", ""), given)
        self._check_health(given.get("text", ""), given.get("not_health", False))
        self._check_name(given.get("agrees", ""), given.get("person_name", ""))
        return given

    def _check_first_day(self, kind: str, day: date | None) -> None:
        if "first_day" in self.errors:
            return
        if day is None:
            if kind == NoticeKind.FIRST_DAY:
                self.cleaned_data["first_day"] = self.today
            elif kind == NoticeKind.SINCE:
                self.add_error("first_day", _("Skriv den første fraværsdag."))
            return
        sentence = days.wrong_year(day, self.today) or days.wrong_first_day(kind, day, self.today)
        if sentence:
            self.add_error("first_day", sentence)

    def _check_other_days(self, kind: str, given: dict[str, Any]) -> None:
        """What is asked with one kind only is kept with that kind only; a day that is not given is today."""
        is_return = kind == NoticeKind.RETURNED
        first, last, back = (given.get(name) for name in ("first_day", "expected_last_day", "back_on"))
        if is_return or last is None:
            self.cleaned_data["expected_last_day"] = None
        elif sentence := days.wrong_year(last, self.today) or days.wrong_last_day(last, first):
            self.add_error("expected_last_day", sentence)
        if not is_return:
            self.cleaned_data["back_on"] = None
        elif back is None:
            if "back_on" not in self.errors:
                self.cleaned_data["back_on"] = self.today
        elif sentence := days.wrong_year(back, self.today) or days.wrong_day_back(back, first, self.today):
            self.add_error("back_on", sentence)

    def _check_health(self, text: str, not_health: bool) -> None:
        """What looks like health is not kept before whoever wrote it has written it anew, or said that it is none."""
        self.health_words = looks_like_health(text)
        if self.health_words and not not_health:
            self.add_error("text", looks_like(self.health_words))

    def _check_name(self, agrees: str, name: str) -> None:
        if "person_name" in self.errors:
            return
        if agrees == "yes" and not name and not self.keeps_name:
            self.add_error("person_name", _("Skriv medarbejderens navn, eller vælg råd uden navn."))
        if agrees == "no" and name:
            self.add_error(
                "person_name",
                _(
                    "Slet navnet, eller vælg ja: vi tager kun imod det, når medarbejderen ved det og er indforstået."
                ),
            )

    def told(self) -> dict[str, Any]:
        """What was told, as `sickleave.actions.receive_notice` takes it."""
        given = self.cleaned_data
        return {
            "token": given["token"],
            "kind": given["kind"],
            "first_day": given["first_day"],
            "expected_last_day": given["expected_last_day"],
            "back_on": given["back_on"],
            "wages_paid": given["wages_paid"],
            "hours_a_week": given["hours_a_week"],
            "employee_agrees": given["agrees"] == "yes",
            "person_name": given["person_name"],
            "talk": given["talk"],
            "text": given["text"],
            "said_not_health": bool(self.health_words),
        }
