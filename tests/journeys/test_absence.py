"""07.45: somebody is away. Three presses, then their talks in one step; by the leader, or from one's own telephone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in, today
from tests.journeys.test_employee import Presses

pytestmark = pytest.mark.journey

AWAY = "Vibeke Nørlund"
LONG = 30  # days; in so many there are talks with anybody who follows citizens


def last_day(page: Page) -> None:
    day = today() + timedelta(days=LONG)
    page.get_by_label("Til og med").fill(day.isoformat())


def rows(page: Page) -> Locator:
    return page.locator(".settle > li")


def test_the_leader_at_a_quarter_to_eight(desk: Page, phone: Page, axe_source: str) -> None:
    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    hand = Presses()
    hand.press(desk.get_by_role("link", name=f"Fravær for {AWAY}"))
    expect(desk.get_by_role("heading", level=1)).to_contain_text(AWAY)
    expect(desk.get_by_label("Første fraværsdag")).to_have_value(today().isoformat())
    stand_in = (
        desk.get_by_label("Hvem dækker?").locator("option:checked").first.inner_text().partition(":")[0]
    )
    last_day(desk)
    hand.press(desk.get_by_role("button", name="Gem fraværet"))
    assert hand.count <= 3

    expect(desk.get_by_role("status").first).to_contain_text("Fraværet er gemt.")
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"Samtaler, mens {AWAY} er væk")
    assert rows(desk).locator("input:checked").count() == 0, "nothing that states a fact is preselected"
    _is_accessible(desk, axe_source)
    covered, moved, cancelled = (rows(desk).nth(n) for n in range(3))
    names = [row.get_by_role("link").inner_text() for row in (covered, moved, cancelled)]
    covered.get_by_text(f"{stand_in} holder den").click()
    moved.get_by_text("Flyt", exact=True).click()
    moved.get_by_label("Flyt til").fill("når det bliver forår")
    cancelled.get_by_text("Aflys").click()
    desk.get_by_role("button", name="Gem", exact=True).click()
    expect(rows(desk).nth(1).locator(".form-error-message")).to_be_visible()
    expect(rows(desk).nth(1).get_by_label("Flyt til")).to_have_value("når det bliver forår")
    _is_accessible(desk, axe_source)
    rows(desk).nth(1).get_by_label("Flyt til").fill(f"om {LONG + 5} dage kl 10")
    desk.get_by_role("button", name="Gem", exact=True).click()

    expect(desk.get_by_role("status").first).to_contain_text("3 samtaler er gemt.")
    left = rows(desk).get_by_role("link").all_inner_texts()
    assert not set(names) & set(left) or len(left) > len(set(left))
    desk.get_by_role("button", name=f"{stand_in} holder resten").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Teamet")
    expect(desk.locator("li", has_text=AWAY).first).to_contain_text(
        re.compile(f"Fraværende til og med .*{stand_in} dækker")
    )


def test_ones_own_absence_from_a_telephone_by_keyboard(phone: Page) -> None:
    log_in(phone, "Sidsel Nørby")
    phone.goto("/min-dag/")
    presses = 0
    phone.get_by_role("link", name="Mit fravær").focus()
    phone.keyboard.press("Enter")
    presses += 1
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mit fravær")
    last_day(phone)
    phone.get_by_role("button", name="Gem fraværet").focus()
    phone.keyboard.press("Enter")
    presses += 1
    assert presses <= 3
    expect(phone.get_by_role("heading", level=1)).to_have_text("Samtaler, mens Sidsel Nørby er væk")

    phone.locator(".settle").get_by_role("link").first.focus()
    phone.keyboard.press("Tab")  # into what can happen with the first talk
    phone.keyboard.press("Space")
    expect(rows(phone).first.locator("input:checked")).to_have_count(1)
    phone.keyboard.press("ArrowDown")
    before = rows(phone).count()
    for _ in range(3 * before + 6):
        phone.keyboard.press("Tab")
        if (phone.evaluate("document.activeElement.textContent") or "").strip() == "Gem":
            break
    if rows(phone).first.locator("input:checked").get_attribute("value") == "move":
        rows(phone).first.get_by_label("Flyt til").fill(f"om {LONG + 5} dage kl 10")
        phone.get_by_role("button", name="Gem", exact=True).focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("status").first).to_contain_text("1 samtale er gemt.")
    expect(rows(phone)).to_have_count(before - 1)


def test_from_a_day_another_covers(desk: Page) -> None:
    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    desk.get_by_role("link", name="Fravær for Kasper Lundgaard").click()
    desk.get_by_text("En anden dækker fra en bestemt dag").click()
    panel = desk.locator("section.panel").first
    panel.get_by_label("Fra og med").fill(today().isoformat())
    choices = panel.get_by_label("Hvem dækker?")
    label = next(
        text for text in choices.locator("option").all_inner_texts() if text.startswith("Ellen Thorup")
    )
    choices.select_option(label=label)
    panel.get_by_role("button", name="Gem, hvem der dækker").click()
    desk.goto("/teamet/")
    expect(desk.locator("li", has_text="Kasper Lundgaard").first).to_contain_text("Ellen Thorup dækker")
    # As it was, for the other journeys.
    desk.get_by_role("link", name="Fravær for Kasper Lundgaard").click()
    desk.get_by_text("En anden dækker fra en bestemt dag").click()
    panel.get_by_label("Fra og med").fill(today().isoformat())
    label = next(
        text for text in choices.locator("option").all_inner_texts() if text.startswith("Nadia Holm")
    )
    choices.select_option(label=label)
    panel.get_by_role("button", name="Gem, hvem der dækker").click()
    desk.goto("/teamet/")
    expect(desk.locator("li", has_text="Kasper Lundgaard").first).to_contain_text("Nadia Holm dækker")


def _is_accessible(page: Page, axe_source: str) -> None:
    page.evaluate(axe_source)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        breaches = breaches_of_wcag(page)
        assert not breaches, f"at {width}:\n" + "\n".join(breaches)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})
