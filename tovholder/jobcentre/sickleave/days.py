"""Are the days that were told possible together? Each question is answered with a sentence, or with nothing."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from tovholder.jobcentre.sickleave.models import NoticeKind

LONGEST_BACK = timedelta(days=5 * 365)
LONGEST_AHEAD = timedelta(days=365)


def wrong_year(day: date, today: date) -> str:
    if day > today + LONGEST_AHEAD:
        return _("Dagen ligger mere end et år ude i fremtiden. Se efter, om årstallet er rigtigt.")
    if day < today - LONGEST_BACK:
        return _("Dagen ligger mere end fem år tilbage. Se efter, om årstallet er rigtigt.")
    return ""


def wrong_first_day(kind: str, day: date, today: date) -> str:
    if kind == NoticeKind.EXPECTED and day < today:
        return _(
            "Dagen er allerede gået. Ret den, eller vælg, at medarbejderen har været sygemeldt siden da."
        )
    if kind and kind != NoticeKind.EXPECTED and day > today:
        return _(
            "Dagen ligger i fremtiden. Ret den, eller vælg, at medarbejderen taler om at blive sygemeldt."
        )
    return ""


def wrong_last_day(day: date, first_day: date | None) -> str:
    if first_day is not None and day < first_day:
        return _("Fraværet kan ikke slutte, før det begynder. Ret en af dagene.")
    return ""


def wrong_day_back(day: date, first_day: date | None, today: date) -> str:
    if day > today:
        return _("Dagen ligger i fremtiden. Skriv igen, når medarbejderen er tilbage.")
    if first_day is not None and day < first_day:
        return _("Medarbejderen kan ikke være tilbage før første fraværsdag. Ret en af dagene.")
    return ""
