"""What waits for the background worker, and the mails it comes to."""

from django.utils.module_loading import import_string
from django_q.models import OrmQ

DELIVER = "tovholder.jobcentre.post.delivery.deliver"


def mails() -> list[tuple]:
    """What each waiting mail is made of, in order, once the worker has decided whom else to tell."""
    for row in OrmQ.objects.order_by("pk"):
        if row.task["func"] != DELIVER:
            import_string(row.task["func"])(*row.task["args"])
            row.delete()
    return [row.task["args"] for row in OrmQ.objects.order_by("pk")]
