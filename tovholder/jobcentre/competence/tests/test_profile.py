"""An employee's profile: private until shared, agreed in a talk, and the same to leader and employee."""

import re
import zlib
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.actions import Written
from tovholder.jobcentre.competence.drawing import draw
from tovholder.jobcentre.competence.levels import agreed_levels, roles_mastered
from tovholder.jobcentre.competence.models import AgreedBecause, AgreedLevel, OwnView
from tovholder.jobcentre.competence.profile import profile_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(amina):
    return cast.a_leader("Lise Leder")


@pytest.fixture(autouse=True)
def _at_the_desk(db):
    with time_machine.travel(AT, tick=False):
        yield


def write(employee, by=None, *, at=AT, **views: Written) -> int:
    given = {cast.a_competence(code).pk: written for code, written in views.items()}
    return actions.write_own_views(employee, given, by=(by or employee).user, at=at, today=at.date())


def unpacked(paper: bytes) -> bytes:
    """A PDF with everything in it that was packed laid out behind it, without the spaces before what a key holds."""
    found = [paper]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return b"\n".join(found).replace(b"/Lang (", b"/Lang(")


def in_page(response, code: str) -> str:
    """The row of a competence in the table."""
    name = cast.a_competence(code).name
    rows = re.findall(r"<tr>.*?</tr>", text_of(response))
    return next((row for row in rows if f">{name}<" in row), "")


# --- Private until shared ---------------------------------------------------------------------------------------------


def test_unsure_is_nobody_elses_until_it_is_shared(amina, leader):
    write(amina, coaching=Written(1, is_unsure=True, wants=True))
    page = reverse("employee", args=[amina.pk])
    assert "Her er jeg usikker" not in in_page(browser_of(leader).get(page), "coaching")
    assert "Her er jeg usikker" in in_page(browser_of(amina).get(reverse("my_profile")), "coaching")
    browser_of(amina).post(reverse("share_profile"), {"shared": "ja"})
    row = in_page(browser_of(leader).get(page), "coaching")
    assert "Her er jeg usikker" in row
    assert "Det vil jeg gerne" in row
    browser_of(amina).post(reverse("share_profile"), {"shared": "nej"})
    assert in_page(browser_of(leader).get(page), "coaching") == ""


def test_one_mark_can_be_shared_alone(amina, leader):
    write(amina, coaching=Written(1, is_shared=True), mentorrollen=Written(2, is_unsure=True))
    page = browser_of(leader).get(reverse("employee", args=[amina.pk]))
    assert in_page(page, "coaching")
    assert not in_page(page, "mentorrollen")


def test_what_is_private_is_on_no_page_of_the_leaders_and_in_no_line_of_the_log(amina, leader):
    write(amina, coaching=Written(1, is_unsure=True))
    field = cast.a_competence("coaching").profile
    pages = [
        reverse("employee", args=[amina.pk]),
        reverse("agree_levels", args=[amina.pk, field.pk]),
        reverse("team"),
    ]
    for page in pages:
        assert "usikker</strong>" not in text_of(browser_of(leader).get(page))
        assert "stroke-dasharray" not in text_of(browser_of(leader).get(page))
    [line] = Record.objects.filter(what="write_own_views")
    assert line.detail == {"count": 1}


def test_nobody_writes_or_shares_for_another(amina, leader, jonas):
    for by in (leader, jonas):
        with pytest.raises(Refused, match="Kun medarbejderen selv"):
            write(amina, by, coaching=Written(1))
        with pytest.raises(Refused, match="Kun medarbejderen selv"):
            actions.share_own_views(amina, shared=True, by=by.user, at=AT)


def test_unsure_moves_nobody(amina):
    write(amina, coaching=Written(4, is_shared=True))
    assert roles_mastered([amina.pk], TODAY) == {}


# --- History ----------------------------------------------------------------------------------------------------------


def test_what_stood_before_is_kept_with_its_days(amina):
    write(amina, coaching=Written(1, is_unsure=True))
    write(amina, at=AT + timedelta(days=30), coaching=Written(2))
    rows = OwnView.objects.filter(employee=amina).order_by("since").values_list("level", "since", "until")
    then = TODAY + timedelta(days=30)
    assert list(rows) == [(1, TODAY, then), (2, then, None)]


def test_twice_is_once_and_nothing_is_not_written(amina):
    assert write(amina, coaching=Written(1), mentorrollen=Written(0)) == 1
    assert write(amina, coaching=Written(1)) == 0
    assert OwnView.objects.count() == 1
    assert Record.objects.filter(what="write_own_views").count() == 1


def test_the_database_keeps_one_open_level_of_each(amina):
    cast.can(amina, "coaching", 2)
    with pytest.raises(IntegrityError):
        cast.can(amina, "coaching", 3)


def test_the_database_knows_the_scale(amina):
    with pytest.raises(IntegrityError):
        cast.can(amina, "coaching", 5)


# --- Agreed -----------------------------------------------------------------------------------------------------------


def test_agreed_levels_decide_the_roles(amina, leader):
    needed = {cast.a_competence("mentorrollen").pk: 3, cast.a_competence("netvaerk").pk: 1}
    actions.agree_levels(amina, needed, by=leader.user, at=AT)
    assert roles_mastered([amina.pk], TODAY) == {}
    actions.agree_levels(amina, {cast.a_competence("netvaerk").pk: 2}, by=leader.user, at=AT)
    assert roles_mastered([amina.pk], TODAY) == {amina.pk: {"mentor"}}
    assert roles_mastered([amina.pk], TODAY - timedelta(days=1)) == {}
    actions.agree_levels(amina, {cast.a_competence("mentorrollen").pk: 2}, by=leader.user, at=AT)
    assert roles_mastered([amina.pk], TODAY) == {}


def test_a_role_that_the_centre_makes_harder_is_mastered_by_fewer(amina):
    cast.masters(amina, "coach")
    described = actions.Described("Coache", "x", True, {"coach": 4})
    actions.describe_competence(cast.a_competence("coaching"), described, by=cast.a_user("manager"), at=AT)
    assert roles_mastered([amina.pk], TODAY) == {}


def test_only_the_units_leader_agrees(amina, jonas):
    elsewhere = cast.a_leader(unit=cast.a_unit())
    for by in (amina, jonas, elsewhere):
        with pytest.raises(Refused, match="Kun lederen"):
            actions.agree_levels(amina, {cast.a_competence("coaching").pk: 3}, by=by.user, at=AT)


def test_agreed_on_the_page_and_seen_by_both_word_for_word(amina, leader):
    write(amina, coaching=Written(1, is_unsure=True, is_shared=True), evidens=Written(2))
    field, coaching = cast.a_competence("coaching").profile, cast.a_competence("coaching")
    address = reverse("agree_levels", args=[amina.pk, field.pk])
    shown = text_of(browser_of(leader).get(address))
    assert "Amina skriver selv: Kender det." in shown
    assert "Jeg gør det med en kollega ved siden af." in shown
    given = {f"level_{coaching.pk}": "3"}
    assert browser_of(leader).post(address, given).url == reverse("employee", args=[amina.pk])
    pages = (
        browser_of(leader).get(reverse("employee", args=[amina.pk])),
        browser_of(amina).get(reverse("about_me")),
    )
    seen = [re.search(r"<figure>.*</table>", text_of(page))[0] for page in pages]
    assert seen[0] == seen[1]
    assert "Alene" in seen[0]
    assert AgreedLevel.objects.get(employee=amina).because == AgreedBecause.TALK


def test_a_level_that_is_none_says_so_and_keeps_the_rest(amina, leader):
    field = cast.a_competence("coaching").profile
    coaching, mentor = cast.a_competence("coaching"), cast.a_competence("mentorrollen")
    given = {f"level_{coaching.pk}": "9", f"level_{mentor.pk}": "3"}
    response = browser_of(leader).post(reverse("agree_levels", args=[amina.pk, field.pk]), given)
    assert response.status_code == 422
    assert "Vælg et af niveauerne." in text_of(response)
    assert '<option value="3" selected>' in text_of(response)
    assert not AgreedLevel.objects.exists()


# --- The page, the drawing and the paper ------------------------------------------------------------------------------


def test_the_employee_writes_a_field_and_finds_it_again(amina):
    coaching = cast.a_competence("coaching")
    address = reverse("write_profile", args=[coaching.profile_id])
    given = {f"level_{coaching.pk}": "2", f"is_unsure_{coaching.pk}": "on", f"wants_{coaching.pk}": "on"}
    assert browser_of(amina).post(address, given).url == reverse("my_profile")
    row = in_page(browser_of(amina).get(reverse("my_profile")), "coaching")
    assert "Sammen med en" in row
    assert "(kun dig)" in row
    assert f'name="is_unsure_{coaching.pk}"' in text_of(browser_of(amina).get(address))


def test_the_root_is_where_most_is_agreed(amina):
    cast.can(amina, "koordinere", 3)
    cast.can(amina, "praktik", 2)
    seen = profile_of(amina, TODAY, only_shared=False)
    assert seen.root.code == "helhed"
    branches = draw(seen)
    assert [branch.is_root for branch in branches] == [True] + [False] * 7
    assert branches[0].y > max(branch.y for branch in branches[1:])
    assert "Du har rod i Helhedsprofilen" in text_of(browser_of(amina).get(reverse("my_profile")))


def test_the_drawing_shows_what_the_table_says(amina):
    cast.can(amina, "coaching", 3)
    write(amina, coaching=Written(2, is_unsure=True), evidens=Written(1, wants=True))
    leaves = [leaf for branch in draw(profile_of(amina, TODAY, only_shared=False)) for leaf in branch.leaves]
    assert sorted(
        (leaf.agreed > leaf.own > 0, leaf.is_unsure, leaf.wants) for leaf in leaves if leaf.own
    ) == [
        (False, False, True),
        (True, True, False),
    ]


def test_the_paper_is_tagged_and_holds_the_words(amina):
    cast.can(amina, "coaching", 3)
    response = browser_of(amina).post(reverse("profile_pdf"))
    assert response["Content-Type"] == "application/pdf"
    paper = unpacked(response.content)
    for part in (b"/StructTreeRoot", b"/Marked true", b"/Lang(da)", b"/Table", b"pdfuaid:part>1<"):
        assert part in paper
    assert b"Min profil: Amina Yusuf" in paper


def test_the_profile_of_somebody_is_read_in_as_many_queries_whatever_it_holds(
    amina, django_assert_num_queries
):
    cast.the_catalogue()
    with django_assert_num_queries(3):
        list(profile_of(amina, TODAY, only_shared=True).lines)
    for code in ("coaching", "praktik", "evidens"):
        cast.can(amina, code, 2)
    with django_assert_num_queries(3):
        list(profile_of(amina, TODAY, only_shared=True).lines)


def test_levels_of_many_are_one_query(amina, jonas, django_assert_num_queries):
    cast.can(amina, "coaching", 2)
    with django_assert_num_queries(1):
        assert agreed_levels([amina.pk, jonas.pk], TODAY)[amina.pk]
