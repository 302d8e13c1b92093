"""A citizen's page: who it is, what is on it, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.history import TALKS_SHOWN
from tovholder.jobcentre.workbench.tests.citizen.presses import hold, page_of
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")


def test_who_it_is_and_who_follows(client, bo):
    page = text_of(client.get(page_of(bo)))
    assert "<title>Bo · Tovholder</title>" in page
    assert "<h1>Bo Kragh, 34</h1>" in page
    assert "Fast medarbejder: Amina Yusuf" in page
    assert "21 21 21 21" in page
    assert "071192" not in page
    assert "1234" not in page.replace("12345", "")


def test_opening_is_one_line_in_the_log(client, amina, bo):
    client.get(page_of(bo))
    line = Record.objects.get(kind=Kind.LOOK)
    assert (line.what, line.citizen, line.actor) == ("citizen", bo.pk, amina.user_id)


def test_somebody_elses_citizen_is_not_there(client):
    freja = cast.a_citizen("Freja Dam")
    cast.a_course(freja, contact=cast.an_employee())
    for response in (client.get(page_of(freja)), hold(client, freja)):
        assert response.status_code == 404
        assert "Freja" not in text_of(response)
    assert not Talk.objects.exists()


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 30])
def test_a_number_nobody_has_is_not_there(client, number):
    assert client.get(f"/borger/{number}/").status_code == 404


def test_every_page_of_a_citizen_has_each_id_once(client, bo, amina):
    cast.a_held_talk(bo.courses.get(), by=amina, share=False)
    for query in ("", "?samtale=1", "?aftal=1"):
        assert Page(client.get(page_of(bo, query))).ids_used_twice() == []
    assert Page(hold(client, bo, text="")).ids_used_twice() == []


def test_the_story_newest_first_with_roles_and_sharing(client, amina, bo, course):
    cast.a_held_talk(course, by=amina, at=AT - days(9), text="Den første")
    talk = cast.a_held_talk(
        course,
        by=amina,
        at=AT - days(1),
        text="Den anden",
        roles=["mentor", "coach"],
        share=False,
        minutes=35,
    )
    page = text_of(client.get(page_of(bo)))
    assert page.index("Den anden") < page.index("Den første")
    assert "Amina Yusuf · Mentor, Coach · 35 minutter" in page
    assert f'href="{reverse("note", args=[talk.pk])}">ikke delt' in page


def test_the_handover_waits_at_the_top_until_confirmed(amina, course, bo):
    jonas = cast.an_employee("Jonas Holm")
    citizens.change_contact(
        course,
        from_employee=amina.pk,
        to=jonas,
        reason="room",
        what_matters="Ring om formiddagen.",
        next_step="Besøge savværket",
        citizen_wish="At arbejde med træ",
        joint_talk_on=TODAY + days(7),
        by=amina.user,
        at=AT,
        today=TODAY,
    )
    client = cast.browser_of(jonas)
    page = client.get(page_of(bo))
    assert "Ny hos dig fra Amina" in text_of(page)
    for told in ("Ring om formiddagen.", "Besøge savværket", "At arbejde med træ", "Fredag 27. november"):
        assert told in text_of(page)
    confirm = page.context["handover"].pk
    assert client.post(reverse("confirm_handover", args=[confirm])).url == page_of(bo)
    page = client.get(page_of(bo))
    assert page.context["handover"] is None
    assert "Fælles samtale fredag 27. november med Amina Yusuf og Jonas Holm." in text_of(page)
    assert cast.browser_of(amina).post(reverse("confirm_handover", args=[confirm])).status_code == 404


# --- What it costs ----------------------------------------------------------------------------------------------------


def cost(client, bo, query="") -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page_of(bo, query)).status_code == 200
    return len(queries)


def a_long_story(course, amina) -> None:
    for n in range(30):
        talk = cast.a_held_talk(
            course, by=amina, at=AT - days(n), roles=["coach", "mentor", "authority"], share=bool(n % 2)
        )
        talk.notes.create(citizen=talk.citizen, version=2, text="Rettet", by=amina.user, at=AT)
        cast.a_message(course, at=AT - days(n))
    for n in range(4):
        cast.a_booked_talk(course, by=amina, starts_at=AT + timedelta(days=n))
        workplace = cast.a_workplace(f"Sted {n}", contact=cast.an_employee())
        citizens.employ(course.citizen, workplace=workplace, since=LONG_AGO, by=None, at=AT)
        cast.a_notice(workplace, employee_agrees=True, person_name="Bo Kragh")
        citizens.draw_in(
            course,
            employee=cast.an_employee(),
            reason="mentor",
            since=TODAY,
            until=TODAY + days(9),
            by=amina.user,
            at=AT,
        )
        benefit = ["fleksjob", "kontanthjaelp", "a_dagpenge", "sygedagpenge"][n]
        citizens.begin_support(course.citizen, benefit=benefit, since=TODAY, by=None, at=AT)


def test_the_page_costs_the_same_with_a_short_and_a_long_story(client, amina, bo, course):
    cast.a_held_talk(course, by=amina)
    few = [cost(client, bo), cost(client, bo, "?samtale=1"), cost(client, bo, "?aftal=1")]
    a_long_story(course, amina)
    assert [cost(client, bo), cost(client, bo, "?samtale=1"), cost(client, bo, "?aftal=1")] == few
    closed, talk_open, next_open = few
    assert max(closed, next_open) <= 19
    assert talk_open <= 20, "one more: what was begun of the talk"


def test_the_newest_are_shown_of_a_long_story(client, amina, bo, course):
    a_long_story(course, amina)
    history = client.get(page_of(bo)).context["history"]
    newest = Talk.objects.held().filter(citizen=bo).order_by("-held_at", "-pk")
    assert [talk.pk for talk in history.held] == [talk.pk for talk in newest[:TALKS_SHOWN]]
    assert len(history.booked) == 4
    assert {talk.note for talk in history.held} == {"Rettet"}


def test_the_whole_story_is_there_some_talks_at_a_time(client, amina, bo, course):
    a_long_story(course, amina)
    seen, older = [], ""
    while older is not None:
        history = client.get(f"{page_of(bo)}?aeldre={older}").context["history"]
        seen += [talk.pk for talk in history.held]
        older = history.older
    newest = Talk.objects.held().filter(citizen=bo).order_by("-held_at", "-pk")
    assert seen == [talk.pk for talk in newest]


def test_another_citizens_talk_or_no_number_leads_nowhere(client, amina, bo, course):
    other = cast.a_held_talk(cast.a_course(cast.a_citizen("Freja Dam"), contact=amina), by=amina)
    for older in (str(other.pk), "x", "9" * 30):
        assert client.get(f"{page_of(bo)}?aeldre={older}").status_code == 404


def test_only_those_who_follow_citizens_come_in(bo, course):
    for role in (Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY):
        assert cast.browser_of(cast.a_user(role)).get(page_of(bo)).status_code == 403


def test_what_does_not_wait_for_another_answer_is_asked_for_together(client, bo):
    """On PostgreSQL; and nothing of it is asked for once more."""
    client.get(page_of(bo))
    statements = []

    def noted(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        client.get(page_of(bo))
    together = [sql.split("; ") for sql in statements if "; " in sql]
    if connection.vendor == "sqlite":
        assert not together
        return
    (asked,) = together
    assert len(asked) == 12
    alone = [sql for sql in statements if "; " not in sql]
    assert not {sql.split(" (")[0] for sql in asked} & {sql.split(" (")[0] for sql in alone}
    assert len(alone) <= 8
