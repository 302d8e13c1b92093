"""Pages behind a link that somebody was sent, and those that must first be made: no breach of WCAG on any of them."""

import re
import time
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import log_in, watched
from tests.journeys.test_pages import is_accessible_and_fits

pytestmark = pytest.mark.journey

Linked = Callable[[str], str]


@pytest.fixture
def linked(tmp_path_factory: pytest.TempPathFactory) -> Linked:
    """The path of the link of a kind in a mail that the house's own worker delivers from now on."""
    since, base = time.time(), tmp_path_factory.getbasetemp()
    return lambda kind: _wait_for(kind, base, since)


def _wait_for(kind: str, base: Path, since: float) -> str:
    for _try in range(300):
        for file in base.glob("house*/mail/*"):
            mail = message_from_bytes(file.read_bytes())
            texts = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
            found = re.search(rf"/{kind}/\S+", b"".join(filter(None, texts)).decode())  # type: ignore[arg-type]
            if found and file.stat().st_mtime >= since:
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no mail with a link to /{kind}/")


@pytest.fixture
def guest(browser: Browser, house: str):
    """The phone of somebody who has not logged in."""
    context = browser.new_context(base_url=house, viewport={"width": 390, "height": 844}, locale="da-DK")
    yield from watched(context)


def test_the_door_through_its_link(desk: Page, guest: Page, linked: Linked, axe_source: str) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-arbejdssteder/")
    desk.get_by_role("link", name="Hedelund Savværk").first.click()
    desk.get_by_role("button", name=re.compile("Send link Rikke Dahl")).click()
    guest.goto(linked("doer"))
    is_accessible_and_fits(guest, axe_source, "the door")
    guest.get_by_role("button", name=re.compile("^Send")).click()
    expect(guest.locator(".form-error-message").first).to_be_visible()
    is_accessible_and_fits(guest, axe_source, "the door, sent empty")
    guest.get_by_label("En medarbejder taler om at blive sygemeldt").check()
    guest.get_by_text("Ikke endnu. Vi vil gerne have råd uden navn").click()
    guest.get_by_text("Nej tak").click()
    guest.get_by_role("button", name=re.compile("^Send")).click()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Vi har modtaget det")
    is_accessible_and_fits(guest, axe_source, "the receipt through the link")
    guest.get_by_role("link", name="Ret", exact=True).click()
    expect(guest.get_by_role("heading", name="Ret det, I har fortalt")).to_be_visible()
    is_accessible_and_fits(guest, axe_source, "a correction through the link")


def test_an_invitation_through_its_link(desk: Page, guest: Page, linked: Linked, axe_source: str) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/fravaersmelding/2/")
    desk.get_by_role("link", name=re.compile(r"kl\. 10")).first.click()
    desk.locator("summary", has_text="Tilføj en deltager").click()
    desk.get_by_label("Bisidder").check()
    desk.get_by_label("Navn").fill("Ida Sø")
    desk.get_by_label("Mail").fill("ida.soe@example.dk")
    desk.get_by_role("button", name="Tilføj", exact=True).click()
    desk.get_by_role("button", name="Send invitationerne").click()
    guest.goto(linked("invitation"))
    is_accessible_and_fits(guest, axe_source, "the invitation")
    guest.get_by_role("button", name="Send svaret").click()
    expect(guest.locator(".form-error-message").first).to_be_visible()
    is_accessible_and_fits(guest, axe_source, "the invitation, answered with nothing")
    guest.get_by_label("Ja, jeg kommer").check()
    guest.get_by_role("button", name="Send svaret").click()
    expect(guest.get_by_role("status")).to_contain_text("Vi har dit svar")
    is_accessible_and_fits(guest, axe_source, "the invitation, answered")


def test_what_a_representative_opens(phone: Page, guest: Page, linked: Linked, axe_source: str) -> None:
    log_in(phone, "Maja Krogh")
    phone.goto("/mit-forloeb/med-mig/")
    phone.get_by_role("link", name="Vælg en, der skal være med").click()
    phone.get_by_label("Partsrepræsentant", exact=True).check()
    phone.get_by_label("Navn").fill("Lone Krogh")
    phone.get_by_label("Mail").fill("lone@example.dk")
    for what in phone.get_by_role("checkbox").all():
        what.check()
    phone.get_by_role("button", name="Gem").click()
    code = phone.locator("article", has_text="Lone Krogh").locator("strong").inner_text()
    guest.goto(linked("repraesentant"))
    is_accessible_and_fits(guest, axe_source, "before the code")
    guest.get_by_label("Kode").fill("000 001")
    guest.get_by_role("button", name="Åbn").click()
    expect(guest.get_by_role("alert")).to_contain_text("Koden passer ikke.")
    is_accessible_and_fits(guest, axe_source, "a wrong code")
    guest.get_by_label("Kode").fill(code)
    guest.get_by_role("button", name="Åbn").click()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Maja Krogh")
    is_accessible_and_fits(guest, axe_source, "what they read")


def test_a_booked_time_is_moved(phone: Page, axe_source: str) -> None:
    log_in(phone, "Maja Krogh")
    phone.get_by_role("link", name="Book en tid").click()
    phone.locator(".slots a").first.click()
    if not phone.get_by_role("radio").first.is_checked():
        phone.get_by_role("radio").first.check()
    phone.get_by_role("button", name="Book tiden").click()
    phone.get_by_role("link", name="Flyt tiden").click()
    expect(phone).to_have_url(re.compile(r"/mit-forloeb/tid/\d+/flyt/"))
    is_accessible_and_fits(phone, axe_source, "another time")
    phone.locator(".slots a").last.click()
    expect(phone.get_by_role("button", name="Flyt til den tid")).to_be_visible()
    is_accessible_and_fits(phone, axe_source, "another time, chosen")
