"""Talks about sick leave: were they at the workplace, and did we chair them?

Each question is counted over what is written down today: ordinary talks with people on sickness benefit, and what
companies wished of the talks that were agreed. Where such a talk is a record of its own, these two functions are what
changes; the figures only know `Counted`.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from tovholder.jobcentre.citizens.models import SupportSpell
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.shares import Counted
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.jobcentre.results.publish.talks import held_between
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeStep, Step, TalkWish


def at_workplace(*, since: date, today: date) -> list[Counted]:
    """Each talk held from `since` with somebody on sickness benefit that day: was it at the workplace?"""
    sick = SupportSpell.objects.filter(
        Q(until__isnull=True) | Q(until__gt=OuterRef("day")),
        citizen=OuterRef("citizen"),
        benefit=SICKNESS,
        since__lte=OuterRef("day"),
    )
    rows = held_between(since, today).annotate(day=TruncDate("held_at")).filter(Exists(sick))
    return [
        Counted(day, unit, None, form == Form.WORKPLACE)
        for day, unit, form in rows.order_by("pk").values_list("day", "course__unit_id", "form").iterator()
    ]


def we_chair(homes: WorkplaceHomes, *, since: date) -> list[Counted]:
    """Each notice a talk was agreed about from `since`: did the company ask us to lead it?"""
    standing = AbsenceNotice.objects.standing().values("pk")
    rows = (
        NoticeStep.objects.filter(step=Step.TALK_AGREED, at__date__gte=since, notice__in=standing)
        .order_by("at", "pk")
        .values_list(
            "at",
            "notice__talk",
            "notice__workplace_id",
            "notice__workplace__company_id",
            "notice__workplace__contact__unit_id",
        )
    )
    found = []
    for at, wish, workplace, company, unit_now in rows.iterator():
        day = timezone.localdate(at)
        unit = homes.unit(workplace, day)
        found.append(Counted(day, unit_now if unit is None else unit, company, wish == TalkWish.YOU_LEAD))
    return found
