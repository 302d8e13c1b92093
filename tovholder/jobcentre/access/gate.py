"""The gate every view stands behind. A view without one is never shown (`middleware.ClosedByDefault`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May


class SignedIn(HttpRequest):
    """A request that has passed a gate which is not public: somebody is signed in."""

    user: User
    htmx: HtmxDetails


View = TypeVar("View", bound=Callable)


@dataclass(frozen=True)
class Gate:
    """`needs` one permission; nobody's in particular (`None`) is any signed-in person; `public` is everybody."""

    needs: May | None = None
    public: bool = False


def gate(*, needs: May) -> Callable[[View], View]:
    """Let in people whose role has the permission. Which rows they see is the view's `visible_to`."""
    return _with(Gate(needs=needs))


def signed_in(view: View) -> View:
    """Let in anybody who is logged in."""
    return _with(Gate())(view)


def public(view: View) -> View:
    """Let in everybody. For log-in, language and error pages, and doors that open with a signed link."""
    return _with(Gate(public=True))(view)


def _with(rule: Gate) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.gate = rule  # type: ignore[attr-defined]
        return view

    return mark
