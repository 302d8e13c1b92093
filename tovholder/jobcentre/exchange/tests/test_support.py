from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import begin_support
from tovholder.jobcentre.citizens.models import Citizen, SupportSpell
from tovholder.jobcentre.exchange.kinds.support.spells import Spell
from tovholder.jobcentre.exchange.tests.conftest import ALMA, AT, TODAY, VIGGO, check, only

HEAD = "CPR-nummer;Ydelse;Fra;Til og med"
SICK = "sygedagpenge"


@pytest.fixture
def alma(house) -> Citizen:
    return house.known(ALMA)


def spells() -> list[tuple]:
    return list(SupportSpell.objects.order_by("since").values_list("benefit", "since", "until"))


def test_the_last_day_is_the_last_with_the_benefit(house, alma, lines) -> None:
    house.read_in(
        lines(HEAD, f"{ALMA};Sygedagpenge;01.10.2026;31.10.2026", f"{ALMA};Kontanthjælp;15-10-2026;")
    )
    assert spells() == [
        (SICK, date(2026, 10, 1), date(2026, 11, 1)),
        ("kontanthjaelp", date(2026, 10, 15), None),
    ]


def test_the_same_file_again_changes_nothing(house, alma, lines) -> None:
    rows = lines(HEAD, f"{ALMA};Sygedagpenge;01.10.2026;31.10.2026", f"{ALMA};Sygedagpenge;01.11.2026;")
    house.read_in(rows)
    again = house.check(rows)
    assert (again.counts["unchanged"], again.is_kept, again.differences) == (2, False, [])


def test_an_open_spell_gets_its_end_and_makes_room_for_the_next(house, alma, lines) -> None:
    begin_support(alma, benefit=SICK, since=date(2026, 10, 1), by=None, at=AT)
    run = house.read_in(
        lines(HEAD, f"{ALMA};Sygedagpenge;01.11.2026;", f"{ALMA};Sygedagpenge;01.10.2026;31.10.2026")
    )
    assert (run.counts["new"], run.counts["changed"]) == (1, 1)
    assert spells() == [
        (SICK, date(2026, 10, 1), date(2026, 11, 1)),
        (SICK, date(2026, 11, 1), None),
    ]


@pytest.mark.parametrize("last_day", ["", "20.10.2026"])
def test_an_end_that_is_known_is_not_moved_but_listed(house, alma, lines, last_day) -> None:
    begin_support(alma, benefit=SICK, since=date(2026, 10, 1), until=date(2026, 11, 1), by=None, at=AT)
    run = house.check(lines(HEAD, f"{ALMA};Sygedagpenge;01.10.2026;{last_day}"))
    assert run.counts["unchanged"] == 1
    assert run.differences == [
        {"row": 2, "column": "Til og med", "here": "31.10.2026", "in_file": last_day or "ingen"}
    ]


def test_rows_absent_from_the_file_end_nothing(house, alma, lines) -> None:
    begin_support(alma, benefit=SICK, since=date(2026, 10, 1), by=None, at=AT)
    house.read_in(lines(HEAD, f"{ALMA};Kontanthjælp;01.11.2026;"))
    assert SupportSpell.objects.get(benefit=SICK).until is None


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (f"{VIGGO};Sygedagpenge;01.10.2026;", "CPR-nummer", "Borgeren er her ikke"),
        ("12;Sygedagpenge;01.10.2026;", "CPR-nummer", "ti cifre"),
        (f"{ALMA};Løn;01.10.2026;", "Ydelse", "»Løn« kender vi ikke"),
        (f"{ALMA};Sygedagpenge;;", "Fra", "Feltet er tomt"),
        (f"{ALMA};Sygedagpenge;24.11.2026;", "Fra", "24.11.2026 er ikke kommet endnu"),
        (f"{ALMA};Sygedagpenge;01.01.2062;", "Fra", "01.01.2062 er ikke kommet endnu"),
        (f"{ALMA};Sygedagpenge;01.01.1980;", "Fra", "før borgerens fødsel"),
        (f"{ALMA};Sygedagpenge;01.10.2026;31.10.2062", "Til og med", "mere end ti år ude i fremtiden"),
        (f"{ALMA};Sygedagpenge;01.10.2026;30.09.2026", "Til og med", "før den første"),
        (
            f"{ALMA};Sygedagpenge;10.09.2026;",
            "Fra",
            "lapper ind over en, vi har: 01.09.2026 til og med 30.09.2026",
        ),
        (f"{ALMA};Sygedagpenge;01.08.2026;01.09.2026", "Fra", "lapper ind over en, vi har"),
    ],
)
def test_every_problem_has_its_row_its_column_and_a_sentence(house, alma, lines, row, column, says) -> None:
    begin_support(alma, benefit=SICK, since=date(2026, 9, 1), until=date(2026, 10, 1), by=None, at=AT)
    run = house.check(lines(HEAD, row))
    number, where, sentence = only(run)
    assert (run.counts["new"], run.counts["changed"], run.counts["wrong"]) == (0, 0, 1)
    assert (number, where) == (2, column)
    assert says in sentence


def test_rows_that_overlap_or_repeat_name_each_other(house, alma, lines) -> None:
    rows = (f"{ALMA};Sygedagpenge;01.10.2026;31.10.2026", f"{ALMA};Sygedagpenge;31.10.2026;")
    row, column, sentence = only(house.check(lines(HEAD, *rows)))
    assert (row, column) == (3, "Fra")
    assert "række 2" in sentence
    row, column, sentence = only(house.check(lines(HEAD, rows[0], rows[0])))
    assert (row, column) == (3, "Fra")
    assert "række 2" in sentence


def test_the_day_after_and_another_benefit_do_not_overlap(house, alma, lines) -> None:
    begin_support(alma, benefit=SICK, since=date(2026, 9, 1), until=date(2026, 10, 1), by=None, at=AT)
    assert house.check(lines(HEAD, f"{ALMA};Sygedagpenge;01.10.2026;")).problems == []
    assert house.check(lines(HEAD, f"{ALMA};Fleksjob;10.09.2026;")).problems == []


days = st.dates(date(2026, 1, 1), date(2026, 1, 20))


@given(days, st.none() | days, days, st.none() | days)
def test_overlap_is_what_counting_the_days_says(a: date, b: date | None, c: date, d: date | None) -> None:
    """The oracle: the days of each period, one by one, an open one until after both."""

    def on(since: date, until: date | None) -> set[int]:
        last = until.toordinal() if until else date(2026, 3, 1).toordinal()
        return set(range(since.toordinal(), last))

    if (b is None or b >= a) and (d is None or d >= c):
        assert Spell(a, b).overlaps(Spell(c, d)) == bool(on(a, b) & on(c, d))


spell_rows = st.lists(
    st.tuples(st.sampled_from(["Sygedagpenge", "Fleksjob"]), days, st.none() | days), min_size=1, max_size=5
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=spell_rows, second=spell_rows)
def test_what_the_dry_run_lets_through_the_database_never_refuses(house, lines, first, second) -> None:
    SupportSpell.objects.all().delete()
    if not Citizen.objects.exists():
        house.known(ALMA)
    for rows in (first, second):
        content = lines(
            HEAD, *(f"{ALMA};{b};{since:%d.%m.%Y};{last:%d.%m.%Y}" if last else f"{ALMA};{b};{since:%d.%m.%Y};"
                    for b, since, last in rows)
        )  # fmt: skip
        if not house.check(content).problems:
            house.read_in(content)
            assert house.check(content).counts["unchanged"] == len(rows)


def test_each_citizen_touched_has_a_line_in_the_log(house, alma, lines) -> None:
    begin_support(alma, benefit=SICK, since=date(2026, 9, 1), by=None, at=AT)
    house.read_in(lines(HEAD, f"{ALMA};Sygedagpenge;01.09.2026;30.09.2026", f"{ALMA};Fleksjob;01.10.2026;"))
    line = Record.objects.get(what="import_support")
    assert (line.citizen, line.detail["begun"], line.detail["ended"]) == (alma.pk, 1, 1)


@pytest.mark.parametrize("rows", [2, 28])
def test_checking_asks_the_same_number_of_queries_for_many_rows(house, alma, lines, rows) -> None:
    content = lines(
        HEAD, *(f"{ALMA};Fleksjob;{n + 1:02}.10.2026;{n + 1:02}.10.2026" for n in range(rows))
    ).encode()
    with CaptureQueriesContext(connection) as queries:
        plan = check(content, today=TODAY)
    assert plan.problems == []
    assert len(queries) == 2
