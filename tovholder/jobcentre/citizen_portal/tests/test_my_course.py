from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, TODAY, a_held_talk, browser_of, text_of
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import agree_next, change_contact, close_course
from tovholder.jobcentre.staff.actions import register_absence
from tovholder.jobcentre.staff.models import Absence
from tovholder.jobcentre.talks.actions import book_talk, revise_note
from tovholder.jobcentre.talks.models import Message

PAGE = reverse("my_course")
SEND = reverse("my_message")


def test_my_person_and_how_to_reach_them(bo):
    page = text_of(bo.client.get(PAGE))
    assert "Hej Bo" in page
    assert "Din faste medarbejder er Amina Yusuf." in page
    assert 'href="tel:22222222"' in page
    assert "Telefontid: 8–16" in page
    assert "Aftalte timer: 0,75 om ugen." in page


def test_whom_one_has_met_is_said_with_how_it_was_counted(house, bo):
    assert "på et år" not in text_of(bo.client.get(PAGE))
    a_held_talk(house.course, by=house.jonas, at=AT - timedelta(days=30))
    page = text_of(bo.client.get(PAGE))
    assert "Du har mødt 1 medarbejder hos os på et år." in page
    assert "Samtalen var med en anden end din faste medarbejder." in page
    house.talk("Det går bedre", days_ago=20)
    page = text_of(bo.client.get(PAGE))
    assert "Du har mødt 2 medarbejdere hos os på et år." in page
    assert "1 af 2 samtaler var med din faste medarbejder." in page
    assert "Sådan har vi talt" in page


def test_looking_at_oneself_is_recorded(bo):
    bo.client.get(PAGE)
    line = Record.objects.get(what="my_course")
    assert (line.citizen, line.actor) == (bo.citizen.pk, bo.citizen.user.pk)


def test_the_one_who_covers_today_is_the_one_to_call(house, bo):
    register_absence(
        house.amina, since=TODAY, until=date(2026, 11, 28), stand_in=house.jonas, by=house.amina.user, at=AT
    )
    page = text_of(bo.client.get(PAGE))
    assert "I dag hjælper Jonas Holm dig." in page
    assert "Amina Yusuf er væk til og med fredag 27. november." in page
    assert 'href="tel:33333333"' in page
    assert "22 22 22 22" not in page


def test_somebody_away_without_cover_is_never_the_one_to_call(house, bo):
    Absence.objects.create(employee=house.amina, since=TODAY, until=None)
    page = text_of(bo.client.get(PAGE))
    assert "22 22 22 22" not in page
    assert 'href="tel:11111111"' in page
    assert "bliver læst, når din faste medarbejder er tilbage" in page


def test_somebody_who_has_left_is_never_the_one_to_call(house, bo):
    house.amina.left_on = TODAY
    house.amina.save(update_fields=["left_on"])
    page = text_of(bo.client.get(PAGE))
    assert "arbejder her ikke længere" in page
    assert "22 22 22 22" not in page
    assert 'href="tel:11111111"' in page


def test_the_next_contact_in_words(house, bo):
    def agree(on, at_time=None, form=""):
        agree_next(house.course, on=on, at_time=at_time, form=form, by=house.amina.user, at=AT)

    assert "I har ikke aftalt, hvornår" in text_of(bo.client.get(PAGE))
    agree(date(2026, 11, 27), time(10), "walk")
    assert "fredag 27. november kl. 10 · Gåtur" in text_of(bo.client.get(PAGE))
    agree(date(2026, 11, 16))
    assert "I skulle have talt sammen mandag 16. november." in text_of(bo.client.get(PAGE))


def test_a_booked_talk_says_where_and_with_whom(house, bo):
    def book(at, **more):
        return book_talk(house.course, starts_at=at, form="walk", by=house.amina.user, at=AT, **more)

    agree_next(house.course, on=date(2026, 11, 27), at_time=None, form="", by=house.amina.user, at=AT)
    book(AT + timedelta(days=20), employee=house.amina, place="Havnen")
    assert "Havnen" not in text_of(bo.client.get(PAGE)), "what is agreed comes before what is booked later"
    cancelled = book(AT + timedelta(days=1), employee=house.amina, place="Torvet")
    cancelled.cancelled_at = AT
    cancelled.save(update_fields=["cancelled_at"])
    book(AT + timedelta(days=2), employee=house.jonas, place="Søen")
    page = text_of(bo.client.get(PAGE))
    assert "søndag 22. november kl. 10 · Gåtur · Søen · med Jonas Holm" in page
    assert "Torvet" not in page


def test_shared_notes_newest_first_in_the_version_in_force(house, bo):
    house.talk("Den ældste samtale", days_ago=9)
    talk = house.talk("Første udgave", days_ago=3, minutes=35)
    revise_note(talk, text="Anden udgave", read_version=1, by=house.amina.user, at=AT)
    page = text_of(bo.client.get(PAGE))
    assert page.index("Anden udgave") < page.index("Den ældste samtale")
    assert "Første udgave" not in page
    assert "Gåtur · Amina Yusuf · Coach · Mentor · 35 minutter" in page
    assert "Rettet fredag 20. november" in page


def test_my_own_words_stand_apart_from_my_persons(house, bo):
    talk = house.talk("Vi så på skovskolen.", citizen_words="Jeg vil ud")
    house.talk("En anden samtale", days_ago=3)
    page = text_of(bo.client.get(PAGE))
    own = '<blockquote class="own-words note">Jeg vil ud<footer>Dine egne ord</footer></blockquote>'
    assert f'{own} <p class="note">Vi så på skovskolen.</p>' in page
    assert page.count("own-words note") == 1
    revise_note(talk, text="Vi så på det.", citizen_words="", read_version=1, by=house.amina.user, at=AT)
    assert "own-words note" not in text_of(bo.client.get(PAGE))


def test_private_notes_and_other_peoples_are_never_shown(house, bo):
    house.talk("PRIVAT NOTE", citizen_words="PRIVATE ORD", share=False)
    freja = house.citizen("Freja Dam")
    course = house.follow(freja)
    house.talk("FREJAS NOTE", course=course)
    house.message("FREJAS BESKED", course=course)
    page = text_of(bo.client.get(PAGE))
    assert "PRIVAT" not in page, "the words are as private as the note"
    assert "FREJA" not in page.upper()


def test_the_key_of_another_citizens_talk_shows_nothing_of_it(house, bo):
    house.talk("Bos note")
    other = house.talk("FREJAS NOTE", course=house.follow(house.citizen("Freja Dam")), days_ago=0)
    page = text_of(bo.client.get(PAGE, {"foer": other.pk}))
    assert "FREJAS" not in page
    assert "Bos note" not in page, "a key that is not mine leads nowhere"


@pytest.mark.parametrize("key", ["x", "1; DROP", "-1", "9" * 30, "²"])
def test_a_key_that_is_no_number_is_not_found(bo, key):
    assert bo.client.get(PAGE, {"foer": key}).status_code == 404
    assert bo.client.get(PAGE, {"beskeder_foer": key}).status_code == 404


def test_twenty_notes_and_then_the_rest_by_key(house, bo):
    for n in range(23):
        house.talk(f"Note nummer {n:02}.", days_ago=n // 3)
    first = bo.client.get(PAGE)
    shown = first.context["talks"].rows
    assert len(shown) == 20
    house.talk("Kommet til imens", days_ago=0)
    second = bo.client.get(PAGE, {"foer": first.context["talks"].older}).context["talks"]
    assert len({talk.pk for talk in shown} | {talk.pk for talk in second.rows}) == 23
    assert second.older is None


def test_a_closed_course_leaves_nobody_to_follow_me_but_my_notes(house, bo):
    house.talk("Det, vi talte om")
    close_course(house.course, because="work", by=house.amina.user, at=AT, today=TODAY)
    page = text_of(bo.client.get(PAGE))
    assert "Du har ikke et forløb hos os lige nu" in page
    assert "Amina Yusuf er" not in page
    assert 'href="tel:11111111"' in page
    assert "Det, vi talte om" in page


def test_somebody_who_never_had_a_course_is_told_every_unit(house):
    newcomer = house.citizen("Mona Lund")
    page = text_of(browser_of(newcomer).get(PAGE))
    assert "Du har ikke et forløb" in page
    assert "Job og Helhed" in page
    assert 'id="skriv"' not in page


def test_a_message_is_written_once_and_waits(house, bo):
    typed = {"token": uuid4(), "text": "Kan vi tale i morgen?"}
    for _press in range(2):
        assert bo.client.post(SEND, typed).url == PAGE + "#beskeder"
    message = Message.objects.get()
    assert (message.citizen_id, message.side, message.by_id) == (bo.citizen.pk, "citizen", bo.citizen.user.pk)
    assert "Din besked venter på svar." in text_of(bo.client.get(PAGE))
    house.message("Ja, ring kl. 10", side="employee")
    page = text_of(bo.client.get(PAGE))
    assert "venter på svar" not in page
    assert "Amina Yusuf skrev" in page
    assert page.index("Ja, ring kl. 10") < page.index("Kan vi tale i morgen?")


def test_waiting_is_counted_from_the_oldest_unanswered(house, bo):
    house.message("Først", days_ago=1)
    house.message("Så", days_ago=0)
    assert "Du skrev i går." in text_of(bo.client.get(PAGE))


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "byte\x00s"])
def test_a_message_that_cannot_be_sent_keeps_what_was_typed(bo, text):
    response = bo.client.post(SEND, {"token": uuid4(), "text": text})
    assert response.status_code == 422
    assert "form-error-message" in response.content.decode()
    assert response.context["form"]["text"].value() == text
    assert not Message.objects.exists()


def test_a_message_after_the_course_closed_is_refused_and_kept(house, bo):
    close_course(house.course, because="work", by=house.amina.user, at=AT, today=TODAY)
    response = bo.client.post(SEND, {"token": uuid4(), "text": "Er I der stadig?"})
    page = text_of(response)
    assert response.status_code == 409
    assert "Beskeden er ikke sendt" in page
    assert "Er I der stadig?" in page
    assert not Message.objects.exists()


def test_sending_by_get_does_nothing(bo):
    assert bo.client.get(SEND).status_code == 405


def test_the_page_is_for_citizens_only(house):
    assert browser_of(house.amina).get(PAGE).status_code == 403
    assert browser_of(house.amina).post(SEND, {}).status_code == 403


def test_a_log_in_without_a_citizen_finds_nothing(house):
    house.bo.user, user = None, house.bo.user
    house.bo.save(update_fields=["user"])
    assert browser_of(user).get(PAGE).status_code == 404


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE).status_code == 200
    return len(queries)


def test_the_page_costs_the_same_with_one_note_and_with_many(house, bo):
    house.talk("En", days_ago=30)
    house.message("En", days_ago=30)
    few = queries_of(bo.client)
    for n in range(30):
        house.talk(f"Note {n}", days_ago=n, roles=("coach", "authority"))
        house.message(f"Besked {n}", days_ago=n)
        house.message(f"Svar {n}", side="employee", days_ago=n)
    assert queries_of(bo.client) == few <= 24


# --- A new person -----------------------------------------------------------------------------------------------------


def handed_over(house, **more) -> None:
    given = {"what_matters": "Bo taler bedst, når I går.", "next_step": "", "citizen_wish": ""} | more
    change_contact(
        house.course, from_employee=house.amina.pk, to=house.jonas, reason="room", by=house.amina.user,
        at=AT, today=TODAY, **given,
    )  # fmt: skip


def test_without_a_handover_there_is_nothing_to_tell(bo):
    assert "Da du fik" not in text_of(bo.client.get(PAGE))


def test_the_new_person_and_what_the_old_one_told(house, bo):
    handed_over(house, citizen_wish="At arbejde med træ", joint_talk_on=date(2026, 11, 27))
    page = text_of(bo.client.get(PAGE))
    assert "Din faste medarbejder er Jonas Holm." in page
    assert "Da du fik Jonas" in page
    assert (
        "Jonas Holm har været din faste medarbejder siden fredag 20. november. Før var det Amina Yusuf."
        in page
    )
    assert "Fælles samtale med Amina og Jonas: fredag 27. november." in page
    assert "Det har Amina fortalt Jonas" in page
    assert "Bo taler bedst, når I går." in page
    assert "Intet er aftalt." in page
    assert "At arbejde med træ" in page


def test_why_there_is_no_joint_talk_is_the_citizens_to_read(house, bo):
    handed_over(house, next_step="Gåtur", no_joint_talk_because="Amina er flyttet.")
    page = text_of(bo.client.get(PAGE))
    assert "Gåtur" in page
    assert "Intet er aftalt." not in page
    assert "Amina er flyttet." in page


def test_only_the_newest_handover_of_the_open_course_is_told(house, bo):
    handed_over(house, no_joint_talk_because="Ferie")
    house.course.refresh_from_db()
    close_course(house.course, because="work", by=house.amina.user, at=AT, today=TODAY)
    assert "Bo taler bedst" not in text_of(bo.client.get(PAGE))


def test_a_joint_talk_says_both(house, bo):
    house.talk("Vi var tre", joined_by=house.jonas)
    assert "Amina Yusuf og Jonas Holm" in text_of(bo.client.get(PAGE))
