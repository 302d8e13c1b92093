"""The citizen's papers: read, answered, written in, shared and taken back, and seen as the workplace sees them."""

import re

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import close_course
from tovholder.jobcentre.citizens.models import Consent
from tovholder.jobcentre.sickleave.models import PaperAnswer


@pytest.fixture
def nordlyst(house):
    workplace = cast.a_workplace(contact=house.amina)
    cast.works_at(house.bo, workplace)
    return workplace


@pytest.fixture
def paper(house, nordlyst):
    return cast.a_paper(house.course, nordlyst, "part_time_plan")


@pytest.fixture
def company(nordlyst):
    from tovholder.jobcentre.companies.actions import add_person

    user = cast.a_user("company")
    add_person(nordlyst, name="Hanne Friis", email="h@example.dk", user=user, by=None, at=AT)
    return cast.browser_of(user)


def page_of(bo, paper) -> str:
    return text_of(bo.client.get(reverse("my_paper", args=[paper.pk])))


def press(bo, name, paper, **given):
    return bo.client.post(reverse(name, args=[paper.pk]), given)


def test_my_course_leads_to_it_once_there_is_one(house, bo, nordlyst):
    assert "Planer og papirer" not in text_of(bo.client.get(reverse("my_course")))
    paper = cast.a_paper(house.course, nordlyst, "part_time_plan")
    page = text_of(bo.client.get(reverse("my_course")))
    assert reverse("my_paper", args=[paper.pk]) in page
    assert "Ikke delt med arbejdsstedet." in page


def test_it_says_who_wrote_it_and_what_will_be_seen(bo, paper):
    page = page_of(bo, paper)
    assert "Skrevet fredag 20. november kl. 10 af Amina Yusuf" in page
    assert "præcis det, der står i rammen ovenfor" in page
    assert "Nej. Nordlyst Møbler kan ikke se den." in page


def test_the_workplace_sees_exactly_what_stands_in_the_frame(bo, paper, company):
    page = page_of(bo, paper)
    framed = re.search(r'id="paper-h".*?</h2>(.*?)</section>', page)[1].strip()
    press(bo, "share_my_paper", paper, read_version=1)
    assert framed in text_of(company.get(reverse("shared_paper", args=[paper.pk])))


def test_yes_and_taken_back(bo, paper, company):
    shared = reverse("shared_paper", args=[paper.pk])
    assert press(bo, "share_my_paper", paper, read_version=1, words="Tak, fordi I venter").status_code == 302
    page = page_of(bo, paper)
    assert "Nordlyst Møbler kan læse den." in page
    assert "Tak, fordi I venter" in page
    assert "Tak, fordi I venter" in text_of(company.get(shared))
    consent = Consent.objects.get()
    assert (consent.how, consent.written_by) == ("themselves", bo.citizen.user)
    press(bo, "stop_sharing_mine", paper)
    assert "Nej. Nordlyst Møbler kan ikke se den." in page_of(bo, paper)
    assert company.get(shared).status_code == 404


def test_a_new_version_is_asked_about_and_the_old_one_is_shown_as_the_workplace_sees_it(
    house, bo, paper, nordlyst
):
    press(bo, "share_my_paper", paper, read_version=1)
    cast.a_paper(house.course, nordlyst, "part_time_plan", read_version=1, full_hours=37, first_day=TODAY)
    page = page_of(bo, paper)
    assert "kan kun læse udgaven fra fredag 20. november" in page
    assert "Det ser Nordlyst Møbler nu" in page
    assert "Ja, de må læse den" in page
    assert "Tag mit ja tilbage" in page


def test_a_yes_to_what_was_changed_meanwhile_is_refused_and_asked_again(house, bo, paper, nordlyst):
    cast.a_paper(house.course, nordlyst, "part_time_plan", read_version=1, first_day=TODAY)
    response = press(bo, "share_my_paper", paper, read_version=1, words="Mine ord")
    page = text_of(response)
    assert response.status_code == 409
    assert "Der er gemt en nyere udgave" in page
    assert "Mine ord" in page
    assert not Consent.objects.exists()


def test_words_to_the_workplace_that_look_like_health_are_asked_about(bo, paper):
    response = press(bo, "share_my_paper", paper, read_version=1, words="Min depression er bedre")
    assert response.status_code == 422
    assert "Det ligner oplysninger om helbred: depression." in text_of(response)
    assert not Consent.objects.exists()
    given = {"read_version": 1, "words": "Min depression er bedre", "not_health": "on"}
    assert press(bo, "share_my_paper", paper, **given).status_code == 302


def test_agreeing_and_not(bo, paper, company):
    assert press(bo, "answer_my_paper", paper, read_version=1, agrees="yes", words="").status_code == 302
    assert "Du har svaret fredag 20. november: enig." in page_of(bo, paper)
    empty = press(bo, "answer_my_paper", paper, read_version=1, agrees="no", words="")
    assert (empty.status_code, "Skriv, hvad du ikke er enig i." in text_of(empty)) == (422, True)
    nothing = press(bo, "answer_my_paper", paper, read_version=1, words="Mine ord")
    assert (nothing.status_code, "Vælg, om du er enig." in text_of(nothing)) == (422, True)
    assert "Mine ord" in text_of(nothing)
    press(bo, "answer_my_paper", paper, read_version=1, agrees="no", words="Fredag går ikke")
    assert "Fredag går ikke" in page_of(bo, paper)
    assert [answer.agrees for answer in PaperAnswer.objects.order_by("pk")] == [True, False]
    press(bo, "share_my_paper", paper, read_version=1)
    assert "Fredag går ikke" not in text_of(company.get(reverse("shared_paper", args=[paper.pk])))


def test_the_citizen_writes_in_it_too(bo, paper):
    address = reverse("write_my_paper", args=[paper.pk])
    assert "Lageret og ordrer" in text_of(bo.client.get(address))
    given = {
        "read_version": "1", "rows": "4", "first_day": "2026-11-23", "full_hours": "37", "week_0": "1",
        "hours_0": "37", "tasks_0": "Mine opgaver",
    }  # fmt: skip
    assert bo.client.post(address, given).url == reverse("my_paper", args=[paper.pk])
    version = paper.versions.latest("version")
    assert (version.version, version.side, version.by) == (2, "citizen", bo.citizen.user)
    assert "af Bo Kragh" in page_of(bo, paper)
    stale = bo.client.post(address, given | {"tasks_0": "Andre opgaver"})
    page = text_of(stale)
    assert stale.status_code == 409
    assert "Mine opgaver" in page
    assert "Andre opgaver" in page


def test_an_evaluation_is_read_by_the_citizen(house, bo, nordlyst):
    from tovholder.jobcentre.sickleave.actions import evaluate_paper

    paper = cast.a_paper(house.course, nordlyst)
    day = cast.PAPERS["retention_plan"]["evaluate_on"]
    evaluate_paper(paper, due_on=day, words="Det gik godt.", by=house.amina.user, at=AT)
    assert "Det gik godt." in page_of(bo, paper)


def test_a_file_of_it_is_the_citizens_too_and_on_record(bo, paper):
    response = press(bo, "my_paper_pdf", paper)
    assert response["Content-Type"] == "application/pdf"
    line = Record.objects.get(kind=Kind.EXPORT)
    assert (line.what, line.citizen, line.actor) == ("my_paper_pdf", bo.citizen.pk, bo.citizen.user.pk)


def test_another_citizen_finds_nothing(house, paper):
    other = cast.browser_of(house.citizen("Eva Lind"))
    for name in ("my_paper", "write_my_paper"):
        assert other.get(reverse(name, args=[paper.pk])).status_code == 404
    for name in ("answer_my_paper", "share_my_paper", "stop_sharing_mine", "my_paper_pdf"):
        assert other.post(reverse(name, args=[paper.pk])).status_code == 404


def test_after_the_course_it_can_be_read_and_taken_back_and_no_more(house, bo, paper, company):
    press(bo, "share_my_paper", paper, read_version=1)
    close_course(house.course, because="work", by=house.amina.user, at=AT, today=TODAY)
    page = page_of(bo, paper)
    assert "Lageret" in page
    assert "Nej. Nordlyst Møbler kan ikke se den." in page
    assert "Ja, de må læse den" not in page
    for name, given in (
        ("answer_my_paper", {"read_version": 1, "agrees": "yes"}),
        ("share_my_paper", {"read_version": 1}),
    ):
        assert press(bo, name, paper, **given).status_code == 409
    assert company.get(reverse("shared_paper", args=[paper.pk])).status_code == 404
