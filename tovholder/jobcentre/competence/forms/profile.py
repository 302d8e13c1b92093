from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.actions import Written
from tovholder.jobcentre.competence.forms.level import LevelField
from tovholder.jobcentre.competence.models import Competence, OwnView
from tovholder.jobcentre.competence.profile import Line


@dataclass(frozen=True)
class Row:
    """The fields of one competence, to be shown together."""

    competence: Competence
    own: OwnView | None
    fields: list[forms.BoundField]


class OwnViewsForm(forms.Form):
    """How an employee sees themselves in each competence of one field."""

    MARKS = {
        "is_unsure": _("Her er jeg usikker"),
        "wants": _("Det vil jeg gerne"),
        "is_shared": _("Min leder må se det"),
    }

    def __init__(self, data: Any, *, lines: list[Line]) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            subject, own = line.competence.kept_as, line.own
            self.fields[f"level_{subject}"] = LevelField(
                label=_("Niveau"), initial=own.level if own is not None else 0
            )
            for mark, label in self.MARKS.items():
                self.fields[f"{mark}_{subject}"] = forms.BooleanField(
                    label=label,
                    required=False,
                    initial=own is not None and getattr(own, mark),
                    widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
                )

    @property
    def rows(self) -> list[Row]:
        return _rows(self, self.lines, ("level", *self.MARKS))

    def written(self) -> dict[int, Written]:
        given = self.cleaned_data
        return {
            (subject := line.competence.kept_as): Written(
                given[f"level_{subject}"], **{mark: given[f"{mark}_{subject}"] for mark in self.MARKS}
            )
            for line in self.lines
        }


class AgreeForm(forms.Form):
    """The level that leader and employee agree on in each competence of one field."""

    def __init__(self, data: Any, *, lines: list[Line]) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            self.fields[f"level_{line.competence.kept_as}"] = LevelField(
                none=gettext("Intet aftalt"), label=_("Niveau"), initial=line.agreed.value
            )

    @property
    def rows(self) -> list[Row]:
        return _rows(self, self.lines, ("level",))

    def levels(self) -> dict[int, int]:
        return {
            (subject := line.competence.kept_as): self.cleaned_data[f"level_{subject}"] for line in self.lines
        }


def _rows(form: forms.Form, lines: list[Line], names: Iterable[str]) -> list[Row]:
    return [
        Row(line.competence, line.own, [form[f"{name}_{line.competence.kept_as}"] for name in names])
        for line in lines
    ]
