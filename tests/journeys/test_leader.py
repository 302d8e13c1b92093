"""A team leader at 07.45: somebody is away; and a citizen gets a new contact."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in, today

pytestmark = pytest.mark.journey


def test_an_absence_is_registered_and_somebody_covers(desk: Page) -> None:
    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    desk.get_by_role("link", name=re.compile("^Fravær.*Omar Barakat$")).click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Omar Barakat")
    desk.get_by_label("Første fraværsdag").fill(today().isoformat())
    desk.get_by_label("Til og med").fill((today() + timedelta(days=2)).isoformat())
    desk.get_by_role("button", name="Gem fraværet").click()
    expect(desk.get_by_role("status").first).to_contain_text("Fraværet er gemt.")
    desk.goto("/teamet/")
    expect(desk.locator("li", has_text="Omar Barakat").first).to_contain_text(
        re.compile("Fraværende.*dækker")
    )


def test_a_citizen_gets_a_new_contact_and_the_new_one_sees_it(desk: Page, phone: Page) -> None:
    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/")
    desk.get_by_role("link", name="Borgere hos Kasper Lundgaard").click()
    desk.get_by_role("link", name="Hanne Rosenkilde", exact=True).click()
    desk.get_by_role("link", name="Ny fast medarbejder").click()
    desk.get_by_label("Ny fast medarbejder", exact=True).select_option(label=_option(desk, "Nadia Holm"))
    desk.get_by_label("Medarbejderen har ikke timer nok").check()
    desk.get_by_label("Hvad er vigtigt for den nye at vide?").fill("Hanne vil helst tale om formiddagen.")
    desk.get_by_label("Hvis I ikke holder en fælles samtale").fill("Kasper er væk.")
    desk.get_by_role("button", name="Skift fast medarbejder").click()
    expect(desk.locator("main")).to_contain_text("Nadia Holm")

    log_in(phone, "Nadia Holm")
    phone.goto("/min-dag/?grund=new_to_me")
    phone.locator("li", has_text="Hanne Rosenkilde").get_by_role(
        "link", name=re.compile("Læs og bekræft")
    ).click()
    expect(phone.locator("#overlevering")).to_contain_text("Hanne vil helst tale om formiddagen.")


def test_back_from_a_citizen_lands_on_the_row(desk: Page) -> None:
    """On the second page of the list too, and after somebody was found by name; no name is in any address."""
    log_in(desk, "Ellen Thorup")
    desk.goto("/teamet/borgere/")
    desk.get_by_role("link", name="Næste", exact=True).click()
    row = desk.locator(".rows > li").nth(30)
    name = row.get_by_role("link").first.inner_text()
    row.get_by_role("link").first.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(name)
    desk.go_back()
    link = desk.get_by_role("link", name=name, exact=True)
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    assert "fra=" in desk.url

    desk.get_by_role("searchbox", name="Find i listen").fill(name)
    desk.get_by_role("button", name="Find", exact=True).click()
    expect(desk.locator(".rows > li")).to_have_count(1)
    desk.get_by_role("link", name=name, exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(name)
    desk.go_back()
    expect(desk.get_by_role("link", name=name, exact=True)).to_be_focused()
    assert not any(part.lower() in desk.url.lower() for part in name.split())


@pytest.mark.parametrize("address", ["/mine-borgere/", "/mine-arbejdssteder/"])
def test_back_to_ones_own_list_lands_on_the_row_too(desk: Page, address: str) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto(address)
    link = desk.locator(".rows > li").nth(9).get_by_role("link").first
    name = link.inner_text()
    link.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(name)
    desk.go_back()
    expect(desk.get_by_role("link", name=name, exact=True).first).to_be_focused()
    expect(desk.get_by_role("link", name=name, exact=True).first).to_be_in_viewport()


def test_a_list_is_taken_out_as_a_file(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="CSV").click()
    assert "Jens Ågård" in taken.value.path().read_text(encoding="utf-8-sig")
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="Excel").click()
    assert taken.value.suggested_filename.endswith(".xlsx")


def test_the_manager_sees_hours_and_no_names_of_citizens(desk: Page) -> None:
    log_in(desk, "Henrik Aagesen")
    desk.goto("/teamet/")
    expect(desk.locator("main")).to_contain_text("Arbejde og Hverdag")
    assert desk.locator("main a[href^='/borger/']").count() == 0
    desk.goto("/teamet/borgere/")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Den side er ikke din")


def _option(page: Page, name: str) -> str:
    options = page.get_by_label("Ny fast medarbejder", exact=True).locator("option").all_inner_texts()
    return next(text for text in options if text.startswith(name))
