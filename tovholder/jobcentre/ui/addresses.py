"""Addresses of pages, found once for each process: Django looks through the whole site map for each it is asked for."""

from functools import cache

from django.urls import NoReverseMatch, get_script_prefix, reverse

_NUMBER = 7_310_519_268_441  # stands for the number until it is known; in no address by itself


def address(page: str, number: int | None = None) -> str:
    """The address of a page by its name, or of the one of it that is about this row: as `reverse` gives it."""
    if number is None:
        return _alone(page, get_script_prefix())
    before, after = _around(page, get_script_prefix())
    return f"{before}{number}{after}" if number >= 0 else reverse(page, args=[number])


@cache
def _alone(page: str, prefix: str) -> str:
    return reverse(page)


@cache
def _around(page: str, prefix: str) -> tuple[str, str]:
    """What stands before and after the number. The prefix is that of the site, which `reverse` asks for itself."""
    parts = reverse(page, args=[_NUMBER]).split(str(_NUMBER))
    if len(parts) != 2:
        raise NoReverseMatch(f"The address of {page} does not hold one number.")
    return parts[0], parts[1]
