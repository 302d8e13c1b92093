"""The plan between a citizen on a phone and their employee at a desk: written, proposed, accepted, and both at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.journey


def open_citizen(desk: Page, name: str) -> None:
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name=name).first.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(name)


def test_a_goal_a_step_a_proposal_and_a_yes(phone: Page, desk: Page) -> None:
    log_in(phone, "Maja Krogh")
    phone.get_by_role("link", name="Nyt mål").click()
    phone.get_by_label("Hvad vil du gerne nå?").fill("Et kørekort, så jeg kan komme ud til dyrene.")
    phone.get_by_role("button", name="Gem").click()
    expect(phone.locator("#plan")).to_contain_text("Et kørekort, så jeg kan komme ud til dyrene.")

    phone.get_by_role("link", name="Nyt skridt").click()
    phone.get_by_label("Hvad vil du gøre?").fill("Spørge min onkel om køretimer")
    phone.get_by_label("Et kørekort, så jeg kan komme ud til dyrene.").check()
    phone.get_by_role("button", name="Gem").click()

    log_in(desk, "Nadia Holm")
    desk.goto("/min-dag/?grund=waiting_for_me")
    row = desk.locator("#foelg-op ~ .rows > li", has_text="Spørge min onkel")
    expect(row).to_contain_text("Foreslog et skridt")
    row.get_by_role("link", name=re.compile("Svar")).click()
    step = desk.locator("#plan .rows > li", has_text="Spørge min onkel")
    step.get_by_role("button", name=re.compile("Det er vi enige om")).click()
    expect(desk.locator("#plan .rows > li", has_text="Spørge min onkel")).to_contain_text("Aftalt af begge")
    desk.goto("/min-dag/?grund=waiting_for_me")
    expect(desk.locator("#foelg-op ~ .rows > li", has_text="Spørge min onkel")).to_have_count(0)

    open_citizen(desk, "Maja Krogh")
    desk.get_by_role("link", name="Foreslå et skridt").click()
    desk.get_by_label("Hvilket skridt foreslår du?").fill("Se rideskolen sammen på mandag")
    desk.get_by_role("button", name="Gem").click()
    expect(desk.locator("#plan")).to_contain_text("Maja har ikke svaret")

    phone.goto("/mit-forloeb/")
    asked = phone.locator(".asked", has_text="Se rideskolen sammen på mandag")
    expect(asked).to_contain_text("Nadia foreslår:")
    asked.get_by_role("button", name=re.compile("Det vil jeg")).click()
    expect(phone.locator(".asked", has_text="Se rideskolen")).to_have_count(0)
    expect(phone.locator("#plan .rows > li", has_text="Se rideskolen")).to_contain_text("I er enige.")


def test_both_edit_at_once_and_the_one_who_is_late_loses_nothing(phone: Page, desk: Page) -> None:
    log_in(phone, "Jens Ågård")
    phone.locator("#plan").get_by_role("link", name="Ret mit mål").click()
    log_in(desk, "Nadia Holm")
    open_citizen(desk, "Jens Ågård")
    desk.locator(".own-words").get_by_role("link").click()

    desk.get_by_label("Teksten").fill("Tilbage på fuld tid inden sommer.")
    desk.get_by_role("button", name="Gem ny udgave").click()
    expect(desk.locator("main")).to_contain_text("Teksten er gemt.")

    typed = "Tilbage på savværket, men kun om formiddagen."
    phone.get_by_label("Skriv med dine egne ord").fill(typed)
    phone.get_by_role("button", name="Gem", exact=True).click()
    expect(phone.get_by_role("alert")).to_contain_text("Teksten er ændret, siden du åbnede siden.")
    expect(phone.locator("main")).to_contain_text("Tilbage på fuld tid inden sommer.")
    expect(phone.get_by_label("Skriv med dine egne ord")).to_have_value(typed)
    phone.get_by_role("button", name="Gem", exact=True).click()
    expect(phone.locator("#plan .own-words")).to_have_text(typed)
    desk.reload()
    expect(desk.locator("main")).to_contain_text(typed)
    expect(desk.locator("main")).to_contain_text("Jens skrev det")


def test_a_story_told_once_and_a_thread_through_the_talk(phone: Page, desk: Page) -> None:
    log_in(phone, "Maja Krogh")
    phone.get_by_role("link", name="Læs og fortæl").click()
    phone.get_by_role("link", name="Fortæl", exact=True).click()
    phone.get_by_label("Fortæl med dine egne ord").fill("Jeg sover dårligt, når der er meget larm.")
    phone.get_by_label("Helbred").check()
    phone.get_by_label("Min faste medarbejder", exact=True).check()
    phone.get_by_role("button", name="Gem").click()
    expect(phone.locator("main")).to_contain_text("Jeg sover dårligt, når der er meget larm.")

    log_in(desk, "Nadia Holm")
    open_citizen(desk, "Maja Krogh")
    desk.get_by_role("link", name="Borgerens historie").click()
    expect(desk.locator("main")).to_contain_text("Jeg sover dårligt, når der er meget larm.")
    desk.get_by_role("link", name="Maja Krogh").click()
    desk.get_by_role("link", name="Hold samtale").click()
    desk.get_by_label("Note").fill("Vi talte om at finde et roligt sted.")
    desk.get_by_label("Gåtur").check()
    desk.get_by_label("Coach").check()
    desk.get_by_label("dyrene").check()
    desk.get_by_label("Ny tråd").fill("ro")
    desk.get_by_label("Et skridt, I talte om").fill("Prøve stalden, når den er tom")
    desk.get_by_role("button", name="Gem og del").click()
    expect(desk.locator("#traade")).to_contain_text("ro 1")
    expect(desk.locator("#plan")).to_contain_text("Prøve stalden, når den er tom")
    desk.locator("#traade").get_by_role("link", name="ro", exact=True).click()
    expect(desk.locator("main")).to_contain_text("Vi talte om at finde et roligt sted.")
    entry = desk.locator(".rows > li", has_text="Jeg sover dårligt")
    entry.get_by_role("button", name=re.compile("Læg i")).click()
    expect(desk.get_by_role("status")).to_contain_text("Lagt i tråden.")

    phone.goto("/mit-forloeb/")
    phone.get_by_role("link", name="ro", exact=True).click()
    expect(phone.locator("main")).to_contain_text("Vi talte om at finde et roligt sted.")
    phone.goto("/mit-forloeb/plan/")
    with phone.expect_download() as saved:
        phone.get_by_role("button", name="Print eller gem planen").click()
    assert saved.value.suggested_filename == "plan.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
