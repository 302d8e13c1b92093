"""The one change the log allows: a month that the law or the centre's own rule says must go."""

from datetime import date, datetime

from django.db import transaction

from tovholder.jobcentre.audit import chain, record
from tovholder.jobcentre.audit.models import Kind
from tovholder.jobcentre.audit.record import Actor


class NotYet(Exception):
    """The month is younger than the log must be kept."""


def expire_month(month: date, *, keep_months: int, by: Actor, at: datetime) -> int:
    """Remove the log of `month` when it is more than `keep_months` old; what is left says that it was there.

    Returns the number of lines removed. Refuses a younger month (`NotYet`).
    """
    age = (at.year - month.year) * 12 + at.month - month.month
    if age <= keep_months:
        raise NotYet(f"Loggen for {month:%Y-%m} skal gemmes i {keep_months} måneder.")
    with transaction.atomic():
        gone = chain.expire(month, at=at)
        record.action("expire_log_month", by=by, at=at, kind=Kind.ACTION, month=month.isoformat(), lines=gone)
        return gone
