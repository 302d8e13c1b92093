"""An activity as it is agreed, and as it ends. Nothing that states a fact is preselected."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.activities.actions import Planned
from tovholder.jobcentre.activities.models import (
    FEWEST_HOURS,
    MOST_HOURS,
    Activity,
    Agreed,
    Outcome,
    Placement,
    Where,
)
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.plans.models import PlanItem
from tovholder.jobcentre.sickleave.days import LONGEST_BACK
from tovholder.jobcentre.sickleave.forms import RELOAD, DayField, check_no_cpr
from tovholder.jobcentre.ui.text import TextField

LONGEST_AHEAD = timedelta(days=3 * 365)
_TOO_LONG = gettext_lazy("Teksten er for lang: højst %(limit_value)d tegn.")
_HOURS = gettext_lazy("Skriv timer om ugen fra 0,5 til 37, for eksempel 12.")
_WHAT = {
    Where.WORKPLACE: gettext_lazy("Hvad skal borgeren lave?"),
    Where.EDUCATION: gettext_lazy("Hvilken uddannelse eller hvilket kursus?"),
    Where.OWN: gettext_lazy("Hvad har borgeren sat i gang?"),
    Where.TREATMENT: gettext_lazy("Hvad er aftalt?"),
    Where.INTERNAL: gettext_lazy("Hvilket tilbud?"),
}
_HELP = {Where.TREATMENT: gettext_lazy("Skriv, hvad timerne går med. Skriv ikke, hvad borgeren fejler.")}


class _Radio(forms.RadioSelect):
    def __init__(self) -> None:
        super().__init__(attrs={"class": "form-radio"})


def _choice(label: Any, choices: Any, required: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=_Radio(),
        error_messages={"required": required, "invalid_choice": required},
    )


def _text(label: Any, required: Any, longest: int, rows: int = 0) -> TextField:
    return TextField(
        label=label,
        max_length=longest,
        rows=rows,
        validators=[check_no_cpr],
        error_messages={"required": required, "max_length": _TOO_LONG},
    )


class ActivityForm(forms.Form):
    """What is asked depends on where it happens. A workplace is one of the `places`, or one that is typed and found."""

    use_required_attribute = False

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=RELOAD, required=False)
    read_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD, required=False)
    workplace = forms.ChoiceField(
        label=gettext_lazy("Hvilket arbejdssted?"),
        required=False,
        widget=_Radio(),
        error_messages={"invalid_choice": gettext_lazy("Vælg et arbejdssted på listen, eller skriv navnet.")},
    )
    other = TextField(label=gettext_lazy("Arbejdsstedets navn"), required=False, max_length=100)
    placement = _choice(
        gettext_lazy("Hvad er det for en aftale?"), Placement.choices, gettext_lazy("Vælg, hvad det er.")
    )
    what = _text(gettext_lazy("Hvad skal der ske?"), gettext_lazy("Skriv, hvad der skal ske."), 200)
    because = _text(
        gettext_lazy("Hvorfor er et internt tilbud bedst lige nu?"),
        gettext_lazy("Skriv, hvorfor det skal være et internt tilbud. Borgeren kan læse det."),
        300,
        rows=2,
    )
    since = DayField(label=gettext_lazy("Første dag"))
    last_day = DayField(label=gettext_lazy("Sidste dag"), help_text=gettext_lazy("Tom, hvis der ikke er en."))
    hours = forms.DecimalField(
        label=gettext_lazy("Timer om ugen"),
        min_value=FEWEST_HOURS,
        max_value=MOST_HOURS,
        max_digits=3,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(
            attrs={"class": "form-input input-width-xs", "inputmode": "decimal", "autocomplete": "off"}
        ),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places",
             "max_whole_digits"], _HOURS
        ),
    )  # fmt: skip
    agreed = _choice(gettext_lazy("Hvem har sagt ja?"), (), gettext_lazy("Vælg, hvem der har sagt ja."))
    step = forms.ChoiceField(
        label=gettext_lazy("Hører det til et skridt?"),
        required=False,
        widget=_Radio(),
        error_messages={"invalid_choice": gettext_lazy("Skridtet er ændret imens. Vælg igen.")},
    )

    def __init__(
        self,
        *args: Any,
        where: str,
        today: date,
        steps: Sequence[tuple[int, str]],
        places: Sequence[tuple[int, str]] = (),
        find: Callable[[str], list[Workplace]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.where, self.today, self.find = where, today, find
        self.fields["since"].required = True
        self.fields["since"].error_messages["required"] = _("Skriv den første dag.")
        self.fields["what"].label = _WHAT[Where(where)]
        self.fields["what"].help_text = _HELP.get(Where(where), "")
        self._ask(steps, places)

    def _ask(self, steps: Sequence[tuple[int, str]], places: Sequence[tuple[int, str]]) -> None:
        """Leave out what is not asked here, and fill in what can be chosen."""
        is_placement = self.where == Where.WORKPLACE
        left_out = [] if is_placement else ["placement"]
        if not is_placement or self.find is None:
            left_out += ["workplace", "other"]
        if self.where != Where.INTERNAL:
            left_out.append("because")
        if not steps:
            left_out.append("step")
        for name in left_out:
            del self.fields[name]
        said_yes = [one for one in Agreed if is_placement or one != Agreed.ALL]
        self._choices("agreed", [(one.value, one.label) for one in said_yes])
        self._choices("step", [*((str(pk), text) for pk, text in steps), ("", _("Nej, den står alene"))])
        self.offer(places)

    def offer(self, places: Sequence[tuple[int, str]]) -> None:
        """Let these workplaces be chosen between."""
        self._choices("workplace", [(str(pk), name) for pk, name in places])

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def build_on(self, newer: Activity) -> None:
        """Keep what was typed, and let the next save build on how it is now, which stands above."""
        assert isinstance(self.data, QueryDict)
        typed = self.data.copy()
        typed["read_version"] = str(newer.version)
        self.data = typed

    @property
    def has_places(self) -> bool:
        field = self.fields.get("workplace")
        return isinstance(field, forms.ChoiceField) and bool(field.choices or self.errors.get("workplace"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        since, last_day = given.get("since"), given.get("last_day")
        for name in ("since", "last_day"):
            wrong = self._wrong_year(given.get(name))
            if wrong:
                self.add_error(name, wrong)
        if since and last_day and last_day < since:
            self.add_error("last_day", _("Den sidste dag kan ikke ligge før den første. Ret en af dagene."))
        if "workplace" in self.fields and "workplace" not in self.errors and "other" not in self.errors:
            given["found"] = self._found(given.get("workplace") or "", (given.get("other") or "").strip())
        return given

    def _wrong_year(self, day: date | None) -> str:
        if day is not None and not self.today - LONGEST_BACK <= day <= self.today + LONGEST_AHEAD:
            return _("Dagen ligger langt fra i dag. Se efter, om årstallet er rigtigt.")
        return ""

    def _found(self, chosen: str, typed: str) -> Workplace | None:
        """The one workplace that is meant. Where more have the name, they are offered to choose between."""
        if chosen and typed:
            self.add_error("other", _("Du har både valgt et arbejdssted og skrevet et navn. Slet det ene."))
        elif chosen:
            return Workplace.objects.get(pk=int(chosen))
        elif not typed:
            self.add_error("other", _("Vælg et arbejdssted, eller skriv navnet."))
        elif self.find is not None:
            rows = self.find(typed)
            if len(rows) == 1:
                return rows[0]
            if rows:
                self.offer([(row.pk, ", ".join(filter(None, (row.name, row.address)))) for row in rows])
                self.add_error(
                    "workplace", _("Flere kan være det, du skrev. Vælg et, og slet navnet nedenfor.")
                )
            else:
                self.add_error(
                    "other", _("Vi kender ikke et arbejdssted med det navn. Skriv det på en anden måde.")
                )
        return None

    def planned(self, *, workplace: Workplace | None, steps: dict[int, PlanItem]) -> Planned:
        given = self.cleaned_data
        names = ("what", "since", "last_day", "hours", "agreed", "placement", "because")
        told = {name: given[name] for name in names if name in given}
        step = steps.get(int(given.get("step") or 0))
        return Planned(where=self.where, workplace=workplace, step=step, **told)


def as_told(activity: Activity) -> dict[str, Any]:
    """What the form begins with when an activity is put right."""
    return {
        "read_version": activity.version,
        "placement": activity.placement,
        "what": activity.what,
        "because": activity.because,
        "since": activity.since,
        "last_day": activity.until - timedelta(days=1) if activity.until else None,
        "hours": Decimal(activity.hours),
        "agreed": activity.agreed,
        "step": str(activity.step_id or ""),
    }


class EndForm(forms.Form):
    """What came of it, and the last day; empty is the last day that was agreed, or today."""

    use_required_attribute = False

    outcome = _choice(
        gettext_lazy("Hvad kom der ud af det?"),
        Outcome.choices,
        gettext_lazy("Vælg, hvad der kom ud af det."),
    )
    words = _text(
        gettext_lazy("Med ord"),
        gettext_lazy("Skriv, hvad der kom ud af det. En sætning er nok."),
        500,
        rows=2,
    )
    last_day = DayField(label=gettext_lazy("Sidste dag"))

    def last_day_of(self, activity: Activity, today: date) -> date:
        given: date | None = self.cleaned_data["last_day"]
        if self.cleaned_data["outcome"] == Outcome.NEVER_BEGAN:
            return activity.since - timedelta(days=1)
        agreed = activity.until - timedelta(days=1) if activity.until else today
        return given or min(agreed, today)
