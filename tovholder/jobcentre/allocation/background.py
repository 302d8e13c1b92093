"""What the background work reckons. Nobody is there to pass it the time, so it reads the clock."""

from django.utils import timezone

from tovholder.jobcentre.allocation.actions import work_out
from tovholder.jobcentre.allocation.models import Proposal


def work_out_all(numbers: list[int]) -> int:
    first = Proposal.objects.filter(pk__in=numbers).select_related("asked_by").order_by("pk").first()
    return work_out(numbers, by=first.asked_by if first else None, at=timezone.now())
