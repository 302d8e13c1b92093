"""People and facts for tests, made through the real actions; one fixed moment unless a test gives another."""

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.test import Client
from PIL import Image

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.activities import actions as activities
from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.authority import actions as authority
from tovholder.jobcentre.authority.models import Matter
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.companies import actions as companies
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.companies.numbers import is_cvr
from tovholder.jobcentre.competence.actions import load_catalogues
from tovholder.jobcentre.competence.levels import needs_of_roles
from tovholder.jobcentre.competence.models import AgreedBecause, AgreedLevel, Competence
from tovholder.jobcentre.plans import actions as plans
from tovholder.jobcentre.plans.models import Kind, MentorGrant, PlanItem, StoryEntry, Thread
from tovholder.jobcentre.sickleave import actions as sickleave
from tovholder.jobcentre.sickleave.models import AbsenceNotice, WorkplacePaper
from tovholder.jobcentre.staff import actions as staff
from tovholder.jobcentre.staff.models import Employee, StandIn, Unit
from tovholder.jobcentre.staff.picture import made_small
from tovholder.jobcentre.talks import actions as talks
from tovholder.jobcentre.talks.models import Message, Side, Talk

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday, ten o'clock in Denmark
TODAY = date(2026, 11, 20)
LONG_AGO = TODAY - timedelta(days=100)

_numbers = itertools.count(1)
_cvr_numbers = (str(number) for number in itertools.count(20_000_000) if is_cvr(str(number)))


def days(number: int) -> timedelta:
    return timedelta(days=number)


def cpr_numbers(birthday: str = "010190") -> Iterator[str]:
    """Numbers that nobody has been given yet, of people born in the last century."""
    return (f"{birthday}{number % 4000:04}" for number in _numbers)


def a_unit(name: str = "") -> Unit:
    return staff.add_unit(name or f"Enhed {next(_numbers)}", telephone="11 11 11 11", by=None, at=AT)


def the_unit() -> Unit:
    """The one everybody belongs to when nothing is said."""
    return Unit.objects.order_by("pk").first() or a_unit("Job og Helhed")


def an_employee(
    name: str = "", *, unit: Unit | None = None, role: str = Role.EMPLOYEE, **more: Any
) -> Employee:
    number = next(_numbers)
    given: dict[str, Any] = {
        "username": f"medarbejder{number}",
        "password": None,
        "number": str(number),
        "name": name or f"Medarbejder {number}",
        "email": f"m{number}@example.dk",
        "telephone": "22 22 22 22",
    }
    return staff.add_employee(role=role, unit=unit or the_unit(), by=None, at=AT, **(given | more))


def the_catalogue() -> None:
    """The catalogue of the program, loaded once."""
    load_catalogues(by=None, at=AT)


def a_competence(code: str) -> Competence:
    the_catalogue()
    return Competence.objects.get(code=code, profile__catalogue__code="2026")


def can(employee: Employee, code: str, level: int, *, since: date = LONG_AGO) -> AgreedLevel:
    """Agree that `employee` has this level."""
    return AgreedLevel.objects.create(
        employee=employee, competence=a_competence(code), level=level, since=since, because=AgreedBecause.TALK
    )


def masters(employee: Employee, *roles: str) -> None:
    """Agree the levels that these roles need."""
    the_catalogue()
    for role in roles:
        for competence, level in needs_of_roles(TODAY)[role].items():
            AgreedLevel.objects.get_or_create(
                employee=employee,
                competence_id=competence,
                until=None,
                defaults={"level": level, "since": LONG_AGO, "because": AgreedBecause.TALK},
            )


def a_leader(name: str = "", **more: Any) -> Employee:
    return an_employee(name, role=Role.LEADER, **more)


def a_user(role: str) -> User:
    return User.objects.create(username=f"{role}{next(_numbers)}", role=role)


def a_citizen(name: str = "Bo Kragh", *, digits: str = "", **more: Any) -> Citizen:
    return citizens.register_citizen(digits=digits or next(cpr_numbers()), name=name, by=None, at=AT, **more)


def many_courses(number: int, *, contact: Employee, **more: Any) -> list[Course]:
    """Open courses of as many citizens, made at one blow: for tests of what a page costs."""
    people = []
    for digits in itertools.islice(cpr_numbers(), number):
        person = Citizen(name=f"Borger {digits[6:]}", search_name=f"borger {digits[6:]}")
        person.set_cpr(digits)
        people.append(person)
    Citizen.objects.bulk_create(people)
    return Course.objects.bulk_create(
        Course(
            citizen=person, unit=contact.unit, contact=contact, since=LONG_AGO, began_because="asked", **more
        )
        for person in people
    )


def a_course(
    citizen: Citizen | None = None, *, contact: Employee, unit: Unit | None = None, since: date = LONG_AGO
) -> Course:
    return citizens.open_course(
        citizen or a_citizen(),
        unit=unit or contact.unit,
        contact=contact,
        because="unemployed",
        by=None,
        at=AT,
        today=since,
    )


def a_stand_in(
    for_employee: Employee, by: Employee, *, since: date = TODAY, until: date | None = None
) -> StandIn:
    return StandIn.objects.create(employee=for_employee, stand_in=by, since=since, until=until)


def a_workplace(name: str = "Nordlyst Møbler", *, contact: Employee, **more: Any) -> Workplace:
    company = companies.add_company(
        cvr=next(_cvr_numbers), name=more.pop("company", name), contact=contact, by=None, at=AT
    )
    p_number = more.pop("p_number", f"10{next(_numbers):08}")
    return companies.add_workplace(
        company, p_number=p_number, name=name, by=None, at=AT, today=LONG_AGO, **more
    )


def a_notice(workplace: Workplace, *, at: datetime = AT, **more: Any) -> AbsenceNotice:
    given: dict[str, Any] = {
        "token": uuid4(),
        "kind": "expected",
        "begun_by": "company",
        "talk": "no",
        "by": None,
        "sender": None,
    }
    return sickleave.receive_notice(workplace, at=at, today=at.date(), **(given | more))


PAPERS: dict[str, dict[str, Any]] = {
    "part_time_plan": {
        "first_day": TODAY + timedelta(days=3),
        "full_hours": 37,
        "stages": (
            sickleave.WrittenStage(1, 2, 12, "Lageret"),
            sickleave.WrittenStage(3, 2, 20, "Lageret og ordrer"),
            sickleave.WrittenStage(5, 1, 37),
        ),
    },
    "retention_plan": {
        "workplace_does": "En makker ved løftene",
        "citizen_does": "Siger til fredag",
        "we_do": "Kommer forbi",
        "evaluate_on": TODAY + timedelta(days=14),
    },
    "possibility_statement": {
        "hard_at_work": "De tunge løft",
        "agreed": "Kontrol om formiddagen",
        "first_day": TODAY,
        "last_day": TODAY + timedelta(days=30),
    },
}


def works_at(citizen: Citizen, workplace: Workplace) -> None:
    citizens.employ(citizen, workplace=workplace, since=LONG_AGO, by=None, at=AT)


def a_paper(
    course: Course,
    workplace: Workplace,
    kind: str = "retention_plan",
    *,
    by: User | None = None,
    at: datetime = AT,
    read_version: int = 0,
    **said: Any,
) -> WorkplacePaper:
    """A paper as the contact wrote it, unless somebody else did (`by`)."""
    written = sickleave.Written(**(PAPERS[kind] | said))
    version = sickleave.write_paper(
        course,
        workplace=workplace,
        kind=kind,
        written=written,
        read_version=read_version,
        by=by or course.contact.user,
        at=at,
    )
    return version.paper


def an_activity(course: Course, where: str = "workplace", *, by: User | None = None, **more: Any) -> Activity:
    """An activity the contact agreed with the citizen, at a workplace unless `where` says otherwise."""
    given: dict[str, Any] = {
        "what": "Pakke ordrer",
        "since": TODAY - timedelta(days=10),
        "last_day": TODAY + timedelta(days=10),
        "hours": Decimal(12),
        "agreed": "both",
    }
    if where == "workplace":
        given["placement"] = "internship"
    elif where == "internal":
        given["because"] = "En rolig begyndelse"
    token = more.pop("token", None) or uuid4()
    planned = activities.Planned(where=where, **(given | more))
    return activities.agree_activity(course, planned, token=token, by=by or course.contact.user, at=AT)


def share(
    paper: WorkplacePaper, *, by: User, at: datetime = AT, read_version: int = 1, words: str = ""
) -> None:
    sickleave.share_paper(paper, read_version=read_version, words=words, by=by, at=at)


def a_booked_talk(course: Course, *, by: Employee, starts_at: datetime = AT + timedelta(hours=2)) -> Talk:
    return talks.book_talk(course, employee=by, starts_at=starts_at, form="walk", by=by.user, at=AT)


def a_held_talk(course: Course, *, by: Employee, at: datetime = AT, **more: Any) -> Talk:
    given: dict[str, Any] = {
        "token": uuid4(),
        "form": "walk",
        "roles": ["coach"],
        "text": "Det går bedre om morgenen.",
        "share": True,
        "next_contact": None,
    }
    return talks.hold_talk(course, by=by.user, at=at, **(given | more))


def a_message(
    course: Course, text: str = "Kan vi tale sammen?", *, by: User | None = None, at: datetime = AT
) -> Message:
    side = Side.EMPLOYEE if by is not None else Side.CITIZEN
    by = by or course.citizen.user or a_user(Role.CITIZEN)
    return talks.write_message(course, side=side, text=text, token=uuid4(), by=by, at=at)


def a_matter(course: Course, *, by: Employee, arose_on: date = TODAY, **more: Any) -> Matter:
    """A matter of authority; without a note when no `text` is said."""
    given: dict[str, Any] = {
        "token": uuid4(),
        "kind": "support",
        "what": "Om der er ret til ydelsen",
        "at": AT,
    }
    return authority.mark_matter(course, arose_on=arose_on, by=by.user, **(given | more))


def a_grant(
    course: Course, *, by: Employee, last_day: date, first_day: date = TODAY, **more: Any
) -> MentorGrant:
    """A grant of mentor support from today when nothing is said."""
    given: dict[str, Any] = {"aim": "At komme godt i gang", "mentor": "Ida Sø", "weekly_hours": Decimal("2")}
    token, at = more.pop("token", None) or uuid4(), more.pop("at", AT)
    granted = plans.Granted(first_day=first_day, last_day=last_day, **(given | more))
    return plans.grant_mentor(course, granted, token=token, by=by.user, at=at)


def a_goal(course: Course, text: str = "Et arbejde, ryggen kan holde til", **more: Any) -> PlanItem:
    """A goal; the citizen's when nothing is said."""
    return _an_item(course, Kind.GOAL, text, **more)


def a_step(course: Course, text: str = "Ringe til værkstedet", **more: Any) -> PlanItem:
    return _an_item(course, Kind.STEP, text, **more)


def _an_item(course: Course, kind: str, text: str, *, by: User | None = None, **more: Any) -> PlanItem:
    by = by or course.citizen.user
    assert by is not None, "a citizen who cannot log in writes nothing alone"
    given: dict[str, Any] = {"token": uuid4(), "at": AT} | more
    return plans.write_item(course, kind=kind, text=text, by=by, **given)


def a_told(citizen: Citizen, text: str = "Ryggen begyndte i 2009.", **more: Any) -> StoryEntry:
    """An entry of the story, for the contact alone when nothing is said; the citizen's own hand."""
    given: dict[str, Any] = {"about": "health", "readers": "person"}
    by, at = more.pop("by", citizen.user), more.pop("at", AT)
    told = plans.Told(text=text, **(given | more))
    return plans.tell(citizen, told, token=uuid4(), by=by, at=at)


def a_thread(
    citizen: Citizen, name: str = "ryggen", *to: Any, by: User | None = None, at: datetime = AT
) -> Thread:
    """A thread through the things given; begun by the citizen when nobody is said."""
    by = by or citizen.user
    assert by is not None
    thread = plans.begin_thread(citizen, name=name, by=by, at=at)
    for thing in to:
        plans.tie(thread, thing, by=by, at=at)
    return thread


def a_photo(
    kind: str = "JPEG", *, size: tuple[int, int] = (600, 400), colour: str = "teal", **more: Any
) -> bytes:
    """A picture as somebody sends it."""
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **more)
    return written.getvalue()


def a_picture(colour: str = "teal") -> bytes:
    """A picture as it is kept."""
    return made_small(a_photo(colour=colour))


def browser_of(person: Employee | User | Citizen) -> Client:
    """A browser in which somebody is logged in; a page that breaks answers as it would outside the tests."""
    user = person if isinstance(person, User) else person.user
    assert user is not None, f"{person} has no login"
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    """The page with single spaces, as it is read; without the tokens of its forms, which are others each time."""
    read = re.sub(r'(name="csrfmiddlewaretoken" value=")\w*', r"\1", response.content.decode())
    return " ".join(read.split())
