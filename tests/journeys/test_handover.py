"""A whole list goes to another contact: one row goes stale meanwhile, the new one confirms, the citizen sees it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.journey

NEW = "Ny fast medarbejder"


def choose_new(page: Page, name: str) -> None:
    select = page.get_by_label(NEW, exact=True)
    texts = select.locator("option").all_inner_texts()
    with page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
        select.select_option(label=next(text for text in texts if text.startswith(name)))


def hand_over_one(page: Page, name: str, to: str) -> None:
    page.goto("/teamet/borgere/")
    page.get_by_role("searchbox", name="Find i listen").fill(name)
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name=re.compile(f"Skift.*{name}")).click()
    choose_new(page, to)
    page.get_by_label("Inhabilitet").check()
    page.get_by_label("Hvad er vigtigt for den nye at vide?").fill("Skiftet imens.")
    page.get_by_role("button", name="Skift fast medarbejder").click()
    expect(page.locator("main")).to_contain_text("Den nye faste medarbejder er valgt")


def test_a_whole_list_is_handed_over_and_the_stale_one_is_named(
    desk: Page, browser: Browser, house: str
) -> None:
    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    desk.get_by_role("link", name="Overlever fra Omar Barakat").click()
    desk.get_by_role("button", name=re.compile("Videre med alle")).click()
    sheets = desk.locator("fieldset.sheet")
    labels = sheets.locator("label", has_text=re.compile(r", \d+"))
    names = [text.split(",")[0] for text in labels.all_inner_texts()]
    assert len(names) == sheets.count() > 20
    choose_new(desk, "Vibeke Nørlund")
    desk.get_by_label("Medarbejderen holder op").check()
    desk.get_by_label(re.compile("Hvis I ikke holder en fælles samtale")).fill("Omar er flyttet.")
    for n in range(sheets.count()):
        sheets.nth(n).get_by_label("Hvad er vigtigt").fill(f"Det vigtige om nummer {n}.")

    other = browser.new_context(base_url=house)
    beside = other.new_page()
    log_in(beside, "Ellen Thorup")
    hand_over_one(beside, names[3], "Sidsel Nørby")
    other.close()

    desk.get_by_role("button", name="Overlever de valgte").click()
    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text(f"{len(names) - 1} er overleveret. 1 er ikke: {names[3]}.")
    expect(sheets).to_have_count(1)
    expect(sheets.get_by_label("Hvad er vigtigt")).to_have_value("Det vigtige om nummer 3.")
    expect(sheets.get_by_role("checkbox")).to_be_checked()
    expect(sheets).to_contain_text("Borgeren har fået en anden fast medarbejder")


def test_the_new_contact_confirms_and_the_citizen_sees_the_new_person(desk: Page, phone: Page) -> None:
    log_in(desk, "Ellen Thorup")
    hand_over_one(desk, "Maja Krogh", "Sidsel Nørby")

    log_in(phone, "Maja Krogh")
    expect(phone.locator("main")).to_contain_text("Din faste medarbejder er Sidsel Nørby.")
    expect(phone.locator("main")).to_contain_text("Skiftet imens.")

    log_in(phone, "Sidsel Nørby")
    phone.goto("/min-dag/?grund=new_to_me")
    row = phone.locator("li", has_text="Maja Krogh")
    row.get_by_role("link", name=re.compile("Læs og bekræft")).click()
    expect(phone.locator("#overlevering")).to_contain_text("Næste skridt")
    phone.get_by_role("button", name="Jeg har læst det og tager over").click()
    expect(phone.locator("#overlevering")).to_have_count(0)


def test_two_are_handed_over_with_the_keyboard_alone(desk: Page) -> None:
    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/overlevering/")
    boxes = desk.get_by_role("checkbox")
    boxes.first.focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    go_on = desk.get_by_role("button", name="Videre med de valgte")
    go_on.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("2 borgere skal have en ny fast medarbejder")
    first = desk.locator("fieldset.sheet").first
    first.get_by_label("Hvad er vigtigt").focus()
    desk.keyboard.type("Skrevet med tastaturet.")
    for label in ("Det næste, der er aftalt", "Hvad ønsker borgeren selv?", "Fælles samtale"):
        desk.keyboard.press("Tab")
        expect(first.get_by_label(label)).to_be_focused()
