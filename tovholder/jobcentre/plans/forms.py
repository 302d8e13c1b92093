from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.plans.actions import Told
from tovholder.jobcentre.plans.models import About, Ending, Readers, StoryEntry, Thread, Wording
from tovholder.jobcentre.plans.models.item import LONGEST
from tovholder.jobcentre.plans.models.progress import HIGHEST, ProgressQuestion
from tovholder.jobcentre.plans.models.story import FIRST_YEAR, LONGEST_ENTRY
from tovholder.jobcentre.plans.models.thread import LONGEST_NAME, TIED
from tovholder.jobcentre.plans.plan import Item
from tovholder.jobcentre.ui.text import TextField

_RELOAD = _("Hent siden igen, og prøv en gang til. Kopiér først det, du har skrevet.")
_STALE = {"required": _RELOAD, "invalid": _RELOAD}
_TOGETHER = _("Vi har skrevet det sammen. Det er borgerens ord, og vi er enige.")


class _Words(forms.Form):
    """What a goal or a step says: short, and in the writer's own words."""

    text = TextField(
        label=_("Skriv med dine egne ord"),
        max_length=LONGEST,
        rows=3,
        error_messages={
            "required": _("Skriv noget først. En sætning er nok."),
            "max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn."),
        },
    )
    together = forms.BooleanField(
        label=_TOGETHER, required=False, widget=forms.CheckboxInput(attrs={"class": "form-checkbox"})
    )

    def __init__(self, *args, label: str = "", rows: int = 3, can_log_in: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label = label or text.label
        text.widget.attrs["rows"] = rows
        if can_log_in:
            del self.fields["together"]


class WriteForm(_Words):
    """A new goal or step. A step may stand under one of the `goals`, or alone."""

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=_STALE)
    under = forms.TypedChoiceField(
        label=_("Hører det til et mål?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "invalid_choice": _("Målet er ændret imens. Vælg et andet, eller lad skridtet stå alene.")
        },
    )

    def __init__(self, *args, goals: list[Item] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not goals:
            del self.fields["under"]
            return
        under = self.fields["under"]
        assert isinstance(under, forms.TypedChoiceField)
        under.choices = [*((goal.pk, goal.text) for goal in goals), ("", _("Nej, det står alene"))]


class AnswerForm(forms.Form):
    """A yes: the wording that was read is all it holds."""

    read_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=_STALE)

    def build_on(self, newer: Wording) -> None:
        """Keep what was typed, and let the next save build on the newer wording, which stands beside."""
        assert isinstance(self.data, QueryDict)
        typed = self.data.copy()
        typed["read_version"] = str(newer.number)
        self.data = typed


class ReviseForm(_Words, AnswerForm):
    field_order = ["text", "together"]


class DeclineForm(AnswerForm):
    words = TextField(
        label=_("Hvad tænker du?"),
        max_length=LONGEST,
        rows=3,
        error_messages={
            "required": _("Skriv, hvad du tænker. En sætning er nok."),
            "max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn."),
        },
    )


class StoryForm(forms.Form):
    """An entry of the story. Who may read it is never chosen beforehand."""

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages=_STALE, required=False)
    read_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=_STALE, required=False)
    about = forms.ChoiceField(
        label=_("Hvad handler det om?"),
        choices=About.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"required": _("Vælg, hvad det handler om.")},
    )
    text = TextField(
        label=_("Fortæl med dine egne ord"),
        max_length=LONGEST_ENTRY,
        rows=10,
        error_messages={
            "required": _("Skriv noget først. En sætning er nok."),
            "max_length": _("Teksten er for lang. Del den i to."),
        },
    )
    from_year = forms.IntegerField(label=_("Hvilket år begyndte det? (hvis du vil)"), required=False)
    to_year = forms.IntegerField(label=_("Hvilket år sluttede det? (hvis du vil)"), required=False)
    readers = forms.ChoiceField(
        label=_("Hvem må læse det?"),
        choices=Readers.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"required": _("Vælg, hvem der må læse det.")},
    )

    def __init__(self, *args, today: date, together: bool = False, is_new: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token" if is_new else "read_version"].required = True
        del self.fields["read_version" if is_new else "token"]
        for name in ("from_year", "to_year"):
            year = self.fields[name]
            assert isinstance(year, forms.IntegerField)
            year.widget = forms.TextInput(
                attrs={"class": "form-input input-width-xs", "inputmode": "numeric"}
            )
            wrong = _("Skriv et årstal fra %(first)d til %(last)d, eller lad feltet stå tomt.") % {
                "first": FIRST_YEAR,
                "last": today.year,
            }
            year.error_messages["invalid"] = wrong
            year.validators += [
                MinValueValidator(FIRST_YEAR, message=wrong),
                MaxValueValidator(today.year, message=wrong),
            ]
        if together:
            self._for_both()

    def _for_both(self) -> None:
        """The same questions, asked by the employee who writes it down; somebody has to be able to read it."""
        self.fields["text"].label = _("Borgerens egne ord")
        for name, label in (
            ("from_year", _("Hvilket år begyndte det?")),
            ("to_year", _("Hvilket år sluttede det?")),
        ):
            self.fields[name].label = label
        readers = self.fields["readers"]
        assert isinstance(readers, forms.ChoiceField)
        readers.choices = [
            (Readers.PERSON, _("Den faste medarbejder")),
            (Readers.DRAWN_IN, _("Den faste medarbejder og de kolleger, der er med")),
        ]

    def clean(self) -> dict:
        given = super().clean() or {}
        first, last = given.get("from_year"), given.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", gettext("Det kan ikke slutte, før det begyndte. Se på årstallene."))
        return given

    def told(self) -> Told:
        names = ("about", "readers", "text", "from_year", "to_year")
        return Told(**{name: self.cleaned_data[name] for name in names})

    def build_on(self, newer: StoryEntry) -> None:
        """Keep what was typed, and let the next save build on the newer text, which stands beside."""
        assert isinstance(self.data, QueryDict)
        typed = self.data.copy()
        typed["read_version"] = str(newer.version)
        self.data = typed


class TalkPlanForm(forms.Form):
    """What a talk brings to the plan, written in the same view: a step, and the threads it belongs to."""

    step = TextField(
        label=_("Et skridt, I talte om"),
        required=False,
        max_length=LONGEST,
        rows=1,
        error_messages={"max_length": _("Skridtet er for langt. Skriv højst %(limit_value)d tegn.")},
    )
    step_together = forms.BooleanField(
        label=_TOGETHER, required=False, widget=forms.CheckboxInput(attrs={"class": "form-checkbox"})
    )

    threads = forms.TypedMultipleChoiceField(
        label=_("Hvilke tråde kom I ind på?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
        error_messages={"invalid_choice": _RELOAD},
    )
    new_thread = TextField(
        label=_("Ny tråd"),
        required=False,
        max_length=LONGEST_NAME,
        error_messages={"max_length": _("Navnet er for langt. Skriv højst %(limit_value)d tegn.")},
    )

    def __init__(self, *args, can_log_in: bool, threads: list[Thread], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if can_log_in:
            del self.fields["step_together"]
        if not threads:
            del self.fields["threads"]
            return
        choose = self.fields["threads"]
        assert isinstance(choose, forms.TypedMultipleChoiceField)
        choose.choices = [(thread.pk, thread.name) for thread in threads]


class ThreadForm(forms.Form):
    """A new thread: a word or two."""

    name = TextField(
        label=_("Ny tråd"),
        help_text=_("Et ord eller to om noget, der kommer igen."),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Giv tråden et navn. Et ord er nok."),
            "max_length": _("Navnet er for langt. Skriv højst %(limit_value)d tegn."),
        },
    )


class TieForm(forms.Form):
    """What to put in a thread: which kind of thing, and its number."""

    kind = forms.ChoiceField(
        choices=[(name, name) for name in TIED],
        error_messages={"required": _RELOAD, "invalid_choice": _RELOAD},
    )
    number = forms.IntegerField(min_value=1, max_value=2**63 - 1, error_messages=_STALE)


class DoForm(forms.Form):
    """What is done with a goal or a step as a whole."""

    do = forms.ChoiceField(
        choices=[(str(ending), str(ending)) for ending in Ending] + [("again", "again"), ("top", "top")],
        error_messages={"required": _RELOAD, "invalid_choice": _RELOAD},
    )


class ProgressForm(forms.Form):
    """How it goes today, from 0 to 10. Each question may be left out; nothing is chosen beforehand."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for question in ProgressQuestion:
            self.fields[question.value] = forms.TypedChoiceField(
                label=question.label,
                choices=[(number, str(number)) for number in range(HIGHEST + 1)],
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect(attrs={"class": "form-radio"}),
                error_messages={"invalid_choice": _("Vælg et tal fra 0 til 10.")},
            )

    def answers(self) -> dict[str, int]:
        """The questions that were answered, each with its answer."""
        return {question: answer for question, answer in self.cleaned_data.items() if answer is not None}
