"""Many things that happened to few people are about few: whatever is counted, of a unit, of a company or by month."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.indicators import THRESHOLDS
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish import measured, shares
from tovholder.jobcentre.results.publish.by_day import ByDay
from tovholder.jobcentre.results.publish.crossed import shown
from tovholder.jobcentre.results.publish.hidden import Hidden, PeopleRow, Table, hidden_in
from tovholder.jobcentre.results.publish.measured import Measured
from tovholder.jobcentre.results.publish.shares import Counted
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, moment
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveTalk
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.talks.models import Talk

LIMIT = 5
# All that is counted in what happened, by the newest day it is told of.
MEASURES: Mapping[str, date] = {
    Indicator.COMPANY_CONTACT: TODAY,
    Indicator.SPOKEN_ANSWER: TODAY,
    Indicator.CITIZEN_TALK: TODAY,
    Indicator.COMPANY_BEGAN: date(2026, 9, 30),
    Indicator.TOLD_IN_TIME: TODAY,
    Indicator.AT_WORKPLACE: TODAY,
    Indicator.WE_CHAIR: TODAY,
}
OF_COMPANIES = set(MEASURES) - {Indicator.AT_WORKPLACE}


# --- A unit whose four citizens met as much as another's four and twenty ----------------------------------------------


def happens(town: Town, contact: Employee, shop: Workplace, people: int) -> None:
    """24 absences in the year, each told, ended and met about; 24 contacts of a quarter, 24 talks of a month: of each
    half are of one kind. The same whether four people are behind them, or 24."""
    citizens = [town.citizen() for _ in range(people)]
    courses = [town.course(citizen, contact) for citizen in citizens]
    for citizen in citizens:
        town.support(citizen, "sygedagpenge", "2026-10-01", "2026-10-30")
    for n in range(24):
        course, is_it, away = courses[n % people], n // 4 % 2 == 0, date(2025, 12, 1) + timedelta(n // 4 * 55)
        absence(town, course.citizen, shop, away, is_it)
        if is_it:
            town.talk(course, contact, (away + timedelta(2)).isoformat())
        told = (date(2026, 7, 1) + timedelta(3 * n)).isoformat()
        town.notice(shop, "recurring", None, told, citizen=course.citizen, by_centre=is_it)
        talk = town.talk(course, contact, f"2026-10-{2 + n:02}")
        Talk.objects.filter(pk=talk.pk).update(form="workplace" if is_it else "walk")


def absence(town: Town, citizen: Citizen, shop: Workplace, first_day: date, is_it: bool) -> None:
    told = first_day if is_it else first_day + timedelta(3)
    back, met = (first_day + timedelta(days) for days in (5, 4))
    notice = town.notice(shop, "since", first_day.isoformat(), told.isoformat(), citizen=citizen)
    town.notice(shop, "returned", None, back.isoformat(), citizen=citizen)
    if is_it:
        town.answer(notice, shop.contact, told.isoformat(), "14:00")
    held_at = moment(met.isoformat())
    SickLeaveTalk.objects.create(
        notice=notice, workplace=shop, citizen=citizen, employee=shop.contact, form="workplace",
        led_by="centre" if is_it else "company", starts_at=held_at, minutes=45, offered_at=held_at, held_at=held_at,
    )  # fmt: skip


def two_units(people: int) -> tuple[Unit, Unit, Workplace]:
    """Nord with so many people, and Syd with 24; each with a workplace of its own."""
    town, units, shops = Town(), [], []
    for name, many in (("Nord", people), ("Syd", 24)):
        units.append(town.unit(name))
        contact = town.employee(name, units[-1])
        shops.append(town.workplace(f"Butik {name}", contact))
        happens(town, contact, shops[-1], many)
    publish_figures(TODAY, by=None, at=NOW)
    return units[0], units[1], shops[0]


@pytest.fixture
def recorded(monkeypatch) -> set[str]:
    """What is published through `shares` and `measured`."""
    found: set[str] = set()

    def recording(tables: Callable) -> Callable:
        def record(indicator: str, *rest: object) -> Iterator[Table]:
            found.add(indicator)
            return tables(indicator, *rest)

        return record

    for room in (shares, measured):
        for name in ("tables", "of_months", "of_companies"):
            monkeypatch.setattr(room, name, recording(getattr(room, name)))
    return found


@pytest.mark.django_db
def test_nothing_is_told_of_a_unit_whose_many_are_of_four(recorded: set[str]) -> None:
    nord, syd, shop = two_units(people=4)
    assert recorded == set(MEASURES), "a measure is missing here"
    for code, day in MEASURES.items():
        of_nord = Figure.objects.filter(indicator=code, day=day, unit=nord)
        assert of_nord.exists(), code
        assert not of_nord.filter(suppressed=False).exists(), code
        told = Figure.objects.filter(indicator=code, day=day, suppressed=False, company=None)
        for group in told.filter(unit=None, numerator__gt=0).values_list("group", flat=True):
            assert not told.filter(group=group, unit=syd).exists(), (
                code,
                group,
                "what Syd has not is Nord's",
            )
        assert not Figure.objects.filter(indicator=code, company=shop.company).exists(), code


@pytest.mark.django_db
def test_the_same_of_many_people_is_told() -> None:
    nord, _syd, shop = two_units(people=24)
    for code, day in MEASURES.items():
        assert not Figure.objects.get(indicator=code, day=day, unit=nord, group="").suppressed, code
        of_shop = Figure.objects.filter(indicator=code, day=TODAY, company=shop.company, group="")
        assert of_shop.exists() == (code in OF_COMPANIES), code


# --- A company that told of the same employee again and again ---------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["Bo Hansen", "", "erased"])
def test_a_company_that_told_of_one_employee_is_not_shown(who: str) -> None:
    """Whom it did not name, or whose name is gone, may be one and the same."""
    town = Town()
    contact = town.employee("Amina", town.unit("Nord"))
    large, small = (town.workplace(name, contact) for name in ("Savværket", "Kroen"))
    for n in range(12):
        told = town.notice(large, "recurring", None, f"2026-09-{n + 1:02}", name=f"Kirsten {n}")
        town.answer(told, contact, f"2026-09-{n + 1:02}", "12:00")
    for n in range(6):
        name = f"Bo {n}" if who == "erased" else who
        told = town.notice(small, "recurring", None, f"2026-09-{n + 1:02}", name=name)
        town.answer(told, contact, f"2026-09-{n + 1:02}", "12:00")
    if who == "erased":
        AbsenceNotice.objects.filter(workplace=small).update(person_name="", name_erased_at=NOW)
    publish_figures(TODAY, by=None, at=NOW)
    assert not Figure.objects.filter(company=small.company).exists()


# --- The rules --------------------------------------------------------------------------------------------------------

groups = st.frozensets(st.integers(1, 12))


@given(st.dictionaries(st.integers(1, 5), groups, min_size=1))
def test_neither_a_part_nor_what_is_left_is_of_few(parts: dict[int, frozenset[int]]) -> None:
    """One may be in several parts."""
    row = PeopleRow(frozenset().union(*parts.values()), parts)
    secret = row.hidden(LIMIT)
    assert all(len(parts[part]) not in range(1, LIMIT) for part in parts if part not in secret.units)
    left = frozenset().union(*(parts[part] for part in secret.units))
    assert secret.whole or len(left) not in range(1, LIMIT)
    assert secret.whole or len(row.whole) not in range(1, LIMIT)


things = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from([1.0, 5.0, 30.0, 50.0, 90.0]), st.integers(1, 14)),
    max_size=80,
)  # unit, value, person


@given(things)
def test_no_step_between_two_shares_is_of_few(rows: list[tuple[int, float, int]]) -> None:
    found = [Measured(TODAY, unit, value, None, person) for unit, value, person in rows]
    code = Indicator.COMPANY_CONTACT
    tables = list(measured.tables(code, ByDay(found), [TODAY], [1, 2, 3]))
    secrets = dict(zip([table.threshold for table in tables], hidden_in(tables, LIMIT), strict=True))
    edges = [threshold for threshold, _words in THRESHOLDS[code]]
    hidden_units = secrets[None].units
    for unit in (1, 2, 3):
        if unit not in hidden_units:
            may = [edge for edge in edges if unit not in secrets[edge].units]
            assert no_step_is_of_few([row for row in rows if row[0] == unit], may)
    shown_units = {1, 2, 3} - hidden_units
    if shown_units and not secrets[None].whole:
        may = [edge for edge in edges if not secrets[edge].units & shown_units]
        assert no_step_is_of_few([row for row in rows if row[0] in hidden_units], may)
    if not secrets[None].whole:
        assert no_step_is_of_few(rows, [edge for edge in edges if not secrets[edge].whole])


def no_step_is_of_few(rows: Sequence[tuple[int, float, int]], edges: Sequence[int]) -> bool:
    lows, highs = [float("-inf"), *edges], [*edges, float("inf")]
    steps = [
        {person for _unit, value, person in rows if low < value <= high}
        for low, high in zip(lows, highs, strict=True)
    ]
    return all(len(step) not in range(1, LIMIT) for step in steps)


def told(seed: int) -> list[Counted]:
    """Four companies in two units and six months: here of many people and there of few, often the same."""
    dice, rows = random.Random(seed), []
    for company in range(1, 5):
        often = dice.sample(range(12), dice.choice([2, 3, 12]))
        for month in range(5, 11):
            many = dice.choice([0, 4, 12, 30, 30, 30])
            among = dice.choice([often, range(100), range(100)])
            rows += [
                Counted(date(2026, month, 7), company % 2, company, dice.random() < 0.5, dice.choice(among))
                for _ in range(many)
            ]
    return rows


def sides(rows: Iterable[Counted]) -> list[int]:
    """Of how many people are those of the kind, and the others."""
    found = list(rows)
    return [len({row.person for row in found if row.is_it is is_it}) for is_it in (True, False)]


def is_of_few(rows: Iterable[Counted]) -> bool:
    return any(0 < many < LIMIT for many in sides(rows))


def test_neither_a_companys_months_nor_what_is_left_of_a_line_is_of_few() -> None:
    told_of = 0
    for seed in range(60):
        rows = told(seed)
        (table,) = shares.of_companies(Indicator.TOLD_IN_TIME, ByDay(rows), TODAY)
        secret = hidden_in([table], LIMIT)[0]
        cells = {(company, day.month) for company, day in shown(table, secret, LIMIT)}
        told_of += len(cells)
        for company, month in cells:
            in_month = [row for row in rows if row.on.month == month]
            theirs = [row for row in rows if row.company == company]
            assert not is_of_few(row for row in theirs if row.on.month == month)
            assert not is_of_few(row for row in theirs if (company, row.on.month) not in cells)
            assert not is_of_few(row for row in in_month if (row.company, month) not in cells)
    assert told_of > 60


@pytest.mark.parametrize("kind", [True, False])
def test_neither_side_of_a_share_is_of_few(kind: bool) -> None:
    """In unit 1 thirty are of the kind, and ten others are all one person's; or the other way about."""
    rows = [Counted(TODAY, unit, None, kind, n) for unit in (1, 2, 3) for n in range(30)]
    rows += [
        Counted(TODAY, unit, None, not kind, 0 if unit == 1 else n) for unit in (1, 2, 3) for n in range(10)
    ]
    (table,) = shares.tables(Indicator.AT_WORKPLACE, ByDay(rows), [(TODAY, TODAY)], [1, 2, 3])
    secret = hidden_in([table], LIMIT)[0]
    assert not secret.whole
    assert 1 in secret.units
    assert len(secret.units) == 2


def test_what_a_unit_has_beside_a_company_is_not_of_few() -> None:
    """Unit 1 has company 1, which is told, and ten of one person in company 2, which unit 2 has as well."""
    rows = [Counted(TODAY, 1, 1, n % 2 == 0, n) for n in range(40)]
    rows += [Counted(TODAY, 1, 2, n % 2 == 0, 0) for n in range(10)]
    rows += [Counted(TODAY, 2, 2, n % 2 == 0, n) for n in range(40)]
    (table,) = shares.of_companies(Indicator.TOLD_IN_TIME, ByDay(rows), TODAY)
    assert 1 in hidden_in([table], LIMIT)[0].units


def test_a_month_of_few_is_hidden_and_another_with_it() -> None:
    """Company 1's October is of two people, though it counts eight; its September would tell it."""
    rows = [
        Counted(date(2026, month, 7), 1, company, n % 2 == 0, f"{company} {month} {n % people}")
        for company, month, people in [(1, 10, 2), (1, 9, 20), (2, 10, 20), (2, 9, 20), (3, 10, 20), (3, 9, 20)]
        for n in range(20)
    ]  # fmt: skip
    (table,) = shares.of_companies(Indicator.TOLD_IN_TIME, ByDay(rows), TODAY)
    cells = {(company, month.month) for company, month in shown(table, Hidden(), LIMIT)}
    assert (1, 10) not in cells
    assert (1, 9) not in cells
    assert cells
