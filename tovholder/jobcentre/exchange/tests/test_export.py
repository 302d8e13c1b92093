"""Lists out of the house by command: whom they hold, what the log says of it, and how they are read."""

import csv
import io
import itertools
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import begin_support, keep_apart, open_course, register_citizen
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.actions import add_company, add_workplace
from tovholder.jobcentre.exchange import lists, writing
from tovholder.jobcentre.exchange.actions import export_list
from tovholder.jobcentre.exchange.actions.export import LISTS
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.exchange.tests.conftest import AT, INGRID, TODAY, VIGGO, House
from tovholder.jobcentre.exchange.writing import FileType, in_memory
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.models import BenchmarkFigure, Figure, MunicipalityChoice

LINK = '=HYPERLINK("http://ond.example","Klik")'
numbers = (f"710180{serial}" for serial in itertools.count(9902))


def follow(house: House, name: str = "Alma Prøve", digits: str = "", **more) -> Citizen:
    citizen = register_citizen(digits=digits or next(numbers), name=name, by=None, at=AT, **more)
    open_course(
        citizen, unit=house.unit, contact=house.lone, because="unemployed", by=None, at=AT, today=TODAY
    )
    begin_support(citizen, benefit="fleksjob", since=TODAY, by=None, at=AT)
    return citizen


def take_out(wanted: str, by=None, file_type: FileType = FileType.CSV) -> bytes:
    return in_memory(export_list(wanted, by=by, at=AT, today=TODAY), file_type)


def cells(content: bytes) -> list[list]:
    if content.startswith(b"PK"):
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("file_type", FileType)
def test_a_formula_as_a_name_is_text_in_every_list(house: House, file_type: FileType) -> None:
    """A citizen, an employee, a company, a unit and a file can be called anything: no list makes it a formula."""
    follow(house, LINK)
    for thing in (house.unit, house.bente):
        thing.name = LINK
        thing.save(update_fields=["name"])
    company = add_company(cvr="10000018", name=LINK, contact=house.ib, by=None, at=AT)
    add_workplace(company, p_number="9000000019", name=LINK, address=LINK, by=None, at=AT, today=TODAY)
    Figure.objects.create(
        indicator="sick",
        unit=house.unit,
        day=TODAY,
        numerator=7,
        suppressed=False,
        version=LINK,
        published_at=AT,
    )
    MunicipalityChoice.objects.create(pk=1, area=LINK)
    BenchmarkFigure.objects.create(
        area=LINK, period="2026M10", ends_on=TODAY, group=LINK, is_total=False, expected=1, actual=2, difference=1,
        expected_share=1, actual_share=2, share_difference=1, rank=3, source="x", read_at=AT,
    )  # fmt: skip
    ImportRun.objects.create(
        token="0" * 32, kind="citizens", file_name=LINK, sha256="", size=1, at=AT, plan="",
        counts=dict.fromkeys(["rows", "new", "changed", "unchanged", "wrong", "beside"], 0),
    )  # fmt: skip
    for wanted in LISTS:
        content = take_out(
            wanted, by=house.ellen.user if wanted in {"citizens", "support"} else None, file_type=file_type
        )
        rows = cells(content)
        assert len(rows) > 1, wanted
        text = [cell for row in rows for cell in row if isinstance(cell, str) and "HYPERLINK" in cell]
        assert text or wanted == "support", wanted
        if file_type is FileType.CSV:
            assert all(cell == f"'{LINK}" for cell in text)
        else:
            assert all(cell == LINK for cell in text)


def test_numbers_that_begin_with_zero_keep_it_in_a_spreadsheet(house: House) -> None:
    follow(house, digits="0101801234", telephone="00 12 34 56")
    company = add_company(cvr="10000018", name="Prøve", contact=house.ib, by=None, at=AT)
    add_workplace(
        company, p_number="0000000019", name="Nord", postcode="0999", by=None, at=AT, today=TODAY
    )  # fmt: skip
    heading, row = cells(take_out("citizens", house.ellen.user, FileType.XLSX))
    found = dict(zip(heading, row, strict=True))
    assert (found["CPR-nummer"], found["Telefon"], found["Forløb fra"]) == (
        "010180-1234",
        "00 12 34 56",
        TODAY,
    )
    heading, row = cells(take_out("companies", None, FileType.XLSX))
    found = dict(zip(heading, row, strict=True))
    assert (found["P-nummer"], found["Postnummer"]) == ("0000000019", "0999")
    hours = cells(take_out("employees", None, FileType.XLSX))
    assert isinstance(hours[1][hours[0].index("Timer om ugen")], float)


def test_one_line_for_each_citizen_and_none_for_those_the_exporter_does_not_see(house: House) -> None:
    seen = [follow(house, name) for name in ("Åse", "Anna", "Ærlig")]
    follow(house, "SKJULT Ingrid", INGRID, is_protected=True)
    follow(house, "SKJULT Viggo", VIGGO)
    keep_apart(house.ellen, digits=VIGGO, closeness="family", by=None, at=AT)
    rows = cells(take_out("citizens", house.ellen.user))
    assert [row[1] for row in rows[1:]] == ["Anna", "Ærlig", "Åse"]
    lines = Record.objects.filter(kind=Kind.EXPORT)
    assert sorted(line.citizen for line in lines) == sorted(citizen.pk for citizen in seen)
    employee = house.ellen
    assert {(line.what, line.actor, line.role, line.unit, line.count) for line in lines} == {
        ("export_citizens", employee.user.pk, Role.LEADER, employee.unit_id, 1)
    }
    spells = cells(take_out("support", house.ellen.user))
    assert len(spells) == 4
    assert "SKJULT" not in str(spells)


def test_the_log_is_written_before_anything_is_read_for_the_file(house: House) -> None:
    citizen = follow(house)
    table = export_list("citizens", by=house.ellen.user, at=AT, today=TODAY)
    assert Record.objects.get(kind=Kind.EXPORT).citizen == citizen.pk
    with CaptureQueriesContext(connection) as queries:
        assert len(list(table.rows)) == 1
    assert len(queries) == 1


def test_without_its_log_no_list_leaves(house: House, monkeypatch) -> None:
    follow(house)

    def broken(*given, **more):
        raise OSError("no log")

    monkeypatch.setattr(record, "export", broken)
    with pytest.raises(OSError, match="no log"):
        take_out("citizens", house.ellen.user)


@pytest.mark.parametrize("wanted", ["citizens", "support"])
def test_many_are_read_a_few_at_a_time(house: House, wanted: str, monkeypatch) -> None:
    """So many queries as there are parts, each for so many citizens: never the whole list, however long."""
    monkeypatch.setattr(lists, "AT_A_TIME", 10)
    counts = {}
    for size in (20, 50):
        while Citizen.objects.count() < size:
            follow(house, f"Borger {Citizen.objects.count():03}")
        table = export_list(wanted, by=house.ellen.user, at=AT, today=TODAY)
        with CaptureQueriesContext(connection) as queries:
            assert len(list(table.rows)) == size
        asked = [
            re.search(r"\bIN \((\d[\d, ]*)\)", query["sql"]) for query in queries if "SELECT" in query["sql"]
        ]
        assert all(found and found[1].count(",") == 9 for found in asked)
        counts[size] = len(asked)
    assert counts == {20: 2, 50: 5}


def test_the_log_is_written_many_lines_at_a_time(house: House, monkeypatch) -> None:
    monkeypatch.setattr(record, "LINES_AT_A_TIME", 50)
    with CaptureQueriesContext(connection) as queries:
        record.export("export_citizens", range(1, 201), by=house.ellen.user, at=AT)
    assert Record.objects.filter(kind=Kind.EXPORT).count() == 200
    assert sum("INSERT" in query["sql"] for query in queries) == 4


def test_the_figures_of_the_page_as_they_may_be_shown(house: House) -> None:
    Figure.objects.create(
        indicator="sick", unit=None, day=TODAY, suppressed=True, version="1", published_at=AT
    )
    Figure.objects.create(
        indicator="company_contact", unit=house.unit, day=TODAY, numerator=9, denominator=12, value=-1.5,
        suppressed=False, version="1", published_at=AT,
    )  # fmt: skip
    rows = cells(take_out("results", file_type=FileType.XLSX))
    shown = {row[0]: row[1:10] for row in rows[1:]}
    assert [row[11].date() for row in rows[1:]] == [AT.date()] * 2
    assert rows[2][12:] == [
        str(text)
        for of in (DEFINITIONS["sick"],)
        for text in (of.numerator, of.denominator, of.period, of.source)
    ]
    assert shown["Sygedagpenge"] == ["Hele jobcentret", "", TODAY, "", "", "", "", "ja", "1"]
    assert shown["Kontakt med virksomheden"] == [house.unit.name, "", TODAY, "", 9, 12, -1.5, "nej", "1"]
    assert cells(take_out("results"))[1][7] in {"", "-1,5"}


def test_what_is_expected_says_what_it_is_and_when_it_was_read(house: House) -> None:
    MunicipalityChoice.objects.create(pk=1, area="Hedelund")
    BenchmarkFigure.objects.create(
        area="Hedelund", period="2026M10", ends_on=TODAY, group="I alt", is_total=True, expected=110, actual=100,
        difference=-10, expected_share=1, actual_share=1, share_difference=0, rank=3, source="jobindsats.dk",
        read_at=AT,
    )  # fmt: skip
    headings, row = cells(take_out("expected"))
    told = dict(zip(headings, row, strict=True))
    assert f"{AT:%d.%m.%Y}" in str(told["Læst"])
    assert "Fuldtidspersoner på offentlig forsørgelse" in told["Hvad tallene er"]
    assert told["Kilde"] == "jobindsats.dk"


def test_a_figure_says_how_new_its_data_are(house: House) -> None:
    """The newest file that was read before it was reckoned: none later, and the public figures are not its data."""

    def read(kind: str, days: int, state: str = "applied", worker: str = "") -> None:
        ImportRun.objects.create(
            token=uuid4().hex, kind=kind, file_name="x.csv", sha256="", size=1, at=AT, plan="", state=state,
            worker=worker,
            applied_at=AT + timedelta(days=days) if state == "applied" else None,
        )  # fmt: skip

    for kind, days in (("citizens", -9), ("support", -3), ("support", 1), ("benchmark", -1)):
        read(kind, days)
    read("citizens", 0, state="checking", worker="en anden")
    Figure.objects.create(
        indicator="sick", day=TODAY, numerator=7, suppressed=False, version="1", published_at=AT
    )
    headings, row = cells(take_out("results"))
    told = dict(zip(headings, row, strict=True))
    assert f"{AT - timedelta(days=3):%d.%m.%Y}" in str(told["Data læst ind"])


def test_nothing_is_expected_where_no_municipality_is_chosen(house: House) -> None:
    assert cells(take_out("expected")) == [lists.EXPECTED_HEADINGS]


# --- The command ------------------------------------------------------------------------------------------------------


def command(*arguments: object) -> str:
    out = io.StringIO()
    call_command("export_list", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "XLSX"])
def test_the_ending_chooses_the_kind(house: House, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"liste.{ending}"
    assert "4 rækker er skrevet" in command("employees", path)
    content = path.read_bytes()
    assert content.startswith(b"PK") == (ending != "csv")
    assert cells(content)[0] == KINDS["employees"].headings
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["liste", "liste.ods", "liste.txt"])
def test_another_ending_is_refused_before_anything_is_read(house: House, tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match=r"hverken på \.csv eller \.xlsx") as stopped:
        command("employees", tmp_path / name)
    assert stopped.value.returncode == 2
    assert list(tmp_path.iterdir()) == []
    assert not Record.objects.filter(what="export_list").exists()


def test_a_spreadsheet_too_long_leaves_no_file(house: House, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    with pytest.raises(CommandError, match="som CSV med kommandoen"):
        command("employees", tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []
    assert "4 rækker" in command("employees", tmp_path / "x.csv")


def test_whoever_sees_the_figures_may_take_them_out(house: House, tmp_path: Path) -> None:
    command("results", tmp_path / "a.csv", "--by", "ellen")
    with pytest.raises(CommandError, match="Bed data- og systemejeren"):
        command("imported", tmp_path / "b.csv", "--by", "ellen")
    command("imported", tmp_path / "b.csv", "--by", "tove")
