"""Numbers, days and periods in the reader's language."""

from datetime import date
from decimal import Decimal

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.registers.period import Period, Span

MINUS = "−"


def number(value: int | float | Decimal, decimals: int = 0) -> str:
    """ "12.450", "1,5", "−30": no empty decimals, and a minus that reads as one."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals))
    shortest = exact.normalize() if exact else Decimal(0)
    text = number_format(f"{abs(shortest):f}", force_grouping=True)
    return MINUS + text if shortest < 0 else text


def points(value: Decimal) -> str:
    """ "8,20", "−0,05": per cent or percentage points, always with two decimals, as the source writes them."""
    text = number_format(round(abs(value), 2), decimal_pos=2)
    return MINUS + text if value < 0 else text


def signed(value: int | float | Decimal, text: str) -> str:
    """A difference with its sign: "+40", "−30", "0"; `text` is the value in words."""
    return f"+{text}" if value > 0 else text


def percent(share: float) -> str:
    return _("%(n)s %%") % {"n": number(share * 100)}


def _plural(value: float) -> int:
    """The plural rule counts whole numbers: one and a half days are days."""
    return 1 if value == 1 else 2


def days(value: float) -> str:
    value = abs(value)
    return ngettext("%(n)s dag", "%(n)s dage", _plural(value)) % {"n": number(value, 1)}


def hours(value: float) -> str:
    """Working hours; under two of them in minutes, as people say it."""
    if value < 2:
        return ngettext("%(n)d minut", "%(n)d minutter", round(value * 60)) % {"n": round(value * 60)}
    return ngettext("%(n)s arbejdstime", "%(n)s arbejdstimer", _plural(value)) % {"n": number(value, 1)}


def employees(value: float) -> str:
    """An average: with two decimals, because most people meet between one and two."""
    return ngettext("%(n)s medarbejder", "%(n)s medarbejdere", _plural(value)) % {"n": number(value, 2)}


def times(value: float) -> str:
    """How often, on average: "0,27 gange"."""
    return ngettext("%(n)s gang", "%(n)s gange", _plural(value)) % {"n": number(value, 2)}


def of_five(value: float) -> str:
    """ "4,1 af 5": the mean of answers on a scale, always with its decimal."""
    return _("%(n)s af 5") % {"n": number_format(round(value, 1), decimal_pos=1)}


def weeks(value: float) -> str:
    return ngettext("%(n)s uge", "%(n)s uger", _plural(value)) % {"n": number(value, 1)}


def period(code: str) -> str:
    """ "året til og med 2. kvartal 2020"."""
    found = Period.parse(code)
    words = {"year": found.year, "n": found.number}
    match found.span:
        case Span.ROLLING_YEAR:
            return _("året til og med %(n)d. kvartal %(year)d") % words
        case Span.QUARTER:
            return _("%(n)d. kvartal %(year)d") % words
        case Span.MONTH:
            return month(found.first_day)
    return f"{found.year}"


def against_expected(difference: int) -> str:
    """ "310 færre fuldtidspersoner på offentlig forsørgelse end forventet"."""
    if difference == 0:
        return _("lige så mange fuldtidspersoner på offentlig forsørgelse som forventet")
    fewer = _("%(n)s færre fuldtidspersoner på offentlig forsørgelse end forventet")
    more = _("%(n)s flere fuldtidspersoner på offentlig forsørgelse end forventet")
    text = fewer if difference < 0 else more
    return text % {"n": number(abs(difference))}


def quarter(day: date) -> str:
    """ "3. kvartal 2026"."""
    return _("%(n)d. kvartal %(year)d") % {"n": (day.month + 2) // 3, "year": day.year}


def month(day: date) -> str:
    """ "oktober 2026"."""
    return f"{MONTHS[day.month]} {day.year}".lower()
