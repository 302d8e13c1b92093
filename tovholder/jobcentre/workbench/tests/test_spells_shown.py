"""Who reads when somebody was away: the contact and who covers, on the citizen's page, and nobody else."""

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.companies.actions import add_person
from tovholder.jobcentre.results.models import MunicipalityChoice
from tovholder.jobcentre.sickleave.tests.test_spells import away, mondays, some_away, tell

pytestmark = pytest.mark.usefixtures("friday_at_ten")
SAID = "Sygemeldt fra mandag 16. november."
DRIP = "Seks gange på et år"


@pytest.fixture
def place(amina):
    return cast.a_workplace(contact=amina)


@pytest.fixture
def drip(bo, place, course):
    mondays(place, bo, (0, 5, 9, 14, 20))
    tell(place, "first_day", citizen=bo, first_day=TODAY - days(4))


def page_of(who, bo):
    return text_of(cast.browser_of(who).get(reverse("citizen", args=[bo.pk])))


def test_the_contact_and_the_stand_in_read_spells_and_pattern(drip, bo, amina, jonas):
    cast.a_stand_in(amina, jonas)
    for who in (amina, jonas):
        page = page_of(who, bo)
        assert SAID in page
        assert DRIP in page
        assert "<summary>Se hver gang</summary>" in page
        assert "<td>mandag 2. november</td><td>tirsdag 3. november</td><td>2</td>" in page


def test_a_colleague_drawn_in_and_the_leader_read_neither(drip, bo, course, amina):
    helper, leader = cast.an_employee("Gitte Bak"), cast.a_leader()
    given = {"since": TODAY, "until": TODAY + days(9), "by": amina.user, "at": AT}
    citizens.draw_in(course, employee=helper, reason="coach", **given)
    for who in (helper, leader):
        page = page_of(who, bo)
        assert "Sygdom og arbejde" in page
        assert SAID not in page
        assert DRIP not in page


def test_without_an_open_course_nobody_reads_it(drip, bo, course, amina):
    citizens.close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    response = cast.browser_of(cast.a_leader()).get(reverse("citizen", args=[bo.pk]))
    assert SAID not in text_of(response)
    assert DRIP not in text_of(response)


def workplace_page(who, place):
    return text_of(cast.browser_of(who).get(reverse("workplace", args=[place.pk])))


def test_a_workplace_shows_numbers_from_the_limit_the_municipality_chose(place, amina):
    some_away(place, 5)
    assert "Det seneste år: 5 medarbejdere, 5 gange, 10 dage." in workplace_page(amina, place)
    MunicipalityChoice.objects.create(pk=1, small_number_limit=6)
    page = workplace_page(amina, place)
    assert "vises først, når det handler om mindst 6 medarbejdere" in page
    assert "10 dage" not in page


def test_the_companys_side_reads_neither(drip, bo, place):
    some_away(place, 5)
    away(place, TODAY - days(9), 2, citizen=bo)
    person = add_person(
        place,
        name="Hanne Friis",
        email="h@example.dk",
        telephone="",
        user=cast.a_user(Role.COMPANY),
        by=None,
        at=AT,
    )
    page = text_of(cast.browser_of(person.user).get(reverse("my_contact")))
    for words in (SAID, DRIP, "Fravær her", "Det seneste år"):
        assert words not in page
