"""Outgoing mail, queued in the caller's transaction: rolled back with it, sent after it, retried until it arrives.

Mails to anyone outside have a neutral subject and name no citizen and no illness; details lie behind a log-in.
"""

from django_q.tasks import async_task


def queue_mail(*, to: str, subject: str, body: str, calendar: str = "", method: str = "") -> None:
    """Queue one mail, perhaps with a calendar file and what the calendar is to do with it (`method`, RFC 5546).

    Nothing is sent before the caller's transaction has been committed.
    """
    file = (calendar, method) if calendar else ()
    async_task("tovholder.jobcentre.post.delivery.deliver", to, subject, body, *file, group="mail")
