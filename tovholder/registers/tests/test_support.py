"""Benefits and their class, and people on support."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.registers.oracle import age, persons_on_support
from tovholder.registers.tables import (
    BenefitClass,
    Month,
    SupportSpell,
    UnknownBenefit,
    UnreadableBenefits,
    benefits,
    of_unit,
    parse_benefits,
)

OLD, YOUNG = date(1970, 5, 5), date(2000, 2, 29)


def spell(
    person: int, benefit: str, since: str, until: str | None = None, born: date = OLD, unit: str = ""
) -> SupportSpell:
    return SupportSpell(
        person, benefit, date.fromisoformat(since), date.fromisoformat(until) if until else None, born, unit
    )


# --- Benefits


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("sygedagpenge", "2026-11-21", BenefitClass.TEMPORARY),
        ("fleksjob", "2026-11-21", BenefitClass.WORK_WITH_SUPPORT),
        ("foertidspension", "1999-01-01", BenefitClass.PERMANENT),
        ("efterloen", "2026-11-21", BenefitClass.WITHDRAWAL),
        ("ledighedsydelse", "2026-11-21", BenefitClass.OTHER),
        ("kontanthjaelp", "2025-06-30", BenefitClass.TEMPORARY),
    ],
)
def test_class_of_a_benefit(code: str, on: str, expected: BenefitClass) -> None:
    assert benefits().on(code, date.fromisoformat(on)).benefit_class is expected


def test_a_closed_benefit_no_longer_holds_but_keeps_its_class() -> None:
    assert benefits().holds("uddannelseshjaelp", date(2025, 6, 30))
    assert not benefits().holds("uddannelseshjaelp", date(2025, 7, 1))
    assert benefits().on("uddannelseshjaelp", date(2026, 1, 1)).benefit_class is BenefitClass.TEMPORARY
    assert benefits().on("kontanthjaelp", date(2025, 7, 1)).first_day == date(2025, 7, 1)
    assert benefits().on("kontanthjaelp", date(2025, 6, 30)).first_day is None


def test_an_unknown_benefit_is_named() -> None:
    with pytest.raises(UnknownBenefit, match="borgerløn"):
        benefits().on("borgerløn", date(2026, 1, 1))
    late = parse_benefits(
        'version = "v"\n[[benefit]]\ncode = "ny"\nname = "Ny"\nclass = "other"\nsource = "s"\nfirst_day = 2027-01-01'
    )
    with pytest.raises(UnknownBenefit, match="2026-12-31"):
        late.on("ny", date(2026, 12, 31))


@pytest.mark.parametrize(
    "rows",
    [
        '[[benefit]]\ncode = "a"\nname = "A"\nclass = "forever"\nsource = "s"',
        '[[benefit]]\ncode = "a"\nclass = "other"\nsource = "s"',
        '[[benefit]]\ncode = "a"\nname = "A"\nclass = "other"\nsource = "s"\ncolour = "red"',
        '[[benefit]]\ncode = "a"\nname = "A"\nclass = "other"\nsource = "s"\n' * 2,
        "[[benefit",
    ],
)
def test_a_careless_mapping_is_refused(rows: str) -> None:
    with pytest.raises(UnreadableBenefits):
        parse_benefits(f'version = "v"\n{rows}')


# --- Persons on support


def test_a_spell_counts_until_but_not_on_its_end() -> None:
    spells = [spell(1, "sygedagpenge", "2026-11-10", "2026-11-20")]
    counted = [persons_on_support(spells, date(2026, 11, day), benefits()).total for day in (9, 10, 19, 20)]
    assert counted == [0, 1, 1, 0]


def test_a_month_counts_a_person_once_however_many_spells() -> None:
    spells = [
        spell(1, "sygedagpenge", "2026-11-01", "2026-11-03"),
        spell(1, "sygedagpenge", "2026-11-20"),
        spell(1, "a_dagpenge", "2026-11-03", "2026-11-20"),
        spell(2, "foertidspension", "2020-01-01", born=YOUNG),
        spell(3, "fleksjob", "2026-12-01"),
        spell(4, "sygedagpenge", "2026-09-01", "2026-11-01"),
    ]
    found = persons_on_support(spells, Month(2026, 11), benefits())
    assert found.total == 2
    assert found.by_class[BenefitClass.TEMPORARY] == 1
    assert found.by_class[BenefitClass.PERMANENT] == 1
    assert found.by_class[BenefitClass.WORK_WITH_SUPPORT] == 0
    assert (found.by_benefit["sygedagpenge"], found.by_benefit["a_dagpenge"]) == (1, 1)
    assert found.by_benefit["fleksjob"] == 0
    assert (found.under_30, found.under_30_by_class[BenefitClass.PERMANENT]) == (1, 1)
    assert found.mapping_version == benefits().version


def test_thirty_is_reached_on_the_birthday_at_the_end_of_the_period() -> None:
    spells = [spell(1, "a_dagpenge", "2026-01-01", born=date(1996, 11, 30))]
    assert persons_on_support(spells, date(2026, 11, 29), benefits()).under_30 == 1
    assert persons_on_support(spells, date(2026, 11, 30), benefits()).under_30 == 0
    assert persons_on_support(spells, Month(2026, 11), benefits()).under_30 == 0
    assert (age(YOUNG, date(2030, 2, 28)), age(YOUNG, date(2030, 3, 1))) == (29, 30)


def test_a_benefit_nobody_knows_stops_the_figure() -> None:
    with pytest.raises(UnknownBenefit):
        persons_on_support([spell(1, "ukendt", "2026-01-01")], Month(2026, 11), benefits())


def test_a_spell_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        spell(1, "sygedagpenge", "2026-11-10", "2026-11-10")


def test_units_are_kept_apart() -> None:
    spells = [spell(1, "fleksjob", "2026-01-01", unit="Nord"), spell(2, "fleksjob", "2026-01-01", unit="Syd")]
    assert [row.person for row in of_unit(spells, "Syd")] == [2]


@st.composite
def spells_of_a_year(draw: st.DrawFn) -> SupportSpell:
    since = date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 600)))
    length = draw(st.none() | st.integers(1, 200))
    return SupportSpell(
        draw(st.integers(1, 6)),
        draw(
            st.sampled_from(
                ["sygedagpenge", "kontanthjaelp", "fleksjob", "foertidspension", "uddannelseshjaelp"]
            )
        ),
        since,
        None if length is None else since + timedelta(days=length),
        draw(st.sampled_from([OLD, YOUNG, date(1996, 3, 15)])),
    )


@settings(deadline=None)
@given(st.lists(spells_of_a_year(), max_size=8), st.integers(2025, 2026), st.integers(1, 12))
def test_a_month_is_the_people_met_on_its_days(spells: list[SupportSpell], year: int, number: int) -> None:
    month = Month(year, number)
    met, met_by_benefit = set(), set()
    day = month.first_day
    while day.month == number:
        for row in spells:
            if row.since <= day and (row.until is None or day < row.until):
                met.add(row.person)
                met_by_benefit.add((row.person, row.benefit))
        day += timedelta(days=1)
    found = persons_on_support(spells, month, benefits())
    assert found.total == len(met)
    assert {code: n for code, n in found.by_benefit.items() if n} == {
        code: sum(1 for _, benefit in met_by_benefit if benefit == code) for _, code in met_by_benefit
    }
    assert sum(found.by_class.values()) >= found.total
    assert found.under_30 <= found.total
    assert month.next.first_day == month.last_day + timedelta(days=1)
