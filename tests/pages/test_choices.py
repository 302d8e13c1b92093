"""No page carries a list of more than two hundred choices, however large the house is."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.pages.about import ARGUMENTS
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.staff.models import Employee, StaffProfile, Unit

OPTIONS = 200
PEOPLE = ("nadia", "ellen", "pernille", "henrik", "jens", "rikke")


def longest_list(page: str) -> int:
    """How many choices the longest list of a page has."""
    return max((part.split("</select>")[0].count("<option") for part in page.split("<select")[1:]), default=0)


def pages_of_the_house() -> dict[str, str]:
    """Every address that can be opened without a number, and those above with theirs."""
    found = {}
    for pattern in get_resolver().url_patterns:
        name = pattern.name
        given = ARGUMENTS.get(name, list) if not pattern.pattern.converters or name in ARGUMENTS else None
        if given is not None:
            found[name] = reverse(name, args=given())
    return found


@pytest.mark.one_database
def test_no_page_has_a_list_of_more_than_two_hundred_choices(filled) -> None:
    filled(500)
    unit = cast.user("ellen").employee.unit
    users = User.objects.bulk_create([User(username=f"k{n}", role=Role.EMPLOYEE) for n in range(450)])
    other = Unit.objects.create(name="En anden enhed", telephone="1")
    colleagues = Employee.objects.bulk_create(
        Employee(
            user=user, number=f"k{n}", name=f"Kollega {n}", telephone="1", profile=StaffProfile.EMPLOYMENT,
            unit=unit if n % 2 else other,
        )
        for n, user in enumerate(users)
    )  # fmt: skip
    for course, colleague in zip(
        Course.objects.open().filter(unit=unit).order_by("pk"), colleagues, strict=False
    ):
        Course.objects.filter(pk=course.pk).update(contact=colleague)
    lists = {}
    for who in PEOPLE:
        client = Client()
        client.force_login(cast.user(who))
        for name, address in pages_of_the_house().items():
            response = client.get(address)
            if response.status_code == 200 and not response.streaming:
                lists[who, name] = longest_list(response.content.decode())
    assert {name for _who, name in lists} >= {
        "team_citizens",
        "change_contact",
        "change_workplace_contact",
        "leaving",
        "register_absence",
        "my_citizens",
        "my_absence",
        "absence_talks",
        "draw_in",
        "ask_for_unit",
        "wish",
        "unit_move",
        "write_paper",
        "paper",
        "my_paper",
        "shared_paper",
    }
    assert lists["ellen", "change_contact"] > 100, "the longest list that there is, is walked"
    assert not {page: length for page, length in lists.items() if length > OPTIONS}
