"""Every page, answer and mail a company may come to: a telephone on each page, and nothing of a citizen in any."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.marked import secrets_for
from tests.access.table import TABLE
from tests.access.world import AT, World
from tests.waiting import mails
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.companies.actions import send_door_link
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.sickleave.party_link import make_link as make_party_link

DAY = timedelta(days=1)
BEHIND_LOG_IN = [
    name for name, (_method, _arguments, needs, _whom) in TABLE.items() if needs == May.COMPANY_DOOR
]


def signed_in_pages(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Each address of the company's, opened and sent empty, and its pages when there is nothing there."""
    client = world.client("company")
    for name in BEHIND_LOG_IN:
        arguments = TABLE[name][1](world.rows)
        for what, numbers in (("", arguments), (" of nothing", [0 for _number in arguments])):
            url = reverse(name, args=numbers)
            yield f"{name}{what}", client.get(url, follow=True)
            yield f"{name}{what}, sent empty", client.post(url, follow=True)
    given = {"token": str(uuid4()), "kind": "expected", "agrees": "no", "talk": "no"}
    again = client.post(reverse("correct_told", args=[world.rows.notice.pk]), given)
    assert again.status_code == 409, "taken back above"
    yield "correct_told, too late", again


def open_pages(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """What is there without a log-in: through a link that holds, has ended or is wrong, and for those without one."""
    client, rows = Client(), world.rows
    person = rows.person_at_company
    links = {
        "": make_link(person, at=AT),
        ", ended": make_link(person, at=AT - 30 * DAY),
        ", wrong": "forkert",
    }
    for what, link in links.items():
        for name, numbers in (
            ("door", []),
            ("door_correct", [rows.notice.pk]),
            ("door_withdraw", [rows.notice.pk]),
        ):
            url = reverse(name, args=[link, *numbers])
            yield f"{name}{what}", client.get(url)
            yield f"{name}{what}, sent empty", client.post(url, follow=True)
        yield f"receipt{what}", client.get(reverse("door", args=[link]), {"modtaget": rows.nameless.pk})
    for what, link in (("", make_party_link(rows.company_party, until=AT + DAY)), (", wrong", "forkert")):
        yield f"invitation{what}", client.get(reverse("invitation", args=[link]))
        yield f"invitation{what}, sent empty", client.post(reverse("invitation", args=[link]))
    yield "call_me", client.get(reverse("call_me"))
    yield "call_me, sent empty", client.post(reverse("call_me"))
    yield "call_me, asked", client.get(reverse("call_me"), {"tak": "1"})


@pytest.mark.parametrize("pages", [signed_in_pages, open_pages])
def test_a_telephone_stands_on_every_page_of_the_companys(pages, world: World) -> None:
    seen = 0
    for name, page in pages(world):
        if page.status_code == 405:
            continue  # no page: nobody comes here by pressing anything
        seen += 1
        assert 'href="tel:' in page.content.decode(), f"{name}: {page.status_code}"
    assert seen > len(BEHIND_LOG_IN)


@pytest.mark.parametrize("pages", [signed_in_pages, open_pages])
def test_no_page_of_the_companys_holds_a_word_of_hers(pages, world: World) -> None:
    """Also what is answered to what is wrong, and what a link opens; her name stands in none of them either."""
    statuses = set()
    for name, page in pages(world):
        statuses.add(page.status_code)
        text = page.content.decode()
        assert not [secret for secret in secrets_for("company") if secret in text], (
            f"{name}: {page.status_code}"
        )
    assert {200, 404, 422} <= statuses


def test_no_mail_to_a_company_holds_a_word_of_hers(world: World) -> None:
    person = world.rows.person_at_company
    address = f"https://hedelund.example{reverse('door', args=[make_link(person, at=AT)])}"
    send_door_link(person, address=address, by=world.people["contact"], at=AT)
    ours = {person.email, world.rows.person_at_other_company.email}
    read = [mail for mail in mails() if mail[0] in ours]
    assert len(read) > 3, "two invitations, the minutes in two versions, and the link"
    for mail in read:
        assert not [secret for secret in secrets_for("company") if secret in str(mail)], mail[:2]
