"""A file of citizens is tried, mended, read in, and read again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in
from tovholder.jobcentre.exchange.tests import big

pytestmark = pytest.mark.journey

_HEADING = "CPR;Navn;Enhed;Telefon\n"
_RIGHT = "710280-9977;Åse Filipsen;Arbejde og Hverdag;00 55 55 55\n"
_WRONG = "319902-1234;Ib Fejlsen;Arbejde og Hverdag;00 55 55 56\n"


def upload(page: Page, path: Path) -> None:
    page.goto("/indlaesning/")
    page.get_by_label("Fil", exact=True).set_input_files(path)
    page.get_by_role("button", name="Tjek filen").click()


def test_a_file_is_tried_mended_and_read_in(desk: Page, tmp_path: Path, axe_source: str) -> None:
    log_in(desk, "Tove Aggerholm")
    file = tmp_path / "borgere.csv"
    file.write_bytes((_HEADING + _RIGHT + _WRONG).encode("latin-1"))
    upload(desk, file)
    problem = desk.get_by_role("row", name="3")
    expect(problem).to_contain_text("CPR")
    desk.evaluate(axe_source)
    assert not breaches_of_wcag(desk)
    expect(desk.get_by_role("button", name="Læs filen ind")).to_have_count(0)

    file.write_bytes((_HEADING + _RIGHT).encode("latin-1"))
    upload(desk, file)
    expect(desk.locator("main")).to_contain_text("1 ny")
    desk.get_by_role("button", name="Læs filen ind").click()
    expect(desk.locator("main")).to_contain_text("Læst ind")

    upload(desk, file)
    expect(desk.locator("main")).to_contain_text("Filen ændrer intet")


def test_a_large_file_is_read_in_while_one_waits(desk: Page, tmp_path: Path, axe_source: str) -> None:
    """More rows than are read in at once: the work goes on behind, and the page tells how far it is by itself."""
    log_in(desk, "Tove Aggerholm")
    file = tmp_path / "mange.csv"
    rows = [f"{big.digits(n)};Ågot Prøve {n};Unge og Uddannelse;\n" for n in range(5000, 7500)]
    file.write_text(_HEADING + "".join(rows) + _WRONG)
    upload(desk, file)
    expect(desk.locator("#fremdrift progress")).to_be_visible()
    desk.evaluate(axe_source)
    assert not breaches_of_wcag(desk)
    rest = desk.get_by_role("button", name="Læs de øvrige 2.500 rækker ind")
    expect(rest).to_be_visible(timeout=60_000)
    with desk.expect_download() as wrong:
        desk.get_by_role("link", name="Hent den række, der skal rettes, med hvorfor").click()
    assert "Ib Fejlsen" in wrong.value.path().read_text(encoding="utf-8-sig")
    rest.click()
    expect(desk.locator("main")).to_contain_text("Læst ind", timeout=60_000)
    expect(desk.locator("#fremdrift")).to_have_count(0)


def test_a_picture_is_no_list(desk: Page, tmp_path: Path) -> None:
    log_in(desk, "Tove Aggerholm")
    file = tmp_path / "billede.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00")
    upload(desk, file)
    expect(desk.locator(".form-error-message")).to_be_visible()
