"""A plan for coming back: the employee writes it, the citizen shares it on a phone, the company reads it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.journey

WORDS = "Jeg glæder mig til at se jer igen."


def test_a_plan_is_written_shared_read_and_taken_back(
    desk: Page, phone: Page, browser: Browser, house: str
) -> None:
    _nadia_writes_the_plan(desk)
    _jens_says_yes(phone)

    at_work = browser.new_context(base_url=house, viewport={"width": 1280, "height": 900})
    company = at_work.new_page()
    log_in(company, "Rikke Dahl")
    company.get_by_role("link", name=re.compile("Planer og papirer")).click()
    company.get_by_role("link", name="Plan for at komme tilbage").click()
    plan = company.url
    expect(company.locator("main")).to_contain_text("Jens Ågård")
    expect(company.locator("main")).to_contain_text("Kun kontrol de første dage")
    expect(company.locator("main")).to_contain_text("På fuld tid fra")
    expect(company.locator("main")).to_contain_text(WORDS)

    phone.get_by_role("button", name="Tag mit ja tilbage").click()
    expect(phone.locator("main")).to_contain_text("Nej. Hedelund Savværk kan ikke se den.")
    answer = company.goto(plan)
    assert answer is not None
    assert answer.status == 404
    expect(company.locator("body")).not_to_contain_text("Kun kontrol de første dage")
    company.goto("/min-kontakt/")
    company.get_by_role("link", name=re.compile("Planer og papirer")).click()
    expect(company.locator("main")).to_contain_text("Der er ikke delt noget med jer lige nu.")
    at_work.close()

    phone.goto("/mit-forloeb/hvem-har-set/")
    expect(phone.locator("main")).to_contain_text("læste et papir, som du har delt med arbejdsstedet")


def _nadia_writes_the_plan(desk: Page) -> None:
    """Four presses from her list to a plan that is saved: the citizen, the paper, put right, save."""
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name="Jens Ågård").click()
    desk.get_by_role("link", name="Plan for at komme tilbage").click()
    desk.get_by_role("link", name="Ret", exact=True).click()
    first = desk.get_by_role("group", name="Række 1", exact=True)
    first.get_by_label("Opgaver").fill("Kun kontrol de første dage")
    desk.get_by_role("group", name="Række 3", exact=True).get_by_label("Fra uge").fill("7")
    desk.get_by_role("group", name="Række 3", exact=True).get_by_label("Antal uger").fill("1")
    desk.get_by_role("button", name="Se planen igennem").click()
    expect(desk.locator("#set")).to_contain_text("Der er ikke aftalt noget for uge 6.")
    desk.get_by_role("group", name="Række 3", exact=True).get_by_label("Fra uge").fill("6")
    desk.get_by_role("group", name="Række 3", exact=True).get_by_label("Antal uger").fill("2")
    desk.get_by_role("button", name="Gem", exact=True).click()
    expect(desk.locator("main")).to_contain_text("Papiret er gemt.")
    expect(desk.locator("main")).to_contain_text("kan kun læse udgaven fra")
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Hent som PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def _jens_says_yes(phone: Page) -> None:
    log_in(phone, "Jens Ågård")
    phone.get_by_role("link", name="Plan for at komme tilbage").click()
    expect(phone.locator("main")).to_contain_text("Kun kontrol de første dage")
    phone.get_by_label(re.compile("Til arbejdsstedet")).fill(WORDS)
    phone.get_by_role("button", name="Ja, de må læse den").click()
    expect(phone.locator("main")).to_contain_text("Hedelund Savværk kan nu læse den.")
    phone.get_by_text("Nej, ikke helt").click()
    send = phone.get_by_role("button", name="Send svaret")
    place = send.evaluate("button => button.getBoundingClientRect().top + scrollY")
    phone.get_by_label(re.compile("Dine ord til din medarbejder")).fill("Fredag passer mig ikke.")
    expect(phone.locator(".draft")).to_contain_text("Kladden er gemt")
    moved = send.evaluate("button => button.getBoundingClientRect().top + scrollY") - place
    assert abs(moved) < 1, "what is pressed may not move because the draft is kept"
    send.click()
    expect(phone.locator("main")).to_contain_text("ikke helt enig")
