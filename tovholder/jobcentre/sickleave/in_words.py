"""One notice and its three measures, as sentences."""

from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.sickleave.models import NoticeKind
from tovholder.jobcentre.ui.templatetags.ui import day


def told(kind: str, first_day: date | None) -> str:
    """What a company told, as it reads on any later day."""
    if first_day is None:
        return _("%(what)s.") % {"what": NoticeKind(kind).label.rstrip(" …")}
    if kind == NoticeKind.SINCE:
        return _("En medarbejder har været sygemeldt siden %(day)s.") % {"day": day(first_day)}
    if kind == NoticeKind.FIRST_DAY:
        return _("En medarbejder har meldt sig syg fra %(day)s.") % {"day": day(first_day)}
    return _("%(what)s. Første fraværsdag: %(day)s.") % {
        "what": NoticeKind(kind).label.rstrip(" …"),
        "day": day(first_day),
    }


def told_to_citizen(kind: str, first_day: date | None) -> str:
    """The same, as it goes on after "has told us that" and is said to the one it is about."""
    if kind == NoticeKind.EXPECTED:
        return _("du måske bliver sygemeldt")
    if kind == NoticeKind.RECURRING:
        return _("du ofte er sygemeldt i kort tid")
    if kind == NoticeKind.RETURNED:
        return _("du er tilbage på arbejde")
    return _("du er sygemeldt fra %(day)s") % {"day": day(first_day)}


def contact(days: int) -> str:
    if days == 0:
        return _("Kontakt med virksomheden på første fraværsdag.")
    if days < 0:
        before = ngettext(
            "Kontakt med virksomheden %(n)d dag før første fraværsdag.",
            "Kontakt med virksomheden %(n)d dage før første fraværsdag.",
            -days,
        )
        return before % {"n": -days}
    after = ngettext(
        "Kontakt med virksomheden %(n)d dag efter første fraværsdag.",
        "Kontakt med virksomheden %(n)d dage efter første fraværsdag.",
        days,
    )
    return after % {"n": days}


def answer(hours: float) -> str:
    minutes = round(hours * 60)
    if minutes == 0:
        return _("Vi talte sammen med det samme.")
    if minutes < 60:
        text = ngettext(
            "Vi talte sammen efter %(n)d minut i arbejdstiden.",
            "Vi talte sammen efter %(n)d minutter i arbejdstiden.",
            minutes,
        )
        return text % {"n": minutes}
    rounded = round(hours, 1)
    shown = number_format(int(rounded) if rounded.is_integer() else rounded)
    text = ngettext(
        "Vi talte sammen efter %(hours)s arbejdstime.",
        "Vi talte sammen efter %(hours)s arbejdstimer.",
        1 if rounded == 1 else 2,
    )
    return text % {"hours": shown}


def talk(days: int) -> str:
    if days == 0:
        return _("Samtale med borgeren på første fraværsdag.")
    if days < 0:
        before = ngettext(
            "Samtale med borgeren %(n)d dag før første fraværsdag.",
            "Samtale med borgeren %(n)d dage før første fraværsdag.",
            -days,
        )
        return before % {"n": -days}
    after = ngettext(
        "Samtale med borgeren %(n)d dag efter første fraværsdag.",
        "Samtale med borgeren %(n)d dage efter første fraværsdag.",
        days,
    )
    return after % {"n": days}
