"""The next contact, messages and hours; and what happens when the course was closed meanwhile."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.talks.models import Message, Talk
from tovholder.jobcentre.workbench.tests.citizen.presses import a_talk, page_of
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")


def test_the_next_contact_is_shown_as_understood_before_it_is_saved(client):
    def understood(text):
        return " ".join(
            client.post(reverse("understand_next"), {"next_contact": text}).content.decode().split()
        )

    assert understood("fre 10 gåtur") == "Forstået: fredag 27. november kl. 10, gåtur."
    assert understood("man") == "Forstået: mandag 23. november."
    assert understood("") == understood("  ") == ""
    assert "Jeg forstår ikke" in understood("<b>x</b>")
    assert "<b>" not in understood("<b>x</b>")
    assert understood("x" * 5000).startswith('<span class="form-error-message">Det er for langt')
    assert "form-error-message" in understood("\x00")


def test_the_next_contact_without_a_talk(client, bo, course):
    assert client.post(reverse("agree_next", args=[bo.pk]), {"next_contact": "fre 10 gåtur"}).url == page_of(
        bo
    )
    course.refresh_from_db()
    assert course.next_on == date(2026, 11, 27)
    assert Talk.objects.booked().count() == 1


@pytest.mark.parametrize("text", ["", "engang", "\x00", "x" * 101])
def test_a_next_contact_that_is_none_stays_to_be_put_right(client, bo, course, text):
    response = client.post(reverse("agree_next", args=[bo.pk]), {"next_contact": text})
    assert response.status_code == 422
    form = Page(response).form(reverse("agree_next", args=[bo.pk]))
    assert dict(form.stated()).get("next_contact", "") == text
    assert "form-error-message" in text_of(response)
    course.refresh_from_db()
    assert course.next_on is None


def test_a_message_is_answered_once(client, bo, course):
    asked = cast.a_message(course, "Kan vi tale sammen?")
    assert "venter på svar" in text_of(client.get(page_of(bo)))
    sent = {"token": uuid4(), "text": "Ja"}
    for _press in range(2):
        assert client.post(reverse("answer_message", args=[bo.pk]), sent).status_code == 302
    asked.refresh_from_db()
    assert asked.answered_at == AT
    assert Message.objects.count() == 2
    assert "venter på svar" not in text_of(client.get(page_of(bo)))


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "a\x00b"])
def test_a_message_that_cannot_be_sent_is_kept(client, bo, text):
    response = client.post(reverse("answer_message", args=[bo.pk]), {"token": uuid4(), "text": text})
    assert response.status_code == 422
    assert "form-error-message" in text_of(response)
    form = Page(response).form(reverse("answer_message", args=[bo.pk]))
    assert form.texts["text"] == text
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("typed", "hours"), [("2,5", "2.50"), ("0,25", "0.25"), ("37", "37.00"), ("0", "0.00")]
)
def test_hours_are_typed_in_danish(client, bo, course, typed, hours):
    assert client.post(reverse("set_hours", args=[bo.pk]), {"hours": typed}).status_code == 302
    course.refresh_from_db()
    assert str(course.weekly_hours) == hours


@pytest.mark.parametrize("typed", ["", "38", "-1", "to", "1,234", "NaN", "Infinity", "1e3", "\x00"])
def test_hours_that_are_none_stay_to_be_put_right(client, bo, course, typed):
    response = client.post(reverse("set_hours", args=[bo.pk]), {"hours": typed})
    assert response.status_code == 422
    assert "form-error-message" in text_of(response)
    assert dict(Page(response).form(reverse("set_hours", args=[bo.pk])).stated()).get("hours", "") == typed


# --- Closed meanwhile -------------------------------------------------------------------------------------------------


@pytest.fixture
def leader(amina) -> Client:
    return cast.browser_of(cast.a_leader(unit=amina.unit))


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("hold_talk", {"text": "Det vi talte om"}, "Det vi talte om"),
        ("hold_talk", {"citizen_words": "Jeg vil ud"}, "Jeg vil ud"),
        ("agree_next", {"next_contact": "fre 10 gåtur"}, "fre 10 gåtur"),
        ("answer_message", {"text": "Det jeg ville svare"}, "Det jeg ville svare"),
        ("set_hours", {"hours": "2,5"}, "2,5"),
    ],
)
def test_when_the_course_is_closed_nothing_is_saved_and_what_was_typed_is_there(
    leader, amina, bo, course, name, sent, kept
):
    citizens.close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    before = Record.objects.filter(kind=Kind.ACTION).count()
    response = leader.post(reverse(name, args=[bo.pk]), a_talk() | {"token": uuid4()} | sent)
    assert response.status_code == 409
    assert "Forløbet er afsluttet." in text_of(response)
    assert kept in text_of(response)
    assert not Talk.objects.exists()
    assert not Message.objects.exists()
    assert Record.objects.filter(kind=Kind.ACTION).count() == before


@pytest.mark.parametrize("name", ["hold_talk", "agree_next", "answer_message"])
def test_when_the_course_closes_in_the_same_moment(client, amina, bo, course, monkeypatch, name):
    """Between the page's own look at the course and the action's."""
    from tovholder.jobcentre.workbench.views.citizen import page

    find = page.find

    def find_and_close(*args):
        found = find(*args)
        citizens.close_course(found[1], because="work", by=amina.user, at=AT, today=TODAY)
        return found

    monkeypatch.setattr(page, "find", find_and_close)
    response = client.post(reverse(name, args=[bo.pk]), a_talk(text="Det jeg skrev"))
    assert response.status_code == 409
    assert "Forløbet er afsluttet" in text_of(response)
    assert ("fre 10 gåtur" if name == "agree_next" else "Det jeg skrev") in text_of(response)


@pytest.mark.parametrize("name", ["hold_talk", "agree_next", "answer_message", "set_hours"])
def test_a_link_to_what_is_only_sent_opens_nothing(client, bo, name):
    assert client.get(reverse(name, args=[bo.pk])).status_code == 405
