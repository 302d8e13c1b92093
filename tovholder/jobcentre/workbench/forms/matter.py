"""A matter of authority: what is to be decided, and what has happened when. The decision itself is made elsewhere."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.authority.actions import Days, check_order
from tovholder.jobcentre.authority.models import LONGEST_NOTE, Matter, MatterKind
from tovholder.jobcentre.sickleave.forms import RELOAD, DayField, check_no_cpr
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.templatetags.ui import day
from tovholder.jobcentre.ui.text import TextField

_TOO_LONG = {"max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn.")}
_FIRST = date(1990, 1, 1)
_LAST_YEARS_AHEAD = 5


class DaysForm(forms.Form):
    """What has happened, day by day; each is left empty until it has one."""

    reference = TextField(
        label=_("Nummer i det andet system"),
        help_text=_("Så den, der leder, finder det der. Ikke et CPR-nummer."),
        max_length=60,
        required=False,
        error_messages=_TOO_LONG,
    )
    hearing_sent_on = DayField(label=_("Borgeren er hørt: sendt"))
    hearing_due_on = DayField(label=_("Svar på høringen senest"))
    hearing_answered_on = DayField(label=_("Borgeren svarede"))
    decided_on = DayField(label=_("Afgørelsen er givet"))
    complaint_due_on = DayField(label=_("Borgeren kan klage til og med"))
    lapsed_on = DayField(label=_("Bortfaldet: der skal ikke afgøres noget"))

    use_required_attribute = False

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_reference(self) -> str:
        reference: str = self.cleaned_data["reference"]
        check_no_cpr(reference)
        return reference

    def clean(self) -> dict:
        given = super().clean() or {}
        for name, value in list(given.items()):
            if isinstance(value, date) and not self._is_near(value):
                too_far = gettext("%(day)s er langt herfra. Se efter, om årstallet er rigtigt.")
                self.add_error(name, too_far % {"day": day(value)})
        if not self.errors:
            try:
                check_order(self.days())
            except Refused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return given

    def _is_near(self, value: date) -> bool:
        return value >= _FIRST and value.year <= self.today.year + _LAST_YEARS_AHEAD

    def days(self) -> Days:
        return Days(
            **{name: self.cleaned_data.get(name) or None for name in _DAYS}, reference=self._reference()
        )

    def _reference(self) -> str:
        return self.cleaned_data.get("reference") or ""


_DAYS = (
    "hearing_sent_on", "hearing_due_on", "hearing_answered_on", "decided_on", "complaint_due_on", "lapsed_on",
)  # fmt: skip


class FollowForm(DaysForm):
    """What has happened in a matter that is marked."""

    read_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)

    @classmethod
    def of(cls, matter: Matter, today: date) -> "FollowForm":
        shown = {name: getattr(matter, name) for name in ("reference", *_DAYS)}
        return cls(initial=shown | {"read_version": matter.version}, today=today)

    def build_on(self, newer: Matter) -> None:
        """Keep what was typed, and let the next save build on what stands now."""
        assert isinstance(self.data, QueryDict)
        typed = self.data.copy()
        typed["read_version"] = str(newer.version)
        self.data = typed


class MatterForm(DaysForm):
    """A new matter. An empty day is today: it is written down while it happens."""

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=RELOAD)
    kind = forms.ChoiceField(
        label=_("Hvad handler det om?"),
        choices=MatterKind.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": _("Vælg, hvad det handler om."),
            "invalid_choice": _("Vælg en af mulighederne."),
        },
    )
    what = TextField(
        label=_("Hvad skal afgøres?"),
        help_text=_("Skriv, så borgeren forstår det. Borgeren kan læse det i Mit forløb."),
        max_length=200,
        error_messages={"required": _("Skriv, hvad der skal afgøres. En sætning er nok."), **_TOO_LONG},
    )
    arose_on = DayField(
        label=_("Hvornår opstod det?"), help_text=_("Lad feltet stå tomt, hvis det er i dag.")
    )
    talk = forms.TypedChoiceField(
        label=_("Var det i en samtale?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Select(),
        error_messages={"invalid_choice": _("Vælg en samtale på listen, eller ingen.")},
    )
    text = TextField(
        label=_("Notat"),
        help_text=_("Det, du har fået at vide, og det, der er gjort. Borgeren kan læse det."),
        max_length=LONGEST_NOTE,
        rows=6,
        required=False,
        error_messages=_TOO_LONG,
    )

    def __init__(self, *args, talks: Iterable[Talk] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.talks = {talk.pk: talk for talk in talks}
        talk = self.fields["talk"]
        assert isinstance(talk, forms.TypedChoiceField)
        talk.choices = [
            ("", gettext("Nej")),
            *(
                (pk, f"{day(one.held_at)}, {one.get_form_display().lower()}")
                for pk, one in self.talks.items()
            ),
        ]

    def clean_arose_on(self) -> date:
        arose_on: date = self.cleaned_data["arose_on"] or self.today
        if arose_on > self.today:
            raise forms.ValidationError(gettext("Dagen ligger ude i fremtiden. Skriv den dag, det opstod."))
        return arose_on

    def clean_talk(self) -> Talk | None:
        return self.talks.get(self.cleaned_data["talk"])


class MatterNoteForm(forms.Form):
    text = TextField(
        label=_("Notat"),
        help_text=_("Det, du har fået at vide, og det, der er gjort. Borgeren kan læse det."),
        max_length=LONGEST_NOTE,
        rows=10,
        error_messages={"required": _("Skriv notatet. En sætning er nok."), **_TOO_LONG},
    )
    read_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)

    def __init__(self, *args, **kwargs) -> None:
        # The days of the matter stand on the same page.
        super().__init__(*args, **({"auto_id": "note_%s"} | kwargs))

    def build_on(self, version: int) -> None:
        assert isinstance(self.data, QueryDict)
        typed = self.data.copy()
        typed["read_version"] = str(version)
        self.data = typed
