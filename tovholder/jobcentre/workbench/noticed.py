"""What was done with one notice since it came: our steps towards the company, and what took its place."""

from typing import Any

from tovholder.jobcentre.sickleave.models import AbsenceNotice, Step


def done_with(notice: AbsenceNotice) -> dict[str, Any]:
    """For the notice's page: steps taken and those still to take, and the number of the one that took its place.

    Have it `with_successor`. Two queries.
    """
    taken = {row.step: row.at for row in notice.steps.all()}
    later = notice.corrections.order_by("pk").values_list("pk", flat=True).first()
    return {
        "taken": [(Step(step).label, taken[step]) for step in Step.values if step in taken],
        "to_take": [] if later else [(step.value, step.label) for step in Step if step.value not in taken],
        "is_closed": Step.CLOSED.value in taken,
        "later": later,
    }
