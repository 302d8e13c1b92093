from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.sickleave.forms import NoticeForm
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeKind, TalkWish

BACK_PARTLY = "returned_partly"
_YES_OR_NO = {True: "yes", False: "no", None: ""}


class CallForm(NoticeForm):
    """What a company tells on the telephone, in three presses after opening: kind, named or nameless, save.

    The buttons that save say whether a talk is wanted, and coming back in part is a kind of its own, so that neither
    costs a press and neither is preselected.
    """

    talk = forms.ChoiceField(
        choices=TalkWish.choices,
        error_messages={
            "required": gettext_lazy(
                "Gem med en af knapperne: de siger, om virksomheden vil have en samtale."
            ),
            "invalid_choice": gettext_lazy(
                "Gem med en af knapperne: de siger, om virksomheden vil have en samtale."
            ),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(
            "kind",
            _("Hvad sker der?"),
            [
                *[(kind.value, str(kind.label)) for kind in NoticeKind if kind != NoticeKind.RETURNED],
                (NoticeKind.RETURNED.value, _("En medarbejder er tilbage på fuld tid")),
                (BACK_PARTLY, _("En medarbejder er tilbage nogle timer om ugen")),
            ],
        )
        self.ask(
            "agrees",
            _("Ved medarbejderen, at vi taler om det, og er det i orden?"),
            [("yes", _("Ja. Navnet er …")), ("no", _("Nej. Råd uden navn"))],
        )
        self.fields["text"].label = _("Hvad bliver der fortalt? Det er frivilligt")

        self.fields["wages_paid"].label = _("Betaler de løn under fraværet? Kun hvis det bliver sagt")
        self.fields["expected_last_day"].help_text = _("Kun hvis de ved det.")

    def _check_other_days(self, kind: str, given: dict[str, Any]) -> None:
        super()._check_other_days(NoticeKind.RETURNED if kind == BACK_PARTLY else kind, given)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if (
            given.get("kind") == BACK_PARTLY
            and given.get("hours_a_week") is None
            and "hours_a_week" not in self.errors
        ):
            self.add_error("hours_a_week", _("Skriv, hvor mange timer om ugen medarbejderen arbejder."))
        return given

    def told(self) -> dict[str, Any]:
        told = super().told()
        if told["kind"] == BACK_PARTLY:
            return told | {"kind": NoticeKind.RETURNED.value}
        return told | {"hours_a_week": None}


def as_told(notice: AbsenceNotice) -> dict[str, Any]:
    """What a notice tells, to be put right; whether a talk is wanted is said by the button that saves."""
    partly = notice.kind == NoticeKind.RETURNED and notice.hours_a_week
    return {
        "kind": BACK_PARTLY if partly else notice.kind,
        "first_day": notice.first_day,
        "expected_last_day": notice.expected_last_day,
        "back_on": notice.back_on,
        "wages_paid": _YES_OR_NO[notice.wages_paid],
        "hours_a_week": notice.hours_a_week,
        "agrees": "yes" if notice.employee_agrees else "no",
        "person_name": notice.person_name,
        "text": notice.text,
    }
