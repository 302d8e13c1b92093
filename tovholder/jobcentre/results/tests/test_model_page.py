"""How far the model is lived: counted by hand in a small town, and told with a step, why, and what would raise it."""

import pytest
from django.urls import reverse

from tests.test_english import left_in
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.model import NAMES, READ
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.tests.pages import fill, text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure, login_as
from tovholder.jobcentre.talks.models import RoleTaken
from tovholder.registers.fidelity import scale

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """Ten employees with ten citizens each: six have taken three roles, thirty courses have a next talk."""
    town = Town()
    unit = town.unit("Enhed")
    for number in range(10):
        employee = town.employee(f"Ansat{number}", unit)
        for place in range(10):
            course = town.course(town.citizen(), employee)
            talk = town.talk(course, employee, "2026-10-27")
            roles = ["mentor", "coach", "authority"] if number < 6 else ["mentor"]
            RoleTaken.objects.bulk_create(RoleTaken(talk=talk, role=role) for role in roles)
            if place < 3:
                Course.objects.filter(pk=course.pk).update(next_on=TODAY)
    return town


def page(client, language: str = "da") -> str:
    login_as(client, Role.MANAGER)
    client.cookies["django_language"] = language
    response = client.get(reverse("results_model"))
    assert response.status_code == 200
    return response.content.decode()


def test_shares_are_counted_as_by_hand(town: Town) -> None:
    publish_figures(TODAY, by=None, at=NOW)
    shown = {part: figure(Indicator.MODEL, group=part) for part in ("m2", "m8", "m18")}
    assert (shown["m8"].numerator, shown["m8"].denominator) == (30, 100)
    assert (shown["m18"].numerator, shown["m18"].denominator) == (100, 100)
    assert shown["m2"].suppressed, "six have and four have not: the four follow"
    town.employee("Ny", town.unit("Ny enhed"))


def test_many_roles_are_a_step(town: Town, client) -> None:
    for employee in range(5):
        ansat = town.employee(f"Flere{employee}", Course.objects.first().unit)
        talk = town.talk(town.course(town.citizen(), ansat), ansat, "2026-10-27")
        RoleTaken.objects.create(talk=talk, role="coach")
    publish_figures(TODAY, by=None, at=NOW)
    assert (
        figure(Indicator.MODEL, group="m2").numerator,
        figure(Indicator.MODEL, group="m2").denominator,
    ) == (
        6,
        15,
    )
    text = text_of(page(client))
    assert "Medarbejderen tager alle roller Trin 3 af 5 40 % af medarbejderne har taget mindst tre" in text


def test_every_element_stands_there_and_says_where_it_has_no_data(client, town: Town) -> None:
    publish_figures(TODAY, by=None, at=NOW)
    html = page(client)
    text = text_of(html)
    for element in scale().elements:
        assert f'id="{element.element}"' in html
        assert str(NAMES[element.element]) in text
    assert "Kan ikke ses af data endnu." in text
    assert "100 % af samtalerne var med borgerens egen medarbejder." in text
    assert "Næste samtale aftales hver gang Trin 1 af 5 30 % af de åbne forløb" in text
    assert "Det ville løfte det: At næste aftale skrives, mens borgeren sidder der." in text
    assert "Trin 2: mindst 50 %." in text
    assert "er vores egne (forslag 2026-11)" in text


def test_names_are_those_of_the_file_and_all_that_is_read_has_its_sentence() -> None:
    assert {element.element: element.name for element in scale().elements} == {
        element: str(name) for element, name in NAMES.items()
    }
    assert set(READ) == {element.element for element in scale().elements if element.figure}


def test_before_anything_is_counted_nothing_has_a_step(client) -> None:
    text = text_of(page(client))
    assert "Ingen af modellens elementer kan ses af data endnu." in text
    assert "Trin 1 af 5" not in text


def test_few_are_said_to_be_few(client) -> None:
    fill(Town(), 3, units=1)
    assert "Vises ikke: det handler om for få." in text_of(page(client))


def test_a_year_ago_is_told(client) -> None:
    for day, share in ((TODAY.replace(year=2025), 0.55), (TODAY, 0.95)):
        Figure.objects.create(
            indicator=Indicator.OWN_EMPLOYEE, day=day, numerator=round(share * 100), denominator=100, value=share,
            suppressed=False, version="1", published_at=NOW,
        )  # fmt: skip
    assert (
        "95 % af samtalerne var med borgerens egen medarbejder. For et år siden: 55 %, trin 2. Det er gået"
        in (text_of(page(client)))
    )


def test_in_english(client, town: Town) -> None:
    publish_figures(TODAY, by=None, at=NOW)
    assert not left_in(page(client, "en").replace("Enhed", ""))
