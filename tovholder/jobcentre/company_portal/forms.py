import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.sickleave.forms import RELOAD, NoticeForm, check_no_cpr
from tovholder.jobcentre.sickleave.models import NoticeKind, TalkWish
from tovholder.jobcentre.ui.text import TextField

_TELEPHONE = re.compile(r"\+?[0-9 ()-]+")


class DoorForm(NoticeForm):
    """What a company tells us at the door, in the company's own words."""

    back = forms.ChoiceField(
        label=gettext_lazy("Hvor meget er medarbejderen tilbage?"),
        choices=[("fully", gettext_lazy("På fuld tid")), ("partly", gettext_lazy("Nogle timer om ugen"))],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her.")},
    )
    talk = forms.ChoiceField(
        label=gettext_lazy("Vil det hjælpe med en samtale?"),
        choices=TalkWish.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": gettext_lazy("Vælg, om en samtale vil hjælpe."),
            "invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(
            "agrees",
            _("Ved medarbejderen, at I skriver, og er det i orden?"),
            [("yes", _("Ja. Navnet er …")), ("no", _("Ikke endnu. Vi vil gerne have råd uden navn"))],
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") == NoticeKind.RETURNED:
            self._check_back(given.get("back", ""), given.get("hours_a_week"))
        return given

    def _check_back(self, back: str, hours: int | None) -> None:
        if "back" in self.errors or "hours_a_week" in self.errors:
            return
        if not back:
            self.add_error("back", _("Vælg, om medarbejderen er tilbage på fuld tid."))
        if back == "partly" and hours is None:
            self.add_error("hours_a_week", _("Skriv, hvor mange timer om ugen medarbejderen arbejder."))
        if back == "fully" and hours is not None:
            self.add_error("hours_a_week", _("Slet timerne, eller vælg nogle timer om ugen."))

    def told(self) -> dict[str, Any]:
        # Hours belong to a return; with the other kinds the question is not asked.
        told = super().told()
        return told if told["kind"] == NoticeKind.RETURNED else told | {"hours_a_week": None}


class CallMeForm(forms.Form):
    """Whom to call back, and nothing else: nobody is written about where we do not know who writes."""

    use_required_attribute = False

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=RELOAD)
    company = TextField(
        label=gettext_lazy("Virksomhed"),
        max_length=200,
        validators=[check_no_cpr],
        error_messages={
            "required": gettext_lazy("Skriv virksomhedens navn."),
            "max_length": gettext_lazy("Navnet er for langt: højst 200 tegn."),
        },
    )
    caller = TextField(
        label=gettext_lazy("Dit navn"),
        max_length=100,
        validators=[check_no_cpr],
        error_messages={
            "required": gettext_lazy("Skriv dit navn, så vi ved, hvem vi skal spørge efter."),
            "max_length": gettext_lazy("Navnet er for langt: højst 100 tegn."),
        },
    )
    telephone = TextField(
        label=gettext_lazy("Telefon"),
        max_length=20,
        error_messages={
            "required": gettext_lazy("Skriv det telefonnummer, vi skal ringe til."),
            "max_length": gettext_lazy("Telefonnummeret er for langt: højst 20 tegn."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, knows in (("company", "organization"), ("caller", "name"), ("telephone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = knows
        self.fields["telephone"].widget.input_type = "tel"

    def clean_telephone(self) -> str:
        number = self.cleaned_data["telephone"].strip()
        digits = "".join(filter(str.isdigit, number))
        if not _TELEPHONE.fullmatch(number) or not 8 <= len(digits) <= 15:
            raise forms.ValidationError(_("Skriv telefonnummeret med tal, for eksempel 12 34 56 78."))
        return str(number)
