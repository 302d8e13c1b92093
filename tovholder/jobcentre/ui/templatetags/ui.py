"""Dates, times and people, said the same way on every page."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils import formats, timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """ "fredag 27. november", with the year when it is not this one."""
    if value is None:
        return ""
    value = _as_day(value)
    return with_weekday(value, get_language(), value.year != _this_year())


@register.filter
def about(value: date) -> str:
    """ "27. november": a day that is only roughly the day names no weekday, which would sound agreed."""
    return _said(value, get_language(), value.year != _this_year())


def _this_year() -> int:
    """Nobody has a time zone of their own here, so none is looked for: a list says a hundred days."""
    return datetime.now(timezone.get_default_timezone()).year


@lru_cache(maxsize=4096)  # a page says some thirty days, and the next page mostly the same ones
def with_weekday(value: date, language: str | None, with_year: bool) -> str:
    weekday = str(WEEKDAYS[value.weekday()])
    return f"{weekday.lower() if language == 'da' else weekday} {_said(value, language, with_year)}"


@lru_cache(maxsize=4096)
def _said(value: date, language: str | None, with_year: bool) -> str:
    is_danish = language == "da"
    said = (
        f"{value.day}{'.' if is_danish else ''} {MONTHS[value.month]}{f' {value.year}' if with_year else ''}"
    )
    return said.lower() if is_danish else said


@register.filter
def moment(value: datetime | None) -> str:
    """ "fredag 27. november kl. 10", minutes only when there are any."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return gettext("%(day)s kl. %(time)s") % {"day": day(local), "time": clock(local)}


@register.filter
def clock(value) -> str:
    """ "10" on the hour, else "10.30"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    separator = "." if get_language() == "da" else ":"
    return f"{value.hour}" if not value.minute else f"{value.hour}{separator}{value.minute:02}"


@register.filter
def last_day(until: date | None) -> str:
    """A half-open period's last day in words: "til og med fredag 27. november" reads better than its end."""
    return day(until - timedelta(days=1)) if until else ""


@register.filter
def ago(value: datetime | None) -> str:
    """ "for 40 minutter siden", "i dag kl. 9", "i går", else the day."""
    if value is None:
        return ""
    now, local = timezone.localtime(), timezone.localtime(value)
    minutes = int((now - local).total_seconds() // 60)
    if minutes == 0:
        return gettext("lige nu")
    if 0 < minutes < 60:
        return ngettext("for %(n)d minut siden", "for %(n)d minutter siden", minutes) % {"n": minutes}
    if local.date() == now.date():
        return gettext("i dag kl. %(time)s") % {"time": clock(local)}
    if local.date() == now.date() - timedelta(days=1):
        return gettext("i går")
    return day(local.date())


@register.filter
def cpr_shown(digits: str) -> str:
    return f"{digits[:6]}-{digits[6:]}"


@register.filter
def hours(value: Decimal | float | None) -> str:
    """Hours with at most two decimals and no empty ones: "29", "0,75"."""
    if value is None:
        return ""
    return formats.number_format(Decimal(value).quantize(Decimal("0.01")).normalize().__format__("f"))


@register.filter
def telephone_link(number: str) -> str:
    return "tel:" + "".join(c for c in number if c.isdigit() or c == "+")


@register.simple_tag
def icon(name: str, label: str = ""):
    """An icon of the design system; without a label it is only decoration."""
    from django.templatetags.static import static

    href = static("vendor/dkfds/img/all-svg-icons.svg")
    if label:
        return format_html(
            '<svg class="icon-svg" role="img" focusable="false" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            href,
            name,
        )
    return format_html(
        '<svg class="icon-svg" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        href,
        name,
    )


def _as_day(value: date | datetime) -> date:
    return value.astimezone(timezone.get_default_timezone()).date() if isinstance(value, datetime) else value
