"""Why to follow up stands on the citizen's page as it stands on Min dag, for the contact and whoever covers."""

import re
from html import unescape

import pytest

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.citizens.actions import agree_next, draw_in
from tovholder.jobcentre.followup.reasons import CODES, reasons_for
from tovholder.jobcentre.workbench.tests.citizen.presses import page_of

pytestmark = pytest.mark.usefixtures("friday_at_ten")

# What the page says in a place of its own, and what is of a workplace.
ELSEWHERE = {
    *("company_wrote", "meeting_answered", "meeting_passed", "workplace_due"),
    *("no_next_contact", "new_to_me"),
}
# A day that is due and one that lies far ahead are not both there.
HERE = CODES.keys() - ELSEWHERE - {"long_since"}


@pytest.fixture
def waiting(course, amina):
    """One of each that is of the course alone."""
    workplace = cast.a_workplace(contact=cast.an_employee())
    cast.works_at(course.citizen, workplace)
    cast.a_message(course)
    cast.a_held_talk(course, by=amina, at=AT - days(4), share=False)
    agree_next(course, on=TODAY, at_time=None, form="", by=amina.user, at=AT)
    cast.a_paper(course, workplace, evaluate_on=TODAY)
    cast.a_matter(course, by=amina, arose_on=TODAY - days(1), what="EN HEMMELIG YDELSE")
    cast.a_grant(course, by=amina, last_day=TODAY + days(5))
    return course


def told(client, bo) -> list[str]:
    page = text_of(client.get(page_of(bo)))
    found = re.search(r'<ul id="foelg-op".*?</ul>', page)
    return re.findall(r"<li>(.*?)</li>", unescape(found[0])) if found else []


def test_the_same_sentences_in_the_same_order_as_on_min_dag(client, amina, bo, waiting):
    mine = [reason for reason in reasons_for(amina.user, now=AT) if reason.code not in ELSEWHERE]
    assert {reason.code for reason in mine} == HERE
    assert told(client, bo) == [reason.text for reason in mine]
    assert "HEMMELIG" not in str(told(client, bo)), "a matter is not told in its words"


def test_who_covers_reads_them_and_nobody_else(amina, bo, waiting):
    cover, colleague = cast.an_employee("Jonas Holm"), cast.an_employee("Mette Lund")
    cast.a_stand_in(amina, cover, since=TODAY, until=TODAY + days(1))
    draw_in(
        waiting, employee=colleague, reason="coach", since=TODAY, until=TODAY + days(9), by=amina.user, at=AT
    )
    assert len(told(cast.browser_of(cover), bo)) == len(HERE)
    for other in (colleague, cast.a_leader(unit=amina.unit)):
        assert told(cast.browser_of(other), bo) == []


def test_longer_than_usual_stands_there_too(client, amina, bo, course):
    for ago in (71, 61, 51, 41, 31):
        cast.a_held_talk(course, by=amina, at=AT - days(ago))
    agree_next(course, on=TODAY + days(40), at_time=None, form="", by=amina.user, at=AT)
    assert told(client, bo) == ["Det er 31 dage siden, I talte sammen. Ellers går der omkring 10 dage."]


def test_of_another_citizen_nothing(client, amina, bo, waiting):
    freja = cast.a_citizen("Freja Dam")
    agree_next(
        cast.a_course(freja, contact=amina), on=TODAY + days(9), at_time=None, form="", by=amina.user, at=AT
    )
    assert told(client, freja) == []
