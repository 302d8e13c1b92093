"""Files of many rows: seen all at once or not at all, in transactions so short that nobody waits."""

import gc
import io
import tracemalloc
import zipfile
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.servers import free_port
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import begin_support, employ, open_course, register_citizen
from tovholder.jobcentre.citizens.models import (
    Batch,
    Citizen,
    Course,
    SupportSpell,
)
from tovholder.jobcentre.companies.actions import add_company, add_workplace
from tovholder.jobcentre.exchange import apps, checking, columns, spreadsheet
from tovholder.jobcentre.exchange.actions import PlanChanged, Work, apply_file, check, clean, clean_up, load
from tovholder.jobcentre.exchange.kinds.support import check as support_check
from tovholder.jobcentre.exchange.kinds.support.spells import NewSpell, by_citizen, pack, unpack
from tovholder.jobcentre.exchange.models import ImportRun, RunState
from tovholder.jobcentre.exchange.plan import MOST_LISTED
from tovholder.jobcentre.exchange.reading import Unreadable
from tovholder.jobcentre.exchange.tests import big
from tovholder.jobcentre.exchange.tests.conftest import ALMA, AT, TODAY, sentences
from tovholder.jobcentre.exchange.wrong_rows import wrong_rows
from tovholder.jobcentre.ui.management.commands import serve


@pytest.fixture
def small_parts(monkeypatch) -> None:
    monkeypatch.setattr(checking, "PART_ROWS", 10)
    monkeypatch.setattr(support_check, "AT_A_TIME", 10)


def apply(house, run: ImportRun, **more) -> ImportRun:
    return apply_file(run, **({"by": house.tove, "at": AT, "today": TODAY} | more))


# --- Seen all at once -----------------------------------------------------------------------------------------------


def test_nothing_is_seen_before_everything_is(house, small_parts, monkeypatch) -> None:
    run = house.check(big.as_csv(big.CITIZENS, big.citizens(95)))
    seen, there = [], []
    insert = load.citizens.insert

    def look_and_insert(rows) -> None:
        insert(rows)
        seen.append((Citizen.objects.count(), Course.objects.count()))
        there.append(Citizen.including_hidden.count())

    monkeypatch.setattr(load.citizens, "insert", look_and_insert)
    apply(house, run)
    assert there == [10, 20, 30, 40, 50, 60, 70, 80, 90, 95]
    assert set(seen) == {(0, 0)}
    assert (Citizen.objects.count(), Course.objects.count(), big.hidden()) == (95, 95, 0)


def test_no_transaction_holds_more_than_one_part(house, small_parts, monkeypatch) -> None:
    """Nobody waits for a whole file: what one transaction writes does not grow with it."""
    written = transactions(monkeypatch)
    for headings, rows in ((big.CITIZENS, big.citizens(300)), (big.SPELLS, big.spells(1000))):
        house.read_in(big.as_csv(headings, rows))
    written.counting.__exit__(None, None, None)
    assert sum(written) > 300 * 3 + 1000
    # One part is ten people, each with a course and a contact.
    assert max(written) <= 10 * 3 + 1
    assert 0 < max(lines for _rows, lines in written.pairs) <= 300


class Written(list):
    pairs: list[tuple[int, int]]
    counting: Any


def transactions(monkeypatch) -> Written:
    """Rows inserted by each outermost transaction that the actions open."""
    written, now = Written(), SimpleNamespace(rows=0, lines=0, depth=0)
    written.pairs = []
    from django.db import transaction

    real = transaction.Atomic

    class Counting(real):
        def __enter__(self) -> None:
            now.depth += 1
            super().__enter__()

        def __exit__(self, *wrong) -> None:
            super().__exit__(*wrong)
            now.depth -= 1
            if now.depth == 0:
                written.append(now.rows)
                written.pairs.append((now.rows, now.lines))
                now.rows = now.lines = 0

    def count(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO"):
            rows = len(params) if many else sql.count("(%s")
            if "audit_record" in sql:
                now.lines += rows
            else:
                now.rows += rows
        return execute(sql, params, many, context)

    monkeypatch.setattr(transaction, "Atomic", Counting)
    written.counting = connection.execute_wrapper(count)
    written.counting.__enter__()
    return written


# --- The oracle -----------------------------------------------------------------------------------------------------


@pytest.fixture
def place(house):
    company = add_company(cvr="10000018", name="Prøve Møbler", contact=house.ib, by=None, at=AT)
    return add_workplace(company, p_number="9000000019", name="Nord", by=None, at=AT, today=TODAY)


def test_a_file_leaves_what_the_plain_actions_would_have_left(house, place, small_parts, own_rows) -> None:
    """New, changed, unchanged and wrong rows, in several parts: compared with one action at a time."""
    rows = big.citizens(35)
    more = [*([*cells, ""] for cells in rows[:-1]), [*rows[-1], "9000000019"]]
    more.insert(3, ["12", "Forkert", "Job og Helhed", "", "", "", "", ""])
    content = big.as_csv([*big.CITIZENS, "P-nummer"], more)
    with own_rows():
        known(house)
        run = house.check(content)
        assert (run.counts["new"], run.counts["changed"], run.counts["unchanged"], run.wrong) == (33, 1, 1, 1)
        apply(house, run, skip_wrong=True)
        by_file = big.everything()
        assert len(big.lines_of("import_citizen")) == 34
    with own_rows():
        known(house)
        for cells in more:
            by_hand(house, place, cells)
        assert big.everything() == by_file


def known(house) -> None:
    """Two of the file's people: one as the file says, one with another telephone."""
    for number, telephone in ((0, "00 00 00 00"), (1, "99 99 99 99")):
        digits, name, _unit, _because, since, interpreter, _telephone = big.citizens(2)[number]
        citizen = register_citizen(
            digits=digits, name=name, needs_interpreter=interpreter, telephone=telephone, by=None, at=AT
        )
        open_course(citizen, unit=house.unit, because="unemployed", by=None, at=AT, today=since)


def by_hand(house, place, cells) -> None:
    digits, name, _unit, _because, since, interpreter, telephone, p_number = cells
    citizen = Citizen.objects.with_cpr(digits).first()
    telephone = " ".join(telephone.replace(" ", "")[i : i + 2] for i in range(0, 8, 2))
    if digits == "12":
        return
    if citizen is not None:
        Citizen.objects.filter(pk=citizen.pk).update(telephone=telephone)
        return
    citizen = register_citizen(
        digits=digits, name=name, needs_interpreter=interpreter, telephone=telephone, by=None, at=AT
    )
    open_course(citizen, unit=house.unit, because="unemployed", by=None, at=AT, today=since)
    if p_number:
        employ(citizen, workplace=place, since=since, by=None, at=AT)


@pytest.fixture
def own_rows(db):
    """Both ways begin from the same: what one leaves is taken back before the other."""
    from django.db import transaction

    @contextmanager
    def own():
        try:
            with transaction.atomic():
                yield
                raise TakeBack
        except TakeBack:
            pass

    return own


class TakeBack(Exception):
    pass


def test_spells_leave_what_the_plain_actions_would_have_left(house, small_parts, own_rows) -> None:
    house.read_in(big.as_csv(big.CITIZENS, big.citizens(12)))
    rows = big.spells(60)
    people = {n: Citizen.objects.with_cpr(big.digits(n)).get() for n in range(12)}
    with own_rows():
        house.read_in(big.as_csv(big.SPELLS, rows))
        by_file = big.everything()
        assert [detail["begun"] for _citizen, detail in big.lines_of("import_support")] == [5] * 12
    with own_rows():
        for digits, _benefit, since, last in rows:
            citizen = next(one for n, one in people.items() if big.digits(n) == digits)
            begin_support(
                citizen, benefit="kontanthjaelp", since=since, until=last + timedelta(1), by=None, at=AT
            )
        assert big.everything() == by_file


def test_a_file_of_many_parts_again_changes_nothing(house, small_parts) -> None:
    for headings, rows in ((big.CITIZENS, big.citizens(45)), (big.SPELLS, big.spells(100))):
        content = big.as_csv(headings, rows)
        house.read_in(content)
        again = house.check(content)
        assert (again.counts["unchanged"], again.wrong, again.is_kept) == (len(rows), 0, False)


def test_open_spells_in_many_parts_get_their_end_after_the_new_ones_are_seen(house, small_parts) -> None:
    house.read_in(big.as_csv(big.CITIZENS, big.citizens(40)))
    first = [[big.digits(n), "Fleksjob", date(2025, 1, 1), ""] for n in range(40)]
    house.read_in(big.as_csv(big.SPELLS, first))
    second = [[big.digits(n), "Fleksjob", date(2025, 1, 1), date(2025, 5, 31)] for n in range(30)]
    second += [[big.digits(n), "Fleksjob", date(2025, 6, 1), ""] for n in range(30)]
    second += [[big.digits(n), "Kontanthjælp", date(2025, 1, 1), ""] for n in range(30, 40)]
    run = house.read_in(big.as_csv(big.SPELLS, second))
    assert (run.counts["new"], run.counts["changed"]) == (40, 30)
    assert SupportSpell.objects.filter(until=date(2025, 6, 1)).count() == 30
    assert SupportSpell.objects.open().count() == 50
    assert run.batch is not None
    assert SupportSpell.objects.filter(batch=run.batch).count() == 10, "what needs room cannot wait unseen"
    lines = [d for _c, d in big.lines_of("import_support") if d["run"] == run.pk]
    assert sorted((d["begun"], d["ended"]) for d in lines) == [(1, 0)] * 10 + [(1, 1)] * 30


# --- Spreadsheets ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["citizens", "spells"])
def test_a_spreadsheet_is_read_as_the_csv_file_of_it(house, kind) -> None:
    if kind == "spells":
        house.read_in(big.as_csv(big.CITIZENS, big.citizens(20)))
    headings, rows = {
        "citizens": (big.CITIZENS, big.citizens(50)),
        "spells": (big.SPELLS, big.spells(100)),
    }[kind]
    plans = [house.check(content) for content in (big.as_csv(headings, rows), big.as_xlsx(headings, rows))]
    assert plans[0].plan == plans[1].plan
    assert plans[0].counts == plans[1].counts
    assert (plans[0].wrong, plans[0].counts["new"]) == (0, len(rows))
    assert [run.form for run in plans] == ["csv", "xlsx"]


def test_a_number_that_lost_its_zero_is_told_as_in_a_csv_file(house) -> None:
    rows = [[101801234, "Alma", "Job og Helhed"], [7101809901, "Alma", "Job og Helhed"]]
    run = house.check(big.as_xlsx(["CPR-nummer", "Navn", "Enhed"], rows))
    assert [row for row, _column, _sentence in sentences(run)] == [2]
    assert "kun ni cifre" in sentences(run)[0][2]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (37.0, "37"),
        (37.5, "37,5"),
        (True, "SAND"),
        (False, "FALSK"),
        (date(2026, 11, 2), "02.11.2026"),
        ("  Åse ", "  Åse "),
    ],
)
def test_cells_of_a_spreadsheet_come_out_as_danes_write_them(cell, text) -> None:
    assert spreadsheet.as_text(cell) == text


def test_the_first_sheet_with_anything_in_it_is_read_and_named(house) -> None:
    run = house.check(big.as_xlsx(["CPR-nummer", "Navn", "Enhed"], [[ALMA, "A", "Job og Helhed"]], before=2))
    assert run.notes == ["Filen har 3 ark. Vi læser »Borgerne«."]
    assert run.counts["new"] == 1


def test_rows_of_a_spreadsheet_are_numbered_as_it_shows_them(house) -> None:
    rows = [[], [], ["12", "Alma", "Job og Helhed"]]
    assert sentences(house.check(big.as_xlsx(["CPR-nummer", "Navn", "Enhed"], rows)))[0][0] == 4


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(house, monkeypatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_UNPACKED", 1_000_000)
    bomb = zipped(**{"xl__worksheets__sheet1.xml": b"<x/>", "xl__sharedStrings.xml": b" " * 2_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(Unreadable, match="fylder for meget"):
        house.check(bomb)
    lying = bytearray(bomb)
    size = (2_000_000).to_bytes(4, "little")
    assert lying.count(size) == 2
    with pytest.raises(Unreadable, match="fylder for meget"):
        house.check(bytes(lying.replace(size, (9).to_bytes(4, "little"))))


def test_a_sheet_with_a_cell_far_away_is_refused(house) -> None:
    """It would be laid out whole, with millions of empty cells."""
    far = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    with pytest.raises(Unreadable, match="fylder for meget"):
        house.check(zipped(**{"xl__worksheets__sheet1.xml": far}))


@pytest.mark.parametrize(
    "content", [zipped(**{"word__document.xml": b"<w/>"}), zipped(**{"xl__worksheets__sheet1.xml": b"<"})]
)
def test_what_is_zipped_but_no_workbook_is_refused(house, content) -> None:
    with pytest.raises(Unreadable, match="regneark, som ikke kan læses"):
        house.check(content)


# --- Wrong rows -----------------------------------------------------------------------------------------------------


def test_wrong_rows_come_back_whole_in_order_with_why_and_can_be_sent_again(house, small_parts) -> None:
    house.read_in(big.as_csv(big.CITIZENS, big.citizens(20)))
    rows = big.spells(60)
    rows[7][1] = "Løn"
    rows.insert(30, list(rows[2]))
    rows[50][2] = date(2030, 1, 1)
    run = house.check(big.as_csv([*big.SPELLS, "Note"], [[*row, f"n{n}"] for n, row in enumerate(rows)]))
    back = list(wrong_rows(run))
    assert [cells[4] for cells in back] == ["n7", "n30", "n50"]
    assert [cells[5].split(":")[0] for cells in back] == ["Ydelse", "Fra", "Fra"]
    assert "står også i række" in back[1][5]
    assert run.counts["wrong"] == 3
    again = house.check(big.as_csv([*big.SPELLS, "Note", "Hvad der skal gøres"], back))
    assert again.notes == ["Vi læser ikke kolonnen »Note«."]
    assert again.wrong == 2  # what was twice in the first file is once in this


def test_every_row_that_is_wrong_beside_others_comes_back_however_many(
    house, small_parts, monkeypatch
) -> None:
    """They wait in memory until they are many, and are looked up in the file that often."""
    monkeypatch.setattr(check, "LATE_AT_A_TIME", 15)
    house.read_in(big.as_csv(big.CITIZENS, big.citizens(20)))
    rows = big.spells(60)
    rows[7][1] = "Løn"
    twice = [list(row) for row in rows if row[1] != "Løn"]
    run = house.check(big.as_csv([*big.SPELLS, "Note"], [[*row, n] for n, row in enumerate([*rows, *twice])]))
    assert run.wrong == 60
    assert [int(cells[4]) for cells in wrong_rows(run)] == [7, *range(60, 119)]
    apply(house, run, skip_wrong=True)
    assert len(list(wrong_rows(run))) == 60, "they can be fetched when the others are read in"


def test_of_very_many_problems_the_first_are_shown_and_all_are_counted(house) -> None:
    rows = [[str(n), "Alma", "Job og Helhed"] for n in range(MOST_LISTED + 500)]
    run = house.check(big.as_csv(["CPR-nummer", "Navn", "Enhed"], rows))
    assert (len(run.problems), run.counts["problems"], run.wrong) == (
        MOST_LISTED,
        MOST_LISTED + 500,
        MOST_LISTED + 500,
    )
    assert len(list(wrong_rows(run))) == MOST_LISTED + 500


# --- Somebody else at the same time ---------------------------------------------------------------------------------


def test_who_decides_may_not_change_while_rows_go_in(house, small_parts, monkeypatch) -> None:
    """A contact who leaves after the first part went in: nobody is to come to them."""
    run = house.check(big.as_csv(big.CITIZENS, big.citizens(30)))
    insert = load.citizens.insert

    def insert_and_leave(rows) -> None:
        insert(rows)
        type(house.lone).objects.filter(pk=house.lone.pk).update(left_on=TODAY)

    monkeypatch.setattr(load.citizens, "insert", insert_and_leave)
    with pytest.raises(PlanChanged, match="Data er ændret"):
        apply(house, run)
    assert (Citizen.including_hidden.count(), Batch.objects.count()) == (0, 0)
    run.refresh_from_db()
    assert run.state == RunState.CHECKED
    apply(house, run)
    assert Citizen.objects.count() == 30


def test_somebody_registered_while_rows_go_in_stops_the_file(house, small_parts, monkeypatch) -> None:
    run = house.check(big.as_csv(big.CITIZENS, big.citizens(30)))
    prepare, times = load.citizens.prepare, []

    def prepare_too_late(planned, **more):
        times.append(1)
        if len(times) == 2:
            register_citizen(digits=big.digits(15), name="Ågot Prøve 15", by=None, at=AT)
        return prepare(planned, **more)

    monkeypatch.setattr(load.citizens, "prepare", prepare_too_late)
    with pytest.raises(PlanChanged, match="i samme øjeblik"):
        apply(house, run)
    assert (Citizen.including_hidden.count(), big.hidden()) == (1, 0)


def test_a_run_that_somebody_else_has_taken_over_writes_no_more(house, small_parts, monkeypatch) -> None:
    run = house.check(big.as_csv(big.CITIZENS, big.citizens(30)))
    insert = load.citizens.insert

    def insert_and_lose(rows) -> None:
        insert(rows)
        ImportRun.objects.filter(pk=run.pk).update(worker="anden:1:x")

    monkeypatch.setattr(load.citizens, "insert", insert_and_lose)
    with pytest.raises(Exception, match="taget af en anden"):
        apply(house, run)
    assert (Citizen.objects.count(), Citizen.including_hidden.count()) == (0, 10)


# --- What is left behind --------------------------------------------------------------------------------------------


def stopped(house, monkeypatch, content: bytes, where: str) -> ImportRun:
    """A run whose process is gone: whatever it would have done after `where`, it did not."""
    run = house.check(content)

    with monkeypatch.context() as patch:
        if where == "insert":
            patch.setattr(load.citizens, "insert", once_and_then_killed(load.citizens.insert))
        else:
            patch.setattr(load, where, killed)
        patch.setattr("tovholder.jobcentre.exchange.actions.run._back", lambda *given: None)
        with pytest.raises(Killed):
            apply(house, run)
    ImportRun.objects.filter(pk=run.pk).update(worked_at=AT - timedelta(minutes=5))
    run.refresh_from_db()
    return run


class Killed(BaseException):
    pass


def killed(*given, **more) -> None:
    raise Killed


def once_and_then_killed(insert):
    times = []

    def once(rows) -> None:
        times.append(1)
        if len(times) > 1:
            raise Killed
        insert(rows)

    return once


def test_what_was_unseen_is_removed_at_the_next_start_and_the_file_can_be_read_in(
    house, small_parts, monkeypatch
) -> None:
    content = big.as_csv(big.CITIZENS, big.citizens(30))
    run = stopped(house, monkeypatch, content, "insert")
    assert (run.state, Citizen.objects.count(), Citizen.including_hidden.count()) == (RunState.LOADING, 0, 10)
    assert clean_up(by=None, at=AT, today=TODAY) == 1
    run.refresh_from_db()
    assert (run.state, big.hidden(), Batch.objects.count(), run.batch) == (RunState.CHECKED, 0, 0, None)
    assert "afbrudt" in run.stopped
    assert Record.objects.filter(what="clean_file").count() == 1
    assert not Record.objects.filter(what="import_citizen").exists()
    apply(house, run)
    assert Citizen.objects.count() == len(big.lines_of("import_citizen")) == 30


def test_what_was_seen_is_finished_at_the_next_start(house, small_parts, monkeypatch) -> None:
    house.known(ALMA, telephone="11 11 11 11")
    rows = [[ALMA, "Alma Prøve", "Job og Helhed", "", "", "", "22 22 22 22"], *big.citizens(30)]
    run = stopped(house, monkeypatch, big.as_csv(big.CITIZENS, rows), "finish")
    assert (run.state, Citizen.objects.count()) == (RunState.FINISHING, 31)
    assert not big.lines_of("import_citizen")
    # Meanwhile somebody changes what the file brought: that stands.
    own = Citizen.objects.with_cpr(big.digits(3)).get()
    Citizen.objects.filter(pk=own.pk).update(telephone="33 33 33 33")
    clean_up(by=None, at=AT, today=TODAY)
    run.refresh_from_db()
    assert (run.state, run.is_kept) == (RunState.APPLIED, False)
    assert Citizen.objects.with_cpr(ALMA).get().telephone == "22 22 22 22"
    assert Citizen.objects.get(pk=own.pk).telephone == "33 33 33 33"
    assert len(big.lines_of("import_citizen")) == 31
    assert clean_up(by=None, at=AT, today=TODAY) == 0


def test_one_that_cannot_be_settled_stops_neither_the_start_nor_the_others(
    house, small_parts, monkeypatch, caplog
) -> None:
    first = stopped(house, monkeypatch, big.as_csv(big.CITIZENS, big.citizens(30)), "finish")
    second = stopped(house, monkeypatch, big.as_csv(big.CITIZENS, big.citizens(60)), "insert")
    monkeypatch.setattr(clean, "finish", lambda *given, **more: 1 / 0)
    assert clean_up(by=None, at=AT, today=TODAY) == 2
    assert "ZeroDivisionError" in caplog.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (RunState.FINISHING, RunState.CHECKED)


def test_what_was_left_is_gone_before_serve_lets_anybody_in(house, small_parts, monkeypatch) -> None:
    run = stopped(house, monkeypatch, big.as_csv(big.CITIZENS, big.citizens(30)), "insert")
    host, _process, _key = run.worker.rsplit(":", 2)
    ImportRun.objects.filter(pk=run.pk).update(worker=f"{host}:999999999:x")
    assert big.hidden() > 0
    left = []

    def let_in() -> None:
        left.append((ImportRun.objects.get().state, big.hidden(), Batch.objects.count()))
        raise Killed

    monkeypatch.setattr(serve, "collect_static", lambda: None)
    monkeypatch.setattr(serve, "Processes", let_in)
    with pytest.raises(Killed):
        call_command("serve", port=str(free_port()))
    assert left == [(RunState.CHECKED, 0, 0)]


def test_one_that_is_worked_on_is_left_alone(house) -> None:
    run = house.check(big.as_csv(big.CITIZENS, big.citizens(3)))
    mine = Work(run, clock=lambda: AT).worker
    host, _process, _key = mine.rsplit(":", 2)
    for worker, worked_at, is_taken in (
        (mine, AT, False),
        (mine, AT - timedelta(minutes=2), True),
        (f"{host}:999999999:x", AT, True),
        ("en-anden-maskine:1:x", AT, False),
        ("queue:0:x", AT - timedelta(hours=2), False),
    ):
        ImportRun.objects.update(state=RunState.LOADING, worker=worker, worked_at=worked_at)
        assert clean_up(by=None, at=AT, today=TODAY) == is_taken, worker


# --- Room -----------------------------------------------------------------------------------------------------------

BYTES_A_ROW = 250


@pytest.mark.parametrize("kind", ["citizens", "spells"])
def test_memory_grows_little_with_the_rows(house, kind, monkeypatch) -> None:
    """A file of a million rows may take a quarter of a gigabyte, whatever its rows hold."""
    monkeypatch.setattr(columns, "REMEMBERED", 100)  # as full as it gets, at both sizes
    house.read_in(big.as_csv(big.CITIZENS, big.citizens(600)))
    peaks = []
    for many in (3000, 12_000):
        headings = big.CITIZENS if kind == "citizens" else big.SPELLS
        rows = big.citizens(many) if kind == "citizens" else spread(many)
        run = house.check(big.as_csv(headings, rows), keep=True)
        del rows
        gc.collect()
        tracemalloc.start()
        for plan in checking.plans_of(run, TODAY):
            plan.written()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / 9000 < BYTES_A_ROW


def spread(many: int) -> big.Cells:
    return [
        [big.digits(n % 600), "Fleksjob", (day := date(2026, 1, 1) + timedelta(n // 600 * 3)), day]
        for n in range(many)
    ]


def test_spells_are_packed_and_come_out_in_order() -> None:
    spells = [NewSpell(n, 5_000_000 - n % 7, n % 14, 730_000 + n, 740_000 * (n % 2)) for n in range(1, 50)]
    packed = [pack(s.row, s.citizen, s.benefit, s.since, s.until) for s in spells]
    assert [unpack(number) for number in packed] == spells
    groups = list(by_citizen(packed, 8))
    assert [s for some in groups for s in some] == sorted(spells, key=lambda s: (s.citizen, s.since, s.row))
    citizens = [{s.citizen for s in some} for some in groups]
    assert all(not a & b for a in citizens for b in citizens if a is not b)


# --- Nobody else ------------------------------------------------------------------------------------------------------

MAY_SEE_HIDDEN = {
    "citizens/models/batch.py",  # gives it
    "citizens/migrations/0003_names_and_batches.py",
    "citizens/actions/person.py",  # refuses to register somebody whom a file is bringing
    "exchange/actions/citizens.py",  # finds the numbers of what it has just written
    "exchange/actions/clean.py",  # takes it away
}


def test_hidden_rows_are_for_reading_files_in_alone() -> None:
    root = Path(apps.__file__).parent.parent
    naming = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "tests" not in path.parts and path.name != "tests.py" and "including_hidden" in path.read_text()
    }
    assert naming <= MAY_SEE_HIDDEN
    assert "exchange/actions/clean.py" in naming
