"""Somebody stops today: out at the next press, the citizen sees whom to call, and the leader hands one over."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in, today
from tests.journeys.test_handover import choose_new

pytestmark = pytest.mark.journey


def is_accessible(page: Page, axe_source: str) -> None:
    page.evaluate(axe_source)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert not breaches_of_wcag(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_colleague_stops_today(
    desk: Page, phone: Page, browser: Browser, house: str, axe_source: str
) -> None:
    leavers_own = browser.new_page(base_url=house)
    log_in(leavers_own, "Nadia Holm")
    log_in(phone, "Maja Krogh")
    expect(phone.locator("main")).to_contain_text("Din faste medarbejder er Nadia Holm.")

    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    desk.get_by_role("link", name=re.compile("^Stopper.*Nadia Holm")).click()
    expect(desk.locator("main")).to_contain_text(
        re.compile(r"41 borgere og \d+ arbejdssteder skal have en ny\.")
    )
    is_accessible(desk, axe_source)
    desk.get_by_label("Første dag, som medarbejderen ikke længere er her").fill(today().isoformat())
    chosen = desk.get_by_label("Hvem dækker, til alle har fået en ny?").locator("option:checked")
    expect(chosen).to_contain_text("Ellen Thorup")
    desk.get_by_role("button", name="Gem, at Nadia stopper").click()
    expect(desk.locator("main")).to_contain_text("Nadia er stoppet. 41 borgere")

    leavers_own.get_by_role("link", name="Mine borgere").click()
    expect(leavers_own.get_by_role("heading", level=1)).to_have_text("Log ind")
    leavers_own.close()

    phone.reload()
    expect(phone.locator("main")).to_contain_text("I dag hjælper Ellen Thorup dig.")
    expect(phone.locator("main")).to_contain_text("Nadia Holm arbejder her ikke længere. Du får en ny.")

    is_accessible(desk, axe_source)
    leaving = desk.url
    desk.get_by_role("link", name="Vælg selv en ny til hver").click()
    desk.get_by_role("checkbox", name=re.compile("^Maja Krogh")).check()
    desk.get_by_role("button", name="Videre med de valgte").click()
    choose_new(desk, "Sidsel Nørby")
    desk.get_by_label("Medarbejderen holder op").check()
    desk.get_by_label(re.compile("Hvis I ikke holder en fælles samtale")).fill("Nadia er her ikke mere.")
    desk.get_by_label("Hvad er vigtigt").fill("Maja skriver hellere, end hun ringer.")
    is_accessible(desk, axe_source)
    desk.get_by_role("button", name="Overlever de valgte").click()
    expect(desk.get_by_role("status").first).to_be_visible()
    desk.goto(leaving)
    expect(desk.locator("main")).to_contain_text("Nadia er stoppet. 40 borgere")
    is_accessible(desk, axe_source)
    phone.reload()
    expect(phone.locator("main")).to_contain_text("Din faste medarbejder er Sidsel Nørby.")

    desk.get_by_role("link", name=re.compile("Vælg ny fast kontakt")).first.click()
    is_accessible(desk, axe_source)
    desk.get_by_role("button", name="Skift fast kontakt").click()
    expect(desk.locator("main")).to_contain_text("Vælg den nye faste kontakt.")
    is_accessible(desk, axe_source)
