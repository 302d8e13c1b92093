"""One cell of a file read as what it should be: Danish dates, decimals, yes and no, numbers with rules.

Each reader takes the trimmed text of a cell that is not empty and returns the value, or raises `Wrong` with a sentence
that says what to do. A sentence repeats what stood there only where that can never be about a person.
"""

import functools
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.companies.numbers import check_cvr, check_p_number, clean_number
from tovholder.jobcentre.names.fold import fold

Reader = Callable[[str], Any]

_MIDNIGHT = r"(?:[ T]0?0[:.]00(?:[:.]00(?:\.0+)?)?)?"
_DANISH_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})" + _MIDNIGHT)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})" + _MIDNIGHT)
_DANISH_NUMBER = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
_POINT_NUMBER = re.compile(r"-?\d+\.\d{1,2}")
_IN_NO_TELEPHONE, _PAIR = re.compile(r"[^\d +()./-]"), re.compile("..")


class Wrong(ValueError):
    """The cell cannot be read; `args[0]` is a sentence that says what to do."""


def shown(text: str) -> str:
    return f"»{text[:40]}…«" if len(text) > 40 else f"»{text}«"


def plain(text: str) -> str:
    """Return `text` as words are compared: letters and digits alone, so that "P-nummer" is "p nummer"."""
    return "".join(c for c in text.casefold() if c.isalnum())


def text(at_most: int) -> Reader:
    def read(cell: str) -> str:
        words = " ".join(cell.split())
        if len(words) > at_most:
            raise Wrong(_("Teksten er for lang. Skriv højst %(most)d tegn.") % {"most": at_most})
        return words

    return read


def name(at_most: int) -> Reader:
    """A name; as the search keeps it, it may be a little longer than it is written (x is "ks"), and must fit too."""
    read_text = text(at_most)

    def read(cell: str) -> str:
        words: str = read_text(cell)
        read_text(fold(words))
        return words

    return read


def day(cell: str) -> date:
    """A date as 27.11.2026, 27-11-2026, 27/11/2026 or 2026-11-27, with or without midnight after it."""
    if match := _DANISH_DAY.fullmatch(cell):
        numbers = int(match[4]), int(match[3]), int(match[1])
    elif match := _ISO_DAY.fullmatch(cell):
        numbers = int(match[1]), int(match[2]), int(match[3])
    else:
        raise Wrong(_("%(cell)s er ikke en dato. Skriv den som 27.11.2026.") % {"cell": shown(cell)})
    try:
        return date(*numbers)
    except ValueError:
        raise Wrong(_("Dagen %(cell)s findes ikke. Ret datoen.") % {"cell": shown(cell)}) from None


def number(least: int, most: int, decimals: int) -> Reader:
    def read(cell: str) -> Decimal:
        """A number as 37, 37,5, 1.234,5 or 37.5: a dot followed by three digits is a thousand, as Danes write it."""
        digits = cell.replace(" ", "").replace("\u00a0", "").replace("−", "-")
        if _DANISH_NUMBER.fullmatch(digits):
            value = Decimal(digits.replace(".", "").replace(",", "."))
        elif _POINT_NUMBER.fullmatch(digits):
            value = Decimal(digits)
        else:
            raise Wrong(_("%(cell)s er ikke et tal. Skriv det som 37,5.") % {"cell": shown(cell)})
        if not least <= value <= most:
            raise Wrong(_("Tallet skal være fra %(least)d til %(most)d.") % {"least": least, "most": most})
        if value != round(value, decimals):
            raise Wrong(_("Skriv højst %(decimals)d ciffer efter kommaet.") % {"decimals": decimals})
        return round(value, decimals)

    return read


def yes_or_no(cell: str) -> bool:
    word = plain(cell)
    if word in {"ja", "j", "x", "1", "sand", "true", "yes", "y"}:
        return True
    if word in {"nej", "n", "0", "falsk", "false", "no"}:
        return False
    raise Wrong(_("%(cell)s er hverken ja eller nej. Skriv ja eller nej.") % {"cell": shown(cell)})


def one_of(choices: Iterable[tuple[str, Any]], **more: str) -> Reader:
    """Read one of a model's choices by its code or its word; `more` gives further words for a code."""
    choices = list(choices)

    @functools.cache
    def known(language: str | None) -> dict[str, str]:
        # Files are Danish, whatever language the person who reads them in has chosen.
        with override("da"):
            words_of = {plain(str(words)): code for code, words in choices}
        words_of |= {plain(word): code for code, words in choices for word in (code, str(words))}
        return words_of | {plain(word): code for word, code in more.items()}

    def read(cell: str) -> str:
        code = known(get_language()).get(plain(cell))
        if code is not None:
            return code
        allowed = ", ".join(str(words) for _code, words in choices)
        raise Wrong(
            _("%(cell)s kender vi ikke. Skriv en af: %(allowed)s.")
            % {"cell": shown(cell), "allowed": allowed}
        )

    return read


def cpr_number(cell: str) -> str:
    if len(cell) == 9 and cell.isdigit():
        raise Wrong(
            _(
                "CPR-nummeret har kun ni cifre. Har regnearket fjernet et nul forrest? Gør kolonnen til tekst, og "
                "skriv nullet igen."
            )
        )
    try:
        return cpr.read(cell)
    except cpr.WrongCpr as wrong:
        raise Wrong(str(wrong)) from None


def telephone(cell: str) -> str:
    """A Danish number comes out as search knows it, "12 34 56 78", with or without +45; a foreign one as it stands."""
    digits = "".join(c for c in cell if c.isdigit())
    if len(digits) == 10 and digits.startswith("45"):
        digits = digits[2:]
    foreign = cell.startswith(("+", "00")) and 9 <= len(digits) <= 15
    if _IN_NO_TELEPHONE.search(cell) or not (foreign or len(digits) == 8):
        raise Wrong(
            _("Telefonnummeret har ikke otte cifre. Skriv kun ét nummer; et udenlandsk begynder med +.")
        )
    return " ".join(cell.split())[:20] if foreign else " ".join(_PAIR.findall(digits))


def email(cell: str) -> str:
    cell = text(150)(cell)
    try:
        validate_email(cell)
    except ValidationError:
        raise Wrong(_("Mailadressen er ikke hel. Skriv den som navn@eksempel.dk.")) from None
    return str(cell.lower())


def cvr_number(cell: str) -> str:
    return _checked(clean_number(cell), check_cvr)


def p_number(cell: str) -> str:
    return _checked(clean_number(cell), check_p_number)


def postcode(cell: str) -> str:
    if not (len(cell) == 4 and cell.isascii() and cell.isdigit()):
        raise Wrong(_("Et postnummer har fire cifre."))
    return cell


def _checked(digits: str, check: Callable[[str], None]) -> str:
    try:
        check(digits)
    except ValidationError as wrong:
        raise Wrong(" ".join(wrong.messages)) from None
    return digits
