from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.actions import Next
from tovholder.jobcentre.talks.models import Role
from tovholder.jobcentre.talks.when import SENTENCES, NotUnderstood, understand
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField

_RELOAD = _("Hent siden igen, og prøv en gang til. Kopiér først det, du har skrevet.")
_STALE = {"required": _RELOAD, "invalid": _RELOAD}
# The rule for a note that is not shared (docs/decisions/0018), where it is written: the same words everywhere.
NOT_SHARED = _(
    "Deler du ikke noten, kan den læses af dem, der må åbne borgerens side hos os, og den følger med til den nye, hvis "
    "borgeren får en anden fast medarbejder."
)


def _citizen_words() -> TextField:
    return TextField(
        label=_("Borgerens egne ord"),
        help_text=_("Kun det, borgeren sagde, ord for ord. De står for sig og bliver delt sammen med noten."),
        max_length=5_000,
        rows=2,
        required=False,
    )


def read_next(text: str, today: date) -> Next:
    """Return the next contact as typed ("fre 10 gåtur"); raise `ValidationError` with a sentence."""
    try:
        understood = understand(text, today)
    except NotUnderstood as error:
        raise ValidationError(gettext(SENTENCES[error.code]) % error.params) from error
    return Next(understood.on, understood.time, understood.form or "")


class NextForm(forms.Form):
    """The next contact, in the employee's own shorthand."""

    next_contact = TextField(
        label=_("Hvornår taler I sammen igen?"),
        help_text=_("Skriv for eksempel: fre 10 gåtur"),
        max_length=100,
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["next_contact"].widget.attrs |= {"autocomplete": "off", "aria-describedby": "understood"}

    def clean_next_contact(self) -> Next | None:
        text = self.cleaned_data["next_contact"].strip()
        return read_next(text, self.today) if text else None


class TalkForm(NextForm):
    """A held talk. Nothing that states a fact is preselected; a form agreed beforehand counts as stated."""

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=_STALE)
    booked = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form = forms.ChoiceField(
        label=_("Hvordan talte I sammen?"),
        choices=Form.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"required": _("Vælg, hvordan I talte sammen.")},
    )
    roles = forms.MultipleChoiceField(
        label=_("Hvilke roller tog du?"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
        error_messages={"required": _("Vælg mindst en rolle.")},
    )
    text = TextField(
        label=_("Note"),
        help_text=_(
            "Skriv, så borgeren kan kende jeres samtale. Noten kan læses af borgeren, når den er delt."
        ),
        max_length=20_000,
        rows=7,
        error_messages={"required": _("Skriv en note. En sætning er nok.")},
    )
    citizen_words = _citizen_words()
    minutes = forms.IntegerField(
        label=_("Hvor mange minutter?"),
        required=False,
        min_value=1,
        max_value=480,
        widget=forms.TextInput(attrs={"class": "form-input input-width-xs", "inputmode": "numeric"}),
    )
    joined_by = forms.TypedChoiceField(
        label=_("Hvem var også med?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Select(),
        error_messages={"invalid_choice": _("Vælg en på listen, eller lad feltet stå tomt.")},
    )
    field_order = [
        "token",
        "booked",
        "form",
        "roles",
        "text",
        "citizen_words",
        "next_contact",
        "minutes",
        "joined_by",
    ]
    not_shared = NOT_SHARED

    def __init__(self, *args, colleagues: Iterable[Employee] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {employee.pk: employee for employee in colleagues}
        joined_by = self.fields["joined_by"]
        assert isinstance(joined_by, forms.TypedChoiceField)
        joined_by.choices = [
            ("", gettext("Ingen andre fra jobcentret")),
            *((pk, employee.name) for pk, employee in self.colleagues.items()),
        ]
        self.fields["next_contact"].required = False
        self.fields["text"].widget.attrs["data-focus"] = ""

    def clean_joined_by(self) -> Employee | None:
        return self.colleagues.get(self.cleaned_data["joined_by"])


class NoteForm(forms.Form):
    text = TextField(
        label=_("Note"), max_length=20_000, rows=12, error_messages={"required": _("Noten må ikke være tom.")}
    )
    citizen_words = _citizen_words()
    read_version = forms.IntegerField(widget=forms.HiddenInput)


class PrivateForm(forms.Form):
    not_shared = NOT_SHARED
    because = TextField(
        label=_("Hvorfor skal noten ikke deles?"),
        max_length=200,
        error_messages={"required": _("Skriv, hvorfor noten ikke skal deles.")},
    )


class MessageForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=_STALE)
    text = TextField(
        label=_("Din besked"),
        max_length=2000,
        rows=3,
        error_messages={"required": _("Skriv din besked først.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        # A talk's note may stand on the same page.
        super().__init__(*args, **({"auto_id": "message_%s"} | kwargs))


class HoursForm(forms.Form):
    hours = forms.DecimalField(
        label=_("Aftalte timer om ugen"),
        min_value=0,
        max_value=37,
        max_digits=4,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"class": "form-input input-width-xs", "inputmode": "decimal"}),
    )
