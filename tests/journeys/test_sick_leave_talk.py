"""A joint talk from notice to closed: the company on a phone, the employee at a desk, and a day between them."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in, served, today, watched

pytestmark = pytest.mark.journey


@contextmanager
def house_on_day(folder: Path, day: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same municipality, served so many days from now."""
    with monkeypatch.context() as later:
        if day:
            later.setenv("TOVHOLDER_CLOCK_SHIFT", str(timedelta(days=day).total_seconds()))
        serving = served(folder)
        yield next(serving)
        serving.close()


@contextmanager
def pages(browser: Browser, house: str) -> Iterator[tuple[Page, Page]]:
    """A phone and a desk, on which anything wrong with script or policy fails the test."""
    made = [
        watched(
            browser.new_context(base_url=house, viewport={"width": width, "height": height}, locale="da-DK")
        )
        for width, height in ((390, 844), (1280, 900))
    ]
    yield next(made[0]), next(made[1])
    for page in made:
        assert next(page, None) is None


def test_a_joint_talk_from_notice_to_closed(
    browser: Browser, municipality: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, axe_source: str
) -> None:
    shutil.copytree(municipality, tmp_path, dirs_exist_ok=True)
    with house_on_day(tmp_path, 0, monkeypatch) as house, pages(browser, house) as (phone, desk):
        told(phone)
        offered(desk)
        answered(phone, axe_source)
        moved(desk)
        log_in(phone, "Rikke Dahl")
        phone.get_by_role("link", name=re.compile(r"kl\. 13")).first.click()
        expect(phone.get_by_role("radio", name="Jeg foreslår et andet tidspunkt")).not_to_be_checked()
        expect(phone.get_by_role("radio", name="Ja, jeg kommer")).to_be_checked()
        agreed_on = phone.locator("main .lead").inner_text()

    with house_on_day(tmp_path, 8, monkeypatch) as house, pages(browser, house) as (phone, desk):
        held(desk, agreed_on)
        written(desk, axe_source)
        read(phone, axe_source)
        desk.goto("/mine-arbejdssteder/")
        desk.get_by_role("link", name="Hedelund Savværk").first.click()
        desk.get_by_role("link", name="Uden navn").first.click()
        desk.get_by_role("button", name="Vi har talt sammen").click()
        desk.get_by_role("button", name="Afsluttet").click()
        phone.goto("/min-kontakt/")
        expect(phone.locator("main")).to_contain_text("Afsluttet")


def told(phone: Page) -> None:
    log_in(phone, "Rikke Dahl")
    phone.get_by_label("En medarbejder taler om at blive sygemeldt").check()
    phone.get_by_text("Ikke endnu. Vi vil gerne have råd uden navn").click()
    phone.get_by_text("Ja, og I må gerne lede mødet").click()
    phone.get_by_role("button", name=re.compile("^Send")).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Vi har modtaget det")


def offered(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-arbejdssteder/")
    desk.get_by_role("link", name="Hedelund Savværk").first.click()
    desk.get_by_role("link", name="Uden navn").first.click()
    desk.get_by_role("link", name="Tilbyd et møde").click()
    expect(desk.get_by_label("Vi leder mødet")).to_be_checked()
    desk.get_by_label("Hvornår?").fill("om 7 dage kl. 10")
    expect(desk.locator("#understood")).to_contain_text("Forstået")
    desk.get_by_label("På arbejdspladsen").check()
    expect(desk.get_by_label(re.compile("Rikke Dahl"))).to_be_checked()
    desk.get_by_role("button", name="Videre til mailene").click()
    desk.get_by_text("Læs mailen, før den sendes").click()
    expect(desk.locator("main .panel")).to_contain_text("Her er invitationen til det møde, vi har talt om.")
    desk.get_by_role("link", name=re.compile("Ret teksten")).click()
    desk.get_by_label("Det skriver vi").fill("Tak for snakken. Her er tiden.")
    desk.get_by_role("button", name="Gem teksten").click()
    expect(desk.locator("main .panel")).to_contain_text("Tak for snakken. Her er tiden.")
    desk.get_by_role("link", name="Tilbage til mødet").click()
    desk.get_by_role("button", name="Send invitationerne").click()
    expect(desk.locator("main")).to_contain_text("Har ikke svaret.")


def answered(phone: Page, axe_source: str) -> None:
    phone.goto("/min-kontakt/")
    expect(phone.locator("main")).to_contain_text("Samtale tilbudt")
    phone.get_by_role("link", name=re.compile(r"kl\. 10")).first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Møde med jobcentret")
    expect(phone.get_by_label("Dag")).to_be_hidden()
    phone.get_by_label("Jeg foreslår et andet tidspunkt").check()
    phone.get_by_label("Dag").fill((today() + timedelta(days=8)).isoformat())
    phone.get_by_label("Klokken").fill("13:00")
    phone.evaluate(axe_source)
    assert not breaches_of_wcag(phone)
    phone.get_by_role("button", name="Send svaret").click()
    expect(phone.locator("main")).to_contain_text("Du svarede")


def moved(desk: Page) -> None:
    desk.reload()
    expect(desk.locator("main")).to_contain_text("Foreslår")
    desk.get_by_role("button", name=re.compile("Giv den tid")).click()
    expect(desk.locator("main .lead")).to_contain_text("kl. 13")
    expect(desk.locator("main")).to_contain_text("Har sagt ja")


def held(desk: Page, agreed_on: str) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-arbejdssteder/")
    desk.get_by_role("link", name="Hedelund Savværk").first.click()
    desk.get_by_role("link", name="Uden navn").first.click()
    desk.get_by_role("link", name=agreed_on).click()
    desk.get_by_label("Rikke Dahl, leder").check()
    desk.get_by_role("button", name="Mødet er holdt").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Referat")


def written(desk: Page, axe_source: str) -> None:
    desk.get_by_role("textbox", name="Konklusion").fill("Vi prøver kortere fredage i en måned.")
    desk.get_by_role("textbox", name="Opgave").first.fill("Læg vagtplanen om.")
    desk.get_by_role("textbox", name="Opgave").last.fill("Ring efter den første fredag.")
    expect(desk.locator("#kept")).to_contain_text("Udkastet er gemt")
    desk.reload()
    expect(desk.get_by_role("textbox", name="Opgave").first).to_have_value("Læg vagtplanen om.")
    desk.evaluate(axe_source)
    assert not breaches_of_wcag(desk)
    desk.get_by_role("button", name="Del referatet").click()
    expect(desk.locator(".form-error-message").first).to_contain_text("hvornår opgaven senest er gjort")
    expect(desk.get_by_role("textbox", name="Konklusion")).to_have_value(
        "Vi prøver kortere fredage i en måned."
    )
    day = (today() + timedelta(days=20)).isoformat()
    desk.get_by_label("Senest").first.fill(day)
    desk.get_by_label("Senest").last.fill(day)
    desk.get_by_role("button", name="Del referatet").click()
    expect(desk.locator("main")).to_contain_text("Referatet er delt.")


def read(phone: Page, axe_source: str) -> None:
    log_in(phone, "Rikke Dahl")
    phone.get_by_role("link", name=re.compile(r"kl\. 13")).first.click()
    expect(phone.locator("main .panel")).to_contain_text("Vi prøver kortere fredage i en måned.")
    expect(phone.locator("main .panel")).to_contain_text("Læg vagtplanen om.")
    expect(phone.locator("main .panel")).to_contain_text("Ring efter den første fredag.")
    phone.evaluate(axe_source)
    assert not breaches_of_wcag(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
