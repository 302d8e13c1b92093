"""Pages for when something is wrong: what happened, what to do, and nothing about anybody."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _

# What somebody may have written at length before the page turned out not to be theirs any longer.
_LONG_TEXTS = ("text", "what_matters", "reason")


def _typed(request: HttpRequest) -> list[str]:
    try:
        return [request.POST[name] for name in _LONG_TEXTS if request.POST.get(name)]
    except (SuspiciousOperation, UnreadablePostError):
        return []  # too large, or gone with the connection: there is nothing to show again


def _page(request: HttpRequest, status: int, title: str, what_to_do: str) -> HttpResponse:
    context = {
        "title": title,
        "what_to_do": what_to_do,
        "typed": _typed(request) if status in {403, 404} else [],
    }
    response = render(request, "ui/error.html", context, status=status)
    # Whatever the view had read before it failed, none of it is on this page (audit/middleware.py).
    response.shows_nobody = True  # type: ignore[attr-defined]
    return response


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if type(exception).__name__ in {"RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent"}:
        return _page(
            request,
            413,
            _("Det var for meget på én gang"),
            _(
                "Siden tager ikke imod så meget. Gå tilbage, gør teksten kortere, og prøv igen. Intet er gemt."
            ),
        )
    return _page(
        request,
        400,
        _("Siden kunne ikke læse det, der blev sendt"),
        _("Gå tilbage, og prøv igen. Det, du skrev, står der stadig. Intet er gemt."),
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        _("Den side er ikke din"),
        _("Din rolle giver ikke adgang hertil. Tal med din leder, hvis du skal bruge siden i dit arbejde."),
    )


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        _("Vi kan ikke finde siden"),
        _("Den findes ikke, eller den er ikke din at se. Brug søgefeltet, eller begynd forfra fra forsiden."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        _("Noget gik galt hos os"),
        _("Prøv igen om lidt. Bliver det ved, så ring til den, der passer systemet. Intet er gemt halvt."),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("Siden har stået åben for længe"),
        _("Gå tilbage, hent siden igen, og prøv en gang til. Kopiér først det, du har skrevet."),
    )
