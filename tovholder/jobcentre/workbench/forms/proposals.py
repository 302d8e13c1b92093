"""What a leader answers to a proposal, and what the manager lets count."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.allocation.actions import Words, reason_for
from tovholder.jobcentre.allocation.models import (
    HEAVIEST,
    WEIGHED,
    ProposedMove,
    ProposedWorkplaceMove,
    WeightChoice,
)
from tovholder.jobcentre.citizens.actions import needs_joint_talk
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.forms.team import A_YEAR, DayField
from tovholder.jobcentre.workbench.known import next_in_words


class AnswerForm(forms.Form):
    """Which moves are accepted, and for each citizen whom somebody has followed: what matters, and when they meet."""

    no_joint_talk_because = TextField(
        label=_("Hvorfor holder I ikke en fælles samtale?"),
        help_text=_("Gælder de borgere herover, hvor der ikke står en dag."),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn.")},
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        moves: Iterable[ProposedMove],
        workplaces: Iterable[ProposedWorkplaceMove],
        today: date,
        number: int = 0,
    ) -> None:
        # Several stand on one page, and no two fields there may have the same id.
        super().__init__(data, auto_id=f"proposal{number}-%s")
        self.moves, self.workplaces, self.today = list(moves), list(workplaces), today
        for move in self.moves:
            self.fields[_accept(move)] = _check()
            if not move.is_new:
                self.fields[_matters(move)] = TextField(
                    label=_("Hvad er vigtigt for den nye at vide?"),
                    max_length=2000,
                    rows=3,
                    required=False,
                    error_messages={
                        "max_length": _("Teksten er for lang. Skriv højst %(limit_value)d tegn.")
                    },
                )
                self.fields[_meets(move)] = DayField(label=_("Fælles samtale"), required=False, missing="")
        for place in self.workplaces:
            self.fields[_accept(place)] = _check()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for move in self._chosen(self.moves):
            if not move.is_new and not given.get(_matters(move)) and _matters(move) not in self.errors:
                self.add_error(_matters(move), gettext("Skriv, hvad der er vigtigt. En sætning er nok."))
            if _meets(move) in self.fields:
                self._check_they_meet(move)
        if not self._chosen(self.moves) and not self._chosen(self.workplaces):
            self.add_error(None, gettext("Sæt mindst ét kryds, eller læg forslaget væk."))
        return given

    def _check_they_meet(self, move: ProposedMove) -> None:
        on = self.cleaned_data.get(_meets(move))
        if on is not None and not self.today <= on <= self.today + A_YEAR:
            self.add_error(_meets(move), gettext("Skriv en dag fra i dag og et år frem."))
        because = self.cleaned_data.get("no_joint_talk_because")
        if _meets(move) in self.errors or on is not None or because:
            return
        if needs_joint_talk(move.course, reason=reason_for(move), today=self.today):
            self.add_error(
                _meets(move),
                gettext(
                    "Skriv dagen for den fælles samtale, eller skriv herunder, hvorfor I ikke holder en."
                ),
            )

    def accepted(self) -> dict[ProposedMove, Words]:
        return {move: self._words(move) for move in self._chosen(self.moves)}

    def _words(self, move: ProposedMove) -> Words:
        given, on = self.cleaned_data, self.cleaned_data.get(_meets(move))
        return Words(
            what_matters=given.get(_matters(move), ""),
            next_step=next_in_words(move.course),
            joint_talk_on=on,
            no_joint_talk_because="" if on or move.is_new else given.get("no_joint_talk_because", ""),
        )

    def accepted_workplaces(self) -> list[ProposedWorkplaceMove]:
        return self._chosen(self.workplaces)

    def accept(self, move: ProposedMove | ProposedWorkplaceMove) -> forms.BoundField:
        return self[_accept(move)]

    def matters(self, move: ProposedMove) -> forms.BoundField | None:
        return self[_matters(move)] if _matters(move) in self.fields else None

    def meets(self, move: ProposedMove) -> forms.BoundField | None:
        return self[_meets(move)] if _meets(move) in self.fields else None

    def _chosen(self, moves: list[Any]) -> list[Any]:
        """Those with a cross; and all who are new, when that is what was pressed."""
        every = "every" in self.data
        return [
            move
            for move in moves
            if self.cleaned_data.get(_accept(move)) or (every and getattr(move, "is_new", False))
        ]


def _check() -> forms.BooleanField:
    return forms.BooleanField(required=False, widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}))


def _accept(move: ProposedMove | ProposedWorkplaceMove) -> str:
    return f"{'accept' if isinstance(move, ProposedMove) else 'place'}-{move.pk}"


def _matters(move: ProposedMove) -> str:
    return f"matters-{move.pk}"


def _meets(move: ProposedMove) -> str:
    return f"meets-{move.pk}"


def asked_about(data: QueryDict, kind: str) -> list[int]:
    """The numbers of the moves ("accept") or workplaces ("place") with a cross; all new ones shown, when pressed so."""
    numbers = [name.partition("-")[2] for name in data if name.startswith(f"{kind}-")]
    if kind == "accept" and "every" in data:
        numbers += data.getlist("shown")
    return [int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) <= 18]


class LeaverForm(forms.Form):
    """Who leaves, among those who follow citizens in the unit."""

    leaver = forms.TypedChoiceField(
        label=_("Hvem holder op?"),
        coerce=int,
        widget=Select(),
        error_messages={
            "required": _("Vælg, hvem der holder op."),
            "invalid_choice": _("Vælg en medarbejder på listen."),
        },
    )

    def __init__(self, data: QueryDict | None, *, followers: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        field = self.fields["leaver"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", gettext("Vælg …")), *followers]


_MEANS = {
    "present": _("Når en borger får en anden fast medarbejder end i dag."),
    "earlier": _("Når borgeren får en helt ny, selv om en kollega her kender borgeren fra før."),
    "workplace": _("Når stedet, hvor borgeren arbejder, har en anden fast kontakt end borgeren."),
    "competence": _("For hver rolle, forløbet kræver, og medarbejderen ikke kan endnu."),
    "language": _("Når medarbejderen ikke taler borgerens sprog."),
    "unit": _("Når borgeren følges af en medarbejder fra en anden enhed."),
    "fair": _("For hver time om ugen, en medarbejder har mere end en jævn fordeling."),
}


class WeightForm(forms.Form):
    """What counts how much, in points; each says when it is counted."""

    def __init__(self, data: QueryDict | None, *, choice: WeightChoice) -> None:
        super().__init__(data, initial={name: getattr(choice, name) for name in WEIGHED})
        for name in WEIGHED:
            label = str(getattr(WeightChoice._meta.get_field(name), "verbose_name", name))
            self.fields[name] = forms.DecimalField(
                label=label[0].upper() + label[1:],
                help_text=_MEANS[name],
                min_value=Decimal(0),
                max_value=Decimal(HEAVIEST),
                max_digits=4,
                decimal_places=1,
                localize=True,
                widget=forms.TextInput(attrs={"class": "form-input", "inputmode": "decimal"}),
                error_messages=dict.fromkeys(
                    (
                        "required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places",
                        "max_whole_digits",
                    ),
                    _("Skriv et tal fra 0 til 100, med højst én decimal."),
                ),
            )  # fmt: skip


def weights_in_words(choice: WeightChoice) -> list[tuple[str, Decimal]]:
    """What is counted, and the points it costs, for those who only read it."""
    return [(str(_MEANS[name]), getattr(choice, name)) for name in WEIGHED]
