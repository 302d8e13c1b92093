"""How long sick leave lasts: published where it may be shown, and told in words, a picture and a table."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.test_english import left_in
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.tests.pages import text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, login_as
from tovholder.registers.lasting import sure_before
from tovholder.registers.oracle import ended_by, lasts_longer

pytestmark = pytest.mark.django_db


def is_over(until: date, today: date = TODAY) -> bool:
    """Whether a whole calendar month without has gone by since, walked through day by day."""
    without = [until + timedelta(days=n) for n in range((today - until).days + 1)]
    firsts = [day for day in without if day.day == 1]
    return any((first + timedelta(days=31)).replace(day=1) - timedelta(days=1) <= today for first in firsts)


# Nobody is followed further than to the last day on which an end could be believed.
KNOWN = max(day for n in range(90) if is_over(day := TODAY - timedelta(days=n)))


def spells(town: Town, lengths: list[int | None], begun: int, after: str = "") -> list[tuple[int, int]]:
    """People on sickness benefit from so many days ago, for so many days (None: still); what the oracle is given."""
    seen = []
    for days in lengths:
        citizen = town.citizen()
        since = TODAY - timedelta(days=begun)
        until = None if days is None else since + timedelta(days=days)
        town.support(citizen, "sygedagpenge", since.isoformat(), until and until.isoformat())
        if after and until:
            town.support(citizen, after, (until + timedelta(days=10)).isoformat())
        still = until is None or not is_over(until)
        seen.append(((KNOWN - since).days, 0) if still else (days, 1))
    return seen


def published(indicator: str) -> dict[str, float]:
    newest = Figure.objects.filter(indicator=indicator).order_by("-day").first()
    rows = Figure.objects.filter(indicator=indicator, day=newest.day) if newest else []
    return {figure.group: figure.value for figure in rows}


def test_the_published_share_is_the_oracles(client) -> None:
    town = Town()
    seen = spells(town, [30] * 6 + [100] * 7 + [None] * 12, 300)
    publish_figures(TODAY, by=None, at=NOW)
    shown = published(Indicator.SICK_LASTING)
    for weeks in (4, 8, 13, 26):
        assert shown[f"w{weeks:03}"] == pytest.approx(lasts_longer(seen, 7 * weeks), abs=1e-4)
    login_as(client, Role.MANAGER)
    text = text_of(client.get(reverse("results_lasting")).content.decode())
    assert "48 % af de sygeforløb, der begyndte i det seneste år, varer længere end 26 uger." in text
    assert "26 uger 48 %" in text
    assert "Det seneste år (25 forløb)" in text


def test_who_may_still_come_back_has_not_ended() -> None:
    """Six whose first day without is 1 October have been without all of it; those of the 2nd may be ill again."""
    town = Town()
    for since, until in (("2026-08-10", "2026-10-01"), ("2026-07-01", "2026-10-02")):
        for _ in range(6):
            town.support(town.citizen(), "sygedagpenge", since, until)
    spells(town, [None] * 12, 300)
    publish_figures(TODAY, by=None, at=NOW)
    assert published(Indicator.SICK_LASTING)["w026"] == 0.75  # 6 of 24
    assert published(Indicator.SICK_ENDS)["w026_none"] == 0.25


@pytest.mark.parametrize(
    "today", [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2026, 10, 30), date(2026, 10, 31)]
)
def test_sure_is_the_last_day_an_end_can_be_believed(today: date) -> None:
    days = [today - timedelta(days=n) for n in range(90)]
    assert [day for day in days if is_over(day, today)] == [day for day in days if day <= sure_before(today)]


def test_a_benefit_that_came_later_than_a_month_after_is_not_how_it_ended() -> None:
    town = Town()
    for begun, many in (("2026-02-27", 6), ("2026-02-28", 7)):
        for _ in range(many):
            citizen = town.citizen()
            town.support(citizen, "sygedagpenge", "2025-11-01", "2026-01-31")
            town.support(citizen, "fleksjob", begun)
    spells(town, [None] * 13, 300)
    publish_figures(TODAY, by=None, at=NOW)
    shown = published(Indicator.SICK_ENDS)
    assert shown["w026_another"] == pytest.approx(6 / 26, abs=1e-4)
    assert shown["w026_none"] == pytest.approx(7 / 26, abs=1e-4)


def test_few_are_not_shown(client) -> None:
    spells(Town(), [30, 40, 50, None], 300)
    publish_figures(TODAY, by=None, at=NOW)
    assert published(Indicator.SICK_LASTING) == {}
    login_as(client, Role.MANAGER)
    text = text_of(client.get(reverse("results_lasting")).content.decode())
    assert "Der er for få sygeforløb til at vise, hvor længe de varer." in text
    assert "Der er for få sygeforløb til at vise, hvordan de ender." in text


def test_many_spells_of_one_person_are_not_many_people() -> None:
    """Of nineteen one was ill five times for a month: that is the only thing the first weeks could tell."""
    town = Town()
    again = town.citizen()
    for month in ("2026-01", "2026-03", "2026-05", "2026-07", "2025-11"):
        town.support(again, "sygedagpenge", f"{month}-25", f"{month}-28")
    spells(town, [None] * 18, 300)
    publish_figures(TODAY, by=None, at=NOW)
    assert published(Indicator.SICK_LASTING) == {}
    assert published(Indicator.SICK_ENDS) == {}


def test_how_it_ended_is_what_they_had_within_a_month_after(client) -> None:
    town = Town()
    others = {"fleksjob": 2, "kontanthjaelp": 3, "foertidspension": 4}
    seen = spells(town, [40] * 10 + [None] * 20, 400)
    for benefit, way in others.items():
        seen += [(days, way) for days, _way in spells(town, [45] * 6, 400, benefit)]
    publish_figures(TODAY, by=None, at=NOW)
    shown = published(Indicator.SICK_ENDS)
    names = {1: "none", 2: "supported", 3: "temporary", 4: "permanent"}
    for number, name in names.items():
        assert shown[f"w026_{name}"] == pytest.approx(ended_by(seen, 182, number), abs=1e-4)


def test_ways_of_few_are_told_as_one(client) -> None:
    town = Town()
    spells(town, [40] * 10 + [None] * 20, 400)
    spells(town, [45] * 4, 400, "fleksjob")
    spells(town, [45] * 4, 400, "kontanthjaelp")
    publish_figures(TODAY, by=None, at=NOW)
    shown = published(Indicator.SICK_ENDS)
    assert shown["w026_another"] == pytest.approx(8 / 38, abs=1e-4)
    assert not [name for name in shown if name.endswith(("supported", "temporary"))]
    login_as(client, Role.MANAGER)
    client.cookies["django_language"] = "en"
    html = client.get(reverse("results_lasting")).content.decode()
    assert "21% with another benefit" in text_of(html)
    assert not left_in(html)
