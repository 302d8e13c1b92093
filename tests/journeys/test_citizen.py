"""A citizen on a phone; and what their message does at the other end."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import a_photo
from tests.journeys.conftest import log_in
from tovholder.jobcentre.staff.picture import LIGHT_ENOUGH

pytestmark = pytest.mark.journey


def test_a_citizen_writes_and_the_employee_answers(phone: Page, desk: Page) -> None:
    log_in(phone, "Jens Ågård")
    expect(phone.locator("main")).to_contain_text("Nadia Holm")
    expect(phone.get_by_role("link", name=re.compile("Ring")).first).to_have_attribute(
        "href", re.compile(r"^tel:")
    )
    phone.get_by_label("Skriv til din medarbejder").fill("Kan vi mødes på savværket i stedet?")
    phone.get_by_role("button", name=re.compile("Send")).click()
    expect(phone.locator("main")).to_contain_text("Kan vi mødes på savværket i stedet?")

    log_in(desk, "Nadia Holm")
    desk.goto("/min-dag/?grund=waiting_for_me")
    row = desk.locator("#foelg-op ~ .rows > li", has_text="Jens Ågård")
    expect(row).to_contain_text("Kan vi mødes på savværket")
    row.get_by_role("link", name=re.compile("Svar")).click()
    desk.get_by_label("Din besked").fill("Ja, det gør vi.")
    desk.get_by_role("button", name="Send besked").click()
    desk.goto("/min-dag/?grund=waiting_for_me")
    expect(desk.locator("#foelg-op ~ .rows > li", has_text="Jens Ågård")).to_have_count(0)

    phone.reload()
    expect(phone.locator("main")).to_contain_text("Ja, det gør vi.")


def test_an_employee_puts_in_a_picture_and_the_citizen_sees_it(phone: Page, desk: Page) -> None:
    log_in(phone, "Maja Krogh")
    face = phone.locator(".who img.face")
    drawn = face.get_attribute("src")

    log_in(desk, "Nadia Holm")
    desk.get_by_role("link", name="Mit billede").click()
    photo = {"name": "mig på åen.jpg", "mimeType": "image/jpeg", "buffer": a_photo(size=(3000, 2000))}
    desk.get_by_label("Vælg et billede").set_input_files(photo)
    desk.get_by_role("button", name="Gem billedet").click()
    expect(desk.get_by_role("status")).to_contain_text("Dit billede er gemt.")
    expect(desk.get_by_alt_text("Dit billede, som andre ser det")).to_be_visible()

    phone.reload()
    expect(face).not_to_have_attribute("src", str(drawn))
    assert face.evaluate("image => image.complete && image.naturalWidth") == 240
    assert face.evaluate("image => getComputedStyle(image).borderRadius") == "50%"

    desk.get_by_role("button", name="Fjern billedet").click()
    expect(desk.get_by_role("button", name="Fjern billedet")).to_have_count(0)
    phone.reload()
    expect(face).to_have_count(0)
    expect(phone.locator(".who .face")).to_have_text("NH")


MOST_AT_A_FIRST_VISIT = 250_000  # bytes over the wire, with the heaviest face there can be


def test_a_first_visit_is_light(browser: Browser, house: str, phone: Page) -> None:
    log_in(phone, "Jens Ågård")
    context = browser.new_context(base_url=house, storage_state=phone.context.storage_state())
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    came: list[int] = []
    wire.on("Network.loadingFinished", lambda one: came.append(one["encodedDataLength"]))
    page.goto("/mit-forloeb/", wait_until="networkidle")
    context.close()
    assert len(came) > 5
    assert sum(came) + LIGHT_ENOUGH <= MOST_AT_A_FIRST_VISIT


def test_a_citizen_reads_who_has_looked(phone: Page, desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name="Jens Ågård").click()
    log_in(phone, "Jens Ågård")
    phone.get_by_role("link", name=re.compile("Hvem har set")).click()
    expect(phone.locator("main")).to_contain_text("Arbejde og Hverdag")
    expect(phone.locator("main")).not_to_contain_text("Nadia")
