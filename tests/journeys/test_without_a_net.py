"""A phone that loses the net while its owner writes: nothing is lost, written twice or left behind."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import log_in, watched

pytestmark = pytest.mark.journey
NO_NET = "Ingen forbindelse. Det, du skriver, bliver her og gemmes, når nettet er tilbage."
WHAT = "Hvad vil du gerne nå?"


@pytest.fixture
def phone(browser: Browser, house: str) -> Iterator[Page]:
    """A phone whose requests may fail: that is what these journeys are about."""
    context = browser.new_context(base_url=house, viewport={"width": 390, "height": 844})
    yield from watched(context, may_say=r"net::ERR_(INTERNET_DISCONNECTED|FAILED)")


def nothing_is_kept(page: Page) -> None:
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("caches.keys()") == []


def test_a_phone_that_loses_the_net_while_writing(phone: Page) -> None:
    log_in(phone, "Maja Krogh")
    goal = "Et sted med heste, hvor jeg kan komme om morgenen."
    written = phone.locator("#plan .note, #plan .own-words", has_text=goal)
    before = written.count()
    phone.get_by_role("link", name="Nyt mål").click()
    phone.context.set_offline(True)
    phone.get_by_label(WHAT).fill(goal)
    phone.get_by_role("button", name="Gem").click()
    expect(phone.get_by_role("status").filter(has_text=NO_NET)).to_be_visible()
    phone.get_by_role("button", name="Gem").click()
    expect(phone.get_by_label(WHAT)).to_have_value(goal)
    nothing_is_kept(phone)

    phone.context.set_offline(False)
    expect(phone.locator("#plan")).to_contain_text(goal)
    assert written.count() == before + 1, "once"
    phone.get_by_role("link", name="Nyt mål").click()
    expect(phone.get_by_label(WHAT)).to_have_value("")


def test_what_was_begun_is_on_the_other_device(phone: Page, desk: Page) -> None:
    log_in(phone, "Maja Krogh")
    story = "Jeg har altid arbejdet med hænderne, og"
    phone.goto("/mit-forloeb/historie/fortael/")
    with phone.expect_response(re.compile("/kladde/story/")):
        phone.get_by_label("Fortæl med dine egne ord").fill(story)
    expect(phone.get_by_role("status").filter(has_text="Kladden er gemt.")).to_be_visible()
    nothing_is_kept(phone)

    log_in(desk, "Maja Krogh")
    desk.goto("/mit-forloeb/historie/fortael/")
    expect(desk.get_by_label("Fortæl med dine egne ord")).to_have_value(story)
    desk.get_by_role("button", name="Kassér kladden").click()
    expect(desk.get_by_role("status").filter(has_text="Kladden er kasseret.")).to_be_visible()
    expect(desk.get_by_label("Fortæl med dine egne ord")).to_have_value("")


def test_what_was_only_in_the_tab_is_gone_at_log_out(phone: Page) -> None:
    log_in(phone, "Maja Krogh")
    text = "Det her når aldrig nettet."
    phone.goto("/mit-forloeb/plan/nyt-skridt/")
    phone.route(re.compile("/kladde/"), lambda route: route.abort())
    phone.get_by_label("Hvad vil du gøre?").fill(text)
    expect(phone.get_by_role("status").filter(has_text=NO_NET)).to_be_visible()
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Log ud").click()
    phone.wait_for_url("**/log-ind/")
    phone.go_back()
    expect(phone.locator("body")).not_to_contain_text(text)
    assert text not in str(
        phone.evaluate("[...document.querySelectorAll('textarea')].map(field => field.value)")
    )
    nothing_is_kept(phone)
