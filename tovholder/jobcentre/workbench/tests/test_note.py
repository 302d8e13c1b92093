"""The note of one talk: read, revised, shared, or kept private with a reason."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.actions import change_contact, close_course, draw_in, open_in_emergency
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.actions import keep_private, revise_note
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.forms.talk import NOT_SHARED
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")


@pytest.fixture
def amina(db) -> Employee:
    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def talk(amina) -> Talk:
    course = cast.a_course(cast.a_citizen("Bo Kragh"), contact=amina)
    return cast.a_held_talk(course, by=amina, text="Første udgave", share=False)


@pytest.fixture
def client(amina, talk) -> Client:
    return cast.browser_of(amina)


def url(name: str, talk: Talk) -> str:
    return reverse(name, args=[talk.pk])


def revise(client, talk, text, *, read_version=1):
    return client.post(url("note", talk), {"text": text, "read_version": read_version})


def the_form(response):
    return next(form for form in Page(response).forms if "read_version" in form.hidden())


def test_the_note_is_shown_to_be_put_right_and_the_look_recorded(client, talk):
    response = client.get(url("note", talk))
    assert the_form(response).texts["text"] == "Første udgave"
    assert the_form(response).hidden()["read_version"] == "1"
    assert "Ikke delt med borgeren." in text_of(response)
    assert Page(response).ids_used_twice() == []
    line = Record.objects.get(kind=Kind.LOOK)
    assert (line.what, line.citizen) == ("note", talk.citizen_id)


def test_a_new_version_beside_the_old(client, talk):
    assert revise(client, talk, "Anden udgave").url == url("note", talk)
    page = client.get(url("note", talk))
    assert the_form(page).texts["text"] == "Anden udgave"
    assert "Tidligere udgaver" in text_of(page)
    assert "Første udgave" in text_of(page)
    assert "Amina Yusuf" in text_of(page)


def test_a_stale_save_shows_both_and_the_next_one_is_saved(client, talk):
    jonas = cast.an_employee("Jonas Holm")
    revise_note(talk, text="Jonas' udgave", read_version=1, by=jonas.user, at=AT)
    response = revise(client, talk, "Aminas udgave")
    assert response.status_code == 409
    assert "Der er gemt en nyere note" in text_of(response)
    assert "Jonas&#x27; udgave" in text_of(response)
    form = the_form(response)
    assert (form.texts["text"], form.hidden()["read_version"]) == ("Aminas udgave", "2")
    assert talk.notes.count() == 2
    assert client.post(url("note", talk), form.hidden() | {"text": "Begges udgave"}).status_code == 302
    assert list(talk.notes.order_by("version").values_list("text", flat=True)) == [
        "Første udgave", "Jonas' udgave", "Begges udgave",
    ]  # fmt: skip


def test_the_citizens_words_are_put_right_apart_and_a_stale_save_loses_neither(client, talk):
    words = {"text": "Anden udgave", "citizen_words": "Jeg vil ud", "read_version": 1}
    assert client.post(url("note", talk), words).status_code == 302
    page = client.get(url("note", talk))
    assert the_form(page).texts == {"text": "Anden udgave", "citizen_words": "Jeg vil ud"}
    late = {"text": "Aminas udgave", "citizen_words": "Jeg vil ud i skoven", "read_version": 1}
    response = client.post(url("note", talk), late)
    assert response.status_code == 409
    assert the_form(response).texts == {name: late[name] for name in ("text", "citizen_words")}
    own = '<blockquote class="own-words note">Jeg vil ud<footer>Borgerens egne ord</footer></blockquote>'
    assert f'{own}<p class="note">Anden udgave</p>' in text_of(response)
    client.post(url("note", talk), late | the_form(response).hidden())
    assert f'{own} <p class="note">Anden udgave</p>' in text_of(client.get(url("note", talk))), (
        "an earlier one"
    )
    assert talk.notes.latest("version").citizen_words == "Jeg vil ud i skoven"


def test_a_double_press_is_one_version(client, talk):
    revise(client, talk, "Anden udgave")
    response = revise(client, talk, "Anden udgave")
    assert talk.notes.count() == 2
    assert response.status_code in {302, 409}


@pytest.mark.parametrize("text", ["", "  ", "x" * 20_001, "a\x00b", "a\ufffdb"])
def test_a_note_that_cannot_be_saved_is_kept(client, talk, text):
    response = revise(client, talk, text)
    assert response.status_code == 422
    assert "form-error-message" in text_of(response)
    assert the_form(response).texts["text"] == text
    assert talk.notes.count() == 1


@pytest.mark.parametrize("read_version", ["", "x", "-1", "9" * 30])
def test_a_version_nobody_read_saves_nothing(client, talk, read_version):
    response = revise(client, talk, "Anden udgave", read_version=read_version)
    assert response.status_code in {409, 422}
    assert the_form(response).texts["text"] == "Anden udgave"
    assert talk.notes.count() == 1


def test_sharing_is_once_and_for_all(client, talk):
    for _press in range(2):
        assert client.post(url("share_note", talk)).url == url("note", talk)
    page = text_of(client.get(url("note", talk)))
    assert "Delt med borgeren fredag 20. november." in page
    assert "Del med borgeren" not in page
    assert "Lad være med at dele den" not in page
    response = client.post(url("keep_private", talk), {"because": "Fortrudt"})
    assert response.status_code == 409
    assert "allerede delt" in text_of(response)


def test_keeping_it_private_takes_a_reason(client, talk):
    for because in ("", "  ", "x" * 201, "a\x00b"):
        response = client.post(url("keep_private", talk), {"because": because})
        assert response.status_code == 422
        assert "form-error-message" in text_of(response)
        form = Page(response).form(url("keep_private", talk))
        assert dict(form.stated()).get("because", "") == because
    client.post(url("keep_private", talk), {"because": "Om en tredje"})
    assert "Ikke delt: Om en tredje" in text_of(client.get(url("note", talk)))


@pytest.mark.parametrize("name", ["note", "share_note", "keep_private"])
def test_somebody_elses_note_is_not_there(talk, name):
    client = cast.browser_of(cast.an_employee("Jonas Holm"))
    assert client.post(url(name, talk), {"text": "x", "because": "x", "read_version": 1}).status_code == 404
    assert client.get(url("note", talk)).status_code == 404
    talk.refresh_from_db()
    assert (talk.shared_at, talk.kept_private_because, talk.notes.count()) == (None, "", 1)


def test_a_talk_that_is_only_booked_has_no_note(client, amina, talk):
    booked = cast.a_booked_talk(talk.course, by=amina)
    assert client.get(url("note", booked)).status_code == 404


def test_the_leader_can_still_read_it_when_the_course_is_closed(amina, talk):
    leader = cast.browser_of(cast.a_leader(unit=amina.unit))
    close_course(talk.course, because="work", by=amina.user, at=AT, today=TODAY)
    assert leader.get(url("note", talk)).status_code == 200


@pytest.mark.parametrize("name", ["share_note", "keep_private"])
def test_a_link_changes_nothing(client, talk, name):
    assert client.get(url(name, talk)).status_code == 405


def test_the_page_costs_the_same_with_one_version_and_with_many(client, amina, talk):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url("note", talk)).status_code == 200
        return len(queries)

    few = cost()
    for version in range(1, 20):
        colleague = cast.an_employee()
        revise_note(talk, text=f"Udgave {version}", read_version=version, by=colleague.user, at=AT)
    assert cost() == few <= 10


# --- The rule for a note that is not shared ---------------------------------------------------------------------------


def reads(employee, talk) -> bool:
    """Whether the note opens, and its words stand on the citizen's page."""
    browser = cast.browser_of(employee)
    note = browser.get(url("note", talk))
    page = browser.get(reverse("citizen", args=[talk.citizen_id]))
    assert note.status_code == page.status_code
    if note.status_code == 200:
        assert "Første udgave" in text_of(note)
        assert "Første udgave" in text_of(page)
    return note.status_code == 200


@pytest.mark.parametrize("because", ["", "Borgeren har bedt om det"])
def test_the_rule_says_what_is_so_at_a_handover(amina, talk, because):
    """The new contact reads it, the old one no longer; a reason to keep it private changes nothing in that."""
    if because:
        keep_private(talk, because=because, by=amina.user, at=AT)
    jonas, away = cast.an_employee("Jonas Holm"), cast.an_employee("Fremmed")
    drawn_in, covers, leader = (
        cast.an_employee("Med"),
        cast.an_employee("Dækker"),
        cast.a_leader("Lise Leder"),
    )
    end = TODAY + days(7)
    draw_in(talk.course, employee=drawn_in, reason="coach", since=TODAY, until=end, by=amina.user, at=AT)
    cast.a_stand_in(amina, covers)
    before = {amina: True, jonas: False, away: False, drawn_in: True, covers: True, leader: True}
    assert {employee: reads(employee, talk) for employee in before} == before
    change_contact(
        talk.course, from_employee=amina.pk, to=jonas, reason="room", what_matters="x",
        no_joint_talk_because="Ferie", by=leader.user, at=AT, today=TODAY,
    )  # fmt: skip
    talk.course.refresh_from_db()
    after = before | {amina: False, jonas: True, covers: False}
    assert {employee: reads(employee, talk) for employee in after} == after
    draw_in(talk.course, employee=amina, reason="coach", since=TODAY, until=end, by=leader.user, at=AT)
    assert reads(amina, talk), "drawn in, the old one may open the page, and so read the note"


def test_emergency_access_opens_the_page_and_so_the_note(talk):
    away = cast.an_employee("Fremmed")
    assert not reads(away, talk)
    digits = cpr.decrypt(talk.citizen.cpr_encrypted)
    open_in_emergency(digits=digits, reason="Ringede", by=away.user, at=AT, today=TODAY)
    assert reads(away, talk)


def test_the_rule_stands_where_the_note_is_written_right_above_the_button(client, talk):
    page = text_of(client.get(reverse("citizen", args=[talk.citizen_id]) + "?samtale=1"))
    buttons = page.index("Gem og del")
    above = page[:buttons].rstrip().removesuffix('name="share" value="1">').rstrip()
    assert above.endswith(
        f'{NOT_SHARED}</p> <div class="actions"> <button class="button button-primary" type="submit"'
    )
    assert page.index(str(NOT_SHARED)) < page.index("Gem uden at dele")
    assert str(NOT_SHARED) in text_of(client.get(url("note", talk)))


def test_a_shared_note_needs_no_rule(client, talk):
    client.post(url("share_note", talk))
    assert str(NOT_SHARED) not in text_of(client.get(url("note", talk)))
