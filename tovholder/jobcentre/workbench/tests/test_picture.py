"""Mit billede: an employee puts in their own face, and takes it out; and who sees it, at no more queries."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.actions import employ
from tovholder.jobcentre.companies.actions import add_person
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace
from tovholder.jobcentre.staff.actions import set_picture
from tovholder.jobcentre.staff.models import Absence, EmployeePicture

PAGE = reverse("my_picture")


@pytest.fixture(autouse=True)
def today(friday_at_ten) -> None:
    pass


def sent(name: str = "mig.jpg") -> dict:
    return {"file": SimpleUploadedFile(name, cast.a_photo(), content_type="image/jpeg")}


def shown(digest: str) -> str:
    return f'src="{reverse("picture", args=[digest])}"'


# --- The employee's own page


def test_a_picture_is_put_in_and_taken_out(amina) -> None:
    browser = browser_of(amina)
    assert "Her er intet billede endnu." in text_of(browser.get(PAGE))
    assert "Fjern billedet" not in text_of(browser.get(PAGE))
    response = browser.post(PAGE, sent("søndag på åen.jpg"), follow=True)
    assert "Dit billede er gemt." in text_of(response)
    amina.refresh_from_db()
    assert shown(amina.face) in text_of(browser.get(PAGE))
    response = browser.post(reverse("remove_my_picture"), follow=True)
    assert "Dit billede er fjernet." in text_of(response)
    assert not EmployeePicture.objects.exists()


def test_it_is_ones_own_and_nobody_elses(amina, jonas) -> None:
    browser_of(jonas).post(PAGE, sent())
    assert EmployeePicture.objects.get().employee == jonas
    browser_of(amina).post(reverse("remove_my_picture"))
    assert EmployeePicture.objects.get().employee == jonas


def test_the_page_itself_is_not_kept(amina) -> None:
    assert browser_of(amina).get(PAGE)["Cache-Control"] == "no-store"


def test_min_dag_leads_there(amina) -> None:
    assert f'href="{PAGE}"' in text_of(browser_of(amina).get(reverse("my_day")))


# --- Who sees it


class Meeting:
    """Bo and Nordlyst, whom Amina meets; whoever looks, on a page with her face."""

    def __init__(self, amina, jonas) -> None:
        self.amina, self.jonas = amina, jonas
        self.looks = amina
        self.bo = cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))
        cast.a_course(self.bo, contact=amina)
        self.place: Workplace = cast.a_workplace(contact=amina)
        # So that she stands twice on his page: as his, and as the workplace's.
        employ(self.bo, workplace=self.place, since=TODAY - days(9), by=None, at=AT)
        self.hanne: CompanyPerson = add_person(
            self.place, name="Hanne", email="h@x.dk", user=cast.a_user(Role.COMPANY), by=None, at=AT
        )
        self.notice = cast.a_notice(self.place, sender=self.hanne)

    def open(self, where: str):
        browser = {
            "my_course": self.bo,
            "my_contact": self.hanne,
            "notice_received": self.hanne,
        }.get(where)
        client = Client() if where.startswith("door") else browser_of(browser or self.looks)
        made = AT - days(8) if where == "door, expired" else AT
        arguments = {
            "door": [make_link(self.hanne, at=made)],
            "notice_received": [self.notice.pk],
            "citizen": [self.bo.pk],
            "workplace": [self.place.pk],
            "notice": [self.notice.pk],
        }
        name = where.split(",")[0]
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse(name, args=arguments.get(name, [])))
        assert response.status_code == (410 if where == "door, expired" else 200)
        return text_of(response), len(queries)


OUTSIDE = ("my_course", "my_contact", "notice_received", "door", "door, expired")
INSIDE = ("citizen", "workplace", "notice")


@pytest.fixture
def meeting(amina, jonas) -> Meeting:
    return Meeting(amina, jonas)


def face_of(employee) -> str:
    return set_picture(employee, image=cast.a_picture(), by=employee.user, at=AT).face


@pytest.mark.parametrize("where", OUTSIDE + INSIDE)
def test_a_face_is_seen_at_no_more_queries(where: str, meeting: Meeting) -> None:
    before, queries = meeting.open(where)
    assert "/billede/" not in before
    assert ">AY<" in before
    digest = face_of(meeting.amina)
    after, as_many = meeting.open(where)
    assert shown(digest) in after
    assert ">AY<" not in after
    assert as_many == queries


@pytest.mark.parametrize("where", OUTSIDE)
def test_who_covers_is_seen_with_telephone_and_until_when(where: str, meeting: Meeting) -> None:
    cast.a_stand_in(meeting.amina, meeting.jonas, until=TODAY + days(8))
    Absence.objects.create(employee=meeting.amina, since=TODAY, until=TODAY + days(8))
    _before, queries = meeting.open(where)
    hers, his = face_of(meeting.amina), face_of(meeting.jonas)
    text, as_many = meeting.open(where)
    assert shown(his) in text
    assert shown(hers) not in text
    assert "til og med fredag 27. november" in text
    assert f'href="tel:{meeting.jonas.telephone.replace(" ", "")}"' in text
    assert as_many == queries


@pytest.mark.parametrize("where", OUTSIDE)
def test_when_nobody_covers_the_unit_is_there_and_until_when(where: str, meeting: Meeting) -> None:
    Absence.objects.create(employee=meeting.amina, since=TODAY, until=TODAY + days(8))
    face_of(meeting.amina)
    text, _queries = meeting.open(where)
    assert "til og med fredag 27. november" in text
    assert 'href="tel:11111111"' in text
    assert meeting.amina.telephone not in text
    assert "/billede/" not in text


@pytest.mark.parametrize("where", OUTSIDE + INSIDE)
def test_the_face_of_somebody_who_has_left_is_on_no_page(where: str, meeting: Meeting) -> None:
    face_of(meeting.amina)
    meeting.amina.left_on = TODAY
    meeting.amina.save(update_fields=["left_on"])
    if where in INSIDE:
        cast.a_stand_in(meeting.amina, meeting.jonas)
        meeting.looks = meeting.jonas
    text, _queries = meeting.open(where)
    assert "/billede/" not in text
    if where in OUTSIDE:
        assert not re.search(r"til og med \w+dag", text)
        assert 'href="tel:11111111"' in text
