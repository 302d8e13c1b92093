"""How often a door that everybody can reach may be tried: counted by fingerprint, for an hour, with nobody's name."""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tovholder.jobcentre.access.models import Attempt

FOR = timedelta(hours=1)
# Far more than somebody who means it needs, and far fewer than a machine wants.
LIMITS = {
    "notice": 30,  # what one person at a company tells, corrects and takes back
    "answer": 30,  # what one who is invited to a talk answers
    "code": 10,  # the code of a party representative's page
    "link": 3,  # new links to one party representative
    "call_me": 5,  # from one address
    "one_name": 10,  # wrong passwords for one name from one address
    "log_in": 50,  # wrong passwords from one address
}


def fingerprint(*parts: str) -> str:
    """The same for the same parts, and nothing to read without this house's key."""
    return salted_hmac("access.limits", "\n".join(parts), algorithm="sha256").hexdigest()


def is_over(what: str, who: str, *, at: datetime) -> bool:
    """Whether `who` (a fingerprint) has tried as often within the last hour as is allowed. One query."""
    tries = Attempt.objects.filter(what=what, who=who, at__gt=at - FOR)
    return tries.count() >= LIMITS[what]


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind a proxy what the proxy says, the last word of which is its own."""
    address = request.META.get("REMOTE_ADDR") or ""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    behind_proxy = settings.SECURE_PROXY_SSL_HEADER or _is_this_machine(address)
    return forwarded if forwarded and behind_proxy else address


def _is_this_machine(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
