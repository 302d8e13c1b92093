"""Outgoing mail and text messages, queued in the caller's transaction: rolled back with it, sent after it, retried
until they arrive.

Mails to anyone outside have a neutral subject and name no citizen and no illness; details lie behind a log-in.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django_q.tasks import async_task

from tovholder.jobcentre.post.sms import gateway


def queue_mail(
    *,
    to: str,
    subject: str,
    body: str,
    calendar: str = "",
    method: str = "",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Queue one mail, perhaps with a calendar file and what the calendar is to do with it (`method`, RFC 5546).

    Nothing is sent before the caller's transaction has been committed. `headers` go as they are.
    """
    file = (calendar, method) if calendar else ()
    more: dict[str, Any] = {"headers": dict(headers)} if headers else {}
    async_task("tovholder.jobcentre.post.delivery.deliver", to, subject, body, *file, group="mail", **more)


def queue_sms(*, to: str, text: str, reference: str, until: datetime) -> None:
    """Queue one text message to a number as it is rung, in the caller's transaction; nothing where none can be sent.

    `reference` is the message's own: however often the worker tries, a gateway that knows it sends one. After `until`
    it is worth nothing and is not sent.
    """
    if gateway() is not None:
        async_task(
            "tovholder.jobcentre.post.delivery.deliver_sms",
            to,
            text,
            reference,
            until.isoformat(),
            group="sms",
        )
