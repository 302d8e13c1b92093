"""What was done with one notice since it came: our steps towards the company, and what took its place."""

from typing import Any

from django.db.models import Count, Q

from tovholder.jobcentre.sickleave.chains import links_of
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveTalk, Step


def done_with(notice: AbsenceNotice) -> dict[str, Any]:
    """For the notice's page: steps taken and those still to take, the number of the one that took its place, and talks.

    Have it `with_successor`. Three queries, and one more for each notice that it corrects.
    """
    taken = {row.step: row.at for row in notice.steps.all()}
    talks = _talks_about(notice)
    later = notice.corrections.order_by("pk").values_list("pk", flat=True).first()
    return {
        "taken": [(Step(step).label, taken[step]) for step in Step.values if step in taken],
        "to_take": [] if later else [(step.value, step.label) for step in Step if step.value not in taken],
        "is_closed": Step.CLOSED.value in taken,
        "later": later,
        "sick_leave_talks": talks,
        "may_offer": not (later or notice.withdraws) and not any(_is_coming(talk) for talk in talks),
    }


def _talks_about(notice: AbsenceNotice) -> list[SickLeaveTalk]:
    """The talks about what this notice tells, also when it was told by one that it corrects; newest first."""
    told_by = list(links_of([notice.pk])) if notice.corrects_id else [notice.pk]
    here, invited = Q(parties__removed_at__isnull=True), Q(parties__invited_at__isnull=False)
    rows = SickLeaveTalk.objects.filter(notice__in=told_by).annotate(
        invited=Count("parties", filter=here & invited),
        said_yes=Count("parties", filter=here & Q(parties__answer="yes")),
        waiting=Count("parties", filter=here & Q(parties__answer__in=["no", "another"])),
    )
    return list(rows.order_by("-offered_at", "-pk"))


def _is_coming(talk: SickLeaveTalk) -> bool:
    return talk.held_at is None and talk.cancelled_at is None
