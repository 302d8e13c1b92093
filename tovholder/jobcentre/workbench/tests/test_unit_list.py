"""All the unit's citizens: in order, filtered, page by page, and what the list costs."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY, text_of
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.workbench.tests.page import cost_of

pytestmark = pytest.mark.usefixtures("friday_at_ten")

CITIZENS = reverse("team_citizens")


def test_the_units_citizens_in_danish_order_with_what_is_agreed(house, leader):
    courses = [house.follow(name) for name in ("Åse", "Ærlig", "Zoe", "Anna", "Øjvind", "Aase")]
    house.agree(courses[3], date(2026, 11, 27))
    house.agree(courses[2], date(2026, 11, 16))
    house.follow("Fremmed", contact=house.ole, unit=house.other_unit)
    response = leader.get(CITIZENS)
    names = [course.citizen.name for course, _age in response.context["lines"]]
    assert names[:4] == ["Anna", "Zoe", "Ærlig", "Øjvind"]
    assert set(names[4:]) == {"Åse", "Aase"}
    page = text_of(response)
    assert "Næste aftale fredag 27. november." in page
    assert "De skulle have talt sammen mandag 16. november." in page
    assert "Ingen næste aftale." in page
    assert f"{courses[0].citizen.age(TODAY)}</span>" in page
    assert len(names) == Record.objects.get(what="team_citizens").count


def test_protected_citizens_are_counted_and_not_shown(house, leader):
    house.follow("BORGER Åben")
    hidden = house.follow("BORGER Skjult", is_protected=True)
    page = text_of(leader.get(CITIZENS))
    assert "2 borgere." in page
    assert "1 af dem vises ikke, fordi du ikke må se oplysningerne." in page
    assert "Skjult" not in page
    assert f",{hidden.citizen_id}," not in Record.objects.get(what="team_citizens").citizens
    after_it = leader.get(CITIZENS, {"efter": hidden.pk})
    assert after_it.context["lines"] == [], "a key must not tell where a hidden name stands"


def test_filters_stand_in_the_address_and_are_recorded(house, leader):
    mine = house.follow("BORGER Jonas", contact=house.jonas)
    agreed = house.follow("BORGER Aftalt", contact=house.jonas)
    house.agree(agreed, TODAY)
    house.follow("BORGER Amina")
    new = house.follow("BORGER Ny", contact=house.rune)

    def found(**chosen):
        return {course.pk for course, _age in leader.get(CITIZENS, chosen).context["lines"]}

    assert found(fast=house.jonas.pk) == {mine.pk, agreed.pk}
    assert found(fast=house.jonas.pk, uden_naeste="on") == {mine.pk}
    assert found(nye="on") == {new.pk}
    line = Record.objects.filter(what="team_citizens").order_by("pk").first()
    assert line.detail == {"fast": house.jonas.pk, "uden_naeste": False, "nye": False}


@pytest.mark.parametrize("fast", ["x", "999999", "1 OR 1=1"])
def test_a_filter_that_is_none_gets_a_sentence(house, leader, fast):
    house.follow("BORGER Bo")
    response = leader.get(CITIZENS, {"fast": fast})
    assert response.status_code == 422
    assert "Vælg en medarbejder på listen." in text_of(response)
    assert "BORGER" not in text_of(response)


def test_pages_of_fifty_by_key_with_nobody_lost_or_twice(house, leader):
    for n in range(120):
        house.follow(f"Ens Navn {n % 3}")
    seen, address = [], CITIZENS
    while address:
        response = leader.get(address)
        seen += [course.pk for course, _age in response.context["lines"]]
        assert "Ens" not in response.context["next_page"]
        address = CITIZENS + response.context["next_page"] if response.context["next_page"] else ""
        house.follow("Aaa Kommet til imens og Åå")
    assert len(seen) == len(set(seen)) >= 120


def test_paging_keeps_the_filter(house, leader):
    for n in range(60):
        house.follow(f"BORGER {n:02}", contact=house.jonas)
    house.follow("BORGER 99")
    first = leader.get(CITIZENS, {"fast": house.jonas.pk})
    second = leader.get(CITIZENS + first.context["next_page"])
    assert len(second.context["lines"]) == 10
    assert f"fast={house.jonas.pk}" in second.context["first_page"]


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "²"])
def test_a_key_that_is_no_number_is_not_found(leader, key):
    assert leader.get(CITIZENS, {"efter": key}).status_code == 404


def test_the_list_costs_the_same_and_stays_light_with_five_hundred(house, leader):
    for n in range(10):
        house.follow(f"BORGER Navnesen-Efternavnesen {n:03}")
    few = cost_of(leader, CITIZENS)
    for n in range(10, 500):
        house.follow(f"BORGER Navnesen-Efternavnesen {n:03}")
    assert cost_of(leader, CITIZENS) == few <= 12
    assert len(leader.get(CITIZENS).content) <= 100_000
