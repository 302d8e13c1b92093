"""Mine tider, and what citizens did with them on Min dag."""

from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import OfferedTime

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
AT_NOON = datetime.combine(MONDAY, time(12), ZoneInfo("Europe/Copenhagen"))


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def mine(amina):
    return cast.browser_of(amina)


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


def offer(mine, when="man 12-13 gåtur, telefon", **more):
    return mine.post(reverse("my_times"), {"when": when, **more}, follow=True)


def test_typed_and_shown(mine):
    assert "Du tilbyder ingen tider endnu." in text_of(mine.get(reverse("my_times")))
    page = text_of(offer(mine, "man og tors 9-10.30 her 45 min", place="Lokale 2"))
    assert "De, du følger, kan nu vælge dem." in page
    assert "Hver mandag kl. 9–10.30" in page
    assert "Hver torsdag kl. 9–10.30" in page
    assert "45 minutter · her hos os · Lokale 2" in page
    assert "kan vælge mellem 16 tider til og med fredag 18. december" in page


def test_one_day_and_days_between(mine):
    page = text_of(offer(mine, "4/12 13-15 telefon"))
    assert "Fredag 4. december kl. 13–15" in page
    page = text_of(offer(mine, since="2026-12-07", last_day="2026-12-20"))
    assert "fra mandag 7. december til og med søndag 20. december" in page


def test_stopped(mine, amina):
    offer(mine)
    row = OfferedTime.objects.get()
    page = text_of(mine.post(reverse("stop_offering", args=[row.pk]), follow=True))
    assert "Tiderne kan ikke vælges mere." in page
    assert "Hver mandag" not in page


def test_all_taken_says_so(mine, amina):
    offer(mine, "23/11 12-12.30 her")
    cast.a_booked_talk(cast.a_course(contact=amina), by=amina, starts_at=AT_NOON)
    assert "Ingen af dine tider er ledige" in text_of(mine.get(reverse("my_times")))


def test_nobody_stops_anothers_times(mine, jonas):
    offer(mine)
    row = OfferedTime.objects.get()
    assert cast.browser_of(jonas).post(reverse("stop_offering", args=[row.pk])).status_code == 404


def test_min_dag_tells_what_the_citizen_did(mine, amina, course, time_machine):
    offer(mine)
    given = {"form": "walk", "by": course.citizen.user, "at": AT}
    talk = actions.book_offered(course, starts_at=AT_NOON, about="Min plan", token=uuid4(), **given)
    page = text_of(mine.get(reverse("my_day")))
    assert "har booket mandag 23. november kl. 12." in page
    assert "Min plan" in page
    assert "Min plan" in text_of(mine.get(reverse("citizen", args=[course.citizen_id])))
    actions.move_offered(talk, starts_at=AT_NOON + days(7), **given)
    assert "har flyttet jeres samtale til mandag 30. november kl. 12." in text_of(mine.get(reverse("my_day")))
    talk.refresh_from_db()
    actions.cancel_talk(talk, by=course.citizen.user, at=AT)
    assert "har aflyst mandag 30. november kl. 12." in text_of(mine.get(reverse("my_day")))
    time_machine.move_to(AT + days(2), tick=False)
    assert "har aflyst" not in text_of(cast.browser_of(amina).get(reverse("my_day")))


def test_min_dag_says_nothing_of_what_we_did_ourselves(mine, amina, course):
    cast.a_booked_talk(course, by=amina, starts_at=AT_NOON)
    assert "Booket af borgerne" not in text_of(mine.get(reverse("my_day")))


def test_the_stand_in_sees_it_and_others_do_not(mine, amina, jonas, course):
    offer(mine)
    actions.book_offered(
        course, starts_at=AT_NOON, about="", token=uuid4(), form="walk", by=course.citizen.user, at=AT
    )
    assert "har booket" not in text_of(cast.browser_of(jonas).get(reverse("my_day")))
    cast.a_stand_in(amina, jonas, since=TODAY, until=TODAY + days(3))
    assert "har booket" in text_of(cast.browser_of(jonas).get(reverse("my_day")))


def test_the_manager_chooses_the_rules(db):
    manager = cast.browser_of(cast.an_employee(role=Role.MANAGER))
    assert 'value="24"' in text_of(manager.get(reverse("choose_booking")))
    given = {"notice_hours": 48, "days_ahead": 14, "usual_minutes": 45, "remind_days": 2}
    page = text_of(manager.post(reverse("choose_booking"), given, follow=True))
    assert "Valget er gemt" in page
    assert 'value="48"' in text_of(manager.get(reverse("choose_booking")))
