from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.sickleave.forms import NoticeForm
from tovholder.jobcentre.sickleave.models import NoticeKind, TalkWish


class DoorForm(NoticeForm):
    """What a company tells us at the door, in the company's own words."""

    back = forms.ChoiceField(
        label=gettext_lazy("Hvor meget er medarbejderen tilbage?"),
        choices=[("fully", gettext_lazy("På fuld tid")), ("partly", gettext_lazy("Nogle timer om ugen"))],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her.")},
    )
    talk = forms.ChoiceField(
        label=gettext_lazy("Vil det hjælpe med en samtale?"),
        choices=TalkWish.choices,
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={
            "required": gettext_lazy("Vælg, om en samtale vil hjælpe."),
            "invalid_choice": gettext_lazy("Vælg en af de muligheder, der står her."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(
            "agrees",
            _("Ved medarbejderen, at I skriver, og er det i orden?"),
            [("yes", _("Ja. Navnet er …")), ("no", _("Ikke endnu. Vi vil gerne have råd uden navn"))],
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") == NoticeKind.RETURNED:
            self._check_back(given.get("back", ""), given.get("hours_a_week"))
        return given

    def _check_back(self, back: str, hours: int | None) -> None:
        if "back" in self.errors or "hours_a_week" in self.errors:
            return
        if not back:
            self.add_error("back", _("Vælg, om medarbejderen er tilbage på fuld tid."))
        if back == "partly" and hours is None:
            self.add_error("hours_a_week", _("Skriv, hvor mange timer om ugen medarbejderen arbejder."))
        if back == "fully" and hours is not None:
            self.add_error("hours_a_week", _("Slet timerne, eller vælg nogle timer om ugen."))

    def told(self) -> dict[str, Any]:
        # Hours belong to a return; with the other kinds the question is not asked.
        told = super().told()
        return told if told["kind"] == NoticeKind.RETURNED else told | {"hours_a_week": None}
