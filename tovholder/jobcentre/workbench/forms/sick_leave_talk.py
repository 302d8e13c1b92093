"""A sick-leave talk: what is offered, who comes, what they are written, and what was concluded."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.sickleave.actions import Task
from tovholder.jobcentre.sickleave.forms import RELOAD, DayField, check_no_cpr
from tovholder.jobcentre.sickleave.health import looks_like_health
from tovholder.jobcentre.sickleave.models import LedBy, Party, PartyRole, SickLeaveTalk
from tovholder.jobcentre.sickleave.neutral import names_in
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.forms.talk import NextForm

# The workplace first: that is where the work is.
PLACES = [Form.WORKPLACE, Form.IN_PERSON, Form.WALK, Form.TELEPHONE, Form.VIDEO]
LONGEST_DUE = timedelta(days=730)
_SMALL = {"class": "form-input input-width-xs", "inputmode": "numeric", "autocomplete": "off"}


class NeutralForm(forms.Form):
    """Texts that others read: no name of the one it is about, and no health unless whoever wrote it says it is none."""

    not_health = forms.BooleanField(
        label=_("Det er ikke oplysninger om helbred"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.health_words: list[str] = []

    def check_neutral(self, names: Iterable[str]) -> None:
        for name in names:
            text = self.cleaned_data.get(name) or ""
            if named := names_in(text, self.about):
                self.add_error(
                    name,
                    gettext("Skriv ikke, hvem det handler om (%(words)s): andre læser det her.")
                    % {"words": ", ".join(named)},
                )
            if words := looks_like_health(text):
                self.health_words += words
                if not self.cleaned_data.get("not_health"):
                    self.add_error(
                        name,
                        gettext(
                            "Det ligner oplysninger om helbred: %(words)s. Skriv det om, eller sæt kryds, "
                            "hvis det ikke er det."
                        )
                        % {"words": ", ".join(words)},
                    )


class WhenForm(NextForm):
    """When and where a meeting is, in the employee's own shorthand."""

    form = forms.ChoiceField(
        label=_("Hvor?"),
        choices=[(place.value, place.label) for place in PLACES],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"invalid_choice": _("Vælg en af de muligheder, der står her.")},
    )
    place = TextField(
        label=_("Nærmere om stedet"),
        help_text=_("Adresse eller lokale. Står der intet, er det arbejdspladsens adresse."),
        required=False,
        max_length=100,
        validators=[check_no_cpr],
        error_messages={"max_length": _("Skriv det kortere: højst 100 tegn.")},
    )
    minutes = forms.IntegerField(
        label=_("Hvor mange minutter?"),
        min_value=10,
        max_value=240,
        widget=forms.TextInput(attrs=_SMALL),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], _("Skriv et helt tal fra 10 til 240.")
        ),
    )

    def starts_at(self) -> datetime | None:
        """The moment that was typed, or None where nothing was."""
        agreed = self.cleaned_data.get("next_contact")
        if agreed is None or agreed.time is None:
            return None
        return timezone.make_aware(datetime.combine(agreed.on, agreed.time))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        agreed = given.get("next_contact")
        if agreed is not None and agreed.time is None:
            self.add_error("next_contact", gettext("Skriv også klokken, for eksempel: fre 10."))
        typed = agreed.form if agreed is not None else ""
        if typed and given.get("form") and typed != given["form"]:
            self.add_error(
                "form",
                gettext("Du har skrevet noget andet: %(form)s. Ret en af dem.") % {"form": Form(typed).label},
            )
        elif typed:
            given["form"] = typed
        elif not given.get("form") and "form" not in self.errors:
            self.add_error("form", gettext("Vælg, hvor I mødes."))
        return given


class OfferForm(NeutralForm, WhenForm):
    """A talk offered. Who leads is chosen by the employee; the company's own wish counts as stated."""

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=RELOAD)
    led_by = forms.ChoiceField(
        label=_("Hvem leder mødet?"),
        choices=LedBy.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Vælg, hvem der leder mødet.")),
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Hvem fra arbejdspladsen?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
        error_messages={"invalid_choice": _("Vælg blandt dem, der står her.")},
    )
    with_citizen = forms.BooleanField(
        label=_("Inviter også den, det handler om"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )
    agenda = TextField(
        label=_("Dagsorden"),
        help_text=_("Et punkt på hver linje. De inviterede læser den, når de åbner deres link."),
        required=False,
        max_length=1000,
        rows=5,
        validators=[check_no_cpr],
        error_messages={"max_length": _("Dagsordenen er for lang: højst 1000 tegn.")},
    )

    def __init__(self, *args: Any, people: Iterable[CompanyPerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_workplace = {person.pk: person for person in people}
        field = self.fields["people"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [
            (pk, f"{one.name}, {one.title}" if one.title else one.name)
            for pk, one in self.of_workplace.items()
        ]
        self.fields["next_contact"].label = gettext("Hvornår?")
        self.fields["next_contact"].help_text = gettext("Skriv for eksempel: fre 10")
        self.fields["next_contact"].error_messages["required"] = gettext("Skriv, hvornår I mødes.")
        self.fields["agenda"].widget.attrs["lang"] = "da"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.check_neutral(["agenda", "place"])
        return given

    def offered(self) -> dict[str, Any]:
        """What is offered, as `sickleave.actions.offer_talk` takes it."""
        given = self.cleaned_data
        names = ("token", "led_by", "form", "place", "minutes", "agenda", "with_citizen")
        return {name: given[name] for name in names} | {
            "people": [self.of_workplace[pk] for pk in given["people"]],
            "starts_at": self.starts_at(),
        }


class ChangeForm(NeutralForm, WhenForm):
    """Another time or place. Without a time it stays when it was."""

    sequence = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_contact"].required = False
        self.fields["next_contact"].label = gettext("Ny tid")
        self.fields["next_contact"].help_text = gettext(
            "Skriv for eksempel: fre 10. Lad feltet stå tomt, hvis tiden er den samme."
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.check_neutral(["place"])
        return given


class PartyForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=PartyRole.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Vælg en rolle.")),
    )
    name = TextField(
        label=_("Navn"),
        required=False,
        max_length=100,
        validators=[check_no_cpr],
        error_messages={"max_length": _("Navnet er for langt: højst 100 tegn.")},
    )
    email = forms.EmailField(
        label=_("Mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"invalid": _("Skriv mailen, som den står: navn@eksempel.dk.")},
    )

    def __init__(self, *args: Any, knows_citizen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        if not knows_citizen:
            role.choices = [choice for choice in PartyRole.choices if choice[0] != PartyRole.CITIZEN]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("role") not in {None, PartyRole.CITIZEN}:
            if not given.get("name") and "name" not in self.errors:
                self.add_error("name", gettext("Skriv deltagerens navn."))
            if not given.get("email") and "email" not in self.errors:
                self.add_error("email", gettext("Skriv deltagerens mail: invitationen sendes dertil."))
        return given


class PartyTextForm(NeutralForm):
    """What one party is written, in our own words; when, where and the link are added."""

    text = TextField(
        label=_("Det skriver vi"),
        max_length=1000,
        rows=5,
        validators=[check_no_cpr],
        error_messages={
            "required": _("Skriv en sætning om, hvad der inviteres til."),
            "max_length": _("Teksten er for lang: højst 1000 tegn."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["lang"] = "da"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.check_neutral(["text"])
        return given


class HeldForm(forms.Form):
    """Who was there. Nobody is preselected: only whoever was there is."""

    were_there = forms.TypedMultipleChoiceField(
        label=_("Hvem var med?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Sæt kryds ved dem, der var med.")),
    )

    def __init__(self, *args: Any, parties: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["were_there"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(parties)


# Among the fields of the parties' tasks, by their numbers, the one that is our own.
OURS = "ours"


class MinutesForm(NeutralForm):
    """Conclusion first, then what each party does and by when. As it is typed it is kept; checked when it is shared."""

    read = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)
    conclusion = TextField(
        label=_("Konklusion"),
        help_text=_("Det, I blev enige om, i få sætninger. Alle deltagere kan læse den, når den er delt."),
        max_length=2000,
        rows=5,
        validators=[check_no_cpr],
        error_messages={
            "required": _("Skriv konklusionen. En sætning er nok."),
            "max_length": _("Konklusionen er for lang: højst 2000 tegn."),
        },
    )
    for_citizen = TextField(
        label=_("Kun til den, det handler om"),
        help_text=_("Det læser kun borgeren, i Mit forløb."),
        required=False,
        max_length=2000,
        rows=3,
        error_messages={"max_length": _("Teksten er for lang: højst 2000 tegn.")},
    )
    agrees = forms.BooleanField(
        label=_("Borgeren er indforstået med, at de andre får konklusionen og hver deres del"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )
    because = TextField(
        label=_("Hvorfor er referatet rettet?"),
        help_text=_("De, der kan læse referatet, kan også læse begrundelsen."),
        max_length=200,
        validators=[check_no_cpr],
        error_messages={
            "required": _("Skriv, hvorfor referatet er rettet."),
            "max_length": _("Skriv det kortere: højst 200 tegn."),
        },
    )

    def __init__(
        self, *args: Any, talk: SickLeaveTalk, parties: list[Party], is_change: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.talk, self.parties = talk, parties
        if talk.citizen_id is None:
            del self.fields["for_citizen"], self.fields["agrees"]
        if not is_change:
            del self.fields["because"]
        for whose in [*(party.pk for party in parties), OURS]:
            self.fields[f"task_{whose}"] = TextField(
                label=_("Opgave"),
                required=False,
                max_length=500,
                rows=2,
                validators=[check_no_cpr],
                error_messages={"max_length": _("Opgaven er for lang: højst 500 tegn.")},
            )
            self.fields[f"due_{whose}"] = DayField(label=_("Senest"))

    def typed(self) -> dict[str, str]:
        """Everything as it was typed, to be kept as the draft."""
        return {name: self.data[name] for name in self.fields if name != "read" and name in self.data}

    def parts(self) -> list[tuple[Party, Any, Any]]:
        """Each party with its two fields, for the page."""
        return [(one, self[f"task_{one.pk}"], self[f"due_{one.pk}"]) for one in self.parties]

    def our_part(self) -> tuple[Any, Any]:
        return self[f"task_{OURS}"], self[f"due_{OURS}"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for party in self.parties:
            self._check_task(party.pk, given, has_one=party.was_there)
        self._check_task(OURS, given, has_one=True)
        others = [f"task_{one.pk}" for one in self.parties if one.role != PartyRole.CITIZEN]
        self.check_neutral(["conclusion", "because", *others, f"task_{OURS}"])
        return given

    def _check_task(self, whose: int | str, given: dict[str, Any], *, has_one: bool) -> None:
        text, due = f"task_{whose}", f"due_{whose}"
        task, day = given.get(text), given.get(due)
        if text in self.errors or due in self.errors:
            return
        if has_one and not task:
            self.add_error(text, gettext("Skriv en opgave: hver deltager har én."))
        elif task and day is None:
            self.add_error(due, gettext("Skriv, hvornår opgaven senest er gjort."))
        elif day is not None and (sentence := self._wrong_due(day)):
            self.add_error(due, sentence)

    def _wrong_due(self, day: date) -> str:
        held = timezone.localdate(self.talk.held_at) if self.talk.held_at else day
        if day < held:
            return gettext("Dagen ligger før mødet. Ret den.")
        if day > held + LONGEST_DUE:
            return gettext("Dagen ligger mere end to år ude i fremtiden. Se efter, om årstallet er rigtigt.")
        return ""

    def shared(self) -> dict[str, Any]:
        """What is shared, as `sickleave.actions.share_minutes` takes it."""
        given = self.cleaned_data
        tasks = [
            Task(party, given[f"task_{party.pk}"], given[f"due_{party.pk}"])
            for party in self.parties
            if given.get(f"task_{party.pk}")
        ]
        tasks.append(Task(None, given[f"task_{OURS}"], given[f"due_{OURS}"]))
        return {
            "conclusion": given["conclusion"],
            "for_citizen": given.get("for_citizen", ""),
            "for_others": given.get("agrees", True),
            "because": given.get("because", ""),
            "tasks": tasks,
            "typed": self.typed(),
            "read_saves": given["read"],
        }
