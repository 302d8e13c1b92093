"""Who covers from a day on, who usually does, and what is to happen with each booked talk meanwhile."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.staff.models import Absence, Employee
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.actions import Choice, Do
from tovholder.jobcentre.workbench.covering import Waiting
from tovholder.jobcentre.workbench.forms.talk import read_next
from tovholder.jobcentre.workbench.forms.team import DayField, by_unit, check_is_near
from tovholder.jobcentre.workbench.load import Load

_RELOAD = _("Hent siden igen, og prøv en gang til.")


class StandInField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=int,
            empty_value=None,
            widget=Select(),
            error_messages={
                "required": _("Vælg, hvem der dækker."),
                "invalid_choice": _("Vælg en på listen til at dække."),
            },
            **kwargs,
        )


class CoverForm(forms.Form):
    """From which day another covers, in an absence that is registered already."""

    absence = forms.IntegerField(widget=forms.HiddenInput)
    since = DayField(label=_("Fra og med"), missing=_("Skriv, fra hvilken dag en anden dækker."))
    stand_in = StandInField(label=_("Hvem dækker?"))

    def __init__(
        self,
        data: QueryDict | None,
        *,
        absence: Absence,
        today: date,
        stand_ins: Iterable[Load],
        own_unit: int,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(
            data,
            prefix="cover",
            initial={"absence": absence.pk} | (initial or {}),
            auto_id=f"cover-{absence.pk}-%s",
        )
        self.today = today
        _choose_among(self, by_unit(stand_ins, own_unit))

    def clean_since(self) -> date:
        since = self.cleaned_data["since"]
        check_is_near(since, self.today)
        return since


class UsualForm(forms.Form):
    """Who is to be proposed when the employee is away; nobody in particular when empty."""

    stand_in = StandInField(label=_("Dækker som regel"), required=False)

    def __init__(
        self, data: QueryDict | None, *, employee: Employee, stand_ins: Iterable[Load], own_unit: int
    ) -> None:
        super().__init__(data, prefix="usual", initial={"stand_in": employee.usual_stand_in_id})
        _empty, *others = by_unit(stand_ins, own_unit)
        _choose_among(self, [("", gettext("Ingen bestemt")), *others])


def _choose_among(form: forms.Form, choices: list[Any]) -> None:
    field = form.fields["stand_in"]
    assert isinstance(field, StandInField)
    field.choices = choices


class SettleForm(forms.Form):
    """What is to happen with one booked talk. Nothing is chosen beforehand, and what is not chosen stays as it is."""

    seen = forms.DateTimeField(
        widget=forms.HiddenInput, error_messages={"required": _RELOAD, "invalid": _RELOAD}
    )
    holder = forms.IntegerField(widget=forms.HiddenInput, required=False)
    do = forms.ChoiceField(
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        required=False,
        error_messages={"invalid_choice": _("Vælg en af mulighederne.")},
    )
    when = TextField(
        label=_("Flyt til"),
        help_text=_("Skriv for eksempel: fre 10 gåtur"),
        max_length=100,
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, row: Waiting, today: date) -> None:
        starts_at = timezone.localtime(row.talk.starts_at)
        holder = row.holder if row.may_meet else None
        super().__init__(
            data,
            prefix=f"t{row.talk.pk}",
            initial={"seen": starts_at.isoformat(), "holder": holder.pk if holder else None},
        )
        self.row, self.today = row, today
        self.fields["when"].widget.attrs |= {"autocomplete": "off"}
        choices = [(Do.MOVE, gettext("Flyt")), (Do.CANCEL, gettext("Aflys"))]
        if holder is not None or self.data.get(self.add_prefix("do")) == Do.COVER:
            name = holder.name if holder is not None else gettext("Den, der dækker,")
            choices.insert(0, (Do.COVER, gettext("%(name)s holder den") % {"name": name}))
        do = self.fields["do"]
        assert isinstance(do, forms.ChoiceField)
        do.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        text = given.get("when", "").strip()
        if given.get("do") == Do.MOVE:
            try:
                given["to"], given["form"] = self._read(text)
            except ValidationError as error:
                self.add_error("when", error)
        elif text and not given.get("do"):
            self.add_error("do", gettext("Vælg, hvad der skal ske med samtalen."))
        return given

    def _read(self, text: str) -> tuple[datetime, str]:
        """The time and form as typed; a talk needs a time of the day."""
        if not text:
            raise ValidationError(gettext("Skriv, hvornår samtalen skal være."))
        agreed = read_next(text, self.today)
        if agreed.time is None:
            raise ValidationError(gettext("Skriv også et klokkeslæt, for eksempel: fre 10."))
        return timezone.make_aware(datetime.combine(agreed.on, agreed.time)), agreed.form

    def choice(self) -> Choice | None:
        """What was chosen, or nothing. Ask a form that is valid."""
        given = self.cleaned_data
        if not given["do"]:
            return None
        return Choice(
            talk=self.row.talk.pk,
            do=Do(given["do"]),
            seen=given["seen"],
            holder=given["holder"],
            to=given.get("to"),
            form=given.get("form", ""),
        )
