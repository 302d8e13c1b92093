"""The real thing for the browser: `tovholder serve --demo` in a folder of its own, on a free port of this machine."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.servers import free_port

TIMEOUT = 240  # seconds for an empty folder to become a served municipality
CLOCK = Path(__file__).parents[1] / "clock"  # a folder that Python looks in first
# When the journeys begin, whatever day it is: on another day the demo proposes something else to a leader.
BEGIN = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
SHIFT = BEGIN - datetime.now(UTC)


def today() -> date:
    """The day it is in the house."""
    return (datetime.now(BEGIN.tzinfo) + SHIFT).date()


@pytest.fixture(scope="session")
def municipality(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo municipality as the first start leaves it; nobody lives in it, it is copied."""
    folder = tmp_path_factory.mktemp("municipality")
    for _address in served(folder):
        pass
    return folder


@pytest.fixture(scope="module")
def house(municipality: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A house for each file of journeys: what is done in one of them has not happened in the others."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(municipality, folder, dirs_exist_ok=True)
    yield from served(folder)


def served(folder: Path) -> Iterator[str]:
    """The address of a served demo municipality in a folder; ended by its own process."""
    port = free_port()
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
        },
        "DATA_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": os.pathsep.join([str(CLOCK), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "TOVHOLDER_CLOCK_SHIFT": str(
            SHIFT.total_seconds() + float(os.environ.get("TOVHOLDER_CLOCK_SHIFT", 0))
        ),
    }
    for secret in ("TOVHOLDER_SECRET_KEY", "TOVHOLDER_CPR_KEY"):
        environment.pop(secret, None)
    log = folder / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [str(Path(sys.executable).with_name("tovholder")), "serve", "--demo", "--port", str(port)],
            env=environment, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait_for(server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(TIMEOUT * 5):
        text = log.read_text()
        if "http://127.0.0.1" in text:
            return
        assert server.poll() is None, f"tovholder serve stopped:\n{text}"
        time.sleep(0.2)
    raise AssertionError(f"tovholder serve was not ready in {TIMEOUT} seconds:\n{log.read_text()}")


@pytest.fixture
def phone(browser: Browser, house: str) -> Iterator[Page]:
    yield from watched(
        browser.new_context(base_url=house, viewport={"width": 390, "height": 844}, locale="en-GB")
    )


@pytest.fixture
def desk(browser: Browser, house: str) -> Iterator[Page]:
    yield from watched(
        browser.new_context(base_url=house, viewport={"width": 1280, "height": 900}, locale="en-GB")
    )


def watched(context: BrowserContext, *, may_say: str = r"status of 4(0[349]|10|13|22)") -> Iterator[Page]:
    """A page on which a breach of the content policy, a script error or a failed request is a failed test.

    The browser itself notes every 4xx answer as an error; those are what the tests of bad input ask for.
    """
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    said = [text for text in wrong if not re.search(may_say, text)]
    assert not said, said


def log_in(page: Page, name: str) -> None:
    """One click, as in the demo."""
    page.goto("/proeve/")
    page.get_by_role("button", name=re.compile(name)).click()
    page.wait_for_url(lambda url: "/proeve/" not in url)


# Every rule is asked; of what is as it should be, axe need not describe each element, which takes most of its time.
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}


def breaches_of_wcag(page: Page) -> list[str]:
    """What axe finds on the page as it stands; its script must have been read in before."""
    found = page.evaluate("rules => axe.run(document, rules)", _RULES)
    return [
        f"{v['id']}: {n['html'][:150]} {n['failureSummary'][:200]}"
        for v in found["violations"]
        for n in v["nodes"]
    ]
