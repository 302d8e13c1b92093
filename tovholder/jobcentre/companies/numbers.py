"""CVR and P-numbers. The demo's own numbers fail the check digit on purpose and are let in nowhere else."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cvr as stdnum_cvr


def clean_number(value: str) -> str:
    return "".join(c for c in value if c not in " -.\u00a0")


def is_cvr(value: str) -> bool:
    """Eight digits whose weighted sum (2, 7, 6, 5, 4, 3, 2, 1) divides by 11. Source: Erhvervsstyrelsen, CVR."""
    return stdnum_cvr.is_valid(value) and len(value) == 8


def check_cvr(value: str) -> None:
    if not _has_digits(value, 8):
        raise ValidationError(_("Et CVR-nummer har otte cifre. Se efter, om der mangler et."))
    if not is_cvr(value) and not settings.DEMO:
        raise ValidationError(
            _("CVR-nummeret findes ikke: kontrolcifferet passer ikke. Se efter, om to cifre er byttet om.")
        )


def check_p_number(value: str) -> None:
    if not _has_digits(value, 10):
        raise ValidationError(_("Et P-nummer har ti cifre. Se efter, om der mangler et."))


def _has_digits(value: str, number: int) -> bool:
    return len(value) == number and value.isascii() and value.isdigit()
