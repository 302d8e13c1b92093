"""A citizen on a phone asks for another person; a leader answers; and another unit is asked to follow somebody."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in

pytestmark = pytest.mark.journey

WORDS = "Vi taler forbi hinanden. Jeg vil gerne have en anden."


def check(page: Page, axe_source: str) -> None:
    page.evaluate(axe_source)
    breaches = breaches_of_wcag(page)
    assert not breaches, "\n".join(breaches)


def test_a_citizen_asks_for_another_and_the_leader_answers(phone: Page, desk: Page, axe_source: str) -> None:
    log_in(phone, "Jens Ågård")
    phone.get_by_role("link", name="Bed om en anden medarbejder").click()
    phone.get_by_label("Hvad ønsker du?").fill(WORDS)
    phone.get_by_role("button", name="Send til lederen").click()
    expect(phone.locator("main")).to_contain_text("Dit ønske venter på svar")
    check(phone, axe_source)

    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name="Jens Ågård").click()
    expect(desk.locator("main")).not_to_contain_text("forbi hinanden")

    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    check(desk, axe_source)
    desk.get_by_role("link", name="Læs og svar Jens Ågård").click()
    expect(desk.locator("main")).to_contain_text(WORDS)
    check(desk, axe_source)
    desk.get_by_label("Nej").check()
    desk.get_by_label("Svar til borgeren").fill("Kan vi tre tale om det på torsdag?")
    desk.get_by_role("button", name="Send svaret").click()
    expect(desk.locator("main")).to_contain_text("Dit svar er sendt til borgeren.")

    phone.goto("/mit-forloeb/")
    phone.get_by_role("link", name="Læs svaret").click()
    expect(phone.locator("main")).to_contain_text("Kan vi tre tale om det på torsdag?")
    check(phone, axe_source)


def test_a_move_waits_until_the_other_leader_answers(desk: Page, phone: Page, axe_source: str) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name="Fatima El-Amin").click()
    address = desk.url
    desk.get_by_role("link", name="Flyt til en anden enhed").click()
    desk.get_by_label("Hvilken enhed?").select_option(label="Unge og Uddannelse")
    desk.get_by_label("Hvorfor er det bedst for borgeren?").fill("Fatima vil gerne læse videre.")
    desk.get_by_role("button", name="Spørg lederen").click()
    expect(desk.locator("main")).to_contain_text("Flytning venter på Unge og Uddannelse")
    check(desk, axe_source)

    log_in(phone, "Pernille Vang")
    phone.goto("/teamet/")
    check(phone, axe_source)
    phone.get_by_role("link", name=re.compile("Læs og svar.*Fatima El-Amin")).click()
    expect(phone.locator("main")).to_contain_text("Fatima vil gerne læse videre.")
    check(phone, axe_source)
    phone.get_by_label("Nej").check()
    phone.get_by_label("Svar til den, der spørger").fill("Vi følger kun dem under tredive.")
    phone.get_by_role("button", name="Send svaret").click()
    expect(phone.locator("main")).to_contain_text("Dit svar er sendt.")

    desk.goto(address)
    expect(desk.locator("main")).to_contain_text("Vi følger kun dem under tredive.")
    check(desk, axe_source)


def test_a_colleague_is_drawn_in_and_sees_the_citizen_marked(
    desk: Page, phone: Page, axe_source: str
) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name="Kirsten Abildgaard").click()
    desk.get_by_role("link", name="Inddrag en kollega").click()
    names = desk.get_by_label("Hvem?").locator("option").all_inner_texts()
    sidsel = next(name for name in names if name.startswith("Sidsel Nørby"))
    desk.get_by_label("Hvem?").select_option(label=sidsel)
    desk.get_by_label("Sprog").check()
    desk.get_by_label("En måned").check()
    desk.get_by_role("button", name="Inddrag kollegaen").click()
    expect(desk.locator("main")).to_contain_text("Sidsel Nørby er medinddraget til og med")

    log_in(phone, "Sidsel Nørby")
    phone.goto("/mine-borgere/")
    row = phone.locator("#medinddraget + .rows > li", has_text="Kirsten Abildgaard")
    expect(row).to_contain_text("Fast medarbejder: Nadia Holm")
    check(phone, axe_source)
    row.get_by_role("link", name="Kirsten Abildgaard").click()
    phone.get_by_role("button", name=re.compile("Afslut")).click()
    expect(phone.locator("main")).not_to_contain_text("Kirsten Abildgaard")
