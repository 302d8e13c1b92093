from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from tovholder.jobcentre.access.gate import Gate
from tovholder.jobcentre.audit import record


class ClosedByDefault:
    """Ask the view's gate before the view runs. No gate, no page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        gate: Gate | None = getattr(view, "gate", None)
        if gate is None:
            raise PermissionDenied(f"{view.__module__}.{view.__name__} has no gate: mark it with access.gate")
        if gate.public:
            return None
        if not request.user.is_authenticated and request.headers.get("HX-Request"):
            # A part of a page cannot hold the log-in form: the whole page goes there.
            return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if gate.needs is not None and not request.user.may(gate.needs):
            page = request.resolver_match.view_name if request.resolver_match else ""
            record.refusal(page, by=request.user, at=timezone.now(), needs=gate.needs)
            raise PermissionDenied
        return None
