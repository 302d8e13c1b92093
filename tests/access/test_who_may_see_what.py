"""Every address of the table × every kind of person × their relation to it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests import cast
from tests.access.marked import THE_WORKPLACES_TOO, secrets_for
from tests.access.table import EVERYBODY, FOLLOWS, PUBLIC, TABLE
from tests.access.world import AT, World
from tovholder.jobcentre.access.permissions import may
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.sickleave.party_link import make_link as make_party_link
from tovholder.jobcentre.staff.actions import set_picture

# The role is right and the row is theirs to see, but the change is not theirs to make.
REFUSED_INSIDE = {
    "choose_municipality": 403,
    "choose_sick_leave": 403,
    "choose_workplaces": 403,
    "choose_booking": 403,
    "choose_looks": 403,
    "review_practice": 409,
}

PEOPLE = [
    "contact", "colleague", "stand_in", "was_stand_in", "drawn_in", "was_drawn_in", "family", "emergency",
    "emergency_yesterday", "cleared", "consultant", "leader", "leader_elsewhere", "manager", "data_owner", "liv",
    "was_citizen", "protected", "company", "other_company",
]  # fmt: skip


def ask(name: str, world: World, who: str | None) -> int:
    method, arguments, _needs, _whom = TABLE[name]
    return world.client(who).generic(method, reverse(name, args=arguments(world.rows))).status_code


def test_every_address_stands_in_the_table() -> None:
    addresses = set(get_resolver().reverse_dict) - {None}
    names = {name for name in addresses if isinstance(name, str)}
    assert names == set(TABLE) | PUBLIC


def test_everybody_of_the_world_is_asked(world: World) -> None:
    assert set(PEOPLE) == set(world.people)


@pytest.mark.parametrize("name", TABLE)
def test_who_gets_in(name: str, world: World) -> None:
    _method, _arguments, needs, whom = TABLE[name]
    wrong = []
    for who in PEOPLE:
        user = world.people[who]
        status = ask(name, world, who)
        if needs is not None and not may(user.role, needs):
            expected = {403}
        elif whom == EVERYBODY or who in whom:
            expected = {200, 302, 409, 422}
        else:
            expected = {REFUSED_INSIDE.get(name, 404)}
        if status not in expected:
            wrong.append(f"{name} as {who}: {status}, expected {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", TABLE)
def test_nobody_gets_in_without_logging_in(name: str, world: World) -> None:
    method, arguments, _needs, _whom = TABLE[name]
    response = Client().generic(method, reverse(name, args=arguments(world.rows)))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("login"))


def test_a_refusal_is_on_record(world: World) -> None:
    ask("team", world, "contact")
    refused = Record.objects.filter(kind=Kind.REFUSAL, actor=world.people["contact"].pk)
    assert [(line.what, line.detail) for line in refused] == [("team", {"needs": "see_load"})]


@pytest.mark.parametrize("who", ["leader", "contact", "colleague", "stand_in"])
def test_the_protected_are_not_there_for_those_without_clearance(who: str, world: World) -> None:
    client = world.client(who)
    assert client.get(reverse("citizen", args=[world.rows.protected.pk])).status_code == 404


def test_the_protected_are_there_for_their_contact_with_clearance(world: World) -> None:
    client = world.client("cleared")
    assert client.get(reverse("citizen", args=[world.rows.protected.pk])).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("contact", 404), ("leader_elsewhere", 404)])
def test_a_closed_course_is_the_unit_leaders_alone(who: str, status: int, world: World) -> None:
    client = world.client(who)
    assert client.get(reverse("citizen", args=[world.rows.sleeping.pk])).status_code == status


def test_the_link_opens_one_workplace_and_nothing_else(world: World) -> None:
    link = make_link(world.rows.person_at_company, at=AT)
    client = Client()
    assert client.get(reverse("door", args=[link])).status_code == 200
    assert client.get(reverse("my_contact")).status_code == 302
    assert client.get(reverse("door", args=[link[:-2] + "xx"])).status_code in {404, 410}


@pytest.mark.parametrize("who", [None, *PEOPLE])
def test_a_face_is_there_for_whoever_has_its_address(who: str | None, world: World) -> None:
    image = cast.a_picture()
    face = set_picture(world.rows.contact, image=image, by=world.people["contact"], at=AT)
    client = world.client(who)
    assert client.get(reverse("picture", args=[face.face])).content == image
    assert client.post(reverse("picture", args=[face.face])).status_code == 405
    assert client.get(reverse("picture", args=[face.face[:-1]])).status_code == 404


def test_an_invitations_link_opens_its_own_page_and_nothing_else(world: World) -> None:
    link = make_party_link(world.rows.company_party, until=AT + timedelta(days=1))
    client = Client()
    page = client.get(reverse("invitation", args=[link]))
    assert page.status_code == 200
    assert not [secret for secret in secrets_for("company") if secret in page.content.decode()]
    assert client.get(reverse("company_meeting", args=[world.rows.company_party.pk])).status_code == 302
    assert client.get(reverse("invitation", args=[link[:-2] + "xx"])).status_code == 404
    of_the_held = world.rows.held.parties.get(role="citizen")
    link = make_party_link(of_the_held, until=AT + timedelta(days=1))
    page = client.get(reverse("invitation", args=[link])).content.decode()
    read = [secret for secret in secrets_for("other_company") if secret in page]
    # The invitation itself says where and what about; the rest of a citizen's part stands behind their log-in.
    assert set(read) == {THE_WORKPLACES_TOO["agenda"], THE_WORKPLACES_TOO["meeting_place"]}
    assert "Fire timer" not in page


@pytest.mark.parametrize("who", ["manager", "data_owner", "company", "other_company", "was_citizen"])
def test_those_outside_read_nothing_about_her(who: str, world: World) -> None:
    """A walk over every page this person gets in to; the notice's own name stands in none of them either."""
    client = world.client(who)
    read = 0
    for name, (method, arguments, needs, _whom) in TABLE.items():
        if method != "GET" or (needs is not None and not may(world.people[who].role, needs)):
            continue
        response = client.get(reverse(name, args=arguments(world.rows)), follow=True)
        if response.status_code != 200:
            continue
        read += 1
        text = response.content.decode()
        assert not [secret for secret in secrets_for(who) if secret in text], f"{name} as {who}"
    assert read


@pytest.mark.parametrize("who", [*sorted(FOLLOWS - {"leader"}), "colleague", "leader_elsewhere"])
def test_the_words_of_a_wish_are_nowhere_but_with_the_leader_and_the_citizen(who: str, world: World) -> None:
    """The contact too: the citizen must dare to write. Every page, search and file this person gets in to is read."""
    client = world.client(who)
    wish = "Vi taler forbi hinanden"
    read = 0
    for name, (method, arguments, _needs, _whom) in sorted(TABLE.items(), key=lambda row: row[1][0]):
        sent = {"text": "Liv", "find": "Liv"} if method == "POST" else {}
        call = client.post if method == "POST" else client.get
        response = call(reverse(name, args=arguments(world.rows)), sent, follow=True)
        read += response.status_code == 200
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert wish not in content.decode("utf-8", "replace"), f"{name} as {who}"
    assert read > 5
    for who_reads, name in (("leader", "wish"), ("liv", "another_person")):
        client.force_login(world.people[who_reads])
        _method, arguments, _needs, _whom = TABLE[name]
        assert wish in client.get(reverse(name, args=arguments(world.rows))).content.decode()


@pytest.mark.parametrize(
    "who", sorted((FOLLOWS | {"colleague", "leader_elsewhere"}) - {"contact", "stand_in"})
)
def test_a_story_for_my_person_is_nowhere_but_with_the_contact_and_whoever_covers(
    who: str, world: World
) -> None:
    """Whoever else may open her page: the leader, a colleague who is with, one with emergency access."""
    client = world.client(who)
    for name, (method, arguments, _needs, _whom) in sorted(TABLE.items(), key=lambda row: row[1][0]):
        call = client.post if method == "POST" else client.get
        response = call(reverse(name, args=arguments(world.rows)), {"text": "hemmelig"}, follow=True)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert "hemmelig historie" not in content.decode("utf-8", "replace"), f"{name} as {who}"
    for reads, name in (("contact", "story"), ("stand_in", "story"), ("liv", "my_story")):
        client.force_login(world.people[reads])
        _method, arguments, _needs, _whom = TABLE[name]
        assert "hemmelig historie" in client.get(reverse(name, args=arguments(world.rows))).content.decode()


def test_before_the_answer_the_receiving_leader_sees_one_page_and_it_is_on_record(world: World) -> None:
    client = world.client("leader_elsewhere")
    page = client.get(reverse("unit_move", args=[world.rows.move.pk])).content.decode()
    assert "Liv Hemmelig" in page
    assert "Hun er snart 25" in page
    look = Record.objects.get(kind=Kind.LOOK, actor=world.people["leader_elsewhere"].pk)
    assert (look.what, look.citizen) == ("unit_move", world.rows.liv.pk)
    for name in ("citizen", "change_contact", "note", "draw_in", "ask_for_unit", "notice", "wish"):
        _method, arguments, _needs, _whom = TABLE[name]
        assert client.get(reverse(name, args=arguments(world.rows))).status_code == 404, name
    found = client.post(reverse("search"), {"text": "Liv Hemmelig"}).content.decode()
    assert reverse("citizen", args=[world.rows.liv.pk]) not in found
    answer = {"from_employee": world.rows.contact.pk, "accepted": "ja", "contact": "", "answer": ""}
    assert client.post(reverse("unit_move", args=[world.rows.move.pk]), answer).status_code == 302
    assert client.get(reverse("citizen", args=[world.rows.liv.pk])).status_code == 200
    client.force_login(world.people["leader"])
    assert client.get(reverse("citizen", args=[world.rows.liv.pk])).status_code == 404
