"""Who has followed whom: from the one who receives, handed over, now and then to another, with a colleague drawn in."""

from datetime import date, timedelta
from random import Random

from tovholder.jobcentre.citizens.models import CourseContact, DrawnIn, Handover
from tovholder.jobcentre.citizens.models.course import DrawnInReason, HandoverReason
from tovholder.jobcentre.demo.generate import words
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.staff.models import Employee, StaffProfile

_CHANGED_ONCE, _HAD_THE_ONE_WHO_LEFT = 0.09, 0.25
_WHY = (HandoverReason.CITIZEN_ASKED, HandoverReason.ROOM, HandoverReason.ROOM, HandoverReason.COMPETENCE)
_TOO_SHORT = 24

Change = tuple[date, Employee, str]


def follow(town: Municipality, life: Life, days: Days, rng: Random, *, is_new: bool = False) -> None:
    """Add the contacts of a course from its first day on, and a handover for every change."""
    course, final = life.course, life.follower.employee
    assert course is not None
    changes: list[Change]
    receiver = town.receivers[life.follower.unit]
    end = course.until or days.today
    days_followed = (end - course.since).days
    if days_followed < (10 if is_new else _TOO_SHORT):
        changes = [(course.since, final, "")]
    elif final is receiver and (others := _colleagues(town, final)):
        changes = _taken_over(others, course.since, final, days_followed, rng)
    else:
        accepted = days.workday_ago(rng.randint(1, 3)) if is_new else _accepted(course.since, days, rng)
        changes = [(course.since, receiver, ""), (accepted, final, HandoverReason.PROPOSAL)]
        if not is_new:
            changes = _in_between(town, changes, final, end, rng)
    for number, (since, employee, reason) in enumerate(changes):
        until = changes[number + 1][0] if number + 1 < len(changes) else course.until
        row = CourseContact(course=course, citizen=life.citizen, employee=employee, since=since, until=until)
        life.contacts.append(town.add(row))
        if reason:
            _hand_over(
                town, life, changes[number - 1][1], employee, since, reason, rng, is_confirmed=not is_new
            )


def _taken_over(
    others: list[Employee], since: date, final: Employee, days_followed: int, rng: Random
) -> list[Change]:
    """Those the receiving employee follows for good came from a colleague; the rest with them are newcomers."""
    taken_over = since + timedelta(days=rng.randrange(10, days_followed - 5))
    return [(since, rng.choice(others), ""), (taken_over, final, rng.choice(_WHY))]


def _colleagues(town: Municipality, employee: Employee) -> list[Employee]:
    return [one for one in town.colleagues[employee.unit.name] if one is not employee]


def _accepted(since: date, days: Days, rng: Random) -> date:
    return days.on_to_workday(since + timedelta(days=rng.randint(4, 15)))


def _in_between(
    town: Municipality, changes: list[Change], final: Employee, end: date, rng: Random
) -> list[Change]:
    """Some had another contact between the one who received them and the one they have."""
    received, (accepted, _final, proposal) = changes
    left = town.left
    assert left is not None
    assert left.left_on is not None
    handed_over = left.left_on - timedelta(days=5)
    is_in_time = accepted + timedelta(days=60) < handed_over < end - timedelta(days=10)
    if left.unit is final.unit and is_in_time and rng.random() < _HAD_THE_ONE_WHO_LEFT:
        return [received, (accepted, left, proposal), (handed_over, final, HandoverReason.LEAVING)]
    others = [employee for employee in _colleagues(town, final) if employee is not received[1]]
    if others and (end - accepted).days > 150 and rng.random() < _CHANGED_ONCE:
        changed = accepted + timedelta(days=rng.randrange(60, (end - accepted).days - 40))
        return [received, (accepted, rng.choice(others), proposal), (changed, final, rng.choice(_WHY))]
    return changes


def _hand_over(
    town: Municipality,
    life: Life,
    before: Employee,
    after: Employee,
    day: date,
    reason: str,
    rng: Random,
    *,
    is_confirmed: bool,
) -> None:
    accepted = at(day, rng.randint(8, 14), rng.choice([0, 10, 25, 40]))
    town.add(
        Handover(
            course=life.course,
            citizen=life.citizen,
            from_employee=before,
            to_employee=after,
            reason=reason,
            what_matters=words.what_matters(life.citizen.first_name, rng),
            accepted_at=accepted,
            confirmed_at=accepted + timedelta(hours=rng.randint(1, 7)) if is_confirmed else None,
        )
    )


# --- Drawn in ---------------------------------------------------------------------------------------------------------

_DRAWN_IN_NOW, _DRAWN_IN_BEFORE = 0.05, 0.12
_FOR = {
    StaffProfile.JOB_CONSULTANT: (DrawnInReason.COMPANY,),
    StaffProfile.JOB_EFFORT: (DrawnInReason.MENTOR, DrawnInReason.COACH),
}


def draw_in_colleagues(town: Municipality, lives: list[Life], days: Days, rng: Random) -> None:
    """Specialists are drawn in on some courses, now and before: always with a reason and an end."""
    for life in lives:
        if life.course is None or (days.today - life.course.since).days < 40:
            continue
        colleague = rng.choice(town.specialists)
        reason = rng.choice(_FOR[StaffProfile(colleague.profile)])
        if life.is_open and rng.random() < _DRAWN_IN_NOW and not life.citizen.is_protected:
            since, until = days.ago(rng.randrange(2, 30)), days.today + timedelta(days=rng.randrange(5, 80))
            draw_in(town, life, colleague, reason, since, until)
        elif rng.random() < _DRAWN_IN_BEFORE:
            since = life.course.since + timedelta(days=rng.randrange(1, 30))
            draw_in(town, life, colleague, reason, since, min(since + timedelta(days=60), days.today))


def draw_in(
    town: Municipality, life: Life, colleague: Employee, reason: str, since: date, until: date
) -> DrawnIn:
    row = DrawnIn(
        course=life.course, citizen=life.citizen, employee=colleague, reason=reason, since=since, until=until
    )
    return town.add(row)
