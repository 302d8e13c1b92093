"""A company on a phone: "Hallo, en af mine medarbejdere er ved at blive sygemeldt"; and the employee it reaches."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

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


@dataclass
class Effort:
    """What a hand does on a phone, counted; and how long it takes by the keystroke-level model, which times nobody.

    Card, Moran and Newell: 1.35 s to decide before each press, 1.1 s to find and 0.2 s to press; half a second for a
    letter on a telephone; and four words a second to read all that stands in the form once.
    """

    presses: int = 0
    letters: int = 0
    words: int = 0

    def press(self, what: Locator) -> None:
        what.click()
        self.presses += 1

    def write(self, where: Locator, text: str) -> None:
        self.press(where)
        where.press_sequentially(text)
        self.letters += len(text)

    @property
    def seconds(self) -> float:
        return self.presses * (1.35 + 1.1 + 0.2) + self.letters * 0.5 + self.words / 4


def effort_to_tell(phone: Page, *, name: str) -> Effort:
    """From the open page to the receipt, with a name or without."""
    spent = Effort()
    phone.goto("/min-kontakt/")
    form = phone.locator("form.tell")
    spent.press(form.get_by_text("En medarbejder taler om at blive sygemeldt"))
    if name:
        spent.press(phone.get_by_text("Ja. Navnet er …"))
        spent.write(phone.get_by_label("Medarbejderens navn"), name)
    else:
        spent.press(phone.get_by_text("Ikke endnu. Vi vil gerne have råd uden navn"))
    spent.press(phone.get_by_text("Ja, og I må gerne lede mødet"))
    spent.words = len(form.inner_text().split())
    spent.press(phone.get_by_role("button", name="Send til Nadia"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Vi har modtaget det")
    return spent


def test_it_is_told_in_under_a_minute_and_without_a_name_just_as_easily(phone: Page) -> None:
    log_in(phone, "Rikke Dahl")
    named, nameless = effort_to_tell(phone, name="Karoline Svendsen"), effort_to_tell(phone, name="")
    assert nameless.presses == 4
    assert nameless.presses <= named.presses
    assert nameless.seconds <= named.seconds < 60, (nameless, named)
