"""Who stands beside a citizen and what they may see: the same questions to the citizen and to both together."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens.actions import Named
from tovholder.jobcentre.citizens.models import Representative, RepresentativeKind, Sees
from tovholder.jobcentre.ui.text import TextField

_RELOAD = _("Hent siden igen, og prøv en gang til. Kopiér først det, du har skrevet.")
_TOO_LONG = {"max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn.")}
_FARTHEST = timedelta(days=5 * 366)


class SeesForm(forms.Form):
    """What a party representative may see, and until when. Nothing is ticked beforehand."""

    use_required_attribute = False

    sees = forms.MultipleChoiceField(
        label=_("Hvad må partsrepræsentanten se?"),
        choices=Sees.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
        error_messages={"invalid_choice": _RELOAD},
    )
    last_day = forms.DateField(
        label=_("Til og med (lad feltet stå tomt, hvis det gælder indtil videre)"),
        required=False,
        widget=forms.DateInput(
            attrs={"class": "form-input input-width-m", "type": "date"}, format="%Y-%m-%d"
        ),
        error_messages={"invalid": _("Skriv dagen med tal: dag, måned og år, med punktum imellem.")},
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @classmethod
    def of(cls, representative: Representative, today: date) -> "SeesForm":
        last = representative.until - timedelta(days=1) if representative.until else None
        return cls(
            initial={"sees": [str(what) for what in representative.sees], "last_day": last}, today=today
        )

    def clean_last_day(self) -> date | None:
        last: date | None = self.cleaned_data["last_day"]
        if last is not None and last < self.today:
            raise forms.ValidationError(
                gettext("Den sidste dag er allerede gået. Vælg en senere dag, eller lad feltet stå tomt.")
            )
        if last is not None and last > self.today + _FARTHEST:
            raise forms.ValidationError(gettext("Dagen er langt herfra. Se efter, om årstallet er rigtigt."))
        return last

    @property
    def until(self) -> date | None:
        """The first day that is no longer so."""
        last = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last else None


class RepresentativeForm(SeesForm):
    token = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": _RELOAD, "invalid": _RELOAD}
    )
    kind = forms.ChoiceField(
        label=_("Hvem er det?"),
        choices=RepresentativeKind.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": _("Vælg, om det er en bisidder eller en partsrepræsentant."),
            "invalid_choice": _("Vælg, om det er en bisidder eller en partsrepræsentant."),
        },
    )
    name = TextField(
        label=_("Navn"), max_length=100, error_messages={"required": _("Skriv personens navn."), **_TOO_LONG}
    )
    telephone = TextField(label=_("Telefon"), max_length=20, required=False, error_messages=_TOO_LONG)
    email = forms.EmailField(
        label=_("Mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"invalid": _("Mailadressen ser forkert ud. Skriv den som navn@sted.dk.")},
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("kind") == RepresentativeKind.COMPANION and given.get("sees"):
            wrong = gettext("En bisidder kan ikke se noget. Fjern krydserne, eller vælg partsrepræsentant.")
            self.add_error("sees", wrong)
        elif given.get("sees") and not given.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Skriv en mailadresse. Linket bliver sendt dertil."))
        return given

    def named(self) -> Named:
        given = self.cleaned_data
        return Named(
            kind=given["kind"],
            name=given["name"],
            telephone=given["telephone"],
            email=given["email"],
            sees=given["sees"],
            until=self.until,
        )
