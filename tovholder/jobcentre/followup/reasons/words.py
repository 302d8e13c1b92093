"""Each reason in one sentence, made of its row."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from tovholder.jobcentre.plans.models import Kind
from tovholder.jobcentre.sickleave.in_words import told
from tovholder.jobcentre.ui.templatetags.ui import ago, day, last_day


def sentence(row: dict, now: datetime) -> str:
    """Why somebody needs me, as it is read on the day's list."""
    return _SENTENCES[row["why"]](row, now)


def _said_company_wrote(row: dict, now: datetime) -> str:
    kind, _space, first_day = row["words"].partition(" ")
    what = told(kind, date.fromisoformat(first_day) if first_day else None)
    return _("%(what)s Modtaget %(when)s.") % {"what": what, "when": ago(row["since_when"])}


def _said_waiting(row: dict, now: datetime) -> str:
    what, _space, text = row["words"].partition(" ")
    words = " ".join(text.split()).removesuffix(".")  # ours stands behind the quotation
    short = words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + " …"
    return _(_WAITS[what]) % {"words": short, "when": ago(row["since_when"])}


# What of the citizen's waits for an answer, in words; each row says which by its first word.
_WAITS = {
    "message": gettext_noop("Skrev %(when)s: “%(words)s”. Venter på svar."),
    Kind.GOAL: gettext_noop("Skrev et mål %(when)s: “%(words)s”. Venter på svar."),
    Kind.STEP: gettext_noop("Foreslog et skridt %(when)s: “%(words)s”. Venter på svar."),
}


def _said_meeting(row: dict, now: datetime) -> str:
    return _("En, der er inviteret til mødet, siger nej eller foreslår en anden tid.")


def _said_passed(row: dict, now: datetime) -> str:
    return _("Mødet var aftalt til %(day)s. Blev det holdt?") % {"day": day(row["since_when"])}


def _said_due(row: dict, now: datetime) -> str:
    agreed = date.fromisoformat(row["words"][:10])
    if agreed == timezone.localdate(now):
        return _("I har aftalt at tale sammen i dag.")
    return _("I skulle have talt sammen %(day)s.") % {"day": day(agreed)}


def _said_long_since(row: dict, now: datetime) -> str:
    last = timezone.localdate(row["since_when"])
    waited = (timezone.localdate(now) - last).days
    usual = round((last - date.fromisoformat(row["words"][:10])).days / 4)
    return ngettext(
        "Det er %(waited)s dage siden, I talte sammen. Ellers går der omkring %(usual)s dag.",
        "Det er %(waited)s dage siden, I talte sammen. Ellers går der omkring %(usual)s dage.",
        usual,
    ) % {"waited": waited, "usual": usual}


def _said_no_next(row: dict, now: datetime) -> str:
    return _("I har ikke aftalt, hvornår I taler sammen igen.")


def _said_new(row: dict, now: datetime) -> str:
    return _("Ny hos dig fra %(name)s. Overleveringen er klar.") % {"name": row["words"]}


def _said_not_shared(row: dict, now: datetime) -> str:
    return _("Noten fra %(day)s er ikke delt.") % {"day": day(row["since_when"])}


def _said_to_evaluate(row: dict, now: datetime) -> str:
    agreed = date.fromisoformat(row["words"][:10])
    if agreed == timezone.localdate(now):
        return _("Fastholdelsesplanen skal evalueres i dag.")
    return _("Fastholdelsesplanen skulle evalueres %(day)s.") % {"day": day(agreed)}


def _said_not_noted(row: dict, now: datetime) -> str:
    arose = date.fromisoformat(row["words"][:10])
    return _("Der er noget, der skal afgøres, fra %(day)s. Notatet mangler.") % {"day": day(arose)}


def _said_mentor_ends(row: dict, now: datetime) -> str:
    until = date.fromisoformat(row["words"][:10])
    if until <= timezone.localdate(now):
        return _("Mentorstøtten sluttede %(day)s. Hvordan gik det?") % {"day": last_day(until)}
    return _("Mentorstøtten slutter %(day)s. Skal den forlænges?") % {"day": last_day(until)}


_SENTENCES = {
    "company_wrote": _said_company_wrote,
    "waiting_for_me": _said_waiting,
    "meeting_answered": _said_meeting,
    "meeting_passed": _said_passed,
    "contact_due": _said_due,
    "workplace_due": _said_due,
    "long_since": _said_long_since,
    "no_next_contact": _said_no_next,
    "new_to_me": _said_new,
    "note_not_shared": _said_not_shared,
    "matter_not_noted": _said_not_noted,
    "mentor_ends": _said_mentor_ends,
    "plan_to_evaluate": _said_to_evaluate,
}
