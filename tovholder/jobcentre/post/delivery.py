import logging
from collections.abc import Mapping
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from tovholder.jobcentre.post.sms import NeverSent, gateway

logger = logging.getLogger(__name__)


def deliver(
    to: str,
    subject: str,
    body: str,
    calendar: str = "",
    method: str = "",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send one queued mail; an error makes the worker try again later.

    A calendar file goes as an alternative to the text, as calendars look for it (RFC 6047): with its method.
    """
    mail = EmailMultiAlternatives(subject, body, None, [to], headers=dict(headers or {}))
    if calendar:
        mail.attach_alternative(calendar, f"text/calendar; method={method}")
    mail.send()


def deliver_sms(to: str, text: str, reference: str, until: str) -> None:
    """Send one queued text message; an error makes the worker try again later, until it is worth nothing.

    What the gateway will never have is said in the log, without number or text, and let go.
    """
    sends = gateway()
    if sends is None or timezone.now() >= datetime.fromisoformat(until):
        return
    try:
        sends.send(to=to, text=text, reference=reference)
    except NeverSent as refused:
        logger.warning("%s", refused)
