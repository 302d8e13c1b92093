"""A citizen on a phone lets somebody read some of it; they read that and no more, until it is taken back."""

import re
import time
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_plans import open_citizen

pytestmark = pytest.mark.journey


def mailed_to(address: str, base: Path) -> str:
    """The path of the link in the mail that the house's own worker delivered to its folder."""
    for _try in range(300):
        for file in base.glob("house*/mail/*"):
            mail = message_from_bytes(file.read_bytes())
            body = mail.get_payload(decode=True)
            if address in str(mail["To"]) and isinstance(body, bytes):
                found = re.search(r"/repraesentant/\S+", body.decode())
                if found:
                    return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no mail to {address}")


def test_a_representative_reads_what_is_ticked_until_it_is_taken_back(
    phone: Page, desk: Page, browser: Browser, house: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log_in(phone, "Maja Krogh")
    phone.get_by_role("link", name="Hvem er med mig").click()
    phone.get_by_role("link", name="Vælg en, der skal være med").click()
    phone.get_by_label("Partsrepræsentant", exact=True).check()
    phone.get_by_label("Navn").fill("Lone Krogh")
    phone.get_by_label("Mail").fill("lone@example.dk")
    phone.get_by_label("Planen: mål og skridt").check()
    phone.get_by_role("button", name="Gem").click()
    told = phone.locator("article", has_text="Lone Krogh")
    code = told.locator("strong").inner_text()
    assert re.fullmatch(r"\d{6}", code)

    log_in(desk, "Nadia Holm")
    open_citizen(desk, "Maja Krogh")
    expect(desk.locator("main")).to_contain_text("Partsrepræsentant: Lone Krogh")

    link = mailed_to("lone@example.dk", tmp_path_factory.getbasetemp())
    context = browser.new_context(base_url=house, viewport={"width": 390, "height": 800})
    other = context.new_page()
    other.goto(link)
    other.get_by_label("Kode").fill("000 001")
    other.get_by_role("button", name="Åbn").click()
    expect(other.get_by_role("alert")).to_contain_text("Koden passer ikke.")
    other.get_by_label("Kode").fill(code)
    other.get_by_role("button", name="Åbn").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("Maja Krogh")
    expect(other.get_by_role("heading", level=2)).to_have_text(["Plan"])

    phone.goto("/mit-forloeb/hvem-har-set/")
    expect(phone.locator("main")).to_contain_text("Din partsrepræsentant")
    phone.goto("/mit-forloeb/med-mig/")
    phone.get_by_role("button", name="Tag det tilbage").click()
    expect(phone.get_by_role("status")).to_contain_text("De kan ikke se noget mere.")
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("Linket virker ikke")
    context.close()
