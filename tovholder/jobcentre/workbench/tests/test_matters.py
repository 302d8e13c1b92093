"""Matters of authority on the employee's side, and what the citizen reads of them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.authority.models import Matter
from tovholder.jobcentre.citizens.actions import close_course
from tovholder.jobcentre.workbench.tests.page import Page


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def citizen(db, amina):
    citizen = cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))
    cast.a_course(citizen, contact=amina)
    return citizen


@pytest.fixture
def followed(citizen):
    return citizen.courses.get()


@pytest.fixture
def desk(amina):
    return cast.browser_of(amina)


def told(**more):
    return {"token": str(uuid4()), "kind": "support", "what": "Om sygedagpenge", "text": ""} | more


def test_marked_in_a_few_fields_today_when_no_day_is_said(desk, citizen):
    page = desk.get(reverse("mark_matter", args=[citizen.pk]))
    form = Page(page).form(reverse("mark_matter", args=[citizen.pk]))
    assert not [(name, value) for name, value in form.stated() if value], (
        "nothing that states a fact is preselected"
    )
    sent = form.hidden() | told(token=form.hidden()["token"])
    response = desk.post(reverse("mark_matter", args=[citizen.pk]), sent)
    matter = Matter.objects.get()
    assert response["Location"] == reverse("matter", args=[matter.pk])
    assert (matter.arose_on, matter.noted_at) == (TODAY, None)
    text = text_of(desk.get(response["Location"]))
    assert "Det er gemt. Husk notatet i dag." in text
    assert "Notatet mangler." in text
    assert "Oplysninger af betydning for en afgørelse skrives ned snarest muligt." in text
    assert "offentlighedsloven § 13" in text


def test_the_citizens_page_leads_there_in_one_click_and_has_no_word_of_it(desk, citizen, followed, amina):
    cast.a_matter(followed, by=amina, what="Hemmelig ydelse")
    page = desk.get(reverse("citizen", args=[citizen.pk]))
    assert reverse("matters", args=[citizen.pk]) in Page(page).links
    assert "Hemmelig ydelse" not in text_of(page)
    assert "Hemmelig ydelse" in text_of(desk.get(reverse("matters", args=[citizen.pk])))


def test_only_talks_with_the_role_of_authority_can_be_chosen(desk, citizen, followed, amina):
    coached = cast.a_held_talk(followed, by=amina, roles=["coach"])
    there = cast.a_held_talk(followed, by=amina, roles=["authority", "coach"])
    form = Page(desk.get(reverse("mark_matter", args=[citizen.pk]))).form(
        reverse("mark_matter", args=[citizen.pk])
    )
    assert set(form.options("talk")) == {"", str(there.pk)}
    desk.post(reverse("mark_matter", args=[citizen.pk]), told(talk=there.pk))
    matter = Matter.objects.get()
    assert matter.talk == there
    assert reverse("note", args=[there.pk]) in Page(desk.get(reverse("matter", args=[matter.pk]))).links
    refused = desk.post(reverse("mark_matter", args=[citizen.pk]), told(talk=coached.pk))
    assert refused.status_code == 422


def test_days_and_note_are_saved_each_by_itself(desk, followed, amina):
    matter = cast.a_matter(followed, by=amina)
    sent = {
        "read_version": 1,
        "hearing_sent_on": "2026-11-20",
        "hearing_due_on": "4.12.2026",
        "reference": "A-1",
    }
    assert desk.post(reverse("follow_matter", args=[matter.pk]), sent).status_code == 302
    assert (
        desk.post(
            reverse("write_matter_note", args=[matter.pk]), {"read_version": 0, "text": "Noteret"}
        ).status_code
        == 302
    )
    text = text_of(desk.get(reverse("matter", args=[matter.pk])))
    assert "Borgeren er hørt fredag 20. november. Svar senest fredag 4. december." in text
    assert "Noteret" in text
    assert "Notatet mangler." not in text


def test_two_write_at_once_and_nothing_typed_is_lost(desk, followed, amina, jonas):
    matter = cast.a_matter(followed, by=amina, text="Den første")
    desk.post(reverse("write_matter_note", args=[matter.pk]), {"read_version": 1, "text": "Den nyere"})
    late = desk.post(reverse("write_matter_note", args=[matter.pk]), {"read_version": 1, "text": "Min tekst"})
    assert late.status_code == 409
    text = text_of(late)
    assert "Den nyere" in text
    assert "Min tekst" in text
    form = Page(late).form(reverse("write_matter_note", args=[matter.pk]))
    assert form.hidden()["read_version"] == "2", "the next save builds on the newer one"
    desk.post(reverse("follow_matter", args=[matter.pk]), {"read_version": 1, "decided_on": "2026-11-20"})
    late = desk.post(
        reverse("follow_matter", args=[matter.pk]), {"read_version": 1, "lapsed_on": "2026-11-20"}
    )
    assert late.status_code == 409
    assert "Afgørelsen er givet fredag 20. november." in text_of(late)


def test_a_closed_course_shows_what_was_and_takes_no_new(citizen, followed, amina):
    matter = cast.a_matter(followed, by=amina)
    close_course(followed, because="work", by=amina.user, at=AT, today=TODAY)
    leader = cast.browser_of(cast.an_employee("Ellen", role=Role.LEADER, unit=followed.unit))
    assert leader.get(reverse("matter", args=[matter.pk])).status_code == 200
    text = text_of(leader.get(reverse("mark_matter", args=[citizen.pk])))
    assert "ikke noget åbent forløb" in text
    refused = leader.post(reverse("mark_matter", args=[citizen.pk]), told(what="Skal ikke tabes"))
    assert refused.status_code == 409
    assert "Skal ikke tabes" in text_of(refused)


def test_more_than_a_page_of_them(desk, citizen, followed, amina):
    for n in range(25):
        cast.a_matter(followed, by=amina, what=f"Nummer {n}", arose_on=TODAY - days(n), text="x")
    first = desk.get(reverse("matters", args=[citizen.pk]))
    assert "Nummer 19" in text_of(first)
    assert "Nummer 20" not in text_of(first)
    [onwards] = [link for link in Page(first).links if "?fra=" in link]
    assert "Nummer 24" in text_of(desk.get(onwards))


def test_each_look_is_on_record_and_no_other_page_needed(desk, citizen, followed, amina):
    matter = cast.a_matter(followed, by=amina)
    desk.get(reverse("matter", args=[matter.pk]))
    line = Record.objects.filter(kind="look").latest("pk")
    assert (line.what, line.citizen, line.actor) == ("matters", citizen.pk, amina.user.pk)


def test_the_citizen_reads_all_of_it_in_plain_words(citizen, followed, amina):
    matter = cast.a_matter(
        followed, by=amina, what="Om du kan få sygedagpenge længere", text="Vi har talt med lægen."
    )
    phone = cast.browser_of(citizen)
    desk = cast.browser_of(amina)
    sent = {
        "read_version": 1,
        "hearing_sent_on": "2026-11-20",
        "hearing_due_on": "2026-12-04",
        "reference": "A-1",
    }
    desk.post(reverse("follow_matter", args=[matter.pk]), sent)
    text = text_of(phone.get(reverse("my_matters")))
    assert "Om du kan få sygedagpenge længere" in text
    assert "Vi spurgte dig fredag 20. november, hvad du mener." in text
    assert "Svar senest fredag 4. december." in text
    assert "Vi har talt med lægen." in text
    sent |= {"read_version": 2, "decided_on": "2026-11-20", "complaint_due_on": "2026-12-18"}
    desk.post(reverse("follow_matter", args=[matter.pk]), sent)
    text = text_of(phone.get(reverse("my_matters")))
    assert "Du fik afgørelsen fredag 20. november. Du kan klage til og med fredag 18. december." in text
    assert reverse("my_matters") in Page(phone.get(reverse("my_course"))).links
    other = cast.browser_of(cast.a_citizen("Freja", user=cast.a_user(Role.CITIZEN)))
    assert "sygedagpenge længere" not in text_of(other.get(reverse("my_matters")))


def test_an_empty_list_says_so(desk, citizen):
    assert "Der er ikke noget, der skal afgøres." in text_of(desk.get(reverse("matters", args=[citizen.pk])))
    assert "Der er ikke noget, der skal afgøres om dig." in text_of(
        cast.browser_of(citizen).get(reverse("my_matters"))
    )
