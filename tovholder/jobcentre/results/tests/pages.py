"""What pages of Resultater are filled with and read by."""

import re
from datetime import timedelta
from html import unescape

from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def fill(town: Town, people: int, units: int = 2) -> None:
    contacts = [town.employee(f"Ansat{n}", town.unit(f"Enhed {n}")) for n in range(units)]
    shop = town.workplace("Butik", contacts[0])
    for n in range(people):
        citizen = town.citizen("2003-01-01" if n % 2 else "1975-01-01")
        course = town.course(citizen, contacts[n % units])
        town.support(citizen, "sygedagpenge", (TODAY - timedelta(days=30 + n)).isoformat())
        town.talk(course, contacts[n % units], "2026-10-27")
        notice = town.notice(shop, "since", "2026-10-20", "2026-10-21", citizen=citizen)
        town.answer(notice, contacts[0], "2026-10-21", "10:30")
    publish_figures(TODAY, by=None, at=NOW)
