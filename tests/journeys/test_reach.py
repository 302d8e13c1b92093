"""A citizen's pages for those who read large, see poorly, move little or pay for every byte."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.journey
PAGES = (
    "/mit-forloeb/",
    "/mit-forloeb/blev-du-hoert/",
    "/mit-forloeb/saadan-gaar-det/",
    "/mit-forloeb/anden-medarbejder/",
    "/mit-forloeb/plan/",
    "/mit-forloeb/plan/nyt-maal/",
    "/mit-forloeb/plan/nyt-skridt/",
    "/mit-forloeb/historie/",
    "/mit-forloeb/historie/fortael/",
    "/mit-forloeb/traade/ny/",
    "/mit-forloeb/hvem-har-set/",
    "/mit-forloeb/book/",
    "/mit-forloeb/paamindelse/",
    "/mit-forloeb/aktiviteter/",
    "/mit-forloeb/afgoerelser/",
    "/mit-forloeb/mentorstoette/",
    "/mit-forloeb/med-mig/",
    "/mit-forloeb/med-mig/ny/",
)
# Found on the first page, as everybody finds them: a goal, a thread, a paper, a meeting, a time that is booked.
LINKED = re.compile(r"^/mit-forloeb/(plan|traade|papir|moede|tid)/\d+/$")
MOST_AFTER_THE_FIRST = 30_000  # bytes over the wire


def pages_of(page: Page) -> list[str]:
    page.goto("/mit-forloeb/")
    linked = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    found: dict[str, str] = {}
    for address in linked:
        if address and (kind := LINKED.match(address)):
            found.setdefault(kind[1], address)
    assert set(found) == {"plan", "traade", "papir", "moede", "tid"}
    return [*PAGES, *found.values(), f"{found['tid']}flyt/"]


LARGE = """() => {
  const html = document.documentElement;
  html.style.fontSize = 2 * parseFloat(getComputedStyle(html).fontSize) + 'px';
}"""
# Words that are cut off: in a box that hides what it has no room for, and is not hidden on purpose for screen readers.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(one => {
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const aside = '.sr-only, .sr-only *, .skip-link, .form-radio, .form-checkbox, svg, svg *';
  if (one.matches(aside) || !box.width) return false;
  const hides = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
  const tooBig = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
  return hides && tooBig && one.textContent.trim() || box.right > innerWidth + 1 || box.left < -1;
}).map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [1280, 390])
def test_at_twice_the_text_nothing_is_lost_or_beside_the_page(width: int, phone: Page) -> None:
    log_in(phone, "Jens Ågård")
    addresses = pages_of(phone)
    phone.set_viewport_size({"width": width, "height": 844})
    wrong = []
    for address in addresses:
        phone.goto(address)
        phone.evaluate(LARGE)
        wrong += [f"{address}: {cut}" for cut in phone.evaluate(CUT_OFF)]
        if phone.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{address} scrolls sideways")
    assert not wrong, "\n".join(wrong)


def test_at_four_times_the_size_nothing_is_lost_or_beside_the_page(phone: Page) -> None:
    """A page of 1280 px enlarged four times is a page of 320."""
    log_in(phone, "Jens Ågård")
    addresses = pages_of(phone)
    phone.set_viewport_size({"width": 320, "height": 256})
    wrong = []
    for address in addresses:
        phone.goto(address)
        wrong += [f"{address}: {cut}" for cut in phone.evaluate(CUT_OFF)]
        if phone.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{address} scrolls sideways")
    assert not wrong, "\n".join(wrong)


FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const seen = [one, one.nextElementSibling].filter(Boolean).flatMap(each =>
    [getComputedStyle(each), getComputedStyle(each, '::before')]);
  const marked = seen.some(style =>
    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none');
  const box = one.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight;
  return {what: one.outerHTML.slice(0, 120), marked, inView};
}"""


def test_the_keyboard_shows_where_it_is(phone: Page) -> None:
    log_in(phone, "Jens Ågård")
    wrong = []
    for address in pages_of(phone):
        phone.goto(address)
        phone.evaluate("document.activeElement.blur()")
        seen = 0
        for _ in range(80):
            phone.keyboard.press("Tab")
            focus = phone.evaluate(FOCUS)
            if focus is None:
                break
            seen += 1
            if not (focus["marked"] and focus["inView"]):
                wrong.append(f"{address}: {focus['what']}")
        assert seen > 5, address
    assert not wrong, "\n".join(wrong)


def test_a_scale_is_answered_with_the_keyboard_alone(phone: Page) -> None:
    log_in(phone, "Jens Ågård")
    phone.goto("/mit-forloeb/saadan-gaar-det/")
    group = phone.get_by_role("group", name="Ved du, hvad dit næste skridt er?")
    group.get_by_label("0", exact=True).focus()
    for _ in range(8):
        phone.keyboard.press("ArrowRight")
    expect(group.get_by_label("8", exact=True)).to_be_checked()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("status")).to_contain_text("Tak. Det er gemt.")


def test_what_a_person_asked_their_machine_for_is_kept_to(phone: Page) -> None:
    log_in(phone, "Jens Ågård")
    quiet = "getComputedStyle(document.querySelector('.quiet')).color"
    moves = """[...document.querySelectorAll('body *')].filter(one => {
      const style = getComputedStyle(one);
      return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
    }).length"""
    as_usual = phone.evaluate(quiet)
    phone.emulate_media(reduced_motion="reduce", contrast="more")
    assert phone.evaluate(moves) == 0
    assert phone.evaluate(quiet) != as_usual
    assert phone.evaluate(quiet) == "rgb(26, 26, 26)"


def wire(context: BrowserContext, page: Page) -> list[int]:
    """The bytes of each answer over the wire, as they come; nothing for what the browser had."""
    came: list[int] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda one: came.append(one["encodedDataLength"]))
    return came


def test_every_page_after_the_first_is_light_and_kept_by_nobody(
    browser: Browser, house: str, phone: Page
) -> None:
    log_in(phone, "Jens Ågård")
    addresses = pages_of(phone)
    context = browser.new_context(base_url=house, storage_state=phone.context.storage_state())
    page = context.new_page()
    page.goto("/mit-forloeb/", wait_until="networkidle")
    page.goto("/mit-forloeb/plan/nyt-maal/", wait_until="networkidle")
    came = wire(context, page)
    weights = {}
    for address in addresses:
        came.clear()
        answer = page.goto(address, wait_until="networkidle")
        assert answer is not None
        assert answer.headers["cache-control"] == "no-store", address
        weights[address] = sum(came)
    context.close()
    assert min(weights.values()) > 1000, "something came"
    heavy = {address: weight for address, weight in weights.items() if weight > MOST_AFTER_THE_FIRST}
    assert not heavy, weights
