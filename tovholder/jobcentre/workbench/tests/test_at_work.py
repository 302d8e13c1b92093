"""Who of mine is at a workplace, on *Mine arbejdssteder* and on its page: nobody else's citizen is told of."""

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, an_activity, days, text_of
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import begin_support, keep_apart
from tovholder.jobcentre.workbench.at_work import my_citizens_at

pytestmark = pytest.mark.usefixtures("friday_at_ten")

DIGITS = "0601901234"


@pytest.fixture
def nordlyst(amina):
    return cast.a_workplace("Nordlyst Møbler", contact=amina)


@pytest.fixture
def client(amina, course):
    return cast.browser_of(amina)


def list_of(client) -> str:
    return text_of(client.get(reverse("my_workplaces")))


def page_of(client, place) -> str:
    return text_of(client.get(reverse("workplace", args=[place.pk])))


def test_placed_here_today(client, course, bo, nordlyst):
    an_activity(course, workplace=nordlyst)
    assert "En af dine borgere er i praktik eller job her." in list_of(client)
    page = page_of(client, nordlyst)
    assert "Bo Kragh" in page
    assert "Virksomhedspraktik" in page
    assert "Arbejder her siden" not in page


@pytest.mark.parametrize(
    "more",
    [
        {"agreed": "proposed"},
        {"since": TODAY + days(1)},
        {"since": LONG_AGO, "last_day": TODAY - days(1)},
    ],
)
def test_not_placed_here_today(client, course, nordlyst, more):
    an_activity(course, workplace=nordlyst, **more)
    assert "i praktik eller job her" not in list_of(client)
    assert "arbejder eller er i praktik her" in page_of(client, nordlyst)


def test_employed_and_sick(client, course, bo, nordlyst):
    cast.works_at(bo, nordlyst)
    assert "En af dine borgere arbejder her." in list_of(client)
    assert "sygemeldt" not in list_of(client)
    begin_support(bo, benefit="sygedagpenge", since=LONG_AGO, by=None, at=AT)
    assert "En af dine borgere arbejder her. En er sygemeldt." in list_of(client)


def test_both_employed_and_placed_stands_once(client, course, bo, nordlyst):
    cast.works_at(bo, nordlyst)
    an_activity(course, workplace=nordlyst, placement="paid_hours")
    page = page_of(client, nordlyst)
    assert page.count(">Bo Kragh<") == 1
    assert "Arbejder her siden" in page
    assert "Lønnede timer eller småjob" in page


def test_nobody_elses_citizen_is_told_of(client, amina, jonas, nordlyst):
    liv = cast.a_citizen("Liv Dam")
    an_activity(cast.a_course(liv, contact=jonas), workplace=nordlyst)
    assert "i praktik eller job her" not in list_of(client)
    assert "Liv Dam" not in page_of(client, nordlyst)
    # Not the workplace's contact, but the citizen's.
    assert "Liv Dam" in page_of(cast.browser_of(jonas), nordlyst)


def test_family_is_counted_and_not_shown(client, amina, nordlyst):
    liv = cast.a_citizen("Liv Dam", digits=DIGITS)
    an_activity(cast.a_course(liv, contact=amina), workplace=nordlyst)
    keep_apart(amina, digits=DIGITS, closeness="family", by=None, at=AT)
    page = page_of(client, nordlyst)
    assert "Liv Dam" not in page
    assert "1 vises ikke." in page
    assert "i praktik eller job her" not in list_of(client)


def test_the_look_names_those_who_are_placed(client, course, bo, nordlyst):
    an_activity(course, workplace=nordlyst)
    list_of(client)
    page_of(client, nordlyst)
    lines = Record.objects.filter(kind="list").order_by("pk")
    assert [(line.what, line.citizens) for line in lines] == [
        ("my_workplaces", f",{bo.pk},"),
        ("workplace", f",{bo.pk},"),
    ]


def test_two_queries_however_many(course, bo, amina, nordlyst, django_assert_num_queries):
    places = [nordlyst, *(cast.a_workplace(f"Sted {n}", contact=amina) for n in range(3))]
    for place in places:
        an_activity(course, workplace=place)
    user = amina.user
    assert user.employee
    with django_assert_num_queries(2):
        found = my_citizens_at(places, user, TODAY)
    assert [found[place.pk].everybody for place in places] == [{bo.pk}] * 4
