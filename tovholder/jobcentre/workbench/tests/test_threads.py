"""Threads where the work is done: one press each in the talk, and there for whoever takes over."""

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, a_held_talk, a_step, a_thread, a_told, browser_of, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.actions import change_contact
from tovholder.jobcentre.plans import actions as plans
from tovholder.jobcentre.plans.models import Thread, Tie
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


@pytest.fixture
def client(amina, course):
    return browser_of(amina)


def page_of(client, citizen, more="") -> str:
    return text_of(client.get(reverse("citizen", args=[citizen.pk]) + more))


def test_each_thread_is_one_press_in_the_talk_and_none_is_pressed_beforehand(client, bo):
    back, sleep = a_thread(bo, "ryggen"), a_thread(bo, "nattesøvn")
    page = Page(client.get(reverse("citizen", args=[bo.pk]) + "?samtale=1"))
    form = page.form(reverse("hold_talk", args=[bo.pk]))
    assert set(form.options("threads")) == {str(back.pk), str(sleep.pk)}
    assert "threads" not in dict(form.stated())
    given = {"form": "walk", "roles": ["coach"], "text": "Vi gik", "next_contact": "fre 10", "share": "1"}
    for _press in range(2):
        sent = form.hidden() | given | {"threads": [back.pk], "new_thread": "cyklen"}
        assert client.post(form.action, sent).status_code == 302
    talk = Talk.objects.held().get()
    assert {tie.thread.name for tie in Tie.objects.filter(talk=talk)} == {"ryggen", "cyklen"}
    page = page_of(client, bo)
    assert "ryggen</a> 1" in page
    assert "nattesøvn</a> 0" in page


def test_anothers_thread_is_not_chosen(client, bo, amina):
    liv = cast.a_citizen("Liv", user=cast.a_user(Role.CITIZEN))
    theirs = a_thread(liv, "livs")
    a_thread(bo, "ryggen")
    page = Page(client.get(reverse("citizen", args=[bo.pk]) + "?samtale=1"))
    form = page.form(reverse("hold_talk", args=[bo.pk]))
    given = {"form": "walk", "roles": ["coach"], "text": "Vi gik", "next_contact": "fre 10"}
    response = client.post(form.action, form.hidden() | given | {"threads": [theirs.pk]})
    assert response.status_code == 422
    assert "Vi gik" in text_of(response)
    assert not Talk.objects.held().exists()


def test_a_held_talk_a_step_and_an_entry_are_laid_in_with_one_press(client, course, bo, amina):
    thread = a_thread(bo, "ryggen")
    a_held_talk(course, by=amina)
    a_step(course)
    a_told(bo)
    page = Page(client.get(reverse("thread", args=[thread.pk])))
    forms = [form for form in page.forms if form.action == reverse("tie", args=[thread.pk])]
    assert len(forms) == 3
    for form in forms:
        assert client.post(form.action, form.hidden()).status_code == 302
    assert sorted(tie.thread.name for tie in Tie.objects.all()) == ["ryggen"] * 3
    page = text_of(client.get(reverse("thread", args=[thread.pk])))
    assert "Det går bedre om morgenen." in page
    assert "Læg i tråden" not in page
    tied = Tie.objects.first()
    for _press in range(2):
        assert client.post(reverse("untie", args=[thread.pk]), {"tie": tied.pk}).status_code == 302
    assert Tie.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"kind": "note", "number": 1}, {"kind": "talk", "number": "9" * 30}])
def test_a_thing_that_is_none_is_not_found(client, bo, sent):
    assert client.post(reverse("tie", args=[a_thread(bo).pk]), sent).status_code == 404


def test_an_entry_for_the_citizen_alone_is_not_found(client, bo):
    entry = a_told(bo, readers="me")
    sent = {"kind": "entry", "number": entry.pk}
    assert client.post(reverse("tie", args=[a_thread(bo).pk]), sent).status_code == 404


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_thread_without_a_name_or_with_too_much_of_one(client, bo, name):
    response = client.post(reverse("new_thread", args=[bo.pk]), {"name": name})
    assert response.status_code == 422
    assert "form-error-message" in text_of(response)
    assert not Thread.objects.exists()


def test_the_one_who_takes_over_has_it_all_before_them(client, course, bo, amina, jonas):
    a_thread(bo, "ryggen", a_told(bo), a_held_talk(course, by=amina))
    change_contact(
        course, from_employee=amina.pk, to=jonas, reason="room", what_matters="x",
        no_joint_talk_because="Ferie", by=amina.user, at=AT, today=TODAY,
    )  # fmt: skip
    page = page_of(browser_of(jonas), bo)
    handover = page[page.index('id="overlevering"') : page.index("Jeg har læst det og tager over")]
    assert "Det skal ikke fortælles igen:" in handover
    assert "ryggen</a> 2" in handover
    assert reverse("story", args=[bo.pk]) in handover


def test_the_citizen_sees_and_ties_the_same_threads(course, bo, amina):
    me = browser_of(bo)
    thread = a_thread(bo, "ryggen", by=amina.user)
    entry = a_told(bo, readers="me")
    assert "ryggen</a> 0" in text_of(me.get(reverse("my_course")))
    me.post(reverse("tie_mine", args=[thread.pk]), {"kind": "entry", "number": entry.pk})
    page = text_of(me.get(reverse("my_thread", args=[thread.pk])))
    assert "Ryggen begyndte i 2009." in page
    me.post(reverse("untie_mine", args=[thread.pk]), {"tie": Tie.objects.get().pk})
    assert not Tie.objects.exists()
    assert me.post(reverse("my_new_thread"), {"name": ""}).status_code == 422
    begun = me.post(reverse("my_new_thread"), {"name": "Nattesøvn"})
    assert begun.url == reverse("my_thread", args=[Thread.objects.latest("pk").pk])


def test_a_thread_quotes_the_citizen_to_both_and_only_what_is_shared(client, course, bo, amina):
    thread = a_thread(bo, "ryggen")
    for share, words in ((True, "Jeg vil ud"), (False, "PRIVATE ORD")):
        talk = a_held_talk(course, by=amina, text="Vi gik", citizen_words=words, share=share)
        plans.tie(thread, talk, by=amina.user, at=AT)
    own = '<blockquote class="own-words note">Jeg vil ud<footer>{}</footer></blockquote>'
    hers = text_of(client.get(reverse("thread", args=[thread.pk])))
    assert own.format("Borgerens egne ord") in hers
    assert "PRIVATE ORD" in hers
    his = text_of(browser_of(bo).get(reverse("my_thread", args=[thread.pk])))
    assert own.format("Dine egne ord") in his
    assert "PRIVATE ORD" not in his


@pytest.mark.parametrize("sent", ["", "x", "9" * 30, "²"])
def test_taking_out_what_is_not_in_it_changes_nothing(client, bo, sent):
    thread = a_thread(bo, "ryggen", a_told(bo))
    assert client.post(reverse("untie", args=[thread.pk]), {"tie": sent}).status_code == 302
    other = a_thread(bo, "søvnen", a_told(bo, "Natten"))
    client.post(reverse("untie", args=[thread.pk]), {"tie": other.ties.get().pk})
    assert Tie.objects.count() == 2


def test_a_stranger_ties_and_unties_nothing(client, bo):
    thread, stranger = a_thread(bo, "ryggen", a_told(bo)), browser_of(cast.an_employee("Fremmed"))
    sent = {"kind": "entry", "number": bo.story.get().pk, "tie": Tie.objects.get().pk}
    for name in ("tie", "untie"):
        assert stranger.post(reverse(name, args=[thread.pk]), sent).status_code == 404
    assert Tie.objects.count() == 1
