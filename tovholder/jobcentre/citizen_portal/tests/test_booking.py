"""A citizen books, moves and cancels on their own page."""

from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.staff.models import Absence
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.actions import Offering
from tovholder.jobcentre.talks.models import BookingChoice, RemindMe, Talk

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo("Europe/Copenhagen"))


def offer(employee, *, forms=("walk", "telephone"), starts=time(12), ends=time(13), place="Søen") -> None:
    offering = Offering((0,), starts, ends, 30, forms, place, TODAY, None)
    actions.offer_times(employee, offering, by=employee.user, at=AT)


@pytest.fixture
def times(house):
    offer(house.amina)


def chosen(stamp: str = "202611231200", **more) -> dict:
    return {"tid": stamp, "form": "walk", "about": "", "token": uuid4()} | more


def book(bo, **more):
    return bo.client.post(reverse("book_time"), chosen(**more), follow=True)


def the_talk() -> Talk:
    return Talk.objects.get()


def test_the_way_there_stands_beside_ring_and_write(bo):
    assert f'href="{reverse("book_time")}"' in text_of(bo.client.get(reverse("my_course")))


def test_days_and_times_and_the_chosen_one(bo, times):
    page = text_of(bo.client.get(reverse("book_time")))
    assert "Tider med Amina Yusuf" in page
    assert "mandag 23. november" in page
    assert 'href="?tid=202611231230"' in page
    page = text_of(bo.client.get(reverse("book_time"), {"tid": "202611231230"}))
    assert "Mandag 23. november kl. 12.30" in page
    assert "Med Amina Yusuf. 30 minutter." in page
    assert "Sted, hvis I mødes: Søen" in page
    assert "checked" not in page, "two ways to meet: neither is chosen beforehand"


def test_the_only_way_to_meet_is_chosen(bo, house):
    offer(house.amina, forms=("video",))
    assert "checked" in text_of(bo.client.get(reverse("book_time"), {"tid": "202611231230"}))


def test_nothing_free_says_whom_to_ring(bo):
    page = text_of(bo.client.get(reverse("book_time")))
    assert "Der er ingen ledige tider" in page
    assert "Ring 22 22 22 22" in page
    assert reverse("my_course") + "#skriv" in page


def test_the_stand_ins_times_are_said_to_be_so(bo, house, times):
    Absence.objects.create(employee=house.amina, since=TODAY, until=TODAY + days(9))
    page = text_of(bo.client.get(reverse("book_time")))
    assert "mandag 23. november" not in page
    offer(house.jonas, starts=time(9), ends=time(10))
    cast.a_stand_in(house.amina, house.jonas, since=TODAY, until=TODAY + days(9))
    page = text_of(bo.client.get(reverse("book_time")))
    assert "Med Jonas Holm, som hjælper dig, når Amina ikke er her." in page
    page = text_of(bo.client.get(reverse("book_time"), {"tid": "202611230900"}))
    assert "Jonas hjælper dig, når Amina ikke er her." in page


def test_booked_and_shown(bo, times):
    page = text_of(book(bo, about="Min plan"))
    assert "Tiden er booket." in page
    for words in (
        "Mandag 23. november kl. 12",
        "Med Amina Yusuf",
        "Gåtur",
        "Søen",
        "30 minutter",
        "Min plan",
    ):
        assert words in page
    page = text_of(bo.client.get(reverse("my_course")))
    assert "mandag 23. november kl. 12" in page
    assert reverse("my_talk", args=[the_talk().pk]) in page
    assert reverse("my_talk", args=[the_talk().pk]) in text_of(bo.client.get(reverse("book_time")))


def test_booked_twice_with_one_press_is_one(bo, times):
    token = uuid4()
    book(bo, token=token)
    again = bo.client.post(reverse("book_time"), chosen(token=token))
    assert again.status_code in {302, 409}
    assert Talk.objects.count() == 1


def test_a_second_time_is_refused_with_the_first(bo, times):
    book(bo)
    response = bo.client.post(reverse("book_time"), chosen("202611231230", about="Mere"))
    assert response.status_code == 409
    assert "Du har allerede booket en tid mandag 23. november kl. 12." in text_of(response)
    assert "Mere" in text_of(response), "what was typed is not lost"


def test_taken_while_the_page_was_open(bo, house, times):
    cast.a_booked_talk(
        cast.a_course(cast.a_citizen("Ida"), contact=house.amina), by=house.amina, starts_at=at(12)
    )
    response = bo.client.post(reverse("book_time"), chosen(about="Min plan"))
    assert response.status_code == 409
    assert "Tiden er ikke ledig mere. Vælg en anden tid." in text_of(response)
    assert "Min plan" in text_of(response)


def test_moved(bo, times):
    book(bo, about="Min plan")
    address = reverse("move_my_talk", args=[the_talk().pk])
    page = text_of(bo.client.get(address))
    assert "Nu er tiden mandag 23. november kl. 12. Vælg en ny." in page
    page = text_of(bo.client.get(address, {"tid": "202611301230"}))
    assert "checked" in page, "as it was agreed"
    page = text_of(bo.client.post(address, chosen("202611301230"), follow=True))
    assert "Tiden er flyttet." in page
    assert "Mandag 30. november kl. 12.30" in page
    assert "Min plan" in page


def test_cancelled(bo, times):
    book(bo)
    page = text_of(bo.client.post(reverse("cancel_my_talk", args=[the_talk().pk]), follow=True))
    assert "Tiden er aflyst." in page
    assert reverse("book_time") in page
    again = bo.client.post(reverse("cancel_my_talk", args=[the_talk().pk]))
    assert again.status_code == 409


def test_one_that_has_begun_is_neither_moved_nor_cancelled(bo, house):
    talk = cast.a_booked_talk(house.course, by=house.amina, starts_at=AT - days(1))
    page = bo.client.get(reverse("my_talk", args=[talk.pk]))
    assert "Tiden kan ikke flyttes eller aflyses her. Ring på 22 22 22 22." in text_of(page)
    assert bo.client.post(reverse("cancel_my_talk", args=[talk.pk])).status_code == 409
    assert bo.client.get(reverse("move_my_talk", args=[talk.pk])).status_code == 409
    assert Talk.objects.booked().filter(pk=talk.pk).exists()


def test_anothers_time_and_a_held_talk_are_not_found(bo, house):
    ida = house.citizen("Ida")
    talk = cast.a_booked_talk(house.follow(ida), by=house.amina)
    for name in ("my_talk", "move_my_talk"):
        assert bo.client.get(reverse(name, args=[talk.pk])).status_code == 404
    assert bo.client.post(reverse("cancel_my_talk", args=[talk.pk])).status_code == 404
    assert bo.client.get(reverse("my_talk", args=[house.talk("Talt").pk])).status_code == 404


def test_without_a_course_whom_to_ring(house):
    ida = house.citizen("Ida")
    response = cast.browser_of(ida).post(reverse("book_time"), chosen(about="Min plan"))
    assert response.status_code == 409
    page = text_of(response)
    assert house.unit.telephone in page
    assert "Min plan" in page


def test_each_page_is_on_record(bo, times):
    book(bo)
    bo.client.get(reverse("book_time"))
    looks = Record.objects.filter(kind=Kind.LOOK, citizen=bo.citizen.pk).values_list("what", flat=True)
    assert {"book_time", "my_talk"} <= set(looks)


def test_no_row_of_anybody_elses_talk_is_read(bo, house, times):
    """The page stands on other people's talks; the log would hold it back if one of them had been read."""
    for name in ("Ida", "Mona"):
        course = cast.a_course(cast.a_citizen(name), contact=house.amina)
        cast.a_booked_talk(course, by=house.amina, starts_at=at(9))
    assert bo.client.get(reverse("book_time")).status_code == 200


# --- The calendar, and reminders --------------------------------------------------------------------------------------


def test_the_file_puts_it_in_and_takes_it_out_again(bo, times):
    book(bo)
    address = reverse("my_talk_calendar", args=[the_talk().pk])
    assert address in text_of(bo.client.get(reverse("my_talk", args=[the_talk().pk])))
    response = bo.client.get(address)
    assert response["Content-Type"].startswith("text/calendar")
    first = vobject.readOne(response.content.decode())
    assert (first.method.value, first.vevent.dtstart.value) == ("PUBLISH", at(12))
    bo.client.post(reverse("cancel_my_talk", args=[the_talk().pk]))
    assert address in text_of(bo.client.get(reverse("my_talk", args=[the_talk().pk])))
    last = vobject.readOne(bo.client.get(address).content.decode())
    assert (last.method.value, last.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert first.vevent.uid.value == last.vevent.uid.value
    assert int(first.vevent.sequence.value) < int(last.vevent.sequence.value)


def test_reminders_are_chosen_and_said(bo, times, settings):
    settings.SMS = "file"
    book(bo)
    talk = reverse("my_talk", args=[the_talk().pk])
    assert "Du bliver ikke mindet om tiden." in text_of(bo.client.get(talk))
    given = {"by_mail": "on", "by_sms": "on", "email": "bo@hjemme.example", "telephone": "44 44 44 44"}
    page = text_of(bo.client.post(reverse("remind_me"), given | {"language": "en"}, follow=True))
    assert "Dit valg er gemt." in page
    assert 'value="+4544444444"' in page
    row = RemindMe.objects.get(citizen=bo.citizen)
    assert (row.by_mail, row.by_sms, row.calendar, row.language) == (True, True, False, "en")
    assert "Vi minder dig om tiden på mail og sms." in text_of(bo.client.get(talk))


def test_what_we_know_is_filled_in_and_nothing_is_chosen(bo, settings):
    settings.SMS = "file"
    bo.citizen.email, bo.citizen.telephone = "bo@kendt.example", "55 55 55 55"
    bo.citizen.save(update_fields=["email", "telephone"])
    page = text_of(bo.client.get(reverse("remind_me")))
    assert 'value="bo@kendt.example"' in page
    assert 'value="+4555555555"' in page
    assert page.count("checked") == 1, "the language alone"


def test_no_text_messages_where_none_can_be_sent(bo, settings):
    settings.SMS = "file"
    given = {"by_sms": "on", "telephone": "44 44 44 44", "language": "da", "email": ""}
    bo.client.post(reverse("remind_me"), given)
    settings.SMS = "none"
    page = text_of(bo.client.get(reverse("remind_me")))
    assert "sms" not in page
    bo.client.post(reverse("remind_me"), {"by_mail": "on", "email": "bo@x.example", "language": "da"})
    row = RemindMe.objects.get()
    assert (row.by_mail, row.by_sms, row.telephone) == (True, True, "+4544444444"), "what was chosen stays"


def test_other_days_before_are_said(bo):
    BookingChoice.objects.create(pk=1, remind_days=3)
    assert "3 dage før" in text_of(bo.client.get(reverse("remind_me")))
    BookingChoice.objects.update(remind_days=0)
    assert "Lige nu sender vi ingen påmindelser." in text_of(bo.client.get(reverse("remind_me")))
