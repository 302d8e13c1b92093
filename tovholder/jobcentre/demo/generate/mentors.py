"""Mentor support granted to two of the named people: one that was extended, and one that ends soon."""

from datetime import timedelta
from decimal import Decimal

from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.plans.models import MentorGrant


def grant_mentors(town: Municipality, days: Days, numbers: Numbers, lives: dict[str, Life]) -> None:
    """Jens has had three months and has got three more; what Preben has ends within two weeks."""
    first = _grant(
        town, days, numbers, lives["jens"], since=100, lasts=90, hours="2", mentor="Verner Holst, kollega",
        aim="At finde en arbejdsdag, der holder hele ugen",
        evaluation="Jens og Verner har gået arbejdsdagen igennem to gange om ugen. Pauserne ligger fast nu.",
    )  # fmt: skip
    _grant(
        town, days, numbers, lives["jens"], since=10, lasts=92, hours="1", mentor="Verner Holst, kollega",
        aim="At kunne sige fra i tide, når dagen bliver for lang", extends=first,
    )  # fmt: skip
    _grant(
        town, days, numbers, lives["preben"], since=80, lasts=90, hours="1.5", mentor="Ditte Raun",
        aim="At komme af sted om morgenen og møde nye mennesker",
    )  # fmt: skip


def _grant(
    town: Municipality,
    days: Days,
    numbers: Numbers,
    life: Life,
    *,
    since: int,
    lasts: int,
    hours: str,
    mentor: str,
    aim: str,
    evaluation: str = "",
    extends: MentorGrant | None = None,
) -> MentorGrant:
    assert life.course is not None
    begins, written = days.ago(since), days.workday_ago(since)
    return town.add(
        MentorGrant(
            citizen=life.citizen,
            course=life.course,
            aim=aim,
            mentor=mentor,
            weekly_hours=Decimal(hours),
            since=begins,
            until=begins + timedelta(days=lasts),
            extends=extends,
            evaluation=evaluation,
            evaluated_at=at(days.workday_ago(since - lasts), 13) if evaluation else None,
            by=life.course.contact.user,
            at=at(written, 13),
            token=numbers.token(),
        )
    )
