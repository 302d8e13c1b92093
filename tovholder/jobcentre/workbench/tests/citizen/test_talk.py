"""The four presses to a held talk, alone or together, and what cannot be saved."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models.course import Form as Meeting
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Role as TalkRole
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.tests.citizen.presses import NOTE, a_talk, hold, page_of, the_form
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")


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


def test_the_citizens_words_and_the_employees_stand_apart(client, bo):
    said, note = "Jeg vil ud, hvor der er træer", "Vi så på skovskolen."
    hold(client, bo, text=note, citizen_words=said, share="1")
    [kept] = Talk.objects.held().get().notes.all()
    assert (kept.text, kept.citizen_words) == (note, said)
    page = text_of(client.get(page_of(bo)))
    own = f'<blockquote class="own-words note">{said}<footer>Borgerens egne ord</footer></blockquote>'
    assert f'{own} <p class="note">{note}</p>' in page


def test_a_talk_without_the_citizens_words_has_no_quotation(client, bo):
    hold(client, bo)
    assert "own-words" not in text_of(client.get(page_of(bo)))


def test_what_the_citizen_said_stays_when_something_is_missing(client, bo):
    said = "Jeg vil ud, hvor der er træer"
    response = hold(client, bo, citizen_words=said, roles=[])
    assert response.status_code == 422
    assert Page(response).form(reverse("hold_talk", args=[bo.pk])).texts["citizen_words"] == said
    assert hold(client, bo, citizen_words="x" * 5_001).status_code == 422


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
