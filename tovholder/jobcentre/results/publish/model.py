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
        yield _table("m6", day, *_among(open_courses, _wrote_a_plan(day)))
        yield _table("m7", day, *_among(open_courses, _told_or_threaded(day)))
        yield _table("m10", day, *_by_own_contact(day))
        yield _table("m18", day, *_carried_alone(day))
        yield _table("m20", day, *_shared_fields(day))
    # A profile and an agreed next talk are known as they are now, and not as they were.
    yield _table("m3", today, *_generalists(today))
    following = _open(today)
    yield _table("m8", today, following.filter(next_on__isnull=False).count(), following.count())


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
    """Those who have taken three roles or more in the year, of those who have held a talk in it."""
    first, end = moments_between(*year_to(day))
    roles: dict[int, set[str]] = defaultdict(set)
    taken = RoleTaken.objects.filter(talk__held_at__gte=first, talk__held_at__lt=end).order_by()
    for employee, role in taken.values_list("talk__employee_id", "role").distinct():
        roles[employee].add(role)
    led_by = talks.between(*year_to(day)).by[:, 0]
    return sum(len(each) >= ROLES_OF_A_GENERALIST for each in roles.values()), distinct(led_by)


def _generalists(day: date) -> tuple[int, int]:
    staff = _staff(day)
    return staff.filter(profile=StaffProfile.EMPLOYMENT).count(), staff.count()


def _is_a_mix(day: date) -> tuple[int, int]:
    """Those with agreed levels in two fagprofiler or more."""
    fields: dict[int, set[str]] = defaultdict(set)
    agreed = (
        AgreedLevel.objects.on(day).filter(competence__profile__kind=Kind.PROFILE, level__gt=0).order_by()
    )
    for employee, code in agreed.values_list("employee_id", "competence__profile__code").distinct():
        fields[employee].add(code)
    mixed = {employee for employee, theirs in fields.items() if len(theirs) >= PROFILES_OF_A_MIX}
    return _among(set(_staff(day).values_list("pk", flat=True)), mixed)


def _has_learnt(day: date) -> tuple[int, int]:
    first_day, _last = year_to(day)
    confirmed = SignUp.objects.filter(confirmed_at__gte=start_of(first_day), confirmed_at__lt=_after(day))
    return _among(set(_staff(day).values_list("pk", flat=True)), confirmed.values_list("employee", flat=True))


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
    """Contacts with workplaces in the year that their own contact had."""
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
    """Open courses into which no colleague is drawn."""
    following = _open(day)
    helped = DrawnIn.objects.filter(on(day)).order_by().values("course")
    return following.exclude(pk__in=helped).count(), following.count()


def _shared_fields(day: date) -> tuple[int, int]:
    """Fields of the catalogue in which somebody has shared something in the year."""
    catalogue = Catalogue.objects.on(day).first()
    fields = (
        set(Profile.objects.filter(catalogue=catalogue).values_list("pk", flat=True)) if catalogue else set()
    )
    first_day, _last = year_to(day)
    shared = PracticeNote.objects.filter(written_at__gte=start_of(first_day), written_at__lt=_after(day))
    return _among(fields, shared.values_list("competence__profile", flat=True))


def _after(day: date) -> datetime:
    return start_of(day + timedelta(days=1))
