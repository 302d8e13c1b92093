"""CPR numbers: read, checked by date pattern, kept encrypted, found again by exact match. Never in a URL, log or mail.

The number is checked by its date and century (python-stdnum), never by modulus 11, which new numbers have not kept
since 2007. Replacement numbers (day + 60) belong to real people and are accepted. Numbers of the demo (day + 60 with
a serial from 9900) are accepted in the demo alone.
"""

import base64
import functools
import hmac
from datetime import date

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError as NotANumber

_REPLACEMENT_DAY = 60
_DEMO_SERIAL = 9900


class WrongCpr(ValueError):
    """The text is not a CPR number; `args[0]` is a sentence that says what to do."""


def read(text: str) -> str:
    """Return the ten digits of a CPR number written with or without a hyphen or spaces; raise `WrongCpr`."""
    digits = "".join(c for c in text if c not in " -\u2010\u2011\u2013\u00a0")
    if not (len(digits) == 10 and digits.isascii() and digits.isdigit()):
        raise WrongCpr(
            _("Et CPR-nummer har ti cifre: fødselsdag, måned og år og fire cifre til. Ret det, og prøv igen.")
        )
    birth_date(digits)
    if is_demo(digits) and not settings.DEMO:
        raise WrongCpr(_("CPR-nummeret hører til prøvekommunen og kan ikke bruges her."))
    return digits


@functools.lru_cache(maxsize=2000)  # each row of a file is asked several times, a thousand rows at a time
def birth_date(digits: str) -> date:
    """Return the date of birth, day + 60 taken back; raise `WrongCpr` when there is no such day."""
    day = int(digits[:2])
    if day > _REPLACEMENT_DAY:
        digits = f"{day - _REPLACEMENT_DAY:02}{digits[2:]}"
    try:
        return stdnum_cpr.get_birth_date(digits)
    except (NotANumber, ValueError) as error:
        raise WrongCpr(
            _("CPR-nummeret begynder ikke med en dato, der findes. Se efter, om to cifre er byttet om.")
        ) from error


def is_demo(digits: str) -> bool:
    return int(digits[:2]) > _REPLACEMENT_DAY and int(digits[6:]) >= _DEMO_SERIAL


def encrypt(digits: str) -> str:
    return _cipher().encrypt(digits.encode()).decode()


def decrypt(token: str) -> str:
    return _cipher().decrypt(token.encode()).decode()


def fingerprint(digits: str) -> str:
    """Return what the number is found again by: a keyed hash, the same every time, useless without the key."""
    return hmac.digest(_key(b"fingerprint"), digits.encode(), "sha256").hex()


@functools.cache
def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(b"encryption")))


@functools.cache
def _key(purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(settings.CPR_KEY.encode())
