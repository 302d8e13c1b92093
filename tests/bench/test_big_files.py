"""The big files, small: people who do not exist, in rows that are read in without a word."""

import zipfile
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command

from tests.bench import big_files, files
from tests.bench.big_files import Heading
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen, SupportSpell
from tovholder.jobcentre.demo.actions import fill
from tovholder.jobcentre.exchange.models import ImportRun

TODAY = date(2026, 11, 24)


def nobody(digits: str) -> bool:
    return False


def test_there_are_numbers_enough_and_all_are_of_the_demo(settings) -> None:
    settings.DEMO = True
    made = list(islice(big_files.numbers(nobody), 100_000))
    assert len(set(made)) == 100_000
    for number in made[:: 100_000 // 50]:
        digits = cpr.read(number)
        assert cpr.is_demo(digits)
        assert date(1960, 1, 1) <= cpr.birth_date(digits) < date(2001, 1, 1)


def test_a_number_in_use_is_passed_over() -> None:
    first, second = islice(big_files.numbers(nobody), 2)
    assert next(big_files.numbers(lambda digits: digits == first.replace("-", ""))) == second


@pytest.mark.parametrize("many", [30, 25])
def test_spells_of_a_citizen_follow_each_other(many: int) -> None:
    rows = list(big_files.spells(["a", "b", "c"], many, TODAY))
    assert len(rows) == many
    mine = [row for row in rows if row["cpr"] == "a"]
    for one, following in pairwise(mine):
        assert one["since"] <= one["last_day"] < following["since"] <= TODAY
    assert mine[-1]["last_day"] is None


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    def breaks():
        yield {"cpr": "1"}
        raise KeyboardInterrupt

    file = tmp_path / "citizens.csv"
    with pytest.raises(KeyboardInterrupt):
        big_files.write(file, [Heading("cpr", "CPR-nummer")], breaks())
    assert not file.exists()
    rows = [{"cpr": "1", "since": date(2026, 11, 2)}, {"since": None}]
    big_files.write(file, [Heading("since", "Fra"), Heading("cpr", "CPR-nummer")], rows)
    assert file.read_text(encoding="utf-8-sig").splitlines() == ["Fra;CPR-nummer", "02.11.2026;1", ";"]


@pytest.mark.django_db
def test_both_files_are_read_in(settings, tmp_path: Path) -> None:
    settings.DEMO = True
    with time_machine.travel("2026-11-24 08:50:00+01:00"):
        fill(citizens=10, seed=1, today=TODAY)
        here, spells = Citizen.objects.count(), SupportSpell.objects.count()
        for one in files.big(citizens=30, spells=300):
            file = one.made(tmp_path, "csv")
            assert files.sent_by_the_page(file) >= 0
            assert ImportRun.objects.filter(kind=one.kind).count() == 0, "only received, and taken away"
            call_command("import_file", str(file), yes=True)
        assert Citizen.objects.count() == here + 30
        assert SupportSpell.objects.count() == spells + 300
    newest = SupportSpell.objects.order_by("-since")[0].since
    assert newest <= TODAY - timedelta(days=1)


def test_a_file_is_made_once(tmp_path: Path) -> None:
    made: list[int] = []

    def rows():
        made.append(1)
        return [{"cpr": "1"}]

    big = files.Big("support", "ydelsesforløb", 1_000_000, rows)
    assert big.made(tmp_path, "csv") == big.made(tmp_path, "csv")
    assert made == [1]
    assert big.words == "1.000.000 ydelsesforløb"


def test_a_spreadsheet_holds_days_as_days_and_numbers_as_text(tmp_path: Path) -> None:
    file = tmp_path / "support.xlsx"
    rows = [{"cpr": "610160-9900", "since": date(2026, 11, 2)}, {"cpr": "=1+1"}]
    big_files.write(file, [Heading("cpr", "CPR-nummer"), Heading("since", "Fra")], rows)
    with zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 3
    assert "610160-9900" in sheet
    assert "<v>46328</v>" in sheet  # 2 November 2026, as spreadsheets count days
    assert "<f>" not in sheet
