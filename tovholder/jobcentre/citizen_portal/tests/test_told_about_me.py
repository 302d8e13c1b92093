"""What a workplace has told about a citizen, because they agreed: they are told by us, and read it themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, TODAY, text_of
from tests.waiting import mails
from tovholder.jobcentre.sickleave.actions import withdraw_notice
from tovholder.jobcentre.sickleave.tests.house import House as Companies
from tovholder.jobcentre.sickleave.tests.house import logged_in
from tovholder.jobcentre.staff.models import Employee

PAGE = reverse("my_course")


@pytest.fixture
def companies(db) -> Companies:
    return Companies()


@pytest.fixture
def mona(companies):
    from tests import cast
    from tovholder.jobcentre.access.permissions import Role

    user = cast.a_user(Role.CITIZEN)
    return companies.citizen("Mona Lund", at=companies.nordlyst, email="mona@example.dk", user=user)


def told(companies, **more):
    return companies.notice(at=AT, first_day=TODAY, **more)


def to_citizens() -> list[tuple]:
    """The mails but those to our own, who are told that a notice waits."""
    ours = set(Employee.objects.values_list("email", flat=True))
    return [mail for mail in mails() if mail[0] not in ours]


def test_a_citizen_who_is_named_is_told_by_a_mail_that_says_nothing(companies, mona):
    told(companies, name="Mona Lund")
    ((to, subject, body),) = to_citizens()
    assert (to, subject) == ("mona@example.dk", "Der er nyt til dig i Mit forløb")
    for word in ("Mona", "Lund", "Nordlyst", "syg", "fravær", "arbejdssted"):
        assert word not in subject + body


def test_who_is_not_known_or_has_no_address_gets_none(companies, mona):
    companies.citizen("Bo Kragh", at=companies.nordlyst)
    for name in ("Bo Kragh", "Ukendt Person", ""):
        told(companies, name=name)
    assert not to_citizens()


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("first_day", "at du er sygemeldt fra"),
        ("since", "at du er sygemeldt fra"),
        ("expected", "at du måske bliver sygemeldt"),
        ("recurring", "at du ofte er sygemeldt i kort tid"),
        ("returned", "at du er tilbage på arbejde"),
    ],
)
def test_it_stands_in_mit_forloeb_with_whom_to_tell_if_it_is_wrong(companies, mona, kind, says):
    told(companies, kind=kind, name="Mona Lund")
    page = text_of(logged_in(mona).get(PAGE))
    assert f"Nordlyst Møbler har fortalt os, {says}" in page
    assert "fordi du har sagt ja til det." in page
    assert "Er det forkert, så sig det til Amina Yusuf." in page


def test_what_is_not_theirs_or_was_taken_back_is_not_there(companies, mona):
    notice = told(companies, name="Mona Lund", sender=companies.hanne)
    told(companies, name="Ukendt Person")
    told(companies, name="Mona Lund", begun_by="centre")
    assert text_of(logged_in(mona).get(PAGE)).count("har fortalt os") == 1
    withdraw_notice(notice.pk, by=None, sender=companies.hanne, at=AT + timedelta(minutes=5))
    assert "har fortalt os" not in text_of(logged_in(mona).get(PAGE))
