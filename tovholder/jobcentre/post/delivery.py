from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives


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
