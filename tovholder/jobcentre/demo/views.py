"""One click to log in as somebody of the demo: only with the demo flag, and only on this machine."""

from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tovholder.jobcentre.access.gate import public
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.demo import actions
from tovholder.jobcentre.demo.cast import PEOPLE

# A proxy on this machine speaks for people who are not: then the door stays shut.
_PROXIED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")


@public
@require_GET
def demo_people(request: HttpRequest) -> HttpResponse:
    _only_here(request)
    known = User.objects.filter(
        is_demo=True, is_active=True, username__in=[person.username for person in PEOPLE]
    )
    users = {user.username: user for user in known}
    people = [(users[person.username].pk, person) for person in PEOPLE if person.username in users]
    return render(request, "demo/people.html", {"people": people})


@public
@require_POST
def demo_login(request: HttpRequest, pk: int) -> HttpResponse:
    _only_here(request)
    user = get_object_or_404(User, pk=pk, is_demo=True, is_active=True)
    actions.log_in(request, user=user, at=timezone.now())
    return redirect("home")


def _only_here(request: HttpRequest) -> None:
    host, _port = split_domain_port(request.get_host())
    proxied = any(header in request.META for header in _PROXIED)
    if not settings.DEMO or host not in settings.LOOPBACK_HOSTS or proxied or not _is_loopback(request):
        raise Http404


def _is_loopback(request: HttpRequest) -> bool:
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
