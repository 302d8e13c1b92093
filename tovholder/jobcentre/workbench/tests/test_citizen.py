"""A citizen's page, and the four presses to a held talk."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.course import Form as Meeting
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Message, Talk
from tovholder.jobcentre.talks.models import Role as TalkRole
from tovholder.jobcentre.workbench.history import TALKS_SHOWN
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")

NOTE = "Bo sover bedre. “Jeg vil gerne i gang”, siger han.\nVi ringer til værkstedet."


@pytest.fixture
def amina(db) -> Employee:
    return cast.an_employee("Amina Yusuf", telephone="21 21 21 21")


@pytest.fixture
def bo(amina) -> Citizen:
    return cast.a_citizen("Bo Kragh", digits="0711921234")


@pytest.fixture
def course(bo, amina) -> Course:
    return cast.a_course(bo, contact=amina)


@pytest.fixture
def client(amina, course) -> Client:
    return cast.browser_of(amina)


def page_of(citizen, query="") -> str:
    return reverse("citizen", args=[citizen.pk]) + query


def the_form(client, bo, query="?samtale=1"):
    return Page(client.get(page_of(bo, query))).form(reverse("hold_talk", args=[bo.pk]))


def a_talk(**more) -> dict:
    return {
        "token": uuid4(),
        "form": "walk",
        "roles": ["coach"],
        "text": NOTE,
        "next_contact": "fre 10 gåtur",
        "minutes": "",
    } | more


def hold(client, bo, **more):
    return client.post(reverse("hold_talk", args=[bo.pk]), a_talk(**more))


# --- The page ---------------------------------------------------------------------------------------------------------


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


# --- Together ---------------------------------------------------------------------------------------------------------


def joiners(response) -> list[str]:
    return [employee.name for employee in response.context["talk_form"].colleagues.values()]


def handed_over(course, to, **more) -> None:
    given = {"reason": "room", "what_matters": "x", "no_joint_talk_because": "De har sagt farvel."} | more
    at = {"by": to.user, "at": AT, "today": TODAY}
    citizens.change_contact(course, from_employee=course.contact_id, to=to, **given, **at)
    course.refresh_from_db()


def test_a_talk_alone_asks_nobody_who_else_was_there(client, bo):
    response = client.get(page_of(bo, "?samtale=1"))
    assert joiners(response) == []
    assert "Var I flere fra jobcentret?" not in text_of(response)


def test_a_joint_talk_is_both_employees(course, bo, amina):
    jonas, gone = cast.an_employee("Jonas Holm"), cast.an_employee("Gitte Gået")
    for who, since, until in (
        (gone, TODAY, TODAY + days(9)),
        (cast.an_employee("Før"), TODAY - days(9), TODAY),
    ):
        citizens.draw_in(
            course, employee=who, reason="coach", since=since, until=until, by=amina.user, at=AT - days(9)
        )
    Employee.objects.filter(pk=gone.pk).update(left_on=TODAY)
    handed_over(course, jonas)
    client = cast.browser_of(jonas)
    response = client.get(page_of(bo, "?samtale=1"))
    assert joiners(response) == ["Amina Yusuf"]
    assert dict(the_form(client, bo).stated()).get("joined_by", "") == "", "nobody is chosen beforehand"
    assert hold(client, bo, joined_by=amina.pk).status_code == 302
    talk = Talk.objects.held().get()
    assert (talk.employee, talk.joined_by) == (jonas, amina)
    assert "Jonas Holm og Amina Yusuf · " in text_of(client.get(page_of(bo)))


def test_whoever_was_not_there_cannot_be_named(client, bo):
    stranger = cast.an_employee("Fremmed")
    response = hold(client, bo, joined_by=stranger.pk)
    assert response.status_code == 422
    assert NOTE in response.content.decode()
    assert not Talk.objects.held().exists()


# --- Four presses -----------------------------------------------------------------------------------------------------


def test_nothing_that_states_a_fact_is_preselected(client, bo):
    form = the_form(client, bo)
    assert form.stated() == []
    assert form.options("form").keys() == set(Meeting.values)
    assert form.options("roles").keys() == set(TalkRole.values)
    assert {i.get("type") for i in form.options("form").values()} == {"radio"}
    assert {i.get("type") for i in form.options("roles").values()} == {"checkbox"}


def test_four_presses_from_the_page_to_a_talk_shared(client, amina, bo, course):
    start = Page(client.get(page_of(bo)))
    [open_the_form] = [link for link in start.links if link.startswith("?samtale=")]  # press 1
    form = the_form(client, bo, open_the_form)
    walk = form.options("form")["walk"]  # press 2
    coach = form.options("roles")["coach"]  # press 3
    share = next(button for button in form.buttons if button.get("name") == "share")  # press 4
    pressed = {given["name"]: given["value"] for given in (walk, coach, share)}
    response = client.post(
        form.action, form.hidden() | pressed | {"text": NOTE, "next_contact": "fre 10 gåtur"}
    )
    talk = Talk.objects.held().get()
    assert response.url == page_of(bo) + f"#samtale-{talk.pk}"
    assert (talk.form, talk.held_at, talk.shared_at, talk.employee) == ("walk", AT, AT, amina)
    assert [taken.role for taken in talk.roles.all()] == ["coach"]
    assert talk.notes.get().text == NOTE
    course.refresh_from_db()
    assert (course.next_on, course.next_time, course.next_form) == (date(2026, 11, 27), time(10), "walk")
    assert "Samtalen er gemt og delt." in text_of(client.get(page_of(bo)))


def test_the_form_of_a_talk_booked_for_today_counts_as_stated(client, amina, bo, course):
    booked = cast.a_booked_talk(course, by=amina)
    form = the_form(client, bo)
    assert form.stated() == [("form", "walk")]
    assert form.hidden()["booked"] == str(booked.pk)
    client.post(
        form.action, form.hidden() | {"form": "telephone", "roles": "coach", "text": NOTE, "share": "1"}
    )
    booked.refresh_from_db()
    assert (booked.held_at, booked.form) == (AT, "telephone")
    assert Talk.objects.count() == 1


def test_a_talk_booked_for_another_day_states_nothing(client, amina, bo, course):
    cast.a_booked_talk(course, by=amina, starts_at=AT + days(1))
    form = the_form(client, bo)
    assert form.stated() == []
    assert form.hidden()["booked"] == ""


def test_without_sharing_it_is_private(client, bo):
    hold(client, bo)
    assert Talk.objects.held().get().shared_at is None
    assert "Samtalen er gemt, men ikke delt." in text_of(client.get(page_of(bo)))


def test_a_double_press_is_one_talk(client, bo):
    token = uuid4()
    assert hold(client, bo, token=token).url == hold(client, bo, token=token).url
    assert Talk.objects.held().count() == 1


def test_opening_the_form_again_gives_a_new_one(client, bo):
    assert the_form(client, bo).hidden()["token"] != the_form(client, bo).hidden()["token"]


# --- What cannot be saved ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"form": ""}, "Vælg, hvordan I talte sammen."),
        ({"form": "smoke"}, "smoke"),
        ({"roles": []}, "Vælg mindst en rolle."),
        ({"text": ""}, "Skriv en note. En sætning er nok."),
        ({"text": " \n "}, "Skriv en note. En sætning er nok."),
        ({"text": "x" * 20_001}, "20000"),
        ({"text": "bytes \x00"}, "Noget af teksten kunne ikke læses."),
        ({"text": "bytes \ufffd"}, "Noget af teksten kunne ikke læses."),
        ({"next_contact": "engang"}, "Jeg forstår ikke &quot;engang&quot;."),
        ({"next_contact": "31/2"}, "findes ikke"),
        ({"next_contact": "\x00"}, "Noget af teksten kunne ikke læses."),
        ({"minutes": "0"}, "skal være større end eller lig 1."),
        ({"minutes": "481"}, "skal være mindre end eller lig 480."),
        ({"minutes": "en time"}, "Indtast et heltal."),
        ({"token": "x"}, "Hent siden igen"),
        ({"token": ""}, "Hent siden igen"),
    ],
)
def test_what_cannot_be_saved_says_why_and_keeps_everything_typed(client, bo, wrong, sentence):
    given = a_talk(next_contact="fre 10 gåtur", minutes="35", roles=["mentor", "company"]) | wrong
    response = client.post(reverse("hold_talk", args=[bo.pk]), given)
    assert response.status_code == 422
    assert sentence in text_of(response)
    form = Page(response).form(reverse("hold_talk", args=[bo.pk]))
    checked = {(i["name"], i["value"]) for i in form.inputs if "checked" in i}
    assert checked == {
        *(("form", value) for value in [given["form"]] if value in Meeting.values),
        *(("roles", value) for value in given["roles"]),
    }
    typed = dict(form.stated())
    assert form.texts["text"].strip("\n") == given["text"].strip("\n")
    assert (typed.get("next_contact", ""), typed.get("minutes", "")) == (
        given["next_contact"],
        given["minutes"],
    )
    assert form.hidden()["token"] == str(given["token"])
    assert not Talk.objects.exists()
    assert Record.objects.filter(kind=Kind.LOOK, citizen=bo.pk).exists(), (
        "the page shows somebody: it is a look"
    )


@pytest.mark.parametrize("booked", ["x", "9" * 30, "-1", "0"])
def test_a_booked_talk_that_is_none_breaks_nothing(client, bo, booked):
    assert hold(client, bo, booked=booked).status_code in {302, 422}


@pytest.fixture
def leader(amina) -> Client:
    return cast.browser_of(cast.a_leader(unit=amina.unit))


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("hold_talk", {"text": "Det vi talte om"}, "Det vi talte om"),
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
    from tovholder.jobcentre.workbench.views import citizen as views

    find = views._find

    def find_and_close(*args):
        found = find(*args)
        citizens.close_course(found[1], because="work", by=amina.user, at=AT, today=TODAY)
        return found

    monkeypatch.setattr(views, "_find", find_and_close)
    response = client.post(reverse(name, args=[bo.pk]), a_talk(text="Det jeg skrev"))
    assert response.status_code == 409
    assert "Forløbet er afsluttet" in text_of(response)
    assert ("fre 10 gåtur" if name == "agree_next" else "Det jeg skrev") in text_of(response)


@pytest.mark.parametrize("name", ["hold_talk", "agree_next", "answer_message", "set_hours"])
def test_a_link_to_what_is_only_sent_opens_nothing(client, bo, name):
    assert client.get(reverse(name, args=[bo.pk])).status_code == 405


# --- The next contact, messages, hours --------------------------------------------------------------------------------


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


# --- Bad input --------------------------------------------------------------------------------------------------------


@pytest.fixture
def as_served(client, amina, bo) -> Client:
    """A browser that sends the token of its own page, as outside the tests: bodies are read before the view."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    strict.get(page_of(bo))
    strict.defaults["HTTP_X_CSRFTOKEN"] = strict.cookies["csrftoken"].value
    return strict


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_ten_megabytes_is_too_much(as_served, bo, content_type):
    body = "text=" + "x" * 10_000_000
    if content_type.startswith("multipart"):
        body = f'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n{body}\r\n--x--\r\n'
    response = as_served.generic("POST", reverse("hold_talk", args=[bo.pk]), body, content_type)
    assert response.status_code == 413
    assert "Det var for meget på én gang" in text_of(response)
    assert not Talk.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe\x00\x80" * 99, "application/x-www-form-urlencoded"),
        (b"text=%FF%FE%00", "application/x-www-form-urlencoded"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"{}", "application/json"),
        (b"nothing", "multipart/form-data; boundary=x"),
        (b"nothing", "multipart/form-data"),
        (b"text=x", "application/x-www-form-urlencoded; charset=nonsense"),
    ],
)
def test_bytes_that_are_no_form_get_a_sentence(as_served, bo, body, content_type):
    response = as_served.generic("POST", reverse("hold_talk", args=[bo.pk]), body, content_type)
    assert response.status_code in {400, 422}
    assert "<h1>" in text_of(response)
    assert not Talk.objects.exists()


def test_a_page_without_its_token_is_told_to_load_again(as_served, bo):
    del as_served.defaults["HTTP_X_CSRFTOKEN"]
    response = as_served.post(reverse("hold_talk", args=[bo.pk]), a_talk())
    assert response.status_code == 403
    assert "Siden har stået åben for længe" in text_of(response)
    assert not Talk.objects.exists()


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
    assert max(few) <= 21


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
