from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.talks.actions import Offering
from tovholder.jobcentre.talks.when import SENTENCES, NotUnderstood
from tovholder.jobcentre.talks.when.offered import OFFER_SENTENCES, Offered, understand_offer
from tovholder.jobcentre.ui.text import TextField
from tovholder.jobcentre.workbench.forms.team import DayField, check_is_near


class OfferForm(forms.Form):
    """The times an employee offers, in their own shorthand, and between which days they hold."""

    when = TextField(
        label=gettext_lazy("Hvornår og hvordan?"),
        help_text=gettext_lazy(
            "Skriv for eksempel: man og tors 9-12 her, telefon. Eller én dag: 4/12 13-15 gåtur 45 min. "
            "Skriver du ikke hvor længe, er det 30 minutter."
        ),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv, hvornår man kan vælge en tid.")},
    )
    place = TextField(
        label=gettext_lazy("Sted, hvis I mødes"),
        help_text=gettext_lazy("For eksempel: lokale 2, eller ved søen."),
        max_length=100,
        required=False,
    )
    since = DayField(
        label=gettext_lazy("Fra og med"), missing=gettext_lazy("Skriv, fra hvilken dag."), required=False
    )
    last_day = DayField(label=gettext_lazy("Til og med"), missing="", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["when"].widget.attrs["autocomplete"] = "off"

    def clean_when(self) -> Offered:
        try:
            return understand_offer(self.cleaned_data["when"], self.today)
        except NotUnderstood as error:
            sentence = OFFER_SENTENCES.get(error.code) or SENTENCES[error.code]
            raise ValidationError(_(sentence) % error.params) from error

    def clean_since(self) -> date:
        since = self.cleaned_data["since"] or self.today
        check_is_near(since, self.today)
        return since

    def clean_last_day(self) -> date | None:
        last_day, since = self.cleaned_data["last_day"], self.cleaned_data.get("since")
        if last_day is not None:
            check_is_near(last_day, self.today)
            if since is not None and last_day < since:
                raise ValidationError(_("Den sidste dag ligger før den første. Ret en af dem."))
        return last_day

    def offering(self) -> Offering:
        """What was written, as it is kept; one day is its own first and last."""
        said: Offered = self.cleaned_data["when"]
        since, last_day = self.cleaned_data["since"], self.cleaned_data["last_day"]
        if said.on is not None:
            since = last_day = said.on
        return Offering(
            weekdays=said.weekdays,
            starts=said.starts,
            ends=said.ends,
            minutes=said.minutes,
            forms=said.forms,
            place=self.cleaned_data["place"],
            since=since,
            until=last_day + timedelta(days=1) if last_day else None,
        )
