"""A matter of authority from the talk to the note, and what the citizen reads of it on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_plans import open_citizen

pytestmark = pytest.mark.journey


def test_a_matter_is_marked_noted_and_read_by_the_citizen(phone: Page, desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/min-dag/?grund=matter_not_noted")
    row = desk.locator("#foelg-op ~ .rows > li", has_text="Maja Krogh")
    expect(row).to_contain_text("Notatet mangler.")
    row.get_by_role("link", name="Skriv notatet").click()
    desk.get_by_role("textbox", name="Notat").fill("Maja vil gerne, og rideskolen har plads.")
    desk.get_by_role("button", name="Gem notatet").click()
    expect(desk.get_by_role("status")).to_contain_text("Notatet er gemt.")
    desk.goto("/min-dag/?grund=matter_not_noted")
    expect(desk.locator("#foelg-op ~ .rows > li", has_text="Maja Krogh")).to_have_count(0)

    open_citizen(desk, "Maja Krogh")
    desk.get_by_role("link", name="Myndighed").click()
    desk.get_by_role("link", name="Skriv noget nyt, der skal afgøres").click()
    desk.get_by_label("Forsørgelse").check()
    desk.get_by_label("Hvad skal afgøres?").fill("Om du kan få hjælp til kørekort")
    desk.get_by_role("textbox", name="Notat").fill("Maja søgte i dag.")
    desk.get_by_role("button", name="Gem", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Om du kan få hjælp til kørekort")

    log_in(phone, "Maja Krogh")
    phone.get_by_role("link", name="Afgørelser om mig").click()
    expect(phone.locator("main")).to_contain_text("Om du kan få hjælp til kørekort")
    phone.locator("article", has_text="rideskolen").locator("summary").click()
    expect(phone.get_by_text("Maja vil gerne, og rideskolen har plads.")).to_be_visible()
