"""Every page names the same person to call, on any day, whoever is away or has left.

Everybody here has a telephone number of their own, so a number on a page says whose it is. The oracle goes through the
rows by hand, day by day, and shares nothing with `staff.now`.
"""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.companies import actions as companies
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.staff import actions as staff
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn
from tovholder.jobcentre.staff.now import person_of, person_on

pytestmark = pytest.mark.django_db
UNIT = "11 11 11 11"
SPAN = 12


class House:
    """Four employees and their leader; a citizen and a workplace, both with one of them; and everybody's browser."""

    def __init__(self) -> None:
        unit = cast.a_unit("Job og Helhed")
        names = ("Lise Leder", "Amina Yusuf", "Jonas Holm", "Rune Vang", "Ea Lund")
        self.people = [
            cast.an_employee(
                name, unit=unit, role=Role.EMPLOYEE if n else Role.LEADER, telephone=f"31 00 00 0{n}"
            )
            for n, name in enumerate(names)
        ]
        self.leader, self.contact = self.people[:2]
        self.citizen = cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))
        self.course = cast.a_course(self.citizen, contact=self.contact)
        self.place = cast.a_workplace("Nordlyst Møbler", contact=self.contact)
        citizens.employ(self.citizen, workplace=self.place, since=TODAY - days(50), by=None, at=AT)
        self.hr = companies.add_person(
            self.place, name="Ole", email="ole@example.dk", user=cast.a_user(Role.COMPANY), by=None, at=AT
        )

    def happens(self, what: str, who: Employee, other: Employee, since: date, length: int | None) -> None:
        """One thing is registered that begins on a day; what is refused did not happen."""
        by, at = self.leader.user, AT + (since - TODAY)
        for row in (who, other):
            row.refresh_from_db()
        self.course.refresh_from_db()
        self.place.refresh_from_db()
        if what == "away" and who.left_on is None:
            until = since + days(length) if length else None
            staff.register_absence(who, since=since, until=until, stand_in=other, by=by, at=at)
        elif what == "uncovered" and who.left_on is None:
            Absence.objects.create(employee=who, since=since, until=since + days(length or 1))
        elif what == "leaves":
            staff.leave(who, left_on=since, covers=other, by=by, at=at, today=since)
        elif what == "citizen":
            citizens.change_contact(
                self.course, from_employee=self.course.contact_id, to=other, reason="room", what_matters="Kaffe",
                no_joint_talk_because="De har sagt farvel.", by=by, at=at, today=since,
            )  # fmt: skip
        elif what == "workplace":
            companies.change_workplace_contact(
                self.place, from_employee=self.place.contact_id, to=other, because="Andet", by=by, at=at, today=since
            )  # fmt: skip

    def all_happens(self, story) -> None:
        for what, who, other, since, length in sorted(story, key=lambda step: step[3]):
            try:
                with transaction.atomic():
                    self.happens(what, self.people[who], self.people[other], TODAY + days(since), length)
            except (Refused, IntegrityError):  # the latter of an absence that nothing asked about beforehand
                continue
        self.course.refresh_from_db()
        self.place.refresh_from_db()


def whom_to_call(contact: Employee, day: date) -> str:
    """The oracle: the number to call in the place of `contact` on a day."""

    def is_here(employee: Employee) -> bool:
        gone = employee.left_on is not None and employee.left_on <= day
        return not gone and not any(covers_day(row, day) for row in employee.absences.all())

    if is_here(contact):
        return contact.telephone
    covers = [row.stand_in for row in StandIn.objects.filter(employee=contact) if covers_day(row, day)]
    return next((cover.telephone for cover in covers if is_here(cover)), UNIT)


def covers_day(row, day: date) -> bool:
    return row.since <= day and (row.until is None or day < row.until)


def numbers_on(response) -> set[str]:
    assert response.status_code == 200, response
    text = text_of(response)
    return set(re.findall(r"31 00 00 0\d|11 11 11 11", text)) | {
        f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}" for n in re.findall(r"tel:(\d{8})", text)
    } - {""}


def pages_about(house: House, day: date) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The telephone numbers of ours on each page about the citizen, and on each about the workplace."""
    of_citizen, of_company = cast.browser_of(house.citizen), cast.browser_of(house.hr.user)
    door = Client()
    about_citizen = {"Mit forløb": numbers_on(of_citizen.get(reverse("my_course")))}
    about_place = {
        "Min kontakt": numbers_on(of_company.get(reverse("my_contact"))),
        "døren": numbers_on(door.get(reverse("door", args=[make_link(house.hr, at=AT + (day - TODAY))]))),
    }
    for employee in Employee.objects.exclude(left_on__lte=day):
        browser = cast.browser_of(employee)
        about_place[f"arbejdsstedet, {employee}"] = numbers_on(
            browser.get(reverse("workplace", args=[house.place.pk]))
        )
        response = browser.get(reverse("citizen", args=[house.citizen.pk]))
        if response.status_code != 404:
            about_citizen[f"borgerens side, {employee}"] = numbers_on(response)
    return about_citizen, about_place


def lists_of(house: House, day: date) -> str:
    """Every list that names a contact, as the leader reads them; they hold no number, but say who covers."""
    house.leader.refresh_from_db()
    if house.leader.has_left(day):
        return ""
    browser = cast.browser_of(house.leader)
    found = browser.post(reverse("search"), {"text": "Nordlyst"})
    file = browser.post(reverse("export_team_citizens"), {"fil": "csv"})
    return " ".join(
        [text_of(browser.get(reverse(name))) for name in ("team", "team_citizens", "my_day", "my_citizens")]
        + [text_of(found), file.content.decode("utf-8-sig")]
    )


story = st.lists(
    st.tuples(
        st.sampled_from(["away", "away", "uncovered", "leaves", "citizen", "workplace"]),
        st.integers(0, 4),
        st.integers(0, 4),
        st.integers(0, SPAN),
        st.none() | st.integers(1, 6),
    ),
    max_size=8,
)


# A story is a handful of lines that can be read as it is, and pages are slow: what fails is shown, not made smaller.
many = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def house(db) -> House:
    return House()


@many
@given(story=story, day=st.integers(0, SPAN))
def test_every_page_names_the_same_one_to_call_and_nobody_who_is_not_here(house, story, day) -> None:
    with transaction.atomic():
        check(house, story, TODAY + days(day))
        transaction.set_rollback(True)


def check(house: House, story, day: date) -> None:
    with time_machine.travel(AT + (day - TODAY), tick=False):
        house.all_happens([step for step in story if TODAY + days(step[3]) <= day])
        to_call = {held: whom_to_call(held.contact, day) for held in (house.course, house.place)}
        for held, number in to_call.items():
            assert person_of(held, day).telephone == number
        about_citizen, about_place = pages_about(house, day)
        for page, numbers in about_citizen.items():
            assert numbers == {to_call[house.course]}, page
        for page, numbers in about_place.items():
            assert numbers == {to_call[house.place]}, page
        assert numbers_in(lists_of(house, day)) == set()
        assert numbers_in_mail(house, day) == {to_call[house.place]}


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"31 00 00 0\d", text))


def numbers_in_mail(house: House, day: date) -> set[str]:
    """What a company reads in the mail with the link."""
    from tovholder.jobcentre.companies.actions.places import _door_mail

    body = _door_mail(house.hr, "https://x", AT, person_of(house.place, day))
    return set(re.findall(r"31 00 00 0\d|11 11 11 11", body))


@many
@given(story=story)
def test_any_day_before_is_told_as_it_was_then(house, story) -> None:
    """What was said on each day is written down as the days pass, and asked for again at the end."""
    with transaction.atomic():
        said = {}
        house.all_happens([])
        ahead = sorted(story, key=lambda step: step[3])
        for n in range(SPAN + 1):
            house.all_happens([step for step in ahead if step[3] == n])
            day = TODAY + timedelta(days=n)
            said[day] = [person_of(held, day).employee for held in (house.course, house.place)]
        for day, contacts in said.items():
            assert [person_on(held, day).employee for held in (house.course, house.place)] == contacts
        assert person_on(house.course, house.course.since - days(1)) is None
        transaction.set_rollback(True)
