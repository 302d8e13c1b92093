"""Talks, notes, plans and drafts."""

from uuid import uuid4

from django.urls import reverse

from tests.access.world import World
from tests.bad_input.said import TYPED, says, talk
from tovholder.jobcentre.activities.models import Activity, Where
from tovholder.jobcentre.citizen_portal.models import Draft
from tovholder.jobcentre.plans.models import PlanItem
from tovholder.jobcentre.talks.models import (
    Coordination,
    Note,
    Talk,
)


def test_a_double_press_on_save(world: World) -> None:
    client = world.client("contact")
    given = talk()
    before = Talk.objects.held().count()
    for _ in range(2):
        assert client.post(reverse("hold_talk", args=[world.rows.liv.pk]), given).status_code == 302
    assert Talk.objects.held().count() == before + 1


def test_a_note_gone_stale(world: World) -> None:
    address = reverse("note", args=[world.rows.talk.pk])
    assert world.client("leader").post(address, {"text": "Lederens", "read_version": 1}).status_code == 302
    text = says(world.client("contact").post(address, {"text": TYPED, "read_version": 1}), "nyere note", 409)
    assert TYPED in text
    assert "Lederens" in text
    assert Note.objects.filter(talk=world.rows.talk).count() == 2


def test_a_plan_evaluated_meanwhile(world: World) -> None:
    address = reverse("evaluate_paper", args=[world.rows.paper.pk])
    given = {"due_on": world.today.isoformat(), "words": TYPED}
    assert TYPED in says(world.client("leader").post(address, given), "allerede evalueret", 409)


def test_an_activity_that_cannot_be_saved_loses_nothing(world: World) -> None:
    client, rows = world.client("contact"), world.rows
    before = Activity.objects.count()
    typed = {
        "what": TYPED,
        "since": "snart",
        "last_day": "2062-01-01",
        "hours": "mange",
        "other": "savv\x00rket",
    }
    for where in Where.values:
        text = says(
            client.post(reverse("new_activity", args=[rows.liv.pk, where]), typed), "form-error-message", 422
        )
        assert not [value for name, value in typed.items() if name != "other" and value not in text], where
    assert Activity.objects.count() == before
    for address, sent in (
        (reverse("activity", args=[rows.activity.pk]), typed | {"read_version": "x"}),
        (
            reverse("end_activity", args=[rows.activity.pk]),
            {"outcome": "lost", "words": TYPED, "last_day": "x"},
        ),
    ):
        assert TYPED in says(client.post(address, sent), "form-error-message", 422)
    rows.activity.refresh_from_db()
    assert (rows.activity.version, rows.activity.outcome) == (1, "")


def test_an_activity_changed_meanwhile(world: World) -> None:
    address = reverse("activity", args=[world.rows.activity.pk])
    given = {
        "read_version": "1", "what": "Kollegaens", "since": "2026-11-04", "hours": "8", "agreed": "all",
        "placement": "internship",
    }  # fmt: skip
    assert world.client("leader").post(address, given).status_code == 302
    text = says(world.client("contact").post(address, given | {"what": TYPED}), "ændret imens", 409)
    assert TYPED in text
    assert "Kollegaens" in text


def test_a_talk_settled_meanwhile_while_its_contact_is_away(world: World) -> None:
    talk = world.rows.booked
    row = {"row": talk.pk, f"t{talk.pk}-seen": talk.starts_at.isoformat(), f"t{talk.pk}-do": "move"}
    address, typed = reverse("absence_talks", args=[world.rows.absence.pk]), {f"t{talk.pk}-when": TYPED}
    client = world.client("leader")
    assert TYPED in says(client.post(address, row | typed), "form-error-message", 422)
    world.client("contact").post(reverse("cancel_talk", args=[talk.pk]))
    text = says(client.post(address, row | {f"t{talk.pk}-when": "fre 10"}), "Samtalen er aflyst imens.", 409)
    assert "Liv Hemmelig" in text
    assert "fre 10" in text


def test_a_draft_that_cannot_be_kept(world: World) -> None:
    client, address = world.client("liv"), reverse("keep_my_draft", args=["message"])
    before = list(Draft.objects.order_by("pk").values())
    says(client.post(address, {"text": f"{TYPED}\x00"}), "Noget af teksten kunne ikke læses.", 422)
    says(client.post(address, {"text": "x" * 160_001}), "Teksten er for lang til en kladde.", 422)
    for place in ("message-7", "item", "item-0", "item-x", "secret", "item-" + "9" * 30):
        assert client.post(reverse("keep_my_draft", args=[place]), {"text": TYPED}).status_code == 404
    assert client.get(address).status_code == 405
    assert list(Draft.objects.order_by("pk").values()) == before


def test_a_goal_too_long_an_empty_step_and_a_no_without_words(world: World) -> None:
    liv, contact, rows = world.client("liv"), world.client("contact"), world.rows
    long, before = TYPED + "x" * 500, PlanItem.objects.count()
    new = {"text": long, "token": uuid4()}
    assert long in says(liv.post(reverse("new_goal"), new), "Skriv højst 500 tegn.", 422)
    says(liv.post(reverse("new_step"), {"text": " ", "token": uuid4()}), "En sætning er nok.", 422)
    assert TYPED in says(liv.post(reverse("new_goal"), {"text": TYPED, "token": "x"}), "Hent siden igen", 422)
    propose = reverse("write_plan", args=[rows.liv.pk]) + "?skridt=1"
    assert long in says(contact.post(propose, {"text": long, "token": uuid4()}), "Skriv højst 500 tegn.", 422)
    for client, name, row in ((liv, "talk_about", rows.step), (contact, "decline_item", rows.goal)):
        answered = client.post(reverse(name, args=[row.pk]), {"read_version": 1, "words": "\n"})
        says(answered, "Skriv, hvad du tænker.", 422)
    assert PlanItem.objects.count() == before


def test_a_goal_changed_meanwhile(world: World) -> None:
    liv, contact, pk = world.client("liv"), world.client("contact"), world.rows.goal.pk
    liv.post(reverse("my_item", args=[pk]), {"read_version": 1, "text": "Livs nye"})
    late = contact.post(reverse("plan_item", args=[pk]), {"read_version": 1, "text": TYPED})
    text = says(late, "Teksten er ændret, siden du åbnede siden.", 409)
    assert TYPED in text
    assert "Livs nye" in text
    yes = contact.post(reverse("accept_item", args=[pk]), {"read_version": 1})
    assert "Livs nye" in says(yes, "Teksten er ændret, siden du åbnede siden.", 409)


def test_a_story_for_nobody_and_one_taken_back_meanwhile(world: World) -> None:
    liv, pk = world.client("liv"), world.rows.entry.pk
    told = {"text": TYPED, "about": "health", "token": uuid4(), "from_year": "i går"}
    text = says(liv.post(reverse("tell_story"), told), "Vælg, hvem der må læse det.", 422)
    assert TYPED in text
    assert "i går" in text
    assert "Skriv et årstal fra 1900 til 2026" in text
    liv.post(reverse("take_back", args=[pk]))
    late = told | {"readers": "person", "from_year": "", "read_version": 1}
    assert TYPED in says(liv.post(reverse("my_entry", args=[pk]), late), "Det, du skrev", 404)


def test_coordination_that_is_on_no_button(world: World) -> None:
    contact, address = world.client("contact"), reverse("coordination", args=[world.rows.liv.pk])
    for wrong in ("", "partner-480", "gossip-5", "partner"):
        sent = {"token": uuid4(), "spent": wrong}
        says(contact.post(address, sent), "Hent siden igen, og tryk på en af knapperne.", 422)
    says(contact.post(address, {"token": "x", "spent": "partner-5"}), "Hent siden igen", 422)
    assert Coordination.objects.count() == 1
