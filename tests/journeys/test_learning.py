"""Learning, as people do it: unsure and private, shared, signed up, confirmed, and a level that rises."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in

pytestmark = pytest.mark.journey


def check(page: Page, axe_source: str) -> None:
    page.evaluate(axe_source)
    breaches = breaches_of_wcag(page)
    assert not breaches, "\n".join(breaches)


def by_keyboard(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go there with Tab alone, and press."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
    raise AssertionError(f"Tab never reaches {wanted}")


def open_employee(desk: Page) -> None:
    desk.goto("/teamet/")
    desk.get_by_role("link", name="Nadia Holm").first.click()


def test_unsure_is_private_until_shared_then_learnt_and_confirmed(
    phone: Page, desk: Page, axe_source: str
) -> None:
    log_in(phone, "Nadia Holm")
    phone.goto("/min-profil/")
    check(phone, axe_source)
    phone.get_by_role("link", name=re.compile("Skriv om Beskæftigelses")).click()
    unsure = phone.locator("fieldset", has_text="Den motiverende samtale")
    unsure.get_by_label("Her er jeg usikker").check()
    unsure.get_by_label("Min leder må se det").uncheck()
    check(phone, axe_source)
    phone.get_by_role("button", name="Gem").click()
    expect(phone.locator("main")).to_contain_text("Kun det, du har delt, kan andre se.")

    log_in(desk, "Ellen Thorup")
    open_employee(desk)
    row = desk.locator("tr", has_text="Den motiverende samtale")
    expect(row.get_by_text("Her er jeg usikker")).to_have_count(0)
    phone.get_by_role("button", name="Del det hele med min leder").click()
    expect(phone.locator("main")).to_contain_text("Din leder kan se det, du har skrevet.")
    desk.reload()
    expect(row.get_by_text("Her er jeg usikker")).to_have_count(1)

    phone.goto("/laering/")
    check(phone, axe_source)
    expect(phone.locator("li", has_text="Øv den motiverende samtale")).to_contain_text("at du er usikker")
    phone.get_by_role("link", name="Øv den motiverende samtale").click()
    phone.get_by_role("button", name="Meld mig til").click()
    expect(phone.locator("main")).to_contain_text("Har en plads")
    check(phone, axe_source)

    row = desk.locator("tr", has_text="Familie og netværk")
    expect(row.get_by_text("Sammen med en")).to_have_count(0)
    desk.goto("/laering/")
    log_in(phone, "Nadia Holm")
    phone.goto("/laering/")
    phone.get_by_role("link", name="Familien med ved bordet").click()
    desk.goto(phone.url)
    check(desk, axe_source)
    desk.get_by_role("button", name="Bekræft Nadia Holm").click()
    expect(desk.locator("main")).to_contain_text("Niveauet er steget")
    open_employee(desk)
    expect(row).to_contain_text("Sammen med en")
    phone.goto("/min-profil/")
    phone.locator("summary", has_text="Aftalt gennem tiden").click()
    expect(phone.locator("main")).to_contain_text("Lært og bekræftet")


def test_the_keyboard_is_enough_to_write_and_to_sign_up(desk: Page) -> None:
    log_in(desk, "Sidsel Nørby")
    desk.goto("/min-profil/")
    by_keyboard(desk, desk.get_by_role("link", name=re.compile("Skriv om Helhedsprofilen")))
    desk.wait_for_url(re.compile("/felt/"))
    wants = desk.locator("fieldset", has_text="Økonomi og bolig").get_by_label("Det vil jeg gerne")
    was = wants.is_checked()
    by_keyboard(desk, wants, "Space")
    by_keyboard(desk, desk.get_by_role("button", name="Gem"))
    desk.wait_for_url("**/min-profil/")
    desk.goto("/laering/")
    by_keyboard(desk, desk.get_by_role("link", name="Coach en kollega"))
    desk.wait_for_url(re.compile(r"/laering/\d+/"))
    by_keyboard(desk, desk.get_by_role("button", name="Meld mig til"))
    expect(desk.locator("main")).to_contain_text("Har en plads")
    desk.goto("/min-profil/")
    desk.get_by_role("link", name=re.compile("Skriv om Helhedsprofilen")).click()
    wants = desk.locator("fieldset", has_text="Økonomi og bolig").get_by_label("Det vil jeg gerne")
    assert wants.is_checked() != was


def test_the_leader_agrees_a_level_and_reads_what_to_learn(desk: Page, axe_source: str) -> None:
    log_in(desk, "Ellen Thorup")
    open_employee(desk)
    desk.get_by_role("link", name="Udviklingsprofilen").click()
    desk.locator("fieldset", has_text="Dele det, der virker").get_by_label("Niveau").select_option(
        label="Lærer fra sig"
    )
    check(desk, axe_source)
    desk.get_by_role("button", name="Gem det, vi er enige om").click()
    expect(desk.locator("tr", has_text="Dele det, der virker")).to_contain_text("Lærer fra sig")
    desk.goto("/teamet/")
    desk.get_by_role("link", name="Se, hvad enheden kan").click()
    desk.get_by_label("Felt").select_option(label="Udviklingsprofilen")
    desk.get_by_role("button", name="Vis").click()
    expect(desk.locator("tr", has_text="Nadia Holm")).to_contain_text("Lærer fra sig")
    desk.get_by_role("link", name="Det næste at lære").click()
    desk.get_by_label("Timer til læring i alt").fill("20")
    desk.get_by_role("button", name="Regn").click()
    expect(desk.locator("main")).to_contain_text("Ingen plan når over")


def test_what_worked_is_shared_and_followed(phone: Page, axe_source: str) -> None:
    log_in(phone, "Sidsel Nørby")
    phone.goto("/viden/")
    phone.get_by_role("link", name="Skriv, hvad der virkede").click()
    phone.get_by_label("Hvad handler det om?").select_option(label="Bro til uddannelse")
    phone.get_by_label("Overskrift").fill("Besøg skolen sammen først")
    phone.get_by_label("Hvad virkede, og hvornår?").fill("Når vi har set døren, er den lettere at gå ind ad.")
    phone.get_by_label("Egen erfaring").check()
    check(phone, axe_source)
    phone.get_by_role("button", name="Del det med kollegerne").click()
    expect(phone.locator("main")).to_contain_text("Dine kolleger kan læse det nu.")
    phone.get_by_label("Spørg, eller fortæl").fill("Husk at aftale, hvem der spørger først.")
    phone.get_by_role("button", name="Skriv").click()
    expect(phone.locator("main")).to_contain_text("hvem der spørger først")
    phone.goto("/viden/")
    phone.get_by_role("searchbox", name="Søg i notaterne").fill("døren lettere")
    expect(phone.locator("#list li")).to_have_count(1)
    expect(phone.get_by_role("link", name="Besøg skolen sammen først")).to_be_visible()
    assert phone.url.endswith("/viden/")
    phone.locator("summary", has_text="Få det nye på mail").click()
    phone.get_by_label("Helhedsprofilen").select_option(label="Hver uge")
    check(phone, axe_source)
    phone.get_by_role("button", name="Gem, hvad jeg følger").click()
    expect(phone.locator("main")).to_contain_text("Du får kun mail, når der er noget nyt.")
