"""A company placement in at most eight presses (a study counted eighty); the citizen sees it; the company does not."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.journey

MOST_PRESSES = 8
WHAT = "Sortere brædder om formiddagen"


class Pressed:
    """Counts what is pressed on a page, from *Min dag* on. Typing and moving focus are not presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.times = page, 0

    def link(self, name: str) -> None:
        self._press(self.page.locator("main").get_by_role("link", name=name, exact=True).first)

    def menu(self, name: str) -> None:
        self._press(self.page.get_by_role("link", name=name, exact=True).first)

    def choose(self, name: str) -> None:
        self._press(self.page.get_by_label(name, exact=True))

    def button(self, name: str) -> None:
        self._press(self.page.get_by_role("button", name=name, exact=True))

    def _press(self, what) -> None:
        what.click()
        self.times += 1


def test_a_placement_is_agreed_in_at_most_eight_presses(
    desk: Page, phone: Page, browser: Browser, house: str
):
    log_in(desk, "Nadia Holm")
    pressed = Pressed(desk)
    pressed.menu("Mine borgere")
    pressed.link("Jens Ågård")
    pressed.link("Aktiviteter")
    pressed.link("På en arbejdsplads")
    pressed.choose("Hedelund Savværk")
    pressed.choose("Virksomhedspraktik")
    desk.get_by_label("Hvad skal borgeren lave?").fill(WHAT)
    desk.get_by_label("Første dag").fill("2026-12-07")
    desk.get_by_label("Timer om ugen", exact=True).fill("12")
    pressed.choose("Borgeren, arbejdsstedet og vi")
    pressed.button("Gem")
    expect(desk.locator("main")).to_contain_text(WHAT)
    assert pressed.times <= MOST_PRESSES

    log_in(phone, "Jens Ågård")
    expect(phone.locator("main")).to_contain_text(WHAT)
    phone.get_by_role("link", name="Alle mine aktiviteter").click()
    expect(phone.locator("main")).to_contain_text("Virksomhedspraktik")

    at_work = browser.new_context(base_url=house, viewport={"width": 1280, "height": 900})
    company = at_work.new_page()
    log_in(company, "Rikke Dahl")
    for page in ("/min-kontakt/", "/min-kontakt/papirer/"):
        company.goto(page)
        expect(company.locator("body")).not_to_contain_text(WHAT)
    at_work.close()


def test_an_internal_offer_meets_the_real_world_first(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name="Maja Krogh").click()
    desk.get_by_role("link", name="Aktiviteter", exact=True).click()
    desk.get_by_role("link", name="Internt tilbud").click()
    expect(desk.locator("main")).to_contain_text("Passer med borgerens egne ord: dyr.")
    desk.get_by_role("link", name="Alligevel et internt tilbud").click()
    desk.get_by_label("Hvilket tilbud?").fill("Kursus")
    desk.get_by_label("Første dag").fill("2026-12-07")
    desk.get_by_label("Timer om ugen", exact=True).fill("6")
    desk.get_by_label("Borgeren og vi", exact=True).click()
    desk.get_by_role("button", name="Gem", exact=True).click()
    expect(desk.locator("main")).to_contain_text("Skriv, hvorfor det skal være et internt tilbud.")
    desk.get_by_role("link", name="Vælg Lillemose Gartneri", exact=True).click()
    expect(desk.get_by_label("Lillemose Gartneri", exact=True)).to_be_checked()
