"""What is typed of a talk is kept on the server, the writer's alone, found again, and gone when it is saved."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, days, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import draw_in
from tovholder.jobcentre.talks.actions import erase_old_talk_drafts
from tovholder.jobcentre.talks.background import erase_drafts
from tovholder.jobcentre.talks.models import Talk, TalkDraft
from tovholder.jobcentre.workbench.tests.citizen.presses import a_talk, page_of, the_form

pytestmark = pytest.mark.usefixtures("friday_at_ten")

BEGUN = {
    "text": "Vi gik rundt om søen, og",
    "citizen_words": "Jeg vil ud",
    "form": "walk",
    "roles": ["coach", "mentor"],
    "next_contact": "fre 10",
    "minutes": "35",
    "step": "Ringe til skovskolen",
    "new_thread": "skoven",
}


def keep(client, bo, **typed):
    return client.post(reverse("keep_talk_draft", args=[bo.pk]), typed)


def test_it_is_found_again_in_another_browser_and_gone_when_the_talk_is_saved(client, amina, bo):
    thread = cast.a_thread(bo, "ryggen", by=amina.user)
    said = keep(client, bo, **BEGUN, threads=[thread.pk])
    assert said.content.decode() == "Kladden er gemt. Kun du kan se den."
    other = browser_of(amina)
    form = the_form(other, bo)
    assert {name: form.texts[name] for name in ("text", "citizen_words", "step")} == {
        name: BEGUN[name] for name in ("text", "citizen_words", "step")
    }
    stated = form.stated()
    assert {("form", "walk"), ("roles", "coach"), ("roles", "mentor"), ("threads", str(thread.pk))} <= set(
        stated
    )
    assert {("next_contact", "fre 10"), ("minutes", "35"), ("new_thread", "skoven")} <= set(stated)
    assert "Din kladde fra før er her." in text_of(other.get(page_of(bo, "?samtale=1")))
    assert other.post(form.action, form.hidden() | BEGUN | {"share": "1"}).status_code == 302
    assert Talk.objects.held().get().roles.count() == 2
    assert not TalkDraft.objects.exists()


def test_it_stays_when_the_talk_could_not_be_saved(client, bo):
    keep(client, bo, **BEGUN)
    assert client.post(reverse("hold_talk", args=[bo.pk]), a_talk(roles=[])).status_code == 422
    assert TalkDraft.objects.exists()


def test_nobody_else_reads_it(client, amina, bo, course):
    """A colleague who is with, too, has their own."""
    jonas = cast.an_employee("Jonas Holm")
    draw_in(course, employee=jonas, reason="coach", since=TODAY, until=TODAY + days(9), by=amina.user, at=AT)
    keep(client, bo, **BEGUN)
    colleague, leader = browser_of(jonas), browser_of(cast.a_leader(unit=amina.unit))
    for reader in (colleague, leader):
        assert BEGUN["text"] not in text_of(reader.get(page_of(bo, "?samtale=1")))
    keep(colleague, bo, text="Jonas' kladde")
    assert the_form(client, bo).texts["text"] == BEGUN["text"]
    assert the_form(colleague, bo).texts["text"] == "Jonas' kladde"
    stranger = browser_of(cast.an_employee("Mette Lund"))
    for name in ("keep_talk_draft", "discard_talk_draft"):
        assert stranger.post(reverse(name, args=[bo.pk]), BEGUN).status_code == 404


def test_it_is_one_row_however_much_is_typed_and_the_log_holds_no_word(client, bo):
    for end in (5, 12, 20):
        keep(client, bo, text=BEGUN["text"][:end], csrfmiddlewaretoken="x", token="y", other="z")
    assert TalkDraft.objects.get().typed == {"text": [BEGUN["text"][:20]]}
    lines = Record.objects.filter(kind=Kind.ACTION, what="keep_talk_draft")
    assert lines.count() == 1
    assert BEGUN["text"][:5] not in str(list(lines.values()))


def test_chosen_without_a_word_it_is_no_draft_and_emptied_it_is_none(client, bo):
    assert not keep(client, bo, form="walk", roles=["coach"]).content
    keep(client, bo, **BEGUN)
    keep(client, bo, text="", form="walk")
    assert not TalkDraft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": "a\x00b"}, "Noget af teksten kunne ikke læses."),
        ({"text": "x" * 20_001}, "Teksten er for lang til en kladde."),
        ({"text": "x", "roles": ["x"] * 51}, "Teksten er for lang til en kladde."),
    ],
)
def test_what_cannot_be_kept_is_said(client, bo, typed, sentence):
    response = keep(client, bo, **typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not TalkDraft.objects.exists()


def test_it_can_be_thrown_away(client, bo):
    keep(client, bo, **BEGUN)
    response = client.post(reverse("discard_talk_draft", args=[bo.pk]), BEGUN, follow=True)
    assert "Kladden er kasseret." in text_of(response)
    assert not TalkDraft.objects.exists()


def test_what_is_left_for_a_month_goes_by_itself(client, bo, time_machine):
    keep(client, bo, **BEGUN)
    assert erase_old_talk_drafts(by=None, at=AT + timedelta(days=30)) == 0
    time_machine.move_to(AT + timedelta(days=30, minutes=1), tick=False)
    assert erase_drafts() == 1
    assert not TalkDraft.objects.exists()
