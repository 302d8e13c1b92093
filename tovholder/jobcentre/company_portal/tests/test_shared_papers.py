"""What a workplace may read: nothing without consent, the version consented to, and nothing after it is taken back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.tests.asking import mails
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import PaperKind
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, logged_in

LIST = reverse("shared_papers")
MARKS = {
    "tasks": "Mærket opgave",
    "workplace_does": "Mærket arbejdssted",
    "citizen_does": "Mærket medarbejder",
    "we_do": "Mærket jobcenter",
    "hard_at_work": "Mærket svært",
    "agreed": "Mærket aftale",
    "answer": "Mærket svar",
    "evaluation": "Mærket evaluering",
    "words": "Mærket hilsen",
}


@pytest.fixture
def bo(house):
    return house.citizen("Bo Kragh", at=house.nordlyst)


@pytest.fixture
def papers(house, bo):
    """One of each kind, marked in every field."""
    course = bo.courses.get()
    stages = (actions.WrittenStage(1, 2, 12, MARKS["tasks"]), actions.WrittenStage(3, 1, 37))
    said = {
        "part_time_plan": {"first_day": TODAY, "full_hours": 37, "stages": stages},
        "retention_plan": {
            "evaluate_on": TODAY,
            **{name: MARKS[name] for name in ("workplace_does", "citizen_does", "we_do")},
        },
        "possibility_statement": {
            "first_day": TODAY,
            "last_day": TODAY,
            "hard_at_work": MARKS["hard_at_work"],
            "agreed": MARKS["agreed"],
        },
    }
    made = {
        kind: cast.a_paper(course, house.nordlyst, kind, at=NOW, **said[kind]) for kind in PaperKind.values
    }
    actions.evaluate_paper(
        made["retention_plan"], due_on=TODAY, words=MARKS["evaluation"], by=house.amina.user, at=NOW
    )
    return made


def share(house, paper, *, read_version=1):
    cast.share(paper, by=house.amina.user, at=NOW, read_version=read_version, words=MARKS["words"])


def read(client, papers, house) -> str:
    """Every page of the company's with what it says."""
    pages = [client.get(reverse("my_contact")), client.get(LIST)]
    pages += [client.get(reverse("shared_paper", args=[paper.pk])) for paper in papers.values()]
    notices = house.nordlyst.notices.only("pk")
    pages += [client.get(reverse("notice_received", args=[notice.pk])) for notice in notices]
    return " ".join(text_of(page) for page in pages)


def marks_in(text: str) -> set[str]:
    return {name for name, mark in MARKS.items() if mark in text}


def test_what_the_mail_says_to_open_stands_before_all_that_is_to_be_filled_in(house, hanne, papers):
    share(house, papers["part_time_plan"])
    [body] = [body for to, _subject, body in mails() if to == house.hanne.email]
    assert "Log ind på Min kontakt, og åbn det, der er delt med jer." in body
    page = text_of(hanne.get(reverse("my_contact")))
    before_the_form, _tell, _rest = page.partition('class="tell"')
    [link] = re.findall(rf'<a href="{LIST}">(.*?)</a>', before_the_form)
    assert link.endswith("delt med jer")


def test_without_consent_nothing_is_read_of_anybody(house, hanne, papers, seen):
    house.notice(name="Bo Kragh")
    text = read(hanne, papers, house)
    assert marks_in(text) == set()
    assert "Kragh" not in text
    assert seen == [set()] * len(seen)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("part_time_plan", {"tasks", "words"}),
        ("retention_plan", {"workplace_does", "citizen_does", "we_do", "words"}),
        ("possibility_statement", {"hard_at_work", "agreed", "words"}),
    ],
)
def test_with_consent_that_paper_is_read_and_no_other_and_then_no_more(
    kind, fields, house, hanne, papers, bo
):
    share(house, papers[kind])
    text = read(hanne, papers, house)
    assert marks_in(text) == fields
    assert "Bo Kragh" in text
    actions.stop_sharing(papers[kind], by=house.amina.user, at=NOW + timedelta(minutes=1))
    text = read(hanne, papers, house)
    assert marks_in(text) == set()
    assert "Kragh" not in text


def test_a_newer_version_is_not_seen_before_it_is_consented_to(house, hanne, papers, bo):
    plan = papers["retention_plan"]
    share(house, plan)
    cast.a_paper(
        bo.courses.get(), house.nordlyst, "retention_plan", at=NOW, read_version=1, evaluate_on=TODAY,
        workplace_does="Det nye", citizen_does="", we_do="",
    )  # fmt: skip
    address = reverse("shared_paper", args=[plan.pk])
    assert "Det nye" not in text_of(hanne.get(address))
    share(house, plan, read_version=2)
    page = text_of(hanne.get(address))
    assert "Det nye" in page
    assert MARKS["workplace_does"] not in page


def test_another_workplace_finds_nothing(house, papers):
    share(house, papers["retention_plan"])
    other = logged_in(house.person(house.workplace("Sydlyst"), "Lone Vad"))
    text = read(other, papers, house)
    assert marks_in(text) == set()
    assert "Kragh" not in text


def test_a_person_moved_to_another_workplace_reads_that_one_only(house, hanne, papers):
    share(house, papers["retention_plan"])
    house.hanne.workplace = house.workplace("Sydlyst")
    house.hanne.save(update_fields=["workplace"])
    assert marks_in(read(hanne, papers, house)) == set()


def test_a_link_is_not_a_log_in(house, client, papers):
    share(house, papers["retention_plan"])
    door = text_of(client.get(reverse("door", args=[make_link(house.hanne, at=NOW)])))
    assert LIST not in door
    assert marks_in(door) == set()
    assert client.get(LIST).status_code == 302
    assert client.get(reverse("shared_paper", args=[papers["retention_plan"].pk])).status_code == 302


def test_the_way_there_is_the_same_whether_anything_is_shared(house, hanne, papers):
    before = text_of(hanne.get(reverse("my_contact")))
    share(house, papers["retention_plan"])
    after = text_of(hanne.get(reverse("my_contact")))
    assert LIST in before
    assert before.count(LIST) == after.count(LIST) == 1
    assert "Der er ikke delt noget" not in text_of(hanne.get(LIST))


def test_what_the_company_read_is_on_record_and_the_citizen_can_see_it(house, hanne, papers, bo):
    plan = papers["retention_plan"]
    share(house, plan)
    hanne.get(LIST)
    hanne.get(reverse("shared_paper", args=[plan.pk]))
    look = Record.objects.get(kind=Kind.LOOK)
    assert (look.what, look.citizen, look.actor, look.role) == (
        "shared_paper", bo.pk, house.hanne.user.pk, "company",
    )  # fmt: skip
    listed = Record.objects.get(kind=Kind.LIST)
    assert (listed.what, listed.citizens, listed.detail) == (
        "shared_papers", f",{bo.pk},", {"workplace": house.nordlyst.pk},
    )  # fmt: skip


def test_a_list_costs_the_same_with_many(house, hanne, django_assert_max_num_queries):
    for number in range(12):
        citizen = house.citizen(f"Borger {number}", at=house.nordlyst)
        share(house, cast.a_paper(citizen.courses.get(), house.nordlyst, "retention_plan", at=NOW))
    with django_assert_max_num_queries(8):
        assert text_of(hanne.get(LIST)).count("Fastholdelsesplan") == 12
