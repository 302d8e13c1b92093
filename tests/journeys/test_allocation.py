"""A leader reads what is proposed, and decides: two of three, one of which was overtaken."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.journey


def test_two_of_three_are_accepted_and_the_one_overtaken_is_named(
    desk: Page, browser: Browser, house: str
) -> None:
    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    expect(desk.locator("main")).to_contain_text(re.compile(r"nye borgere .*venter på dig"))
    desk.get_by_role("link", name="Se og godkend").click()
    section = desk.locator("section", has=desk.get_by_role("heading", name="Nye borgere"))
    rows = section.locator(".rows > li")
    first, second, third = (rows.nth(n).get_by_role("link").first.inner_text() for n in range(3))
    expect(rows.first).to_contain_text(re.compile(r"timer om ugen optaget\."))

    # Meanwhile, in another window, the first gets somebody else.
    other = browser.new_context(base_url=house, storage_state=desk.context.storage_state()).new_page()
    other.goto("/teamet/forslag/")
    row = other.locator(".rows > li", has_text=first)
    row.get_by_role("link").nth(1).click()
    expect(other.get_by_label("Ny fast medarbejder", exact=True)).not_to_have_value("")
    other.get_by_label("Fra modtagelsen til den faste medarbejder").check()
    other.get_by_label("Hvad er vigtigt for den nye at vide?").fill("Vil helst ringes op.")
    other.get_by_role("button", name="Skift fast medarbejder").click()
    expect(other.locator("main")).to_contain_text("skal nu bekræfte")
    other.context.close()

    for n in range(2):
        rows.nth(n).get_by_role("checkbox").check()
    section.get_by_role("button", name="Godkend dem med kryds").click()
    expect(desk.get_by_role("alert")).to_contain_text(f"{first}: Borgeren har fået en anden")
    expect(desk.get_by_role("status")).to_contain_text("1 skift er gennemført.")
    left = desk.locator("section", has=desk.get_by_role("heading", name="Nye borgere")).locator(".rows")
    expect(left).to_contain_text(third)
    expect(left).not_to_contain_text(second)
    assert not any(name in desk.url for name in (first, second))


def test_new_proposals_come_by_themselves(desk: Page) -> None:
    log_in(desk, "Pernille Vang")
    desk.goto("/teamet/forslag/")
    expect(desk.locator("main")).to_contain_text("Her er ingen forslag endnu.")
    desk.get_by_role("button", name="Regn nye forslag").click()
    expect(desk.get_by_role("heading", name="Nye borgere")).to_be_visible(timeout=60_000)
