"""An employee and a workplace: who is due, a visit and the next, sparring, an agreement, a note the company reads."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.journey


def test_an_employee_keeps_the_rhythm_with_a_workplace_and_the_company_reads_its_note(
    phone: Page, desk: Page
) -> None:
    log_in(phone, "Rikke Dahl")
    phone.get_by_label("En medarbejder er ofte sygemeldt i kort tid", exact=True).check()
    phone.get_by_text("Ikke endnu. Vi vil gerne have råd uden navn").click()
    phone.get_by_text("Nej tak").click()
    phone.get_by_role("button", name="Send til Nadia").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Vi har modtaget det")

    # Who is due: the builder, a partnership nobody has talked with for months.
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-arbejdssteder/")
    desk.get_by_role("link", name=re.compile("Skal kontaktes")).click()
    row = desk.locator(".rows > li").filter(
        has=desk.get_by_role("link", name="Nørreskov Entreprenør", exact=True)
    )
    expect(row).to_contain_text("I plejer at tale sammen hver tredje måned.")

    # A visit and the next contact: four presses.
    row.get_by_role("link", name="Nørreskov Entreprenør", exact=True).click()
    desk.get_by_role("link", name="I har talt sammen").click()
    assert desk.locator("main form input:checked").count() == 0, "nothing that states a fact is preselected"
    desk.get_by_text("Besøg hos dem").click()
    desk.get_by_label("Hvornår taler I sammen igen?").fill("2027-12-01")
    desk.get_by_role("button", name="Gem: vi tog kontakt").click()
    expect(desk.locator("main")).to_contain_text("I har aftalt at tale sammen onsdag 1. december 2027.")
    desk.goto("/mine-arbejdssteder/?skal=1")
    expect(row).to_have_count(0)

    # Sparring from the nameless notice: it is our answer too.
    desk.goto("/min-dag/?grund=company_wrote")
    waiting = desk.locator("#foelg-op ~ .rows > li", has_text="er ofte sygemeldt i kort tid").first
    waiting.get_by_role("link", name=re.compile("Ring op")).click()
    desk.get_by_role("link", name="Skriv sparring ned").click()
    desk.get_by_text("Drypvis fravær").click()
    desk.get_by_label("Hvor mange minutter?").fill("15")
    desk.get_by_role("button", name="Gem", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Hedelund Savværk")
    expect(desk.locator("#kontakter + .rows > li").first).to_contain_text(
        "Sparring: Drypvis fravær, 15 minutter"
    )
    phone.goto("/min-kontakt/")
    expect(phone.locator("main")).to_contain_text("Vi talte sammen")

    # An agreement, and a note for the company to read.
    desk.get_by_role("link", name="Ny aftale").click()
    desk.get_by_label("Hvad har I aftalt?").fill("To småjob på lageret om formiddagen.")
    desk.get_by_role("button", name="Gem aftalen").click()
    expect(desk.locator("#aftaler + .rows")).to_contain_text("To småjob på lageret om formiddagen.")
    desk.get_by_role("link", name="Ny note").click()
    desk.get_by_label("Note om arbejdsstedet").fill("Tak for en god snak. Vi kommer forbi i næste uge.")
    desk.get_by_text("Også virksomheden: den står på deres side").click()
    desk.get_by_role("button", name="Gem noten").click()
    phone.reload()
    expect(phone.locator(".own-words").first).to_contain_text("Vi kommer forbi i næste uge.")
    expect(phone.locator("main")).not_to_contain_text("To småjob")
