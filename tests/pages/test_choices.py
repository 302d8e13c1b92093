"""No page carries a list of more than two hundred choices, however large the house is."""

import re
from collections import Counter

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from tests.pages.about import ARGUMENTS
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.activities.models import Where
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.staff.models import Employee, StaffProfile, Unit

OPTIONS = 200
PEOPLE = ("nadia", "ellen", "pernille", "henrik", "tove", "jens", "rikke")


def longest_list(page: str) -> int:
    """How many choices the longest list of a page has: in a select, what a field suggests, or beside each other."""
    inside = [
        part.split(f"</{kind}>")[0].count("<option")
        for kind in ("select", "datalist")
        for part in page.split(f"<{kind}")[1:]
    ]
    beside = Counter(
        re.search(r'name="([^"]*)"', field)[1]
        for field in re.findall(r"<input[^>]*>", page)
        if re.search(r'type="(radio|checkbox)"', field)
    )
    return max([*inside, *beside.values()], default=0)


@pytest.mark.parametrize(
    "page",
    [
        f"<select><option>0{'<option>1' * 200}</select>",
        f"<datalist id=a>{'<option value=1>' * 201}</datalist>",
        '<p><input name="a" type="radio">' * 201,
        '<p><input type="checkbox" id="b" name="b">' * 201,
    ],
)
def test_each_kind_of_list_is_counted(page: str) -> None:
    assert longest_list(page) == 201
    assert (
        longest_list(page + '<select><option>1</select><input name="a"><input type="radio" name="c">') == 201
    )


def pages_of_the_house() -> dict[str, str]:
    """Every address that can be opened without a number, and those above with theirs."""
    found = {}
    for pattern in get_resolver().url_patterns:
        name = pattern.name
        given = ARGUMENTS.get(name, list) if not pattern.pattern.converters or name in ARGUMENTS else None
        if given is not None:
            found[name] = reverse(name, args=given())
    fatima = cast.citizen("fatima").pk
    return found | {f"new_activity {where}": reverse("new_activity", args=[fatima, where]) for where in Where}


def answer(client: Client, name: str, address: str) -> HttpResponse:
    """The page as it is opened; `hand_over` is sent everybody of the list that it comes after."""
    if name != "hand_over":
        return client.get(address)
    before = client.get(reverse("handover_list"))
    return client.post(address, {"all": before.context["all"]} if before.status_code == 200 else {})


@pytest.mark.one_database
def test_no_page_has_a_list_of_more_than_two_hundred_choices(filled) -> None:
    filled(500)
    unit = cast.user("ellen").employee.unit
    users = User.objects.bulk_create([User(username=f"k{n}", role=Role.EMPLOYEE) for n in range(450)])
    other, *_more = Unit.objects.bulk_create([Unit(name=f"Enhed {n}", telephone="1") for n in range(250)])
    colleagues = Employee.objects.bulk_create(
        Employee(
            user=user, number=f"k{n}", name=f"Kollega {n}", telephone="1", profile=StaffProfile.EMPLOYMENT,
            unit=unit if n % 2 else other,
        )
        for n, user in enumerate(users)
    )  # fmt: skip
    company = cast.workplace("savværk").company
    Workplace.objects.bulk_create(
        Workplace(company=company, contact=colleague, p_number=str(3_000_000_000 + n), name=f"Gård {n}")
        for n, colleague in enumerate(colleagues[:300])
    )
    for course, colleague in zip(
        Course.objects.open().filter(unit=unit).order_by("pk"), colleagues, strict=False
    ):
        Course.objects.filter(pk=course.pk).update(contact=colleague)
    lists = {}
    for who in PEOPLE:
        client = Client()
        client.force_login(cast.user(who))
        for name, address in pages_of_the_house().items():
            response = answer(client, name, address)
            if response.status_code == 200 and not response.streaming:
                lists[who, name] = longest_list(response.content.decode())
    assert {name for _who, name in lists} >= {
        "team_citizens",
        "change_contact",
        "hand_over",
        "import",
        "new_activity workplace",
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
