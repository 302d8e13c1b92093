"""Min dag and Mine borgere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import agree_next, change_contact, close_course
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Talk

pytestmark = pytest.mark.usefixtures("friday_at_ten")

MY_DAY, MY_CITIZENS = reverse("my_day"), reverse("my_citizens")


@pytest.fixture
def client(amina) -> Client:
    return cast.browser_of(amina)


def talks_on(client) -> list[str]:
    return [talk.citizen.name for talk in client.get(MY_DAY).context["talks"]]


@pytest.mark.parametrize(
    ("hour", "greeting"), [(4, "God morgen"), (8, "God morgen"), (9, "God dag"), (15, "God dag"), (16, "God aften")]
)  # fmt: skip
def test_the_greeting_follows_the_clock_in_denmark(client, time_machine, hour, greeting):
    time_machine.move_to(AT.replace(hour=hour, minute=30), tick=False)
    assert f"<h1>{greeting}, Amina</h1>" in text_of(client.get(MY_DAY))


def test_an_empty_day_is_a_calm_page(client):
    page = text_of(client.get(MY_DAY))
    assert "Ingen aftalte samtaler i dag." in page
    assert "Ingen venter på dig lige nu." in page
    line = Record.objects.get(what="my_day")
    assert (line.kind, line.citizens, line.count) == (Kind.LIST, "", 0)


def test_how_many_i_follow(client, amina, course, jonas):
    cast.a_course(contact=jonas)
    closed = cast.a_course(contact=amina)
    close_course(closed, because="work", by=amina.user, at=AT, today=TODAY)
    cast.a_workplace(contact=amina)
    context = client.get(MY_DAY).context
    assert (context["my_citizens"], context["my_workplaces"]) == (1, 1)


def test_todays_talks_in_the_order_of_the_day(client, amina, course):
    freja = cast.a_course(cast.a_citizen("Freja Dam"), contact=amina)
    cast.a_booked_talk(course, by=amina, starts_at=AT + timedelta(hours=3))
    cast.a_booked_talk(freja, by=amina, starts_at=AT - timedelta(hours=1))
    assert talks_on(client) == ["Freja Dam", "Bo Kragh"]


@pytest.mark.parametrize(
    ("starts_at", "is_today"),
    [
        (AT.replace(hour=23) - days(1), True),  # midnight in Denmark
        (AT.replace(hour=22, minute=59) - days(1), False),
        (AT.replace(hour=22, minute=59), True),
        (AT.replace(hour=23), False),
    ],
)
def test_today_is_todays_in_denmark(client, amina, course, starts_at, is_today):
    cast.a_booked_talk(course, by=amina, starts_at=starts_at)
    assert bool(talks_on(client)) == is_today


def test_what_is_held_or_cancelled_is_not_ahead(client, amina, course):
    cast.a_held_talk(course, by=amina, booked=cast.a_booked_talk(course, by=amina))
    Talk.objects.filter(pk=cast.a_booked_talk(course, by=amina).pk).update(cancelled_at=AT)
    assert talks_on(client) == []


def test_talks_with_those_i_no_longer_follow_are_not_shown(client, amina, jonas, course):
    """A name on the page whose link leads nowhere would be a look nobody may have."""
    cast.a_booked_talk(course, by=amina)
    change_contact(
        course,
        from_employee=amina.pk,
        to=jonas,
        reason="room",
        what_matters="x",
        no_joint_talk_because="De har sagt farvel.",
        by=amina.user,
        at=AT,
        today=TODAY,
    )
    assert talks_on(client) == []
    assert "Bo Kragh" not in text_of(client.get(MY_DAY))


def handed_over(course, to, on, by) -> None:
    change_contact(
        course,
        from_employee=course.contact_id,
        to=to,
        reason="room",
        what_matters="x",
        joint_talk_on=on,
        by=by.user,
        at=AT,
        today=TODAY,
    )
    course.refresh_from_db()


@pytest.mark.parametrize(("in_days", "is_ahead"), [(0, True), (7, True), (-1, False)])
def test_a_joint_talk_stays_with_the_one_who_handed_over(client, amina, jonas, course, in_days, is_ahead):
    handed_over(course, jonas, TODAY + days(in_days), amina)
    page = client.get(MY_DAY)
    assert ("Bo Kragh" in text_of(page)) == is_ahead
    assert ("sammen med Jonas Holm" in text_of(page)) == is_ahead
    assert reverse("citizen", args=[course.citizen_id]) not in text_of(page), "the page is no longer theirs"
    assert Record.objects.get(what="my_day").citizens == (f",{course.citizen_id}," if is_ahead else "")


def test_a_joint_talk_is_over_when_the_course_has_gone_on_or_ended(client, amina, jonas, course):
    handed_over(course, jonas, TODAY + days(7), amina)
    handed_over(course, cast.an_employee("Rune"), TODAY + days(7), amina)
    assert "Bo Kragh" not in text_of(client.get(MY_DAY))
    handed_over(course, amina, TODAY + days(7), amina)
    handed_over(course, jonas, TODAY + days(7), amina)
    assert "sammen med Jonas Holm" in text_of(client.get(MY_DAY))
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    assert "Bo Kragh" not in text_of(client.get(MY_DAY))


def test_a_joint_talk_with_somebody_i_am_kept_from_is_not_shown(client, amina, jonas, course):
    handed_over(course, jonas, TODAY + days(7), amina)
    course.citizen.is_protected = True
    course.citizen.save(update_fields=["is_protected"])
    assert "Bo Kragh" not in text_of(client.get(MY_DAY))


def test_a_closed_course_has_no_talk_today(amina, course):
    leader = cast.browser_of(cast.a_leader(unit=amina.unit))
    cast.a_booked_talk(course, by=amina)
    cast.a_stand_in(amina, Employee.objects.get(user__role="leader"))
    assert talks_on(leader) == ["Bo Kragh"]
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    assert talks_on(leader) == []


def test_a_stand_in_sees_the_day_of_the_one_they_cover(amina, jonas, course):
    cast.a_booked_talk(course, by=amina)
    cast.a_stand_in(amina, jonas, since=TODAY, until=TODAY + days(8))
    page = text_of(cast.browser_of(jonas).get(MY_DAY))
    assert "Du dækker for Amina til og med fredag 27. november." in page
    assert "for Amina</span>" in page
    assert "Bo Kragh" in page
    line = Record.objects.get(what="my_day")
    assert line.citizens == f",{course.citizen_id},"


def test_a_stand_in_for_nobody_knows_how_long(amina, jonas):
    cast.a_stand_in(amina, jonas)
    assert "Du dækker for Amina indtil videre." in text_of(cast.browser_of(jonas).get(MY_DAY))


def test_counts_are_filters(client, amina, course):
    cast.a_message(course)
    cast.a_workplace(contact=amina)
    everything = client.get(MY_DAY)
    assert everything.context["counts"] == [
        ("waiting_for_me", "Venter på dig", 1),
        ("no_next_contact", "Uden næste aftale", 1),
    ]
    assert "Alle 2" in text_of(everything)
    for code, _name, number in everything.context["counts"]:
        page = client.get(MY_DAY, {"grund": code})
        assert [row.id.rpartition("-")[0] for row in page.context["rows"]] == [code] * number
        assert page.context["counts"] == everything.context["counts"]
        assert Record.objects.order_by("-pk").first().detail == {"filter": code}


@pytest.mark.parametrize("nonsense", ["x", "'; DROP TABLE", "\x00", "contact_due " * 99, "²"])
def test_a_filter_nobody_knows_is_no_filter(client, course, nonsense):
    response = client.get(MY_DAY, {"grund": nonsense})
    assert (response.status_code, response.context["chosen"]) == (200, "")
    assert len(response.context["rows"]) == 1
    assert Record.objects.get(what="my_day").detail == {"filter": ""}


def cost(client, page) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_min_dag_costs_the_same_with_few_and_with_many(client, amina, jonas, course):
    cast.a_booked_talk(course, by=amina)
    cast.a_message(course)
    cast.a_notice(cast.a_workplace(contact=amina))
    few = cost(client, MY_DAY)
    for course in cast.many_courses(60, contact=amina):
        cast.a_booked_talk(course, by=amina)
        cast.a_message(course)
    for _ in range(5):
        cast.a_notice(cast.a_workplace(contact=amina))
    cast.a_stand_in(jonas, amina)
    assert cost(client, MY_DAY) == few <= 11


# --- Mine borgere -----------------------------------------------------------------------------------------------------


def test_my_citizens_in_danish_order_with_those_i_cover(client, amina, jonas, course):
    for name, contact in (("Åse Lind", amina), ("Aage Bang", jonas), ("Zara Ali", amina)):
        cast.a_course(cast.a_citizen(name), contact=contact)
    names = [line["name"] for line in client.get(MY_CITIZENS).context["lines"]]
    assert names == ["Bo Kragh", "Zara Ali", "Åse Lind"]
    cast.a_stand_in(jonas, amina)
    response = client.get(MY_CITIZENS)
    names = [line["name"] for line in response.context["lines"]]
    assert names == ["Bo Kragh", "Zara Ali", "Aage Bang", "Åse Lind"]
    assert "du dækker for Jonas" in text_of(response)
    assert Record.objects.filter(what="my_citizens").order_by("-pk").first().count == 4


def test_each_row_says_when_we_talk(client, amina, course):
    cast.a_held_talk(course, by=amina, at=AT - days(4))
    agree_next(course, on=TODAY + days(7), at_time=None, form="walk", by=amina.user, at=AT)
    page = text_of(client.get(MY_CITIZENS))
    assert "Næste aftale fredag 27. november, gåtur" in page
    assert "Talte sidst sammen mandag 16. november" in page


def test_a_row_says_that_we_have_neither_talked_nor_agreed_to(client, course):
    page = text_of(client.get(MY_CITIZENS))
    assert "Ingen næste aftale" in page
    assert "Har ikke talt sammen endnu" in page


def test_those_i_am_kept_from_are_counted_and_not_shown(client, amina, course):
    Citizen.objects.update(is_protected=True)
    cast.a_course(cast.a_citizen("Zara Ali"), contact=amina)
    page = text_of(client.get(MY_CITIZENS))
    assert "Du følger 1 borger i dag. 1 borger vises ikke" in page
    assert "Zara Ali" in page
    assert "Bo Kragh" not in page


def test_my_citizens_cost_the_same_with_few_and_with_many(client, amina, course):
    few = cost(client, MY_CITIZENS)
    cast.many_courses(100, contact=amina)
    assert cost(client, MY_CITIZENS) == few <= 9
