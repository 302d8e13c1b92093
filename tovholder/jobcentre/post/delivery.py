from django.core.mail import send_mail


def deliver(to: str, subject: str, body: str) -> None:
    """Send one queued mail; an error makes the worker try again later."""
    send_mail(subject, body, None, [to])
