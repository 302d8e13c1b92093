"""A company on a phone: "Hallo, en af mine medarbejdere er ved at blive sygemeldt"; and the employee it reaches."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in

pytestmark = pytest.mark.journey


def test_a_company_tells_it_in_a_minute_and_its_contact_has_it_at_once(phone: Page, desk: Page) -> None:
    log_in(phone, "Rikke Dahl")
    expect(phone.locator("main")).to_contain_text("Nadia Holm")
    expect(phone.get_by_role("link", name=re.compile("Ring")).first).to_have_attribute(
        "href", re.compile(r"^tel:")
    )
    assert phone.locator("form.tell input:checked").count() == 0, "nothing that states a fact is preselected"

    phone.get_by_label("En medarbejder er ofte sygemeldt i kort tid", exact=True).check()
    phone.get_by_text("Ikke endnu. Vi vil gerne have råd uden navn").click()
    phone.get_by_text("Ja, og I må gerne lede mødet").click()
    phone.get_by_role("button", name="Send til Nadia").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Vi har modtaget det")
    expect(phone.locator("main")).to_contain_text("Nadia")

    log_in(desk, "Nadia Holm")
    desk.goto("/min-dag/?grund=company_wrote")
    row = desk.locator("#foelg-op ~ .rows > li", has_text="er ofte sygemeldt i kort tid")
    expect(row).to_contain_text("Hedelund Savværk")
    row.get_by_role("link", name=re.compile("Ring op")).click()
    expect(desk.get_by_role("heading", name="Råd uden navn")).to_be_visible()
    desk.get_by_role("button", name="Vi har talt sammen").click()
    desk.goto("/min-dag/?grund=company_wrote")
    expect(row).to_have_count(0)

    phone.goto("/min-kontakt/")
    expect(phone.locator("main")).to_contain_text("Vi talte sammen")


def test_a_company_puts_right_what_it_told_and_follows_what_we_did(phone: Page, desk: Page) -> None:
    log_in(phone, "Rikke Dahl")
    phone.get_by_text("En medarbejder har meldt sig syg i dag").click()
    phone.get_by_text("Ikke endnu. Vi vil gerne have råd uden navn").click()
    phone.get_by_text("Nej tak").click()
    phone.get_by_label(re.compile("Vil I fortælle mere")).fill("Hun har stress.")
    phone.get_by_role("button", name="Send til Nadia").click()
    expect(phone.locator(".form-error-message").first).to_contain_text("stress")
    phone.get_by_label(re.compile("Vil I fortælle mere")).fill("Hun ringede i morges.")
    phone.get_by_role("button", name="Send til Nadia").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Vi har modtaget det")

    phone.get_by_role("link", name="Ret", exact=True).click()
    expect(phone.get_by_label(re.compile("Vil I fortælle mere"))).to_have_value("Hun ringede i morges.")
    phone.get_by_label("En medarbejder har været sygemeldt siden …").check()
    phone.get_by_label("Første fraværsdag").fill("2026-11-02")
    phone.get_by_role("button", name="Send til Nadia").click()
    expect(phone.locator("main")).to_contain_text("2. november")

    log_in(desk, "Nadia Holm")
    desk.goto("/min-dag/?grund=company_wrote")
    row = desk.locator("#foelg-op ~ .rows > li", has_text="2. november")
    expect(row).to_contain_text("Hedelund Savværk")
    row.get_by_role("link", name=re.compile("Ring op")).click()
    desk.get_by_role("button", name="Vi har talt sammen").click()
    desk.get_by_role("button", name="Samtale tilbudt").click()
    phone.reload()
    expect(phone.locator("main")).to_contain_text("Samtale tilbudt")
    phone.get_by_role("button", name="Træk tilbage").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("trukket tilbage")


def test_whoever_we_do_not_know_is_called_back(phone: Page, desk: Page) -> None:
    phone.goto("/log-ind/")
    phone.get_by_role("link", name=re.compile("Bed om at blive ringet op")).click()
    phone.get_by_label("Virksomhed").fill("Vestlyst Tømrer")
    phone.get_by_label("Dit navn").fill("Lone Vad")
    phone.get_by_label("Telefon").fill("00 77 77 77")
    phone.get_by_role("button", name="Bed om at blive ringet op").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Vi ringer til jer")

    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    row = desk.locator(".rows > li", has_text="Vestlyst Tømrer")
    row.get_by_role("button", name=re.compile("Vi har talt sammen")).click()
    expect(desk.locator(".rows > li", has_text="Vestlyst Tømrer")).to_have_count(0)


def test_what_a_company_typed_stays_when_something_is_wrong(phone: Page, axe_source: str) -> None:
    log_in(phone, "Rikke Dahl")
    phone.get_by_text("En medarbejder har meldt sig syg i dag").click()
    phone.get_by_label("Første fraværsdag").fill("2062-01-01")
    phone.get_by_label(re.compile("Vil I fortælle mere")).fill("Vi vil gerne tale om opgaverne.")
    phone.locator("form.tell").evaluate("form => form.noValidate = true")
    phone.get_by_role("button", name=re.compile("Send")).click()
    expect(phone.locator(".form-error-message").first).to_be_visible()
    phone.evaluate(axe_source)
    assert not breaches_of_wcag(phone)
    expect(phone.get_by_label(re.compile("Vil I fortælle mere"))).to_have_value(
        "Vi vil gerne tale om opgaverne."
    )
    expect(phone.get_by_label("Første fraværsdag")).to_have_value("2062-01-01")


def test_a_first_day_tells_when_nemrefusion_is_due(phone: Page) -> None:
    log_in(phone, "Rikke Dahl")
    phone.get_by_label("En medarbejder har været sygemeldt siden …").check()
    phone.get_by_label("Første fraværsdag").fill("2026-11-02")
    phone.get_by_label("Første fraværsdag").blur()
    expect(phone.locator("#nemrefusion")).to_contain_text("7. december")
