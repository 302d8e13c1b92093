"""Each element of the model that has a figure of its own, against rows counted one by one: today and a year ago."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from tests.cast import a_competence, the_catalogue
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies.models import Workplace, WorkplaceContact, WorkplaceTouch
from tovholder.jobcentre.competence.models import AgreedLevel, Competence, PracticeNote, SignUp, Training
from tovholder.jobcentre.plans.models import PlanItem, StoryEntry, Thread, Wording
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, moment
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import RoleTaken

pytestmark = pytest.mark.django_db
A_YEAR_AGO = date(2025, 11, 21)
DAYS = (TODAY, A_YEAR_AGO)
Counted = tuple[int, int]


def year_to(day: date) -> tuple[date, date]:
    return day.replace(year=day.year - 1) + timedelta(days=1), day


@dataclass
class Lived:
    """A town at random, and what was written in it as it was written: rows of (whose, day, what)."""

    dice: random.Random
    town: Town = field(default_factory=Town)
    staff: list[Employee] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    workplaces: list[Workplace] = field(default_factory=list)

    def day(self) -> date:
        """Within three years, and often on the edge of a year."""
        edges = [each + timedelta(days=more) for each in DAYS for more in (-1, 0, 1)]
        some = TODAY - timedelta(days=self.dice.randint(-5, 1000))
        return self.dice.choice([*edges, *[some] * 12])

    def at(self) -> datetime:
        return moment(self.day().isoformat(), self.dice.choice(["00:10", "12:00", "23:50"]))

    def settle(self) -> None:
        units = [self.town.unit(name) for name in ("Nord", "Syd")]
        for n in range(36):
            one = self.town.employee(f"Ansat{n}", self.dice.choice(units))
            profile = self.dice.choice(["employment", "employment", "job_consultant", "job_effort"])
            role = self.dice.choice([Role.EMPLOYEE, Role.EMPLOYEE, Role.LEADER, Role.MANAGER])
            left_on = self.day() if self.dice.random() < 0.3 else None
            Employee.objects.filter(pk=one.pk).update(profile=profile, left_on=left_on)
            User.objects.filter(pk=one.user_id).update(role=role)
        self.staff = list(Employee.objects.select_related("user").order_by("pk"))
        for _ in range(70):
            until = self.day() if self.dice.random() < 0.4 else None
            since = min(self.day(), until or TODAY)
            course = self.town.course(
                self.town.citizen(),
                self.dice.choice(self.staff),
                since=since.isoformat(),
                until=until.isoformat() if until else None,
            )
            self.courses.append(course)
        self.workplaces = [self.town.workplace(f"Sted {n}", self.dice.choice(self.staff)) for n in range(8)]

    def open_courses(self, day: date) -> list[Course]:
        return [one for one in self.courses if one.since <= day and (one.until is None or day < one.until)]

    def working(self, day: date) -> list[Employee]:
        """Those who follow citizens."""
        there = [one for one in self.staff if one.left_on is None or day < one.left_on]
        return [one for one in there if one.user.role in {Role.EMPLOYEE, Role.LEADER}]


@pytest.fixture(params=range(2))
def lived(request: pytest.FixtureRequest) -> Lived:
    lived = Lived(random.Random(request.param))
    lived.settle()
    return lived


def agrees(part: str, expected: dict[date, Counted]) -> None:
    """Published as counted; hidden only where the part, or what is left of it, is small."""
    publish_figures(TODAY, by=None, at=NOW)
    figures = {row.day: row for row in Figure.objects.filter(indicator=Indicator.MODEL, group=part)}
    assert set(figures) == set(expected)
    for day, (numerator, of) in expected.items():
        shown = figures[day]
        small = any(0 < count < 5 for count in (numerator, of, of - numerator))
        assert shown.suppressed == small, (part, day, numerator, of)
        if not small:
            assert (shown.numerator, shown.denominator) == (numerator, of), (part, day)


def test_m2_three_roles_in_the_year_of_those_who_held_a_talk(lived: Lived) -> None:
    rows = []
    for _ in range(160):
        course = lived.dice.choice(lived.courses)
        one, day = lived.dice.choice(lived.staff), lived.day()
        talk = lived.town.talk(course, one, day.isoformat(), lived.dice.choice(["00:10", "23:50"]))
        roles = lived.dice.sample(["mentor", "coach", "authority", "consultant", "motivating"], 2)
        RoleTaken.objects.bulk_create(RoleTaken(talk=talk, role=role) for role in roles)
        rows.append((one.pk, day, roles))

    def counted(day: date) -> Counted:
        first_day, last_day = year_to(day)
        taken: dict[int, set[str]] = {}
        for one, on, roles in rows:
            if first_day <= on <= last_day:
                taken.setdefault(one, set()).update(roles)
        return sum(len(roles) >= 3 for roles in taken.values()), len(taken)

    agrees("m2", {day: counted(day) for day in DAYS})


def test_m3_generalists_of_those_who_follow_citizens(lived: Lived) -> None:
    there = lived.working(TODAY)
    agrees("m3", {TODAY: (sum(one.profile == "employment" for one in there), len(there))})


def test_m4_levels_in_two_profiles(lived: Lived) -> None:
    the_catalogue()
    competences = list(Competence.objects.select_related("profile").order_by("pk"))
    rows = []
    for one in lived.staff:
        for competence in lived.dice.sample(competences, lived.dice.randint(0, 5)):
            since, level = lived.day(), lived.dice.choice([0, 1, 2, 3])
            until = since + timedelta(days=lived.dice.randint(1, 600)) if lived.dice.random() < 0.4 else None
            AgreedLevel.objects.create(
                employee=one, competence=competence, level=level, since=since, until=until, because="talk"
            )
            if competence.profile.kind == "profile" and level:
                rows.append((one, competence.profile.code, since, until))

    def counted(day: date) -> Counted:
        there = lived.working(day)
        fields = {
            one.pk: {
                code
                for whose, code, since, until in rows
                if whose == one and since <= day and (until is None or day < until)
            }
            for one in there
        }
        return sum(len(codes) >= 2 for codes in fields.values()), len(there)

    agrees("m4", {day: counted(day) for day in DAYS})


def test_m5_training_confirmed_in_the_year(lived: Lived) -> None:
    rows = []
    for n in range(5):
        training = Training.objects.create(
            name=f"Kursus {n}",
            about="Noget",
            competence=a_competence("coaching"),
            level=2,
            starts_at=moment("2024-01-10"),
            minutes=60,
            where="Salen",
            places=40,
            unit=lived.staff[0].unit,
        )
        for seat, one in enumerate(lived.dice.sample(lived.staff, 9), start=1):
            at = lived.at()
            SignUp.objects.create(
                training=training, employee=one, step="confirmed", seat=seat, signed_up_at=at, confirmed_at=at
            )
            rows.append((one, at))

    def counted(day: date) -> Counted:
        first_day, last_day = year_to(day)
        learnt = {one for one, at in rows if first_day <= local(at) <= last_day}
        there = lived.working(day)
        return sum(one in learnt for one in there), len(there)

    agrees("m5", {day: counted(day) for day in DAYS})


def test_m6_a_goal_or_step_in_the_citizens_own_words(lived: Lived) -> None:
    rows = []
    for course in lived.courses:
        for _ in range(lived.dice.randint(0, 2)):
            at, side = lived.at(), lived.dice.choice(["citizen", "employee"])
            together = side == "employee" and lived.dice.random() < 0.3
            ended_at = max(at, lived.at()) if lived.dice.random() < 0.4 else None
            item = PlanItem.objects.create(
                citizen=course.citizen,
                course=course,
                kind="goal",
                ended_at=ended_at,
                ended_as="done" if ended_at else "",
            )
            Wording.objects.create(
                item=item, citizen=course.citizen, number=1, text="Et arbejde", side=side,
                is_together=together, by=course.contact.user, at=at,
            )  # fmt: skip
            if side == "citizen" or together:
                rows.append((course.citizen_id, at, ended_at))

    def counted(day: date) -> Counted:
        wrote = {
            citizen
            for citizen, at, ended_at in rows
            if local(at) <= day and (ended_at is None or local(ended_at) > day)
        }
        following = {course.citizen_id for course in lived.open_courses(day)}
        return len(following & wrote), len(following)

    agrees("m6", {day: counted(day) for day in DAYS})


def test_m7_a_story_told_or_a_thread(lived: Lived) -> None:
    rows: list[tuple[int, datetime, datetime | None]] = []
    for course in lived.courses:
        user = course.contact.user
        if lived.dice.random() < 0.4:
            at = lived.at()
            gone_at = max(at, lived.at()) if lived.dice.random() < 0.4 else None
            StoryEntry.objects.create(
                citizen=course.citizen, about="health", readers="person", text="Ryggen", is_together=True,
                by=user, written_at=at, withdrawn_at=gone_at,
            )  # fmt: skip
            rows.append((course.citizen_id, at, gone_at))
        if lived.dice.random() < 0.3:
            thread = Thread.objects.create(citizen=course.citizen, name="ryggen", by=user, at=lived.at())
            rows.append((course.citizen_id, thread.at, None))

    def counted(day: date) -> Counted:
        told = {
            citizen
            for citizen, at, gone_at in rows
            if local(at) <= day and (gone_at is None or local(gone_at) > day)
        }
        following = {course.citizen_id for course in lived.open_courses(day)}
        return len(following & told), len(following)

    agrees("m7", {day: counted(day) for day in DAYS})


def test_m8_a_next_talk_agreed(lived: Lived) -> None:
    following = lived.open_courses(TODAY)
    some = lived.dice.sample(lived.courses, 40)
    Course.objects.filter(pk__in=[course.pk for course in some], until=None).update(next_on=TODAY)
    agreed = sum(course in some and course.until is None for course in following)
    agrees("m8", {TODAY: (agreed, len(following))})


def test_m10_contacts_with_workplaces_by_their_own_contact(lived: Lived) -> None:
    named: dict[int, list[tuple[date, Employee]]] = {}
    for place in lived.workplaces:
        named[place.pk] = [(date(2020, 1, 1), place.contact)]
        if lived.dice.random() < 0.6:
            day, other = lived.day(), lived.dice.choice(lived.staff)
            WorkplaceContact.objects.filter(workplace=place).update(until=day)
            WorkplaceContact.objects.create(workplace=place, employee=other, since=day)
            named[place.pk].append((day, other))
    rows = []
    for _ in range(160):
        place, day = lived.dice.choice(lived.workplaces), lived.day()
        by = lived.dice.choice([lived.dice.choice(lived.staff), *[each for _since, each in named[place.pk]]])
        WorkplaceTouch.objects.create(
            workplace=place, employee=by, on=day, how="call", begun_by="centre", at=NOW
        )
        rows.append((place.pk, by, day))

    def counted(day: date) -> Counted:
        first_day, last_day = year_to(day)
        within = [row for row in rows if first_day <= row[2] <= last_day]
        own = [[each for since, each in named[place] if since <= on][-1] == by for place, by, on in within]
        return sum(own), len(within)

    agrees("m10", {day: counted(day) for day in DAYS})


def test_m18_courses_without_a_colleague_drawn_in(lived: Lived) -> None:
    rows = []
    for course in lived.dice.sample(lived.courses, 35):
        since = lived.day()
        until = since + timedelta(days=lived.dice.randint(1, 300))
        lived.town.drawn_in(course, lived.dice.choice(lived.staff), since.isoformat(), until.isoformat())
        rows.append((course, since, until))

    def counted(day: date) -> Counted:
        following = lived.open_courses(day)
        helped = [course for course, since, until in rows if since <= day < until]
        return sum(course not in helped for course in following), len(following)

    agrees("m18", {day: counted(day) for day in DAYS})


def test_m20_fields_where_somebody_shared_something(lived: Lived) -> None:
    the_catalogue()
    rows = []
    competences = list(Competence.objects.select_related("profile__catalogue").order_by("pk"))
    for competence in lived.dice.sample(competences, 9):
        at = lived.at()
        PracticeNote.objects.create(
            competence=competence, title="Gå en tur", text="Pauserne", known_by="experience",
            written_by=lived.staff[0], written_at=at, review_on=TODAY, search_text="gå en tur",
        )  # fmt: skip
        rows.append((competence.profile, at))

    def counted(day: date) -> Counted:
        catalogues = {competence.profile.catalogue for competence in competences}
        begun = [one for one in catalogues if one.since <= day]
        fields = set(max(begun, key=lambda one: one.since).profiles.all()) if begun else set()
        first_day, last_day = year_to(day)
        shared = {profile for profile, at in rows if first_day <= local(at) <= last_day}
        return len(fields & shared), len(fields)

    agrees("m20", {day: counted(day) for day in DAYS})


def local(at: datetime) -> date:
    """`moment` is already in the time here."""
    return at.date()
