"""Every page and state: no breach of WCAG 2.1 AA at 390 and 1280 px, no sideways scroll at 320, nothing kept behind."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import breaches_of_wcag, log_in

pytestmark = pytest.mark.journey

# who: what they open. A {link} is followed from the page before, a [button] is pressed, what is (behind) is opened,
# and <what a selector finds> is pressed where its words change from day to day.
PAGES = {
    "": [
        "/log-ind/",
        "/proeve/",
        "/findes-ikke/",
        "/bliv-ringet-op/",
        "/bliv-ringet-op/ [Bed om]",
        "/doer/et-link-der-er-skrevet-forkert/",
        "/invitation/et-link-der-er-skrevet-forkert/",
        "/repraesentant/et-link-der-er-skrevet-forkert/",
    ],
    "Nadia Holm": [
        "/min-dag/",
        "/min-dag/?grund=contact_due",
        "/min-dag/?grund=waiting_for_me",
        "/min-dag/?grund=meeting_answered {Se svaret}",
        "/min-dag/?grund=meeting_passed {Åbn mødet} [Mødet er holdt]",
        "/mine-borgere/",
        "/mine-borgere/ {Jens Ågård}",
        "/mine-borgere/ {Jens Ågård} {Hold samtale}",
        "/mine-borgere/ {Jens Ågård} {Hold samtale} [Gem og del]",
        "/mine-borgere/ {Jens Ågård} {Aftal næste}",
        "/mine-borgere/ {Jens Ågård} {delt}",
        "/mine-borgere/ {Jens Ågård} {Foreslå et skridt} [Gem]",
        "/mine-borgere/ {Jens Ågård} {Hele planen}",
        "/mine-borgere/ {Jens Ågård} {Borgerens historie}",
        "/mine-borgere/ {Jens Ågård} {formiddagene}",
        "/mine-borgere/ {Jens Ågård} {Ny tråd} [Begynd]",
        "/mine-borgere/ {Jens Ågård} {Borgerens historie} {Læs det hele}",
        "/mine-borgere/ {Kirsten Abildgaard} {Borgerens historie} {Skriv sammen} [Gem]",
        "/mine-borgere/ {Jens Ågård} {Mentorstøtte}",
        "/mine-borgere/ {Jens Ågård} {Mentorstøtte} {Skriv mentorstøtte} [Gem]",
        "/min-dag/?grund=mentor_ends {Se bevillingen} [Forlæng]",
        "/mine-borgere/ {Jens Ågård} {Skriv koordinering}",
        "/mine-borgere/ {Jens Ågård} {Bisidder og}",
        "/mine-borgere/ {Jens Ågård} {Bisidder og} {Ret}",
        "/mine-borgere/ {Kirsten Abildgaard} {Bisidder og} {Skriv en på} [Gem]",
        "/mine-borgere/ {Jens Ågård} {Myndighed}",
        "/mine-borgere/ {Jens Ågård} {Myndighed} {Skriv noget nyt} [Gem]",
        "/mine-borgere/ {Jens Ågård} {Myndighed} {hæve-sænke}",
        "/mine-borgere/ {Jens Ågård} {Myndighed} {hæve-sænke} [Gem dagene]",
        "/min-dag/?grund=matter_not_noted {Skriv notatet} [Gem notatet]",
        "/mine-borgere/ {Maja Krogh} {Ringe til rideskolen}",
        "/mine-borgere/ {Maja Krogh} {Ringe til rideskolen} [Svar, at]",
        "/mine-borgere/ {Kirsten Abildgaard} {Foreslå et mål} [Gem]",
        "/mine-borgere/ {Mine tal} (Tallene bag)",
        "/mine-borgere/ {Jens Ågård} (Sådan er det regnet)",
        "/mine-borgere/ {Jens Ågård} {Alle papirer}",
        "/mine-borgere/ {Jens Ågård} {Plan for at komme tilbage} (tidligere udgave)",
        "/mine-borgere/ {Jens Ågård} {Plan for at komme tilbage} {Ret} [Se planen igennem]",
        "/mine-borgere/ {Jens Ågård} {Plan for at komme tilbage} {Ret} [Flere rækker] [Gem]",
        "/mine-borgere/ {Jens Ågård} {Alle papirer} {Mulighedserklæring}",
        "/mine-borgere/ {Jens Ågård} {Alle papirer} {Mulighedserklæring} {Ret}",
        "/min-dag/?grund=plan_to_evaluate {Evaluér} [Gem evalueringen]",
        "/min-dag/?grund=plan_to_evaluate {Evaluér} {Ret}",
        "/mine-borgere/ {Maja Krogh} {Skriv et papir}",
        "/mine-borgere/ {Fatima El-Amin} {Aktiviteter}",
        "/mine-borgere/ {Fatima El-Amin} {Aktiviteter} {Morgenmad}",
        "/mine-borgere/ {Fatima El-Amin} {Aktiviteter} {Morgenmad} {Ret}",
        "/mine-borgere/ {Fatima El-Amin} {Aktiviteter} {Morgenmad} {Afslut} [Gem]",
        "/mine-borgere/ {Fatima El-Amin} {Aktiviteter} {På en arbejdsplads} [Gem]",
        "/mine-borgere/ {Maja Krogh} {Aktiviteter} {Internt tilbud}",
        "/mine-borgere/ {Maja Krogh} {Aktiviteter} {Internt tilbud} {Alligevel} [Gem]",
        "/mine-arbejdssteder/",
        "/mine-arbejdssteder/ {Hedelund Savværk}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Uden navn}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Uden navn} {Ret meldingen}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Skriv en melding}",
        "/mine-arbejdssteder/?skal=1",
        "/mine-arbejdssteder/ {Hedelund Savværk} {I har talt sammen}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {I har talt sammen} [Gem: vi]",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Sparring}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Sparring} [Gem: vi]",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Uden navn} {Skriv sparring ned}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Ny aftale}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Ny aftale} [Gem aftalen]",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Ny note}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Ny note} [Gem noten]",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Uden navn} {Tilbyd et møde}",
        "/mine-arbejdssteder/ {Hedelund Savværk} {Uden navn} {Tilbyd et møde} [Videre til mailene]",
        "/fravaersmelding/2/ {kl. 10}",
        "/fravaersmelding/2/ {kl. 10} (Giv en ny tid) (Aflys mødet) (Tilføj en deltager) [Tilføj]",
        "/fravaersmelding/2/ {kl. 13}",
        "/fravaersmelding/2/ {kl. 13} {Åbn referatet} (Det skriver vi)",
        "/mit-billede/",
        "/mit-billede/ [Gem billedet]",
        "/mine-tider/",
        "/mine-tider/ [Tilbyd tiderne]",
        "/mit-fravaer/",
        "/mit-fravaer/ [Gem som fast stedfortræder]",
        "/mine-borgere/ {Jens Ågård} {Inddrag en kollega}",
        "/mine-borgere/ {Jens Ågård} {Inddrag en kollega} [Inddrag kollegaen]",
        "/mine-borgere/ {Maja Krogh} {Forlæng}",
        "/mine-borgere/ {Maja Krogh} {Forlæng} [Forlæng]",
        "/mine-borgere/ {Jens Ågård} {Flyt til en anden enhed}",
        "/mine-borgere/ {Jens Ågård} {Flyt til en anden enhed} [Spørg lederen]",
        "/om-mig/",
        "/min-profil/ (Det samme med ord)",
        "/min-profil/ {Skriv om Beskæftigelses}",
        "/laering/",
        "/laering/ {Introduktion til mentorrollen}",
        "/viden/ (Få det nye på mail)",
        "/viden/nyt/ [Del det med kollegerne]",
        "/viden/ {Aftal én opgave}",
        "/pulsen/ [Svar]",
        "/kompetencer/",
        "/noedadgang/",
        "/noedadgang/ [Åbn borgerens side]",
        "/resultater/",
        "/teamet/",
    ],
    "Ellen Thorup": [
        "/teamet/",
        "/teamet/borgere/",
        "/teamet/borgere/ {Skift}",
        "/teamet/borgere/ {Skift} [Skift fast medarbejder]",
        "/teamet/ {Nadia Holm}",
        "/teamet/ {Nadia Holm} [Gem]",
        "/teamet/ {Nadia Holm} {Virksomhedsprofilen}",
        "/teamet/kompetencer/",
        "/teamet/daekning/",
        "/teamet/det-naeste/",
        "/laering/nyt/ [Sæt på listen]",
        "/laering/ {Introduktion til mentorrollen}",
        "/teamet/overlevering/",
        "/teamet/overlevering/ [Videre med de valgte]",
        "/teamet/overlevering/ [Videre med alle]",
        "/teamet/overlevering/ [Videre med alle] [Overlever de valgte]",
        "/teamet/borgere/ {Skift} {Vælg }",
        "/teamet/forslag/",
        "/teamet/forslag/ [Godkend dem med kryds]",
        "/teamet/forslag/ [Foreslå, hvem der følger videre]",
        "/teamet/ {Fravær}",
        "/teamet/ {Fravær for Kasper Lundgaard} [Gem fraværet]",
        "/teamet/ {Fravær for Kasper Lundgaard} [Ret sidste dag]",
        "/teamet/ {Fravær for Kasper Lundgaard} {Samtaler imens}",
        "/teamet/noedadgang/",
        "/teamet/ {Stopper}",
        "/teamet/ {Stopper} [Gem, at]",
    ],
    "Henrik Aagesen": [
        "/teamet/",
        "/teamet/fordelingen/",
        "/teamet/daekning/",
        "/kompetencer/",
        "/kompetencer/ {Ret Coache}",
        "/kompetencer/ {Tilføj en kompetence} [Gem]",
        "/teamet/fordelingen/ [Gem vægtene]",
        "/resultater/",
        "/resultater/virker-det/ (Sådan undersøger)",
        "/resultater/virker-det/ {Se kurverne} (Tallene bag)",
        "/resultater/ (Flere tal: Én fast medarbejder)",
        "/resultater/tal/sick/ (Tabellen bag)",
        "/resultater/tal/citizen_talk/",
        "/resultater/tal/temporary/ {Hvilken ydelse}",
        "/resultater/ {Lever vi modellen} (Trin og grund)",
        "/resultater/ {Hvor længe varer} (Tabellen bag)",
        "/resultater/tal/company_contact/ {De enkelte virksomheder}",
        "/resultater/ {Vælg kommune}",
        "/resultater/ {Vælg mål}",
        "/resultater/ {Vælg mål} [Gem]",
        "/resultater/ {Vælg regler}",
        "/resultater/ {Vælg regler} [Gem]",
        "/resultater/ {Vælg rytme}",
        "/resultater/ {Vælg rytme} [Gem]",
    ],
    "Tove Aggerholm": ["/indlaesning/", "/resultater/"],
    "Jens Ågård": [
        "/mit-forloeb/aktiviteter/",
        "/mit-forloeb/",
        "/mit-forloeb/ (Sådan har vi talt)",
        "/mit-forloeb/ {Lad os tale om det}",
        "/mit-forloeb/ {Lad os tale om det} [Lad os tale om det]",
        "/mit-forloeb/ {Nyt skridt}",
        "/mit-forloeb/ {Nyt mål} [Gem]",
        "/mit-forloeb/blev-du-hoert/",
        "/mit-forloeb/saadan-gaar-det/",
        "/mit-forloeb/saadan-gaar-det/ [Gem]",
        "/mit-forloeb/plan/",
        "/mit-forloeb/historie/",
        "/mit-forloeb/ {formiddagene}",
        "/mit-forloeb/ {Ny tråd} [Begynd]",
        "/mit-forloeb/historie/ {Læs og ret}",
        "/mit-forloeb/historie/ {Fortæl} [Gem]",
        "/mit-forloeb/ {Plan for at komme tilbage}",
        "/mit-forloeb/ {Plan for at komme tilbage} {Ret}",
        "/mit-forloeb/ {Fastholdelsesplan}",
        "/mit-forloeb/ {Fastholdelsesplan} [Send svaret]",
        "/mit-forloeb/ {kl. 10}",
        "/mit-forloeb/ {Min mentorstøtte}",
        "/mit-forloeb/ {Hvem er med mig}",
        "/mit-forloeb/ {Hvem er med mig} {Ret, hvad}",
        "/mit-forloeb/ {Hvem er med mig} {Vælg en} [Gem]",
        "/mit-forloeb/ {Afgørelser om mig} (Læs, hvad der)",
        "/mit-forloeb/hvem-har-set/",
        "/mit-forloeb/hvem-har-set/ {Vis også lister}",
    ],
    "Maja Krogh": [
        "/mit-forloeb/",
        "/mit-forloeb/ [Send]",
        "/mit-forloeb/ {Book en tid}",
        "/mit-forloeb/ {Book en tid} <.slots a>",
        "/mit-forloeb/ {Book en tid} <.slots a> [Book tiden]",
        "/mit-forloeb/paamindelse/ [Gem]",
        "/mit-forloeb/ {Bed om en anden medarbejder}",
        "/mit-forloeb/ {Bed om en anden medarbejder} [Send til lederen]",
    ],
    "Rikke Dahl": [
        "/min-kontakt/",
        "/min-kontakt/ {kl. 10}",
        "/min-kontakt/ {kl. 10} [Send svaret]",
        "/min-kontakt/ {En medarbejder}",
        "/min-kontakt/ {En medarbejder} {Ret}",
        "/min-kontakt/ {Planer og papirer}",
        "/min-kontakt/ {Planer og papirer} {Plan for at komme tilbage}",
        "/findes-ikke/",
    ],
}
STATES = [(who, path) for who, paths in PAGES.items() for path in paths]


def reach(page: Page, path: str) -> None:
    address, *presses = re.findall(r"\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|<[^>]*>|\S+", path)
    page.goto(address)
    for press in presses:
        if press.startswith("<"):
            page.locator(press[1:-1]).first.click()
            page.wait_for_load_state()
            continue
        if press.startswith("("):
            page.locator("summary", has_text=press[1:-1]).first.click()
            continue
        role = "link" if press.startswith("{") else "button"
        page.get_by_role(role, name=re.compile(re.escape(press[1:-1]))).first.click()
        page.wait_for_load_state()


@pytest.mark.parametrize(("who", "path"), STATES)
def test_the_page_is_accessible_and_fits(
    who: str, path: str, browser: Browser, house: str, axe_source: str
) -> None:
    context = browser.new_context(
        base_url=house, viewport={"width": 1280, "height": 900}, storage_state=_signed_in(who, browser, house)
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None,
    )
    reach(page, path)
    is_accessible_and_fits(page, axe_source, f"{path} as {who or 'nobody'}")
    context.close()
    assert not wrong, wrong


def is_accessible_and_fits(page: Page, axe_source: str, what: str) -> None:
    """As it stands, on a desk and on a phone; and nothing sticks out of the narrowest."""
    page.evaluate(axe_source)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        breaches = breaches_of_wcag(page)
        assert not breaches, f"{what} at {width}:\n" + "\n".join(breaches)
    assert page.title().strip(" ·")
    page.set_viewport_size({"width": 320, "height": 700})
    # The body hides what sticks out, so the widest element is measured too.
    assert not page.evaluate(_STICKS_OUT), f"{what} scrolls sideways at 320"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


_STICKS_OUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!box.width || getComputedStyle(e).position === 'absolute') return false;
  for (let p = e; p && p !== document.body; p = p.parentElement)
    if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(p).overflowX)) return false;
  return box.right > 321;
}).map(e => e.outerHTML.slice(0, 120))"""

_STATES: dict[str, dict] = {}


def _signed_in(who: str, browser: Browser, house: str) -> dict | None:
    """The cookies of somebody who has logged in once for all the pages."""
    if who and who not in _STATES:
        context = browser.new_context(base_url=house)
        log_in(context.new_page(), who)
        _STATES[who] = context.storage_state()
        context.close()
    return _STATES.get(who)


def test_the_page_tests_would_see_a_breach(desk: Page, axe_source: str) -> None:
    """The two guards above, on a page that breaks both."""
    desk.goto("/log-ind/")
    desk.set_viewport_size({"width": 320, "height": 700})
    desk.evaluate("""() => {
        const image = document.createElement('img');
        const wide = document.createElement('p');
        wide.style.minWidth = '900px';
        wide.append(image, 'x');
        document.querySelector('main').append(wide);
    }""")
    desk.evaluate(axe_source)
    assert any(breach.startswith("image-alt") for breach in breaches_of_wcag(desk))
    assert desk.evaluate(_STICKS_OUT), "the wide paragraph was not seen"


def test_nothing_personal_stays_in_the_browser(browser: Browser, house: str) -> None:
    context = browser.new_context(base_url=house)
    page = context.new_page()
    log_in(page, "Nadia Holm")
    page.goto("/mine-borgere/")
    page.get_by_role("link", name="Jens Ågård").click()
    page.get_by_label("Find borger, virksomhed, telefon").fill("Jens")
    expect(page.locator("#found")).to_contain_text("Jens")
    kept = page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert kept == "[[],[]]"
    assert not [cookie for cookie in context.cookies() if "Jens" in cookie["value"]]
    answer = page.request.get(page.url)
    assert answer.headers["cache-control"] == "no-store"
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    page.get_by_role("button", name="Log ud").click()
    # Back only from where one has arrived: a step back in the middle of a step forward meets no page at all.
    page.wait_for_url("**/log-ind/")
    page.go_back()
    expect(page.get_by_role("button", name="Log ind")).to_be_visible()
    context.close()


def test_danish_first_and_english_by_a_press(desk: Page) -> None:
    """The browser is English; the page is Danish until somebody chooses."""
    desk.goto("/log-ind/")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Log ind")
    desk.get_by_role("button", name="English").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Log in")
    assert desk.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("who", [who for who in PAGES if who])
def test_no_danish_is_left_in_english(who: str, desk: Page) -> None:
    """Fixed texts, that is; what people wrote stays in their words."""
    desk.goto("/log-ind/")
    desk.get_by_role("button", name="English").click()
    desk.goto("/proeve/")
    desk.get_by_role("button", name=re.compile(who)).click()
    menu = desk.locator("header").inner_text()
    assert not re.search(r"\b(Min|Mine|Mit|Teamet|Resultater|Indlæsning|Log ud)\b", menu), menu


def test_every_page_prints(desk: Page) -> None:
    log_in(desk, "Nadia Holm")
    desk.goto("/mine-borgere/")
    desk.get_by_role("link", name="Jens Ågård").click()
    desk.emulate_media(media="print")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    expect(desk.get_by_role("navigation", name="Hovedmenu")).to_be_hidden()
    assert len(desk.pdf()) > 5000


RESULTS_ON_PAPER = [
    "", "tal/sick/", "sygefravaer/", "modellen/", "virker-det/", "virker-det/ {Se kurverne}", "ydelser/",
]  # fmt: skip
ALL_IS_SHOWN = {"ydelser/"}


@pytest.mark.parametrize("path", RESULTS_ON_PAPER)
def test_results_print_with_their_tables(desk: Page, path: str) -> None:
    """What is behind a press is on the paper, and what is for the screen alone is not."""
    log_in(desk, "Henrik Aagesen")
    reach(desk, f"/resultater/{path}")
    desk.emulate_media(media="print")
    expect(desk.get_by_role("navigation", name="Hovedmenu")).to_be_hidden()
    behind = desk.locator("details:not([open]):not(:has(form)) > :not(summary)")
    assert (behind.count() > 0) != (path in ALL_IS_SHOWN)
    # What a closed one holds has a height all the same; whether it is painted is another question.
    on_paper = "one => one.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})"
    assert all(behind.evaluate_all(f"some => some.map({on_paper})"))
    assert all(desk.locator("table").evaluate_all(f"some => some.map({on_paper})"))
    wide = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert len(desk.pdf()) > 5000
