"""What a citizen types is kept on the server, found again on another device, and gone when it is saved."""

import re
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.access.table import TABLE
from tests.access.world import AT as WORLD_AT
from tests.access.world import build
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizen_portal.actions import MOST, erase_old_drafts, keep_draft
from tovholder.jobcentre.citizen_portal.background import erase_drafts
from tovholder.jobcentre.citizen_portal.drafts import PLACES
from tovholder.jobcentre.citizen_portal.models import Draft
from tovholder.jobcentre.plans import actions as plans
from tovholder.jobcentre.plans.models import StoryEntry
from tovholder.jobcentre.sickleave.models import PaperKind
from tovholder.jobcentre.sickleave.papers.forms import PAPER_FORMS
from tovholder.jobcentre.talks.actions import Offering, offer_times
from tovholder.jobcentre.talks.models import Message

BEGUN = "Jeg vil gerne arbejde ude, hvor der er ro, og"


def keep(client, place: str, **typed):
    return client.post(reverse("keep_my_draft", args=[place]), typed)


@pytest.fixture
def goal(house):
    return cast.a_goal(house.course)


@pytest.fixture
def step(house):
    return cast.a_step(house.course, by=house.amina.user)


def places(house, goal, step) -> dict[str, tuple[str, str, dict[str, object]]]:
    """Each place: where it is read, where it is saved, and what is saved there."""
    entry = cast.a_told(house.bo)
    workplace = cast.a_workplace(contact=house.amina)
    cast.works_at(house.bo, workplace)
    paper = cast.a_paper(house.course, workplace)
    other = cast.a_paper(house.course, workplace, "part_time_plan")
    offering = Offering((0,), time(12), time(13), 30, ("walk", "telephone"), "Søen", TODAY, None)
    offer_times(house.amina, offering, by=house.amina.user, at=AT)
    told = {"about": "work", "readers": "person", "text": BEGUN}
    return {
        "message": (reverse("my_course"), reverse("my_message"), {"text": BEGUN, "token": uuid4()}),
        "wish": (reverse("another_person"), reverse("another_person"), {"text": BEGUN}),
        "goal": (reverse("new_goal"), reverse("new_goal"), {"text": BEGUN, "token": uuid4()}),
        "step": (reverse("new_step"), reverse("new_step"), {"text": BEGUN, "token": uuid4()}),
        f"item-{goal.pk}": (at := reverse("my_item", args=[goal.pk]), at, {"text": BEGUN, "read_version": 1}),
        f"answer-{step.pk}": (
            reverse("my_item", args=[step.pk]),
            reverse("talk_about", args=[step.pk]),
            {"words": BEGUN, "read_version": 1},
        ),
        "story": (reverse("tell_story"), reverse("tell_story"), told | {"token": uuid4()}),
        f"paper-{paper.pk}": (
            at := reverse("write_my_paper", args=[paper.pk]),
            at,
            {
                "workplace_does": BEGUN,
                "citizen_does": "",
                "we_do": "",
                "evaluate_on": "1.12.2026",
                "read_version": 1,
            },
        ),
        f"reply-{other.pk}": (
            reverse("my_paper", args=[other.pk]),
            reverse("answer_my_paper", args=[other.pk]),
            {"agrees": "yes", "words": BEGUN, "read_version": 1},
        ),
        f"share-{other.pk}": (
            reverse("my_paper", args=[other.pk]),
            reverse("share_my_paper", args=[other.pk]),
            {"words": BEGUN, "read_version": 1},
        ),
        "time": (
            reverse("book_time") + "?tid=202611231230",
            reverse("book_time"),
            {"about": BEGUN, "form": "walk", "tid": "202611231230", "token": uuid4()},
        ),
        f"entry-{entry.pk}": (at := reverse("my_entry", args=[entry.pk]), at, told | {"read_version": 1}),
    }


def test_in_every_place_it_is_found_again_on_another_device_and_gone_when_saved(house, bo, goal, step):
    everywhere = places(house, goal, step)
    assert {place.partition("-")[0] for place in everywhere} == set(PLACES), "a new place stands here"
    for place, (read, save, given) in everywhere.items():
        typed = {name: text for name, text in given.items() if name != "token"}
        assert keep(bo.client, place, **typed).content.decode() == "Kladden er gemt. Kun du kan se den."
        other = cast.browser_of(house.bo)
        page = text_of(other.get(read))
        assert f"{BEGUN}</textarea>" in page, place
        assert "Din kladde fra før er her." in page, place
        assert other.post(save, given).status_code == 302, place
        assert not Draft.objects.exists(), place


def test_every_form_a_citizen_writes_in_keeps_a_draft(db, time_machine):
    """Every page a citizen opens, in the world in which there is one of everything: all forms with room for more than a
    line.
    """
    time_machine.move_to(WORLD_AT, tick=False)
    world = build(WORLD_AT)
    liv = browser_of(world.rows.liv)
    without, seen = set(), 0
    for name, (method, arguments, needs, _whom) in TABLE.items():
        if method == "GET" and needs == May.OWN_COURSE:
            for form in forms_with_room(liv.get(reverse(name, args=arguments(world.rows)))):
                seen += 1
                if 'data-draft="' not in form.partition(">")[0]:
                    without.add(name)
    assert seen > 5
    assert not without


def test_what_stands_in_the_form_is_what_is_kept(house, bo, goal, step):
    """Also of the times, which are offered by somebody, and of papers of every kind."""
    kept_in = set()
    for place, (read, _save, _given) in places(house, goal, step).items():
        for form in forms_with_room(bo.client.get(read)):
            found = re.search(r'data-draft="/mit-forloeb/kladde/([a-z]+)', form)
            assert found is not None, place
            kept_in.add(found[1])
            typed = set(re.findall(r'<(?:textarea|select)[^>]* name="(\w+)"', form))
            assert typed <= set(PLACES[found[1]].fields), place
    assert kept_in == PLACES.keys()
    for kind in PaperKind:
        assert set(PAPER_FORMS[kind](today=TODAY).fields) - {"not_health"} <= set(PLACES["paper"].fields), (
            kind
        )


def forms_with_room(response) -> list[str]:
    forms = re.findall(r"<form.*?</form>", response.content.decode(), re.DOTALL)
    return [form for form in forms if "<textarea" in form]


def test_it_is_one_row_however_much_is_typed_and_the_log_holds_no_word(house, bo):
    for text in (BEGUN[:5], BEGUN[:20], BEGUN):
        keep(bo.client, "goal", text=text, token=uuid4(), csrfmiddlewaretoken="x", other="y")
    draft = Draft.objects.get()
    assert draft.typed == {"text": BEGUN}, "what the form does not ask for is not kept"
    lines = Record.objects.filter(what="keep_draft")
    assert lines.count() == 1
    assert BEGUN[:5] not in str(lines.values())


def test_an_empty_form_is_no_draft(house, bo):
    keep(bo.client, "goal", text=BEGUN)
    assert not keep(bo.client, "goal", text="").content
    assert not Draft.objects.exists()


def test_it_can_be_thrown_away(house, bo, goal):
    keep(bo.client, f"item-{goal.pk}", text=BEGUN, read_version=1)
    response = bo.client.post(reverse("discard_my_draft", args=[f"item-{goal.pk}"]), follow=True)
    assert "Kladden er kasseret." in text_of(response)
    assert BEGUN not in text_of(response)


def test_a_draft_of_an_older_wording_is_refused_with_both_texts(house, bo, goal):
    keep(bo.client, f"item-{goal.pk}", text=BEGUN, read_version=1)
    plans.revise_item(goal, text="Hun skrev imens", read_version=1, by=house.amina.user, at=AT)
    page = text_of(bo.client.get(reverse("my_item", args=[goal.pk])))
    assert 'name="read_version" value="1"' in page
    late = bo.client.post(reverse("my_item", args=[goal.pk]), {"text": BEGUN, "read_version": 1})
    assert late.status_code == 409
    assert BEGUN in text_of(late)
    assert "Hun skrev imens" in text_of(late)
    assert Draft.objects.exists(), "nothing is lost before it is saved"


def test_nobody_else_reads_it(house, bo, goal):
    keep(bo.client, f"item-{goal.pk}", text=BEGUN, read_version=1)
    keep(bo.client, "message", text=BEGUN)
    amina, freja = cast.browser_of(house.amina), cast.browser_of(house.citizen("Freja Dam"))
    for client, page in (
        (amina, reverse("citizen", args=[house.bo.pk])),
        (amina, reverse("plan_item", args=[goal.pk])),
        (freja, reverse("my_course")),
    ):
        assert BEGUN not in text_of(client.get(page))
    with pytest.raises(Refused):
        keep_draft(house.bo, "message", {"text": "x"}, by=house.amina.user, at=AT)


def test_a_retry_with_the_same_token_writes_once(house, bo):
    token = uuid4()
    for address, given in (
        (reverse("my_message"), {"text": BEGUN}),
        (reverse("tell_story"), {"about": "work", "readers": "person", "text": BEGUN}),
    ):
        for _ in range(2):
            assert bo.client.post(address, given | {"token": token}).status_code == 302
    assert Message.objects.count() == StoryEntry.objects.count() == 1


def test_there_is_an_end_to_drafts(house, bo):
    for number in range(1, MOST + 1):
        keep(bo.client, f"item-{number}", text=BEGUN)
    response = keep(bo.client, "goal", text=BEGUN)
    assert response.status_code == 409
    assert "Gem eller kassér en" in response.content.decode()
    assert keep(bo.client, "item-7", text="videre").status_code == 200


def test_what_is_left_for_a_month_goes_by_itself(house, bo, time_machine):
    keep(bo.client, "goal", text=BEGUN)
    assert erase_old_drafts(by=None, at=AT + timedelta(days=30)) == 0
    time_machine.move_to(AT + timedelta(days=30, minutes=1), tick=False)
    assert erase_drafts() == 1
    assert not Draft.objects.exists()
