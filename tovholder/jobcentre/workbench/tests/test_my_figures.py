"""Mine tal, the line on a citizen's page, and Teamet's lead: said in words, and only to those they are for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.models import Figure
from tovholder.jobcentre.results.tests.test_page import text_of
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import RoleTaken, Talk
from tovholder.jobcentre.workbench.tests.house import House

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday_at_ten")]
URL = "/mine-tal/"


def held(course: Course, employee: Employee, days_ago: int, joined_by: Employee | None = None) -> Talk:
    at = AT - timedelta(days=days_ago)
    return Talk.objects.create(
        citizen=course.citizen,
        course=course,
        employee=employee,
        joined_by=joined_by,
        form="walk",
        held_at=at,
    )


def page(employee: Employee, url: str = URL) -> str:
    response = cast.browser_of(employee).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_my_figures_in_sentences(house: House) -> None:
    bo, eva = house.follow("BORGER Bo"), house.follow("BORGER Eva")
    other = house.follow("BORGER Kim", contact=house.jonas)
    RoleTaken.objects.create(talk=held(bo, house.amina, 40), role="coach")
    held(bo, house.jonas, 50)
    held(eva, house.jonas, 40, joined_by=house.amina)
    held(eva, house.amina, 41)
    held(other, house.amina, 42)
    held(bo, house.amina, 1)  # this month
    text = text_of(page(house.amina))
    assert "Tolv måneder, til og med oktober 2026." in text
    assert "Dine borgere havde 4 samtaler. Du var med i 3: 75 %." in text
    assert "Du holdt eller var med i 4 samtaler. 3 var med dine egne borgere: 75 %." in text
    assert "Dine 2 borgere med mindst to samtaler mødte i gennemsnit 2 medarbejdere." in text
    assert "0 forløb kom til dig fra en anden. 0 forløb gik fra dig til en anden." in text
    assert "Du havde oftest denne rolle: coach, i 1 samtale." in text
    assert "Du holdt eller var med i 4 samtaler." in text
    assert "november 2026 indtil nu 100 % 1 1" in text
    assert "oktober 2026 75 % 3 4" in text
    assert "Den medarbejder, borgeren møder mest 75 %" in text
    assert "Kom til dig Gik fra dig" in text
    assert "BORGER" not in text


def test_nothing_yet_is_said(house: House) -> None:
    text = text_of(page(house.amina))
    assert "Dine borgere har ikke haft samtaler i de tolv måneder." in text
    assert text.count("Du har ikke holdt samtaler i de tolv måneder.") == 2
    assert "Ingen af dine borgere har haft to samtaler i de tolv måneder." in text
    assert "Der står ingen roller på de samtaler, du har ledt." in text


def test_a_handover_is_one_to_and_one_from(house: House) -> None:
    course = house.follow()
    house.hand_over(course, to=house.jonas)
    assert "0 forløb kom til dig fra en anden. 0 forløb gik fra dig" in text_of(page(house.amina))
    now = text_of(page(house.amina)), text_of(page(house.jonas))
    assert "november 2026 indtil nu 0 1" in now[0]
    assert "november 2026 indtil nu 1 0" in now[1]


def test_small_numbers_are_shown_to_oneself_and_the_units_stand_beside_when_they_may(house: House) -> None:
    course = house.follow()
    held(course, house.amina, 40)
    publish_figures(TODAY, by=None, at=AT)
    text = text_of(page(house.amina))
    assert "Dine borgere havde 1 samtale. Du var med i 1: 100 %." in text
    assert "Job og Helhed:" not in text
    for n in range(6):
        held(house.follow(f"BORGER {n}"), house.amina, 40)
    publish_figures(TODAY, by=None, at=AT)
    text = text_of(page(house.amina))
    assert "Job og Helhed: 100 % af samtalerne i oktober 2026 var med borgerens egen medarbejder." in text
    assert "Jonas" not in text


def test_no_citizen_is_read_and_no_look_recorded(house: House) -> None:
    held(house.follow(), house.amina, 40)
    page(house.amina)
    assert not Record.objects.filter(what="my_figures").exists()
    assert not Record.objects.filter(kind__in=[Kind.LOOK, Kind.LIST], actor=house.amina.user.pk).exists()


def test_nobody_can_ask_for_anothers(house: House) -> None:
    assert reverse("my_figures") == URL
    held(house.follow(), house.amina, 40)
    for other in (house.lise, house.jonas):
        assert "Du har ikke holdt samtaler" in text_of(page(other, f"{URL}?medarbejder={house.amina.pk}"))


def test_my_figures_are_found_from_mine_borgere(house: House) -> None:
    assert f'href="{URL}"' in page(house.amina, "/mine-borgere/")


# --- One citizen ------------------------------------------------------------------------------------------------------


def test_whom_the_citizen_has_met_is_one_line_with_its_explanation_behind(house: House) -> None:
    course = house.follow()
    url = reverse("citizen", args=[course.citizen_id])
    assert "på et år" not in page(house.amina, url)
    held(course, house.jonas, 3)
    text = text_of(page(house.amina, url))
    assert "Har mødt 1 medarbejder på et år. Den ene samtale var med en anden." in text
    held(course, house.amina, 2)
    held(course, house.amina, 1)
    html = page(house.amina, url)
    text = text_of(html)
    assert "Har mødt 2 medarbejdere på et år. 2 af 3 samtaler var med den faste." in text
    behind = text_of(html.split("Sådan er det regnet")[1].split("</details>")[0])
    assert "Med den, borgeren har mødt mest 2 af 3 samtaler (UPC)" in behind
    assert "To samtaler med den samme i 33 % af tilfældene (COC)" in behind
    assert "Med den samme som gangen før 1 af 2 gange (SECON)" in behind


# --- Teamet -----------------------------------------------------------------------------------------------------------


def test_teamet_leads_with_the_published_share(house: House) -> None:
    assert "borgerens egen medarbejder" not in page(house.lise, "/teamet/")
    for n in range(10):
        held(house.follow(f"BORGER {n}"), house.amina if n < 9 else house.jonas, 40)
    held(house.follow("BORGER Ung", contact=house.ole, unit=house.other_unit), house.jonas, 40)
    for n in range(9):
        held(house.follow(f"BORGER U{n}", contact=house.ole, unit=house.other_unit), house.ole, 40)
    publish_figures(TODAY, by=None, at=AT)
    said = "90 % af samtalerne i oktober 2026 var med borgerens egen medarbejder."
    assert said in text_of(page(house.lise, "/teamet/"))
    assert said in text_of(page(house.lise, "/resultater/"))
    both = cast.browser_of(house.boss).get("/teamet/").content.decode()
    assert both.count(said) == 2


def test_teamet_says_nothing_where_the_share_is_hidden(house: House) -> None:
    for n in range(4):
        held(house.follow(f"BORGER {n}"), house.amina, 40)
    publish_figures(TODAY, by=None, at=AT)
    assert Figure.objects.get(
        indicator="own_employee", unit=house.unit, day="2026-10-31", group=""
    ).suppressed
    assert "borgerens egen medarbejder" not in page(house.lise, "/teamet/")
