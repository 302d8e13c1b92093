"""Activities are agreed, changed, and ended with what came of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.activities.models import Activity, Agreed, Where
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions.locked import locked
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.plans.models import Kind, PlanItem

MOST_GOING_ON = 30
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Planned:
    """What is agreed. `last_day` is None where no end is; a workplace and a `placement` go together, and only there."""

    where: str
    what: str
    since: date
    last_day: date | None
    hours: Decimal
    agreed: str
    workplace: Workplace | None = None
    placement: str = ""
    because: str = ""
    step: PlanItem | None = None

    def columns(self) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "last_day"}
        return given | {"until": self.last_day + _DAY if self.last_day else None}


class StaleActivity(Refused):
    """Somebody has changed it since it was read; `newer` is how it is now."""

    def __init__(self, newer: Activity) -> None:
        super().__init__(_("Aktiviteten er ændret imens. Se, hvad der står nu, ret dit til, og gem igen."))
        self.newer = newer


@transaction.atomic
def agree_activity(course: Course, planned: Planned, *, token: UUID, by: User, at: datetime) -> Activity:
    """Write down an activity. The same `token` twice gives the first again.

    Refuses anybody but an employee, a closed course, more than thirty that go on, and what does not hold together
    (`_check`).
    """
    _by_employee(by)
    course = locked(course)
    # Under the lock: two presses at once are one as well.
    already: Activity | None = Activity.objects.filter(token=token, course=course).first()
    if already is not None:
        return already
    _check(course, planned)
    if Activity.objects.filter(course=course, ended_at__isnull=True).count() >= MOST_GOING_ON:
        raise Refused(
            _("Der er allerede %(n)d aktiviteter i gang. Afslut en, før du skriver en ny.")
            % {"n": MOST_GOING_ON}
        )
    activity = Activity.objects.create(
        citizen=course.citizen, course=course, token=token, by=by, at=at, **planned.columns()
    )
    record.action("agree_activity", by=by, at=at, citizen=course.citizen_id, on=activity, **_codes(activity))
    return activity


@transaction.atomic
def change_activity(
    activity: Activity, planned: Planned, *, read_version: int, by: User, at: datetime
) -> Activity:
    """Agree something else about it: other hours, another last day, a yes to what was proposed. The same is no change.

    Refuses as `agree_activity`; what is ended; and what was changed since it was read (`StaleActivity`).
    """
    _by_employee(by)
    activity = _locked(activity)
    changed = {name: value for name, value in planned.columns().items() if getattr(activity, name) != value}
    if not changed:
        return activity
    if activity.version != read_version:
        raise StaleActivity(activity)
    if activity.ended_at is not None:
        raise Refused(_("Aktiviteten er slut, så den kan kun læses."))
    _check(activity.course, planned)
    before = _codes(activity)
    for name, value in changed.items():
        setattr(activity, name, value)
    activity.version += 1
    activity.save(update_fields=[*changed, "version"])
    record.action(
        "change_activity",
        by=by,
        at=at,
        citizen=activity.citizen_id,
        on=activity,
        before=before,
        after=_codes(activity),
    )
    return activity


@transaction.atomic
def end_activity(
    activity: Activity, *, outcome: str, words: str, last_day: date, by: User, at: datetime, today: date
) -> Activity:
    """Say what came of it, and which day was the last: the day before it began where it never did. Twice is once.

    Refuses anybody but an employee, a day that is not here yet, and one that lies before the day before it began.
    """
    _by_employee(by)
    activity = _locked(activity)
    if activity.ended_at is not None:
        return activity
    if last_day > today:
        raise Refused(_("Dagen ligger i fremtiden. Ret den, eller vent med at afslutte."))
    until = last_day + _DAY
    if until < activity.since:
        raise Refused(_("Den sidste dag kan ikke ligge før den første. Ret dagen."))
    activity.until, activity.outcome, activity.outcome_words = until, outcome, words
    activity.ended_at = at
    activity.version += 1
    activity.save(update_fields=["until", "outcome", "outcome_words", "ended_at", "version"])
    record.action(
        "end_activity",
        by=by,
        at=at,
        citizen=activity.citizen_id,
        on=activity,
        outcome=outcome,
        until=until.isoformat(),
    )
    return activity


def _by_employee(by: User) -> None:
    if by.employee_or_none is None:
        raise Refused(_("Kun en medarbejder kan skrive aktiviteter."))


def _check(course: Course, planned: Planned) -> None:
    """Refuse what cannot be: a closed course, a last day before the first, a closed workplace, another's step."""
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet, så der kan ikke aftales nyt."))
    if planned.last_day is not None and planned.last_day < planned.since:
        raise Refused(_("Den sidste dag kan ikke ligge før den første. Ret en af dagene."))
    is_placement = planned.where == Where.WORKPLACE
    if is_placement and (planned.workplace is None or not planned.placement):
        raise Refused(_("Vælg et arbejdssted, og hvad det er for en aftale."))
    if not is_placement and planned.agreed == Agreed.ALL:
        raise Refused(_("Vælg, hvem der har sagt ja."))
    if planned.workplace is not None and planned.workplace.closed_on is not None:
        raise Refused(_("Arbejdsstedet er ophørt. Vælg et andet."))
    if planned.where == Where.INTERNAL and not planned.because.strip():
        raise Refused(_("Skriv, hvorfor det skal være et internt tilbud."))
    step = planned.step
    if step is not None and (step.course_id != course.pk or step.kind != Kind.STEP):
        raise Refused(_("Skridtet er ændret imens. Vælg et andet, eller lad aktiviteten stå alene."))


def _locked(activity: Activity) -> Activity:
    """The activity as it is once it is ours. The course is locked before what hangs on it."""
    locked(activity.course)
    found: Activity = Activity.objects.select_related("course", "citizen", "workplace", "step").get(
        pk=activity.pk
    )
    return found


def _codes(activity: Activity) -> dict[str, Any]:
    """What the log keeps: codes, numbers and days, and no word that was written."""
    return {
        "where": activity.where,
        "workplace": activity.workplace_id,
        "placement": activity.placement,
        "since": activity.since.isoformat(),
        "until": activity.until.isoformat() if activity.until else None,
        "hours": str(activity.hours),
        "agreed": activity.agreed,
    }
