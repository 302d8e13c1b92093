import io
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, load_command_class

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import begin_support, employ
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.actions import add_company, add_workplace
from tovholder.jobcentre.exchange import writing, wrong_rows
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.management.commands import import_file
from tovholder.jobcentre.exchange.models import ImportRun, RunState
from tovholder.jobcentre.exchange.tests import big
from tovholder.jobcentre.exchange.tests.conftest import ALMA, AT, INGRID, TODAY, VIGGO
from tovholder.jobcentre.exchange.tests.test_benchmark import with_wrong_rank
from tovholder.jobcentre.staff.actions import add_unit

HEAD = "CPR-nummer;Navn;Enhed"
ONE = f"{HEAD}\n{ALMA};Alma Prøve;Job og Helhed\n"


def run(command: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(command, *(str(argument) for argument in arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "borgere.csv"
    path.write_text(ONE)
    return path


def test_a_dry_run_says_what_would_happen_and_does_nothing(house, file) -> None:
    said = run("import_file", file, "--dry-run")
    assert "Borgere. Filen har 1 række: 1 ny." in said
    assert "Intet er læst ind." in said
    assert not Citizen.objects.exists()
    assert not ImportRun.objects.get().is_kept


def test_yes_reads_in_and_the_log_says_who(house, file) -> None:
    assert "Filen er læst ind." in run("import_file", file, "--yes", "--by", "tove")
    assert Citizen.objects.count() == 1
    assert Record.objects.get(what="import_file").actor == house.tove.pk
    assert "Filen ændrer intet." in run("import_file", file, "--yes")


def test_without_yes_it_asks(house, file, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda text: "nej")
    assert "Intet er læst ind." in run("import_file", file)
    assert not Citizen.objects.exists()
    assert ImportRun.objects.get().state == RunState.DISCARDED
    monkeypatch.setattr("builtins.input", lambda text: "Ja")
    assert "Filen er læst ind." in run("import_file", file)


def test_where_nobody_can_answer_it_says_to_write_yes(house, file, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    with pytest.raises(CommandError, match="--yes"):
        run("import_file", file)
    assert not Citizen.objects.exists()


def test_problems_are_a_table_and_end_with_1(house, file) -> None:
    file.write_text(f"{HEAD}\n12;;Job og Hjem\n")
    out = io.StringIO()
    with pytest.raises(CommandError, match="Intet er læst ind") as stopped:
        call_command("import_file", str(file), "--yes", stdout=out)
    assert stopped.value.returncode == 1
    assert "række 2     CPR-nummer  Et CPR-nummer har ti cifre" in out.getvalue()
    assert "række 2     Navn        Feltet er tomt" in out.getvalue()
    assert "række 2     Enhed       Der er ingen enhed" in out.getvalue()


def wrong_ones(file: Path, to: Path) -> str:
    out = io.StringIO()
    with pytest.raises(CommandError, match="Intet er læst ind"):
        call_command("import_file", str(file), "--wrong", str(to), stdout=out)
    return out.getvalue()


def test_more_wrong_rows_than_a_spreadsheet_is_made_for_come_as_csv_and_it_says_so(
    house, tmp_path, monkeypatch
) -> None:
    rows = [[str(n), f"Bo {n}", "Job og Helhed"] for n in range(3)]
    file = tmp_path / "borgere.xlsx"
    file.write_bytes(big.as_xlsx(HEAD.split(";"), rows))
    said = wrong_ones(file, tmp_path / "fejl.xlsx")
    assert f"De rækker, der skal rettes, er skrevet til {tmp_path / 'fejl.xlsx'}." in said
    assert (tmp_path / "fejl.xlsx").read_bytes().startswith(b"PK")
    for module in (writing, wrong_rows):
        monkeypatch.setattr(module, "MOST_ROWS", 2)
    said = wrong_ones(file, tmp_path / "mange.xlsx")
    assert f"er skrevet til {tmp_path / 'mange.csv'}.\nDe er flere, end et regneark laves med" in said
    assert [line.split(";")[1] for line in content(tmp_path / "mange.csv").splitlines()[1:]] == [
        "Bo 0",
        "Bo 1",
        "Bo 2",
    ]
    assert not (tmp_path / "mange.xlsx").exists()


def test_a_file_of_wrong_rows_is_named_by_what_it_is_and_none_is_written_over(house, file, tmp_path) -> None:
    file.write_text(f"{HEAD}\n12;Bo;Job og Helhed\n")
    assert f"er skrevet til {tmp_path / 'fejl.csv'}." in wrong_ones(file, tmp_path / "fejl.xlsx")
    with pytest.raises(CommandError, match="er der allerede"):
        run("import_file", file, "--wrong", tmp_path / "fejl.xlsx")
    assert "12;Bo;" in content(tmp_path / "fejl.csv")


def test_half_a_file_of_wrong_rows_does_not_stay(house, file, tmp_path, monkeypatch) -> None:
    def full(table, file_type, out):
        out.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(import_file, "write", full)
    file.write_text(f"{HEAD}\n12;Bo;Job og Helhed\n")
    with pytest.raises(CommandError, match="kan ikke skrives"):
        run("import_file", file, "--wrong", tmp_path / "fejl.csv")
    assert not (tmp_path / "fejl.csv").exists()


def test_what_is_wrong_in_figures_of_jobindsats_is_written_as_a_list(house, tmp_path) -> None:
    file, to = tmp_path / "tal.csv", tmp_path / "fejl.csv"
    file.write_bytes(with_wrong_rank())
    assert f"En liste over det, der skal rettes, er skrevet til {to}." in wrong_ones(file, to)
    assert content(to).splitlines() == [
        "Række;Kolonne;Hvad der skal gøres",
        "2;Placering på benchmarkranglisten;99 er ikke en placering. Den skal være fra 1 til 98.",
    ]


def test_differences_are_shown(house, file) -> None:
    house.known(ALMA)
    file.write_text(f"{HEAD};Fast medarbejder\n{ALMA};Alma Prøve;Job og Helhed;1002\n")
    assert "række 2     Fast medarbejder  her: 1001, i filen: 1002" in run("import_file", file)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["findes-ikke.csv"], "kan ikke læses"),
        (["."], "kan ikke læses"),
        (["FILE", "--kind", "support"], "mangler kolonnen"),
        (["FILE", "--by", "ukendt"], "ingen bruger, der hedder ukendt"),
        (["FILE", "--by", "ellen"], "læser ikke filer ind"),
    ],
)
def test_what_cannot_be_read_ends_with_2(house, file, arguments, says) -> None:
    given = [file if argument == "FILE" else argument for argument in arguments]
    with pytest.raises(CommandError, match=says) as stopped:
        run("import_file", *given)
    assert stopped.value.returncode == 2


def test_the_help_shows_every_column_of_every_kind() -> None:
    command = load_command_class("tovholder.jobcentre.exchange", "import_file")
    text = command.create_parser("tovholder", "import").format_help()
    assert max(map(len, text.splitlines())) < 240
    text = " ".join(text.split())
    for kind in KINDS.values():
        assert f"{kind.code}: {kind.name}" in text
        for column in kind.columns:
            assert column.heading in text
            assert str(column.meaning) in text
    assert "--dry-run" in text


# --- Out ------------------------------------------------------------------------------------------------------------


def content(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


@pytest.fixture
def followed(house) -> Citizen:
    citizen = house.known(ALMA, contact=house.lone, telephone="12 34 56 78", language="arabisk")
    company = add_company(cvr="10000018", name="=Prøve Møbler", contact=house.ib, by=None, at=AT)
    place = add_workplace(company, p_number="9000000019", name="Nord", by=None, at=AT, today=TODAY)
    employ(citizen, workplace=place, since=TODAY, by=None, at=AT)
    begin_support(citizen, benefit="sygedagpenge", since=TODAY.replace(day=1), until=TODAY, by=None, at=AT)
    begin_support(citizen, benefit="fleksjob", since=TODAY, by=None, at=AT)
    return citizen


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("wanted", ["citizens", "support", "employees", "companies"])
def test_a_list_that_went_out_comes_in_again_and_changes_nothing(
    house, followed, tmp_path, wanted, ending
) -> None:
    path = tmp_path / f"liste.{ending}"
    by = ["--by", "ellen"] if wanted in {"citizens", "support"} else []
    said = run("export_list", wanted, path, *by)
    again = house.check(path.read_bytes())
    assert (again.kind, again.problems, again.differences, again.notes) == (wanted, [], [], [])
    assert again.counts["unchanged"] > 0
    assert f"{again.counts['unchanged']} rækker er skrevet" in said


def test_a_list_of_citizens_holds_whom_the_exporter_sees_and_is_logged_for_each(
    house, followed, tmp_path
) -> None:
    other = add_unit("Unge", telephone="00 10 00 12", by=None, at=AT)
    house.unit, own = other, house.unit
    house.known(VIGGO, contact=house.bente)
    house.unit = own
    house.known(INGRID, contact=house.lone, is_protected=True)
    path = tmp_path / "mine.csv"
    run("export_list", "citizens", path, "--by", "ellen")
    assert "710180-9901" in content(path)
    assert VIGGO[:6] not in content(path)
    assert INGRID[:6] not in content(path)
    line = Record.objects.get(kind=Kind.EXPORT)
    assert (line.citizen, line.actor) == (followed.pk, house.ellen.user.pk)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_a_spreadsheet_would_run_is_neutralised(house, followed, tmp_path) -> None:
    path = tmp_path / "v.csv"
    run("export_list", "companies", path)
    assert "10000018;'=Prøve Møbler;" in content(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_published_figures_go_out(house, tmp_path) -> None:
    path = tmp_path / "tal.csv"
    run("export_list", "results", path, "--by", "tove")
    assert content(path).startswith("Tal;Enhed;Virksomhed;Dag;")
    assert Record.objects.get(what="export_list").detail["list"] == "results"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["citizens"], "Skriv hvem med --by"),
        (["citizens", "--by", "tove"], "medarbejder eller afdelingsleder"),
        (["support", "--by", "tove"], "medarbejder eller afdelingsleder"),
        (["citizens", "--by", "ib"], "ingen borgere med et åbent forløb"),
        (["employees", "--by", "ellen"], "Bed data- og systemejeren"),
        (["citizens", "--by", "ukendt"], "ingen bruger, der hedder ukendt"),
    ],
)
def test_a_list_is_refused_and_no_file_is_left(house, followed, tmp_path, arguments, says) -> None:
    path = tmp_path / "x.csv"
    with pytest.raises(CommandError, match=says):
        run("export_list", arguments[0], path, *arguments[1:])
    assert not path.exists()
    assert not Record.objects.filter(kind=Kind.EXPORT).exists()


def test_a_file_that_is_there_is_not_written_over(house, followed, tmp_path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("noget andet")
    with pytest.raises(CommandError, match="er der allerede"):
        run("export_list", "citizens", path, "--by", "ellen")
    assert path.read_text() == "noget andet"
    with pytest.raises(CommandError, match="kan ikke skrives"):
        run("export_list", "citizens", tmp_path / "no" / "x.csv", "--by", "ellen")


def test_nobody_inactive_takes_anything_out(house, followed, tmp_path) -> None:
    User.objects.filter(pk=house.ellen.user.pk).update(is_active=False)
    with pytest.raises(CommandError, match="ingen bruger"):
        run("export_list", "citizens", tmp_path / "x.csv", "--by", "ellen")
