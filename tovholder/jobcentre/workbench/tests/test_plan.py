"""The plan on the employee's side: one press to propose, one to say yes; and written together."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, a_goal, a_step, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.actions import close_course
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.models import PlanItem
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


@pytest.fixture
def client(amina, course):
    return cast.browser_of(amina)


@pytest.fixture
def mona(amina):
    """Mona cannot log in."""
    return cast.a_course(cast.a_citizen("Mona Lund"), contact=amina)


def page_of(client, citizen) -> str:
    return text_of(client.get(reverse("citizen", args=[citizen.pk])))


def url(name: str, item: PlanItem) -> str:
    return reverse(name, args=[item.pk])


def test_the_goal_stands_as_a_quotation_with_name_and_day(client, course, bo, amina):
    assert "Bo har ikke skrevet et mål endnu." in page_of(client, bo)
    goal = a_goal(course, "Et arbejde, hvor jeg bruger hænderne")
    page = page_of(client, bo)
    assert (
        '<blockquote class="own-words">Et arbejde, hvor jeg bruger hænderne <footer>Bo, fredag 20. november'
        in page
    )
    assert page.index("own-words") < page.index('id="aftale"')
    actions.accept_item(goal, read_version=1, by=amina.user, at=AT)
    assert "aftalt af begge" in page_of(client, bo)


def test_steps_say_who_has_agreed(client, course, bo, amina):
    a_step(course, "Bos")
    a_step(course, "Aminas", by=amina.user)
    agreed = a_step(course, "Begges", by=amina.user)
    actions.accept_item(agreed, read_version=1, by=bo.user, at=AT)
    refused = a_step(course, "Uenige", by=amina.user)
    actions.decline_item(refused, words="Ikke endnu", read_version=1, by=bo.user, at=AT)
    page = page_of(client, bo)
    assert "Bo skrev det lige nu og venter på svar" in page
    assert "Amina foreslog det lige nu. Bo har ikke svaret" in page
    assert "Aftalt af begge" in page
    assert "I er ikke enige" in page
    assert "Bo: “Ikke endnu”" in page


def test_a_step_is_proposed_a_press_away_and_comes_once(client, course, bo):
    page = Page(client.get(reverse("citizen", args=[bo.pk])))
    address = reverse("write_plan", args=[bo.pk]) + "?skridt=1"
    assert address + "#id_text" in page.links
    form = Page(client.get(address)).form(address)
    assert form.stated() == []
    response = client.post(address, form.hidden() | {"text": "Besøge Nordlyst sammen"})
    assert response.url == reverse("citizen", args=[bo.pk]) + "#plan"
    client.post(address, form.hidden() | {"text": "Besøge Nordlyst sammen"})
    step = PlanItem.objects.get()
    assert (step.kind, step.wordings.get().side) == ("step", "employee")
    assert page.ids_used_twice() == []


def test_a_proposal_is_accepted_with_one_press(client, course, bo):
    step = a_step(course)
    form = Page(client.get(reverse("citizen", args=[bo.pk]))).form(url("accept_item", step))
    client.post(form.action, form.hidden())
    assert "Aftalt af begge" in page_of(client, bo)


def test_a_goal_that_waits_has_its_press_on_the_page(client, course, bo):
    goal = a_goal(course)
    form = Page(client.get(reverse("citizen", args=[bo.pk]))).form(url("accept_item", goal))
    client.post(form.action, form.hidden())
    assert goal.wordings.get().marks.filter(side="employee", agrees=True).exists()


def test_a_no_and_another_text(client, course, bo):
    step = a_step(course)
    response = client.post(url("decline_item", step), {"read_version": 1, "words": "Skal vi ringe sammen?"})
    assert response.status_code == 302
    assert "Amina: “Skal vi ringe sammen?”" in page_of(client, bo)
    client.post(url("plan_item", step), {"read_version": 1, "text": "Ringe sammen på mandag"})
    page = page_of(client, bo)
    assert "Ringe sammen på mandag" in page
    assert "Bo har sagt ja til: “Ringe til værkstedet”" in page


@pytest.mark.parametrize("name", ["plan_item", "decline_item"])
def test_a_stale_save_shows_both_and_nothing_is_lost(client, course, bo, name):
    step = a_step(course)
    actions.revise_item(step, text="Bos nye", read_version=1, by=bo.user, at=AT)
    response = client.post(url(name, step), {"read_version": 1, "text": "Mit bud", "words": "Mit bud"})
    assert response.status_code == 409
    assert "Bos nye" in text_of(response)
    assert "Mit bud" in text_of(response)
    assert 'name="read_version" value="2"' in text_of(response)
    assert (
        client.post(url(name, step), {"read_version": 2, "text": "Vores", "words": "Vores"}).status_code
        == 302
    )


@pytest.mark.parametrize("text", ["", "  ", "x" * 501, "a\x00b"])
def test_what_cannot_be_saved_is_still_there(client, course, bo, text):
    step = a_step(course)
    sent = {"text": text, "words": text, "read_version": 1, "token": uuid4()}
    for where in (
        reverse("write_plan", args=[bo.pk]) + "?skridt=1",
        reverse("write_plan", args=[bo.pk]),
        url("plan_item", step),
        url("decline_item", step),
    ):
        response = client.post(where, sent)
        assert response.status_code == 422, where
        assert "form-error-message" in text_of(response)
        assert f">\n{text}</textarea>".encode() in response.content
    assert PlanItem.objects.get().version == 1


def test_what_was_typed_survives_a_course_that_closed_meanwhile(client, course, bo, amina):
    leader = cast.browser_of(cast.a_leader(unit=amina.unit))
    step = a_step(course)
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    sent = {"text": "Det, jeg skrev", "words": "Det, jeg skrev", "read_version": 1, "token": uuid4()}
    for where in (
        reverse("write_plan", args=[bo.pk]) + "?skridt=1",
        reverse("write_plan", args=[bo.pk]),
        url("plan_item", step),
        url("decline_item", step),
    ):
        response = leader.post(where, sent)
        assert response.status_code == 409, where
        assert "Det, jeg skrev" in text_of(response)
    assert "Ringe til værkstedet" in text_of(leader.get(reverse("plan", args=[bo.pk])))


# --- Written together -------------------------------------------------------------------------------------------------


def test_written_together_is_marked_and_agreed(client, mona):
    person = mona.citizen
    page = text_of(client.get(reverse("write_plan", args=[person.pk])))
    assert "Vi har skrevet det sammen." in page
    sent = {"text": "Komme ud blandt folk", "together": "on", "token": uuid4()}
    client.post(reverse("write_plan", args=[person.pk]), sent)
    page = page_of(client, person)
    assert "Komme ud blandt folk" in page
    assert "skrevet sammen med Amina" in page
    assert "aftalt af begge" in page


def test_nobody_writes_for_somebody_who_can(client, course, bo):
    assert "Vi har skrevet det sammen." not in text_of(client.get(reverse("write_plan", args=[bo.pk])))
    sent = {"text": "Det vil Bo", "together": "on", "token": uuid4()}
    client.post(reverse("write_plan", args=[bo.pk]), sent)
    wording = PlanItem.objects.get().wordings.get()
    assert (wording.side, wording.is_together) == ("employee", False)


# --- In the talk ------------------------------------------------------------------------------------------------------


def talk(client, citizen, **more):
    page = Page(client.get(reverse("citizen", args=[citizen.pk]) + "?samtale=1"))
    form = page.form(reverse("hold_talk", args=[citizen.pk]))
    given = {"form": "walk", "roles": ["coach"], "text": "Vi gik en tur", "next_contact": "fre 10 gåtur"}
    return form, form.hidden() | given | more


def test_a_step_and_the_next_contact_in_the_same_save(client, course, bo):
    form, given = talk(client, bo, step="Ringe til Ole", share="1")
    for _press in range(2):
        assert client.post(form.action, given).status_code == 302
    assert Talk.objects.held().count() == 1
    assert [step.wordings.get().text for step in PlanItem.objects.all()] == ["Ringe til Ole"]
    course.refresh_from_db()
    assert course.next_on is not None


def test_a_talk_needs_no_step(client, bo):
    form, given = talk(client, bo)
    client.post(form.action, given)
    assert not PlanItem.objects.exists()


def test_a_step_too_long_keeps_the_talk_and_saves_nothing(client, bo):
    form, given = talk(client, bo, step="x" * 501)
    response = client.post(form.action, given)
    assert response.status_code == 422
    assert "Skridtet er for langt." in text_of(response)
    assert "x" * 501 in text_of(response)
    assert "Vi gik en tur" in text_of(response)
    assert not Talk.objects.held().exists()


def test_what_is_refused_of_the_step_saves_no_talk(client, course, bo, monkeypatch):
    monkeypatch.setattr("tovholder.jobcentre.plans.actions.write.MOST_OPEN", 0)
    form, given = talk(client, bo, step="Ringe til Ole")
    response = client.post(form.action, given)
    assert response.status_code == 409
    assert "Ringe til Ole" in text_of(response)
    assert not Talk.objects.held().exists()


def test_a_step_agreed_in_the_talk_with_somebody_who_cannot_log_in(client, mona):
    form, given = talk(client, mona.citizen, step="Gå en tur", step_together="on")
    client.post(form.action, given)
    assert PlanItem.objects.get().wordings.get().is_together


# --- What it costs ----------------------------------------------------------------------------------------------------


def test_the_plan_costs_the_citizens_page_no_more_however_much_there_is(client, course, bo, amina):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(client, bo)
        return len([query for query in queries if '"plans_' in query["sql"]])

    a_step(course, "Skridtet")
    assert (
        cost() == 4
    )  # the threads; the goals and steps; the marks of both; what of them waits for an answer
    for number in range(10):
        a_step(course, f"Skridt {number}")
        a_goal(course, f"Mål {number}", by=amina.user)
    assert cost() == 4
