"""The three papers as forms. Nothing of illness is asked for; what looks like it is asked about before it is kept."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.absence.return_plan import MOST_HOURS, MOST_WEEKS, ReturnPlan, Stage, WeekTwice
from tovholder.jobcentre.sickleave import days
from tovholder.jobcentre.sickleave.actions import Written, WrittenStage
from tovholder.jobcentre.sickleave.forms import RELOAD, DayField, check_no_cpr, looks_like
from tovholder.jobcentre.sickleave.health import looks_like_health
from tovholder.jobcentre.sickleave.models import PaperKind
from tovholder.jobcentre.ui.text import TextField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROWS, MORE_ROWS, MOST_ROWS = 4, 3, 24
_HOURS = gettext_lazy("Skriv timerne som et helt tal fra 1 til 37.")
_WEEKS = gettext_lazy("Skriv ugen som et helt tal fra 1 til 104.")


def _number(label: "StrOrPromise", sentence: "StrOrPromise", highest: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=highest,
        widget=forms.TextInput(
            attrs={"class": "form-input input-width-xs", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], sentence),
        **more,
    )


def _text(
    label: "StrOrPromise", help_text: "StrOrPromise" = "", *, rows: int = 4, max_length: int = 2000
) -> TextField:
    return TextField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=max_length,
        rows=rows,
        validators=[check_no_cpr],
        error_messages={"max_length": gettext_lazy("Teksten er for lang: højst %(limit_value)d tegn.")},
    )


class HealthChecked(forms.Form):
    """Texts for a workplace: what looks like health must be written anew, or said to be none, before it is kept."""

    use_required_attribute = False
    CHECKED: tuple[str, ...] = ()

    not_health = forms.BooleanField(
        label=gettext_lazy("Det er ikke oplysninger om helbred"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.health_words: list[str] = []

    def checked(self) -> tuple[str, ...]:
        return self.CHECKED

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in self.checked():
            words = looks_like_health(given.get(name) or "")
            self.health_words += words
            if words and not given.get("not_health"):
                self.add_error(name, looks_like(words))
        return given


class PaperForm(HealthChecked):
    """What is the same in the three: the version that was read, and a day that must be there."""

    read_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, error_messages=RELOAD)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def need(self, name: str, sentence: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)

    def check_year(self, name: str) -> None:
        day = self.cleaned_data.get(name)
        if day and (sentence := days.wrong_year(day, self.today)):
            self.add_error(name, sentence)

    def written(self) -> Written:
        names = set(Written.__dataclass_fields__) & set(self.cleaned_data)
        return Written(**{name: self.cleaned_data[name] for name in names})


class PartTimeForm(PaperForm):
    """A first day back, and rows of weeks: from which week, for how many, how many hours a week, with which tasks."""

    FIELDS = ("week", "weeks", "hours", "tasks")

    first_day = DayField(label=gettext_lazy("Første dag tilbage"))
    full_hours = _number(gettext_lazy("Fuld tid, timer om ugen"), _HOURS, MOST_HOURS)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(self._how_many())
        for number in self.numbers:
            self.fields[f"week_{number}"] = _number(_("Fra uge"), str(_WEEKS), MOST_WEEKS)
            self.fields[f"weeks_{number}"] = _number(_("Antal uger"), str(_WEEKS), MOST_WEEKS)
            self.fields[f"hours_{number}"] = _number(_("Timer om ugen"), str(_HOURS), MOST_HOURS)
            self.fields[f"tasks_{number}"] = _text(_("Opgaver"), rows=2, max_length=500)
        self.initial["rows"] = len(self.numbers)
        self.plan: ReturnPlan | None = None

    def _how_many(self) -> int:
        given = str((self.data if self.is_bound else self.initial).get("rows", ""))
        if given.isascii() and given.isdigit() and len(given) < 4:
            return min(max(int(given), ROWS), MOST_ROWS)
        return max(ROWS, len([name for name in self.initial if name.startswith("week_")]) + 1)

    @classmethod
    def with_more_rows(cls, typed: Mapping[str, Any], *, today: date) -> "PartTimeForm":
        """The same as typed, with some empty rows after it: nothing is checked yet."""
        now = cls(typed, today=today)
        return cls(
            initial={name: typed[name] for name in typed} | {"rows": len(now.numbers) + MORE_ROWS},
            today=today,
        )

    @property
    def stage_rows(self) -> list[dict[str, Any]]:
        """The rows as the template shows them."""
        return [
            {"number": number + 1} | {name: self[f"{name}_{number}"] for name in self.FIELDS}
            for number in self.numbers
        ]

    @property
    def has_room(self) -> bool:
        return len(self.numbers) < MOST_ROWS

    def checked(self) -> tuple[str, ...]:
        return tuple(f"tasks_{number}" for number in self.numbers)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.need("first_day", _("Skriv den første dag tilbage."))
        self.need("full_hours", _("Skriv, hvor mange timer om ugen fuld tid er."))
        self.check_year("first_day")
        stages = list(self._stages())
        if not stages and not self.errors:
            self.add_error("week_0", _("Skriv mindst én uge med timer."))
        self._check_plan(stages)
        self.stages = sorted((stage for _row, stage in stages), key=lambda stage: stage.week)
        return given

    def _stages(self) -> Iterator[tuple[int, WrittenStage]]:
        for number in self.numbers:
            row = {name: self.cleaned_data.get(f"{name}_{number}") for name in self.FIELDS}
            if any(f"{name}_{number}" in self.errors for name in self.FIELDS) or not any(row.values()):
                continue
            if row["week"] is None:
                self.add_error(f"week_{number}", _("Skriv, fra hvilken uge."))
            elif row["hours"] is None:
                self.add_error(f"hours_{number}", _("Skriv, hvor mange timer om ugen."))
            else:
                yield number, WrittenStage(row["week"], row["weeks"] or 1, row["hours"], row["tasks"] or "")

    def _check_plan(self, stages: list[tuple[int, WrittenStage]]) -> None:
        """Each row within the plan's limits, and each week in one row only."""
        full = self.cleaned_data.get("full_hours")
        for number, stage in stages:
            if full and stage.hours > full:
                sentence = _("Det er flere timer end fuld tid. Ret en af dem.")
                self.add_error(f"hours_{number}", sentence)
            if stage.week + stage.weeks > MOST_WEEKS + 1:
                self.add_error(f"weeks_{number}", str(_WEEKS))
        first_day = self.cleaned_data.get("first_day")
        if self.errors or not stages or not full or not first_day:
            return
        try:
            given = tuple(Stage(stage.week, stage.weeks, stage.hours) for _row, stage in stages)
            self.plan = ReturnPlan(first_day, full, given)
        except WeekTwice as twice:
            number = max(row for row, stage in stages if stage.week == twice.week)
            sentence = _("Uge %(week)d står i to rækker. Ret en af dem.") % {"week": twice.week}
            self.add_error(f"week_{number}", sentence)

    def written(self) -> Written:
        given = self.cleaned_data
        return Written(
            first_day=given["first_day"], full_hours=given["full_hours"], stages=tuple(self.stages)
        )


class RetentionForm(PaperForm):
    """What each of the three does, and the day on which we look at it again."""

    CHECKED = ("workplace_does", "citizen_does", "we_do")

    workplace_does = _text(gettext_lazy("Det gør arbejdsstedet"))
    citizen_does = _text(gettext_lazy("Det gør medarbejderen"))
    we_do = _text(gettext_lazy("Det gør jobcentret"))
    evaluate_on = DayField(label=gettext_lazy("Hvornår ser I på planen igen?"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.need("evaluate_on", _("Skriv den dag, I ser på planen igen."))
        self.check_year("evaluate_on")
        day = given.get("evaluate_on")
        if day and day < self.today and day != self.initial.get("evaluate_on"):
            self.add_error("evaluate_on", _("Dagen er gået. Skriv en, der kommer."))
        if not any(given.get(name) for name in self.CHECKED) and not self.errors:
            self.add_error("workplace_does", _("Skriv, hvad mindst én af jer gør."))
        return given


class StatementForm(PaperForm):
    """Part 1, filled in together: what is difficult at work, what is agreed, and for how long. No part 2 is here."""

    CHECKED = ("hard_at_work", "agreed")

    hard_at_work = _text(
        gettext_lazy("Hvad er svært på arbejdet?"),
        gettext_lazy(
            "Skriv om opgaverne, ikke om sygdom: for eksempel at løfte, at køre, at tale i telefon."
        ),
    )
    agreed = _text(
        gettext_lazy("Hvad er aftalt?"),
        gettext_lazy("De hensyn, arbejdsstedet tager imens: andre opgaver, pauser, hjælpemidler, mødetid."),
    )
    first_day = DayField(label=gettext_lazy("Fra og med"))
    last_day = DayField(label=gettext_lazy("Til og med"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.need("hard_at_work", _("Skriv, hvad der er svært på arbejdet."))
        self.need("agreed", _("Skriv, hvad der er aftalt."))
        self.need("first_day", _("Skriv den første dag, det gælder."))
        self.need("last_day", _("Skriv den sidste dag, det gælder."))
        self.check_year("first_day")
        self.check_year("last_day")
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first and "last_day" not in self.errors:
            self.add_error("last_day", _("Perioden kan ikke slutte, før den begynder. Ret en af dagene."))
        return given


PAPER_FORMS: Mapping[str, type[PaperForm]] = {
    PaperKind.PART_TIME_PLAN: PartTimeForm,
    PaperKind.RETENTION_PLAN: RetentionForm,
    PaperKind.POSSIBILITY_STATEMENT: StatementForm,
}


def as_typed(written: Written, version: int) -> dict[str, Any]:
    """What a version says, as the forms take it."""
    typed: dict[str, Any] = written.columns() | {"read_version": version}
    for number, stage in enumerate(written.stages):
        row = {"week": stage.week, "weeks": stage.weeks, "hours": stage.hours, "tasks": stage.tasks}
        typed |= {f"{name}_{number}": value for name, value in row.items()}
    return typed


class ShareForm(HealthChecked):
    """The version that is shared, and what the citizen wants to say to the workplace with it."""

    CHECKED = ("words",)

    read_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, error_messages=RELOAD)
    words = _text(
        gettext_lazy("Til arbejdsstedet. Det er frivilligt"),
        gettext_lazy("Det står sammen med papiret, så længe det er delt."),
        rows=2,
        max_length=500,
    )


class AnswerForm(forms.Form):
    """The citizen agrees, or does not; in their own words, which the workplace never sees."""

    use_required_attribute = False

    read_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, error_messages=RELOAD)
    agrees = forms.TypedChoiceField(
        label=gettext_lazy("Er du enig?"),
        choices=[("yes", gettext_lazy("Ja, jeg er enig")), ("no", gettext_lazy("Nej, ikke helt"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": gettext_lazy("Vælg, om du er enig."),
            "invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her."),
        },
    )
    words = TextField(
        label=gettext_lazy("Dine ord til din medarbejder"),
        help_text=gettext_lazy("Arbejdsstedet ser dem ikke."),
        required=False,
        max_length=1000,
        rows=3,
        error_messages={"max_length": gettext_lazy("Teksten er for lang: højst %(limit_value)d tegn.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("agrees") is False and not given.get("words") and "words" not in self.errors:
            self.add_error("words", _("Skriv, hvad du ikke er enig i."))
        return given


class EvaluationForm(forms.Form):
    """How the plan went, for the day it said."""

    use_required_attribute = False

    due_on = forms.DateField(widget=forms.HiddenInput, error_messages=RELOAD)
    words = TextField(
        label=gettext_lazy("Hvordan gik det?"),
        help_text=gettext_lazy("Borgeren kan læse det. Arbejdsstedet ser det ikke."),
        max_length=2000,
        rows=4,
        error_messages={
            "required": gettext_lazy("Skriv, hvordan det gik."),
            "max_length": gettext_lazy("Teksten er for lang: højst %(limit_value)d tegn."),
        },
    )
