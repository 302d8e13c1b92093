"""A citizen on a phone books, moves and cancels, by the keyboard alone; their person sees it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in

pytestmark = pytest.mark.journey

_MOST_TABS = 80


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the first of those wanted has the focus, and see that it is seen to have it."""
    wanted = wanted.first
    expect(wanted).to_be_attached()
    for _press in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            assert wanted.evaluate("one => getComputedStyle(one).outlineStyle !== 'none'"), (
                f"{wanted}: not seen"
            )
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def press(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_booked_moved_and_cancelled_with_the_keyboard(phone: Page, desk: Page, axe_source: str) -> None:
    assert phone.viewport_size["width"] == 390
    log_in(phone, "Jens Ågård")
    press(phone, phone.get_by_role("link", name="Book en tid"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Book en tid")
    press(phone, phone.locator(".slots a"))
    way = phone.get_by_role("radio")
    if not way.first.is_checked():
        tab_to(phone, phone.get_by_role("radio", name=re.compile(".")))
        phone.keyboard.press("Space")
    tab_to(phone, phone.get_by_role("textbox", name=re.compile("Hvad skal det handle om")))
    phone.keyboard.type("De to formiddage")
    phone.evaluate(axe_source)
    assert not breaches_of_wcag(phone)
    press(phone, phone.get_by_role("button", name="Book tiden"))
    expect(phone.locator("main")).to_contain_text("Tiden er booket.")
    expect(phone.locator("main")).to_contain_text("De to formiddage")
    booked = phone.get_by_role("heading", level=1).inner_text()
    with phone.expect_download() as fetched:
        tab_to(phone, phone.get_by_role("link", name="Læg i kalenderen"))
        phone.keyboard.press("Enter")
    assert "BEGIN:VEVENT" in fetched.value.path().read_text(encoding="utf-8")

    log_in(desk, "Nadia Holm")
    expect(desk.locator("main")).to_contain_text("har booket")
    expect(desk.locator("main")).to_contain_text("De to formiddage")

    press(phone, phone.get_by_role("link", name="Flyt tiden"))
    times = phone.locator(".slots a")
    times.last.focus()
    phone.keyboard.press("Enter")
    phone.wait_for_load_state()
    if not way.first.is_checked():
        tab_to(phone, phone.get_by_role("radio", name=re.compile(".")))
        phone.keyboard.press("Space")
    press(phone, phone.get_by_role("button", name="Flyt til den tid"))
    expect(phone.locator("main")).to_contain_text("Tiden er flyttet.")
    assert phone.get_by_role("heading", level=1).inner_text() != booked
    desk.reload()
    expect(desk.locator("main")).to_contain_text("har flyttet jeres samtale til")

    phone.locator("summary", has_text="Aflys tiden").focus()
    phone.keyboard.press("Enter")
    press(phone, phone.get_by_role("button", name="Ja, aflys tiden"))
    expect(phone.locator("main")).to_contain_text("Tiden er aflyst.")
    phone.evaluate(axe_source)
    assert not breaches_of_wcag(phone)
    desk.reload()
    expect(desk.locator("main")).to_contain_text("har aflyst")


def test_offered_and_stopped(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.get_by_role("link", name="Mine tider").click()
    desk.get_by_label("Hvornår og hvordan?").fill("tors 14-15 video 20 min")
    desk.get_by_role("button", name="Tilbyd tiderne").click()
    row = desk.get_by_role("listitem").filter(has_text="Hver torsdag kl. 14–15")
    expect(row).to_contain_text("20 minutter · video")
    row.get_by_role("button", name=re.compile("Stop")).click()
    expect(row).to_have_count(0)


def test_an_invitation_on_paper(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name="Maja Krogh").click()
    with desk.expect_download() as fetched:
        desk.get_by_role("button", name=re.compile("På papir")).first.click()
    assert fetched.value.suggested_filename == "indbydelse.pdf"
    assert fetched.value.path().read_bytes().startswith(b"%PDF")
