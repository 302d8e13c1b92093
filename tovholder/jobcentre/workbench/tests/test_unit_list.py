"""All the unit's citizens: in order, filtered, page by page, and what the list costs."""

import itertools
from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.workbench import citizen_list, pages
from tovholder.jobcentre.workbench.pages import KEYS
from tovholder.jobcentre.workbench.tests.page import cost_of

pytestmark = pytest.mark.usefixtures("friday_at_ten")

CITIZENS = reverse("team_citizens")


def ids(*courses) -> set[str]:
    return {f"b{course.citizen_id}" for course in courses}


def test_the_units_citizens_in_danish_order_with_what_is_agreed(house, leader):
    courses = [house.follow(name) for name in ("Åse", "Ærlig", "Zoe", "Anna", "Øjvind", "Aase")]
    house.agree(courses[3], date(2026, 11, 27))
    house.agree(courses[2], date(2026, 11, 16))
    house.follow("Fremmed", contact=house.ole, unit=house.other_unit)
    response = leader.get(CITIZENS)
    names = [line["name"] for line in response.context["lines"]]
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
    assert "1 borger vises ikke, fordi du ikke må se oplysningerne." in page
    assert "Skjult" not in page
    assert f",{hidden.citizen_id}," not in Record.objects.get(what="team_citizens").citizens
    first = leader.get(CITIZENS).context["lines"]
    for key in KEYS:
        told = leader.get(CITIZENS, {key: hidden.pk}).context["lines"]
        assert told == first, "a key must not tell where a hidden name stands"


def test_filters_stand_in_the_address_and_are_recorded(house, leader):
    mine = house.follow("BORGER Jonas", contact=house.jonas)
    agreed = house.follow("BORGER Aftalt", contact=house.jonas)
    house.agree(agreed, TODAY)
    house.follow("BORGER Amina")
    new = house.follow("BORGER Ny", contact=house.rune)

    def found(**chosen):
        return {line["id"] for line in leader.get(CITIZENS, chosen).context["lines"]}

    assert found(fast=house.jonas.pk) == ids(mine, agreed)
    assert found(fast=house.jonas.pk, uden_naeste="on") == ids(mine)
    assert found(nye="on") == ids(new)
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
        seen += [line["id"] for line in response.context["lines"]]
        assert "Ens" not in response.context["next"]
        address = CITIZENS + response.context["next"] if response.context["next"] else ""
        house.follow("Aaa Kommet til imens og Åå")
    assert len(seen) == len(set(seen)) >= 120


def test_paging_keeps_the_filter(house, leader):
    for n in range(60):
        house.follow(f"BORGER {n:02}", contact=house.jonas)
    house.follow("BORGER 99")
    first = leader.get(CITIZENS, {"fast": house.jonas.pk})
    second = leader.get(CITIZENS + first.context["next"])
    assert len(second.context["lines"]) == 10
    assert f"fast={house.jonas.pk}" in second.context["previous"]
    assert lines_of(leader.get(CITIZENS + second.context["previous"])) == lines_of(first)


def lines_of(response) -> list[str]:
    return [line["id"] for line in response.context["lines"]]


def test_the_page_before_is_the_page_one_came_from(house, leader):
    for n in range(130):
        house.follow(f"BORGER {n:03}")
    seen = [leader.get(CITIZENS)]
    while seen[-1].context["next"]:
        seen.append(leader.get(CITIZENS + seen[-1].context["next"]))
    assert [len(lines_of(page)) for page in seen] == [50, 50, 30]
    assert seen[0].context["previous"] == ""
    for before, page in itertools.pairwise(seen):
        assert lines_of(leader.get(CITIZENS + page.context["previous"])) == lines_of(before)


def test_a_page_before_that_would_not_be_full_is_the_first(house, leader):
    courses = [house.follow(f"BORGER {n:03}") for n in range(60)]
    response = leader.get(CITIZENS, {"foer": courses[20].pk})
    assert lines_of(response) == lines_of(leader.get(CITIZENS))
    assert leader.get(CITIZENS, {"fra": courses[0].pk}).context["previous"] == ""


def test_a_row_that_has_gone_still_shows_the_way(house, leader):
    courses = [house.follow(f"BORGER {n:03}") for n in range(130)]
    house.close(courses[50])
    assert lines_of(leader.get(CITIZENS, {"fra": courses[50].pk}))[0] == f"b{courses[51].citizen_id}"


def test_more_than_a_thousand_are_not_counted(house, leader, monkeypatch):
    monkeypatch.setattr(pages, "MOST_COUNTED", 3)
    monkeypatch.setattr(citizen_list, "MOST_COUNTED", 3)
    for n in range(4):
        house.follow(f"BORGER {n}", is_protected=True)
    page = text_of(leader.get(CITIZENS))
    assert "Mere end 3 borgere." in page
    assert "Mere end 3 borgere vises ikke" in page


# --- Find i listen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["Åse", "aase", "ÅSE lind", "lind åse", "åsse"])
def test_somebody_is_found_in_the_list_as_the_name_is_remembered(house, leader, typed):
    ase = house.follow("Åse Lind")
    house.follow("Bo Kragh")
    house.follow("Åse Fremmed", contact=house.ole, unit=house.other_unit)
    house.follow("Åse Lind Skjult", is_protected=True)
    response = leader.post(CITIZENS, {"find": typed})
    assert lines_of(response) == [f"b{ase.citizen_id}"]
    assert f'value="{typed}"' in text_of(response), "what was typed stays"
    line = Record.objects.get(what="team_citizens")
    assert (line.kind, line.citizens) == (Kind.SEARCH, f",{ase.citizen_id},")
    assert typed not in str(vars(line))


def test_the_filters_stay_while_somebody_is_looked_for(house, leader):
    mine = house.follow("Bo Kragh", contact=house.jonas)
    house.follow("Bo Holm")
    response = leader.post(f"{CITIZENS}?fast={house.jonas.pk}", {"find": "bo"})
    assert lines_of(response) == [f"b{mine.citizen_id}"]
    assert f'action="?fast={house.jonas.pk}"' in text_of(response)


def test_whoever_is_found_has_a_place_in_the_list_to_come_back_to(house, leader):
    for n in range(60):
        house.follow(f"BORGER {n:02}")
    zara = house.follow("Zara Ali")
    (line,) = leader.post(CITIZENS, {"find": "zara"}).context["lines"]
    assert line["place"] == f"?fra={zara.pk}"
    assert f'id="b{zara.citizen_id}"' in text_of(leader.get(CITIZENS + line["place"]))


@pytest.mark.parametrize("typed", ["", " ", "å", "!!"])
def test_too_little_to_look_for_is_the_list_itself(house, leader, typed):
    house.follow("Bo Kragh")
    house.follow("Zara Ali")
    assert lines_of(leader.post(CITIZENS, {"find": typed})) == lines_of(leader.get(CITIZENS))


def test_more_than_a_page_of_the_same_name_says_so(house, leader):
    for n in range(51):
        house.follow(f"Bo {n}")
    response = leader.post(CITIZENS, {"find": "bo"})
    assert len(lines_of(response)) == 50
    assert "Her er de første 50. Skriv mere af navnet for at finde andre." in text_of(response)
    assert "Ingen på listen ligner det, du skrev." in text_of(leader.post(CITIZENS, {"find": "xyzzy"}))


def test_the_part_alone_is_the_part_in_the_page(house, leader):
    house.follow("Bo Kragh")
    for typed in ("", "bo", "xyzzy"):
        part = text_of(leader.post(CITIZENS, {"find": typed}, headers={"HX-Request": "true"}))
        assert "<html" not in part
        assert part.strip() in text_of(leader.post(CITIZENS, {"find": typed}))


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "²"])
def test_a_key_that_is_no_number_is_not_found(leader, key):
    assert leader.get(CITIZENS, {"fra": key}).status_code == 404


def test_the_list_costs_the_same_and_stays_light_with_five_hundred(house, leader):
    for n in range(10):
        house.follow(f"BORGER Navnesen-Efternavnesen {n:03}")
    few = cost_of(leader, CITIZENS)
    for n in range(10, 500):
        house.follow(f"BORGER Navnesen-Efternavnesen {n:03}")
    assert cost_of(leader, CITIZENS) == few <= 12
    assert len(leader.get(CITIZENS).content) <= 100_000
