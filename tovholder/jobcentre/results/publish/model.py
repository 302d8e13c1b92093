"""What of the model is read from no other figure: shares of the whole centre, today and, where known, a year ago."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from tovholder.continuity.columns import HeldColumns
from tovholder.jobcentre.citizens.models import Course, DrawnIn
from tovholder.jobcentre.companies.models import WorkplaceContact, WorkplaceTouch
from tovholder.jobcentre.competence.models import AgreedLevel, Catalogue, PracticeNote, Profile, SignUp
from tovholder.jobcentre.competence.models.catalogue import Kind
from tovholder.jobcentre.periods.models import on
from tovholder.jobcentre.plans.models import StoryEntry, Thread, Wording
from tovholder.jobcentre.plans.models.item import Side
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.homes import Periods, in_force
from tovholder.jobcentre.results.publish.spans import same_day, year_to
from tovholder.jobcentre.results.publish.spells import distinct
from tovholder.jobcentre.results.publish.talks import moments_between, start_of
from tovholder.jobcentre.staff.models import Employee, StaffProfile
from tovholder.jobcentre.talks.models import RoleTaken

ROLES_OF_A_GENERALIST = 3
PROFILES_OF_A_MIX = 2


def tables(today: date, talks: HeldColumns) -> Iterator[Table]:
    """A share each. What is not of the kind follows by subtraction, and is protected too."""
    for day in (today, same_day(today, 12)):
        open_courses = set(_open(day).values_list("citizen", flat=True))
        yield _table("m2", day, *_takes_roles(day, talks))
        yield _table("m4", day, *_is_a_mix(day))
        yield _table("m5", day, *_has_learnt(day))
        yield _table("m6", day, *_owns_the_plan(day, open_courses))
        yield _table("m7", day, *_tells_once(day, open_courses))
        yield _table("m10", day, *_by_own_contact(day))
        yield _table("m18", day, *_carried_alone(day))
        yield _table("m20", day, *_shared_fields(day))
    # A profile and an agreed next talk are known as they are now, and not as they were.
    yield _table("m3", today, *_generalists(today))
    yield _table("m8", today, *_agreed_next(today))


def _table(part: str, day: date, numerator: int, of: int) -> Table:
    rest = CountRow(of - numerator, {})
    return Table(Indicator.MODEL, day, part, Count.share(numerator, of), {}, (rest,))


def _open(day: date) -> QuerySet[Course]:
    return Course.objects.filter(on(day)).order_by()


def _staff(day: date) -> QuerySet[Employee]:
    return Employee.objects.who_follow_citizens(day).order_by()


def _among(all_of: set[int], some: Iterable[int]) -> tuple[int, int]:
    return len(all_of & set(some)), len(all_of)


def _takes_roles(day: date, talks: HeldColumns) -> tuple[int, int]:
    """M2, taking all roles.

    Numerator: employees who have taken three roles or more. Denominator: those who have held a talk. Period: a year to
    the day. Source: the roles that employees tick at each talk; the measure is ours.
    """
    first, end = moments_between(*year_to(day))
    roles: dict[int, set[str]] = defaultdict(set)
    taken = RoleTaken.objects.filter(talk__held_at__gte=first, talk__held_at__lt=end).order_by()
    for employee, role in taken.values_list("talk__employee_id", "role").distinct():
        roles[employee].add(role)
    led_by = talks.between(*year_to(day)).by[:, 0]
    return sum(len(each) >= ROLES_OF_A_GENERALIST for each in roles.values()), distinct(led_by)


def _generalists(day: date) -> tuple[int, int]:
    """M3, most are generalists.

    Numerator: employees with the profile of employment. Denominator: employees who follow citizens. Period: a day.
    Source: the employees' profiles; the measure is ours.
    """
    staff = _staff(day)
    return staff.filter(profile=StaffProfile.EMPLOYMENT).count(), staff.count()


def _is_a_mix(day: date) -> tuple[int, int]:
    """M4, a mix of profiles.

    Numerator: employees with agreed levels in two fagprofiler or more. Denominator: employees who follow citizens.
    Period: a day. Source: levels agreed in the development talk; the measure is ours.
    """
    fields: dict[int, set[str]] = defaultdict(set)
    agreed = (
        AgreedLevel.objects.on(day).filter(competence__profile__kind=Kind.PROFILE, level__gt=0).order_by()
    )
    for employee, code in agreed.values_list("employee_id", "competence__profile__code").distinct():
        fields[employee].add(code)
    mixed = {employee for employee, theirs in fields.items() if len(theirs) >= PROFILES_OF_A_MIX}
    return _among(set(_staff(day).values_list("pk", flat=True)), mixed)


def _has_learnt(day: date) -> tuple[int, int]:
    """M5, learning what one is unsure of.

    Numerator: employees with learning confirmed. Denominator: employees who follow citizens. Period: a year to the day.
    Source: sign-ups that are confirmed; the measure is ours.
    """
    first_day, _last = year_to(day)
    confirmed = SignUp.objects.filter(confirmed_at__gte=start_of(first_day), confirmed_at__lt=_after(day))
    return _among(set(_staff(day).values_list("pk", flat=True)), confirmed.values_list("employee", flat=True))


def _agreed_next(day: date) -> tuple[int, int]:
    """M8, the next contact is agreed each time.

    Numerator: open courses with a day for the next talk. Denominator: open courses. Period: a day. Source: what was
    agreed at each talk; the measure is ours.
    """
    following = _open(day)
    return following.filter(next_on__isnull=False).count(), following.count()


def _owns_the_plan(day: date, open_courses: set[int]) -> tuple[int, int]:
    """M6, the citizen owns the plan.

    Numerator: citizens whose own words stand in a goal or step. Denominator: citizens with an open course. Period: a
    day. Source: who wrote each wording; the measure is ours.
    """
    return _among(open_courses, _wrote_a_plan(day))


def _tells_once(day: date, open_courses: set[int]) -> tuple[int, int]:
    """M7, the story is told once.

    Numerator: citizens who have told, or have a thread. Denominator: citizens with an open course. Period: a day.
    Source: stories and threads; the measure is ours.
    """
    return _among(open_courses, _told_or_threaded(day))


def _wrote_a_plan(day: date) -> Iterable[int]:
    """Citizens whose own words stand in a goal or a step that is not ended."""
    theirs = Q(side=Side.CITIZEN) | Q(is_together=True)
    still = Q(item__ended_at__isnull=True) | Q(item__ended_at__gte=_after(day))
    return Wording.objects.filter(theirs, still, at__lt=_after(day)).values_list("citizen", flat=True)


def _told_or_threaded(day: date) -> Iterable[int]:
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=_after(day))
    told = StoryEntry.objects.filter(standing, written_at__lt=_after(day)).values_list("citizen", flat=True)
    return [*told, *Thread.objects.filter(at__lt=_after(day)).values_list("citizen", flat=True)]


def _by_own_contact(day: date) -> tuple[int, int]:
    """M10, one contact for each company.

    Numerator: contacts that the workplace's own contact had. Denominator: contacts with workplaces. Period: a year to
    the day. Source: contacts written down; the measure is ours.
    """
    named: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
    periods = WorkplaceContact.objects.order_by("pk")
    for workplace, since, until, employee in periods.values_list(
        "workplace_id", "since", "until", "employee_id"
    ):
        named[workplace].append((since, until, employee))
    touches = WorkplaceTouch.objects.filter(on__range=year_to(day)).order_by()
    rows = list(touches.values_list("workplace_id", "employee_id", "on"))
    own = sum(in_force(_of(named, workplace), when) == employee for workplace, employee, when in rows)
    return own, len(rows)


def _of(named: dict[int, list[tuple[date, date | None, int]]], workplace: int) -> Periods:
    return named.get(workplace, [])


def _carried_alone(day: date) -> tuple[int, int]:
    """M18, one can carry it.

    Numerator: open courses into which no colleague is drawn. Denominator: open courses. Period: a day. Source: who is
    drawn in; the measure is ours.
    """
    following = _open(day)
    helped = DrawnIn.objects.filter(on(day)).order_by().values("course")
    return following.exclude(pk__in=helped).count(), following.count()


def _shared_fields(day: date) -> tuple[int, int]:
    """M20, sharing what works.

    Numerator: fields of the catalogue in which somebody has shared something. Denominator: fields of the catalogue.
    Period: a year to the day. Source: what is shared; the measure is ours.
    """
    catalogue = Catalogue.objects.on(day).first()
    fields = (
        set(Profile.objects.filter(catalogue=catalogue).values_list("pk", flat=True)) if catalogue else set()
    )
    first_day, _last = year_to(day)
    shared = PracticeNote.objects.filter(written_at__gte=start_of(first_day), written_at__lt=_after(day))
    return _among(fields, shared.values_list("competence__profile", flat=True))


def _after(day: date) -> datetime:
    return start_of(day + timedelta(days=1))
