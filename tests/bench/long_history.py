"""One citizen whom Nadia Holm follows, with ten years behind them: the page that grows with time, not with people.

Plain rows, the same each time, from before the demo's three years: five courses, 140 held talks with notes (some
corrected), 120 messages, 40 spells, 24 notices, handovers and jobs. The plan comes in `long_plan`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models, transaction

from tovholder.jobcentre.citizens.models import (
    Citizen,
    Course,
    CourseContact,
    Employment,
    Handover,
    SupportSpell,
)
from tovholder.jobcentre.citizens.models.course import Began, Ended, Form, HandoverReason
from tovholder.jobcentre.citizens.models.work import Benefit
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.sickleave.models import AbsenceNotice, BegunBy, NoticeKind, TalkWish
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Message, Note, Role, RoleTaken, Side, Talk

NAME = "Gerda Langtidsholm"
YEARS = 10
COURSES = 5
TALKS = 140
MESSAGES = 120
SPELLS = 40
NOTICES = 24
_BORN = date(1968, 2, 29)
_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_NOTE = (
    "{name} fortæller, hvordan ugen er gået. Vi taler om timerne, om hvad der gik godt, og om hvad der skal til. "
    "{name} prøver to dage om ugen og ringer selv til arbejdspladsen. Vi følger op på det, næste gang vi ses. "
)


@dataclass
class Rows:
    """Everything of the one citizen, by model, in the order the database wants it."""

    citizen: Citizen
    made: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    def add(self, row: models.Model) -> None:
        self.made.setdefault(type(row), []).append(row)

    def write(self) -> None:
        for model, made in self.made.items():
            model._base_manager.bulk_create(made, batch_size=500)

    def token(self) -> UUID:
        """A number of one's own: nothing else begins with these digits."""
        return UUID(int=(0xBE4C << 112) | next(self.numbers))


@transaction.atomic
def add(today: date) -> Citizen:
    """Add the citizen to a filled demo."""
    nadia = cast.employee("nadia")
    colleagues = list(Employee.objects.filter(unit=nadia.unit).select_related("user").order_by("pk")[:6])
    places = list(Workplace.objects.order_by("pk")[:6])
    person = Citizen(name=NAME, telephone="00 99 99 99", email="gerda@example.dk")
    person.set_cpr(_unused_number())
    person.save()
    rows = Rows(person)
    for course in _courses(person, nadia, colleagues, today):
        course.save()
        _contacts(rows, course, colleagues, nadia)
    courses = list(person.courses.order_by("since"))
    _talks(rows, courses, colleagues, today)
    _messages(rows, courses, today)
    _spells(rows, today)
    _work(rows, places, today)
    rows.write()
    return person


def _unused_number() -> str:
    for serial in range(9998, 9900, -2):
        digits = f"{_BORN.day + 60}{_BORN:%m%y}{serial}"
        if not Citizen.objects.with_cpr(digits).exists():
            return digits
    raise AssertionError("every demo number of that day is taken")


def _courses(person: Citizen, nadia: Employee, colleagues: list[Employee], today: date) -> Iterator[Course]:
    """Courses under each other, with two months between; the last is open, and Nadia's."""
    length = timedelta(days=365 * YEARS // COURSES)
    for number in range(COURSES):
        since = today - length * (COURSES - number)
        is_open = number == COURSES - 1
        yield Course(
            citizen=person,
            unit=nadia.unit,
            contact=nadia if is_open else colleagues[number % len(colleagues)],
            since=since,
            until=None if is_open else since + length - timedelta(days=60),
            began_because=Began.SICK_LEAVE if number % 2 else Began.UNEMPLOYED,
            ended_because="" if is_open else Ended.WORK,
            next_on=today + timedelta(days=3) if is_open else None,
        )


def _contacts(rows: Rows, course: Course, colleagues: list[Employee], nadia: Employee) -> None:
    """Two contacts each course, one after the other, and a confirmed handover between them."""
    first = next(one for one in colleagues if one.pk != course.contact_id)
    changed = course.since + timedelta(days=200)
    for employee, since, until in (
        (first, course.since, changed),
        (course.contact, changed, course.until),
    ):
        rows.add(
            CourseContact(course=course, citizen=rows.citizen, employee=employee, since=since, until=until)
        )
    at = moment(changed)
    rows.add(
        Handover(
            course=course,
            citizen=rows.citizen,
            from_employee=first,
            to_employee=course.contact,
            reason=HandoverReason.ROOM,
            what_matters="Ring efter klokken ti.",
            accepted_at=at,
            confirmed_at=at,
        )
    )


def _talks(rows: Rows, courses: list[Course], colleagues: list[Employee], today: date) -> None:
    days = _spread(courses, TALKS, today)
    for number, ((course, day), form, employee) in enumerate(
        zip(days, cycle(Form.values), cycle(colleagues))
    ):
        held_at = moment(day)
        talk = Talk(
            citizen=rows.citizen,
            course=course,
            employee=employee,
            form=form,
            starts_at=held_at - timedelta(minutes=30),
            held_at=held_at,
            minutes=30,
            shared_at=held_at,
            token=rows.token(),
        )
        talk.save(force_insert=True)
        for role in Role.values[number % 3 : number % 3 + 1 + number % 2]:
            rows.add(RoleTaken(talk=talk, role=role))
        text = _NOTE.format(name=rows.citizen.first_name) * (1 + number % 4)
        for version in range(1, 3 if number % 5 == 0 else 2):
            rows.add(
                Note(
                    talk=talk,
                    citizen=rows.citizen,
                    version=version,
                    text=text,
                    by=employee.user,
                    at=held_at + timedelta(minutes=version),
                )
            )


def _messages(rows: Rows, courses: list[Course], today: date) -> None:
    for number, (course, day) in enumerate(_spread(courses, MESSAGES, today)):
        is_from_us = number % 2 == 1
        at = moment(day, hour=14)
        rows.add(
            Message(
                citizen=rows.citizen,
                course=course,
                side=Side.EMPLOYEE if is_from_us else Side.CITIZEN,
                by=course.contact.user,
                text="Tak for sidst. Jeg har talt med arbejdspladsen, og det passer fint.",
                at=at,
                answered_at=None if is_from_us else at + timedelta(days=1),
                token=rows.token(),
            )
        )


def _spells(rows: Rows, today: date) -> None:
    """Sickness benefit and cash benefit in turn, without a gap; the last is open."""
    length = timedelta(days=365 * YEARS // SPELLS)
    since = today - length * SPELLS
    for number, benefit in zip(range(SPELLS), cycle([Benefit.SICKNESS, Benefit.CASH]), strict=False):
        begun = since + length * number
        until = begun + length if number < SPELLS - 1 else None
        rows.add(SupportSpell(citizen=rows.citizen, benefit=benefit, since=begun, until=until))


def _work(rows: Rows, places: list[Workplace], today: date) -> None:
    length = timedelta(days=365 * YEARS // len(places))
    for number, place in enumerate(places):
        since = today - length * (len(places) - number)
        until = since + length if number < len(places) - 1 else None
        rows.add(Employment(citizen=rows.citizen, workplace=place, since=since, until=until))
    step = timedelta(days=365 * YEARS // NOTICES)
    for number, place in zip(range(NOTICES), cycle(places), strict=False):
        day = today - step * (NOTICES - number)
        rows.add(
            AbsenceNotice(
                workplace=place,
                begun_by=BegunBy.COMPANY,
                kind=NoticeKind.FIRST_DAY,
                first_day=day,
                employee_agrees=True,
                person_name=NAME,
                citizen=rows.citizen,
                talk=TalkWish.NO,
                received_at=moment(day, hour=9),
                token=rows.token(),
            )
        )


def _spread(courses: list[Course], many: int, today: date) -> Iterator[tuple[Course, date]]:
    """So many days, evenly over the courses, each inside its own."""
    for course in courses:
        end = course.until or today
        each = many // len(courses)
        for number in range(each):
            yield course, course.since + (end - course.since) * number // each


def moment(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour), _COPENHAGEN)
