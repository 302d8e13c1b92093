"""From one contact to the next: who, why, and what the next one needs to know. For one citizen, and for many."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens.actions import needs_joint_talk
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.forms.team import DayField, by_unit, check_is_near, choose_among
from tovholder.jobcentre.workbench.load import Load

# A select or a field that chooses the new contact: what that would break is shown as soon as it changes.
_CHOOSES = "data-chooses"
_TOO_LONG = {"max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn.")}
_WHY_NO_JOINT_TALK = _("Hvis I ikke holder en fælles samtale: hvorfor ikke?")


def _new_contact(**more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Ny fast medarbejder"),
        coerce=int,
        widget=Select(**{_CHOOSES: ""}),
        error_messages={
            "required": _("Vælg den nye faste medarbejder."),
            "invalid_choice": _("Vælg en på listen som ny fast medarbejder."),
        },
        **more,
    )


def _reason() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hvorfor skifter borgeren fast medarbejder?"),
        # Another unit is asked for on a page of its own: its leader says yes first.
        choices=[choice for choice in HandoverReason.choices if choice[0] != HandoverReason.UNIT],
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": _("Vælg, hvorfor borgeren skifter fast medarbejder."),
            "invalid_choice": _("Vælg en af grundene."),
        },
    )


class WordsForm(forms.Form):
    """What the next contact needs to know. `from_employee` is the one whom the page showed as contact."""

    from_employee = forms.IntegerField(widget=forms.HiddenInput)
    what_matters = TextField(
        label=_("Hvad er vigtigt for den nye at vide?"),
        help_text=_("Så borgeren ikke skal fortælle det hele igen. Borgeren kan få det at se."),
        max_length=2000,
        rows=6,
        error_messages={"required": _("Skriv, hvad der er vigtigt. En sætning er nok."), **_TOO_LONG},
    )
    next_step = TextField(
        label=_("Det næste, der er aftalt"),
        help_text=_("Lad feltet stå tomt, hvis intet er aftalt. Så får den nye det at vide."),
        max_length=500,
        required=False,
        error_messages=_TOO_LONG,
    )
    citizen_wish = TextField(
        label=_("Hvad ønsker borgeren selv?"), max_length=500, required=False, error_messages=_TOO_LONG
    )
    joint_talk_on = DayField(
        label=_("Fælles samtale"),
        help_text=_("Dagen, hvor borgeren taler med både den gamle og den nye."),
        required=False,
        missing="",
    )

    def __init__(self, data: QueryDict | None, *, course: Course, today: date, **kwargs: Any) -> None:
        super().__init__(data, use_required_attribute=False, **kwargs)
        self.course, self.today = course, today

    def clean_joint_talk_on(self) -> date | None:
        on = self.cleaned_data["joint_talk_on"]
        if on is not None:
            check_is_near(on, self.today)
            if on < self.today:
                raise ValidationError(gettext("Dagen er gået. Skriv en dag, der ikke er gået."))
        return on

    def check_they_meet(self, reason: str, because: str) -> None:
        """Ask for the day of the joint talk, or why there is none; not for both."""
        on = self.cleaned_data.get("joint_talk_on")
        if "joint_talk_on" in self.errors or not reason:
            return
        if on is None and not because and needs_joint_talk(self.course, reason=reason, today=self.today):
            self.add_error(
                "joint_talk_on",
                gettext("Skriv dagen for den fælles samtale, eller skriv, hvorfor I ikke holder en."),
            )


class ContactForm(WordsForm):
    """Another contact for one citizen."""

    to = _new_contact()
    reason = _reason()
    no_joint_talk_because = TextField(
        label=_WHY_NO_JOINT_TALK, max_length=200, required=False, error_messages=_TOO_LONG
    )

    def __init__(
        self, data: QueryDict | None, *, colleagues: Iterable[Load], course: Course, **kwargs: Any
    ) -> None:
        super().__init__(data, course=course, **kwargs)
        # The contact of today is no choice, unless they became it after the page was opened: the action says so.
        chosen = (data or self.initial or {}).get("to")
        others = [
            load
            for load in colleagues
            if load.employee.pk != course.contact_id or str(load.employee.pk) == chosen
        ]
        choose_among(self, "to", by_unit(others, course.unit_id))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        because = given.get("no_joint_talk_because", "")
        self.check_they_meet(given.get("reason", ""), because)
        if given.get("joint_talk_on") and because:
            both = gettext("Skriv enten dagen for den fælles samtale eller hvorfor I ikke holder en.")
            self.add_error("no_joint_talk_because", both)
        return given


class ListForm(forms.Form):
    """What is the same for many citizens: why, and whom they get where nobody else is written at the citizen."""

    to = _new_contact(required=False, empty_value=None)
    reason = _reason()
    no_joint_talk_because = TextField(
        label=_WHY_NO_JOINT_TALK,
        help_text=_("Gælder de borgere herunder, hvor der ikke står en dag."),
        max_length=200,
        required=False,
        error_messages=_TOO_LONG,
    )

    def __init__(
        self, data: QueryDict | None, *, colleagues: Iterable[Load], own_unit: int, **kwargs: Any
    ) -> None:
        super().__init__(data, use_required_attribute=False, **kwargs)
        choose_among(self, "to", by_unit(colleagues, own_unit))


class RowForm(WordsForm):
    """One citizen of many. `people` are those who can be written as another new contact, as they are written."""

    other = TextField(label=_("En anden ny fast medarbejder"), required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        course: Course,
        people: dict[str, Employee],
        common: dict[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, course=course, prefix=f"b{course.pk}", auto_id="%s", **kwargs)
        self.people, self.common = people, common
        for name, rows in (("what_matters", 3), ("next_step", 0), ("citizen_wish", 0)):
            field = self.fields[name]
            field.help_text = ""
            if rows:
                field.widget.attrs["rows"] = rows
                del field.widget.attrs["cols"]
        self.fields["joint_talk_on"].help_text = ""
        self.fields["joint_talk_on"].widget.attrs["class"] = "form-input"
        self.fields["other"].widget.attrs |= {"list": "people", "autocomplete": "off", _CHOOSES: ""}

    def clean_other(self) -> Employee | None:
        written = self.cleaned_data["other"].strip()
        if written and written not in self.people:
            raise ValidationError(gettext("Vælg en på listen som ny fast medarbejder."))
        return self.people.get(written)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.check_they_meet(self.common.get("reason", ""), self.common.get("no_joint_talk_because", ""))
        return given
