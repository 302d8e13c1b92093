"""An invitation to a talk on paper, for somebody without a phone: a tagged PDF, neutral as a letter on a table."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.jobcentre.staff.now import on_duty
from tovholder.jobcentre.talks.letters import where
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.ui.pdf import tagged_pdf
from tovholder.jobcentre.ui.templatetags.ui import day, moment

_TEMPLATE = Path(__file__).with_name("templates") / "talks" / "invitation.typ"


def invitation_pdf(talk: Talk, *, at: datetime) -> bytes:
    """The invitation as it is at `at`, in the language that is on. Have `citizen` and `employee__unit` selected."""
    return tagged_pdf(_TEMPLATE, words_of(talk, at=at), at=at)


def words_of(talk: Talk, *, at: datetime) -> dict[str, Any]:
    """Everything the page says, as data."""
    assert talk.starts_at is not None
    duty = on_duty(talk.employee, timezone.localdate(at))
    facts = [
        (_("Hvornår"), capfirst(moment(talk.starts_at))),
        (_("Hvordan og hvor"), where(talk.form, talk.place)),
        (_("Med hvem"), talk.employee.name),
    ]
    if talk.minutes:
        facts.append((_("Hvor længe"), _("Omkring %(n)d minutter") % {"n": talk.minutes}))
    hours = _("Telefontid: %(hours)s") % {"hours": duty.telephone_hours} if duty.telephone_hours else ""
    return {
        "title": _("Vi har en tid til dig"),
        "by": talk.employee.name,
        "lang": (get_language() or "da")[:2],
        "to": talk.citizen.name,
        "written": _("Udskrevet %(day)s") % {"day": day(at)},
        "facts": [{"name": name, "value": value} for name, value in facts],
        "lines": [
            _("Passer tiden ikke, så ring på %(telephone)s. Så finder vi en anden.")
            % {"telephone": duty.telephone},
            _("Du må gerne tage en med, som du er tryg ved."),
        ],
        "hours": hours,
        "signed": [_("Venlig hilsen"), talk.employee.name, talk.employee.unit.name],
    }
