"""An employee's morning, from log-in to a held talk."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.journey


class Presses:
    """Counts as screens are counted: a press is a click or a key that acts; moving focus and typing are not counted."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, what: Locator) -> None:
        self.count += 1
        what.click()


def open_citizen(page: Page, name: str) -> None:
    page.goto("/mine-borgere/")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_a_held_talk_takes_four_presses(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    open_citizen(desk, "Kirsten Abildgaard")
    hand = Presses()

    hand.press(desk.get_by_role("link", name="Hold samtale"))
    form = desk.locator("#samtale")
    expect(form.get_by_label("Note")).to_be_focused()
    assert form.locator("input:checked").count() == 0, "nothing that states a fact is preselected"
    desk.keyboard.type("Vi gik rundt om søen. Kirsten vil gerne prøve to formiddage på biblioteket.")
    hand.press(form.get_by_text("Gåtur", exact=True))
    hand.press(form.get_by_text("Coach", exact=True))
    form.get_by_label("Hvornår taler I sammen igen?").fill("om 7 dage kl 10 gåtur")
    expect(desk.locator("#understood")).to_contain_text(
        re.compile(r"Forstået: \S+dag \d+\. \w+ kl\. 10, gåtur\.")
    )
    hand.press(form.get_by_role("button", name="Gem og del"))

    expect(desk.get_by_role("status")).to_contain_text("Samtalen er gemt og delt.")
    assert hand.count == 4
    expect(desk.locator("#aftale")).to_contain_text("kl. 10, gåtur")
    held = desk.locator("article").first
    expect(held).to_contain_text("Vi gik rundt om søen.")
    expect(held).to_contain_text("Coach")
    expect(held).to_contain_text("delt")


def test_two_roles_a_thread_and_a_step_are_seven_presses_at_most(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    open_citizen(desk, "Jens Ågård")
    hand = Presses()
    hand.press(desk.get_by_role("link", name="Hold samtale"))
    form = desk.locator("#samtale")
    form.get_by_label("Note").fill("Vi talte om trapperne, og om hvem der kan bære.")
    hand.press(form.get_by_text("Gåtur", exact=True))
    for role in ("Coach", "Mentor"):
        hand.press(form.get_by_text(role, exact=True))
    hand.press(form.get_by_role("group", name="Hvilke tråde kom I ind på?").locator("label").first)
    form.get_by_label("Et skridt, I talte om").fill("Spørge Rikke om en trappelift")
    hand.press(form.get_by_role("button", name="Gem og del"))
    expect(desk.get_by_role("status")).to_contain_text("Samtalen er gemt og delt.")
    assert hand.count <= 7
    expect(desk.locator("article").first).to_contain_text("Mentor, Coach")
    expect(desk.locator("#plan")).to_contain_text("Spørge Rikke om en trappelift")


def test_the_keyboard_is_enough(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    open_citizen(desk, "Preben Toft")
    desk.get_by_role("link", name="Hold samtale").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#samtale").get_by_label("Note")).to_be_focused()
    desk.keyboard.type("Skrevet uden mus.")
    desk.keyboard.press("Tab")  # what the citizen said: nothing this time
    desk.keyboard.press("Tab")  # into the group of forms
    desk.keyboard.press("ArrowDown")
    for _ in range(8):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.value") == "mentor":
            break
    desk.keyboard.press("Space")
    for _ in range(12):
        desk.keyboard.press("Tab")
        if "Gem og del" in (desk.evaluate("document.activeElement.textContent") or ""):
            break
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Samtalen er gemt og delt.")
    expect(desk.locator("article").first).to_contain_text("Mentor")


def test_what_was_typed_stays_when_something_is_missing(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    open_citizen(desk, "Fatima El-Amin")
    desk.get_by_role("link", name="Hold samtale").click()
    form = desk.locator("#samtale")
    form.get_by_label("Note").fill("En lang note, som ikke må gå tabt.")
    form.get_by_label("Hvornår taler I sammen igen?").fill("når det bliver forår")
    form.get_by_role("button", name="Gem og del").click()
    expect(form.get_by_text("Vælg, hvordan I talte sammen.")).to_be_visible()
    expect(form.get_by_text("Vælg mindst en rolle.")).to_be_visible()
    expect(form.get_by_label("Note")).to_have_value("En lang note, som ikke må gå tabt.")
    expect(form.get_by_label("Hvornår taler I sammen igen?")).to_have_value("når det bliver forår")


def test_what_was_typed_of_a_talk_is_there_in_another_browser(desk: Page, browser: Browser) -> None:
    log_in(desk, "Nadia Holm")
    open_citizen(desk, "Fatima El-Amin")
    desk.get_by_role("link", name="Hold samtale").click()
    form = desk.locator("#samtale")
    form.get_by_text("Gåtur", exact=True).click()
    form.get_by_label("Note").fill("Vi nåede kun halvvejs")
    expect(form.get_by_role("status")).to_contain_text("Kladden er gemt. Kun du kan se den.")
    context = browser.new_context(base_url=desk.url.split("/borger")[0], locale="da-DK")
    other = context.new_page()
    log_in(other, "Nadia Holm")
    open_citizen(other, "Fatima El-Amin")
    other.get_by_role("link", name="Hold samtale").click()
    form = other.locator("#samtale")
    expect(form.get_by_label("Note")).to_have_value("Vi nåede kun halvvejs")
    expect(form.get_by_label("Gåtur")).to_be_checked()
    form.get_by_role("button", name="Kassér kladden").click()
    expect(other.get_by_role("status")).to_contain_text("Kladden er kasseret.")
    context.close()


def test_the_morning(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Nadia")
    expect(desk.locator("main")).to_contain_text("Du dækker for Kasper")

    # The counts are filters: as many rows as the number says.
    grounds = desk.get_by_role("navigation", name="Vælg grund")
    counts = grounds.get_by_role("link").all_inner_texts()
    assert len(counts) >= 5
    for text in counts:
        number = int(re.search(r"\d+$", text)[0])
        grounds.get_by_role("link", name=text).click()
        expect(desk.locator("#foelg-op ~ .rows > li")).to_have_count(number)

    # A company has written: open the notice, ring, and it is answered.
    desk.get_by_role("link", name=re.compile("En virksomhed har skrevet")).click()
    rows = desk.locator("#foelg-op ~ .rows > li")
    before = rows.count()
    rows.filter(has_text="Hedelund Savværk").first.get_by_role("link", name=re.compile("Ring op")).click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    desk.get_by_role("button", name="Vi har talt sammen").click()
    desk.goto("/min-dag/?grund=company_wrote")
    expect(desk.locator("#foelg-op ~ .rows > li")).to_have_count(before - 1 if before > 1 else 0)


def test_a_handover_is_read_and_confirmed(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/min-dag/?grund=new_to_me")
    row = desk.locator("li", has_text="Søren Bæk")
    row.get_by_role("link", name=re.compile("Læs og bekræft")).click()
    desk.goto("/min-dag/?grund=new_to_me")
    expect(desk.locator("li", has_text="Søren Bæk")).to_have_count(1)  # being looked at closes nothing
    desk.locator("li", has_text="Søren Bæk").get_by_role("link", name=re.compile("Læs og bekræft")).click()
    desk.get_by_role("button", name="Jeg har læst det og tager over").click()
    expect(desk.locator("main")).to_contain_text("Du holder nu i tovet.")
    desk.goto("/min-dag/")
    expect(desk.get_by_text("Ny hos dig fra Sidsel")).to_have_count(0)


def test_search_forgives_spelling_and_shows_only_ones_own(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    field = desk.get_by_label("Find borger, virksomhed, telefon")
    field.fill("kristen abildgård")
    expect(desk.locator("#found")).to_contain_text("Kirsten Abildgaard")
    field.fill("Hedelund Savverk")
    expect(desk.locator("#found")).to_contain_text("Hedelund Savværk")
    field.fill("Ingrid Ravn")
    expect(desk.locator("#found")).to_contain_text("Ingen, du kan se")
    assert "Ingrid" not in desk.url
