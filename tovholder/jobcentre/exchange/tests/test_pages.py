import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.exchange import forms, plan, reading
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import ImportRun, RunState
from tovholder.jobcentre.exchange.tests.conftest import ALMA, VIGGO
from tovholder.registers import benchmark

HEAD = "CPR-nummer;Navn;Enhed"
ONE = f"{HEAD}\n{ALMA};Alma Prøve;Job og Helhed\n"
PAGE = "/indlaesning/"


def upload(client: Client, content: str | bytes, name: str = "borgere.csv", **more):
    raw = content.encode() if isinstance(content, str) else content
    given = {"file": SimpleUploadedFile(name, raw), "kind": "", "token": uuid4()}
    return client.post(PAGE, given | more)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_file_is_dropped_seen_and_confirmed(data_owner) -> None:
    sent = upload(data_owner, ONE)
    run = ImportRun.objects.get()
    assert (sent.status_code, sent.url) == (302, reverse("import_report", args=[run.pk]))
    shown = data_owner.get(sent.url)
    assert "Filen har 1 række: 1 ny." in text(shown)
    assert "Læs filen ind" in text(shown)
    assert not Citizen.objects.exists()
    done = data_owner.post(reverse("import_confirm", args=[run.pk]))
    assert (done.status_code, done.url) == (302, sent.url)
    assert Citizen.objects.count() == 1
    after = text(data_owner.get(sent.url))
    assert "Læst ind" in after
    assert "Læs filen ind" not in after


def test_the_list_says_what_came_of_each_file(data_owner, house) -> None:
    house.known(ALMA)
    assert "Ingen filer endnu" in text(data_owner.get(PAGE))
    said = []
    for content in (ONE, f"{HEAD}\n12;Bo;Job og Helhed\n", f"{HEAD}\n{VIGGO};Viggo;Job og Helhed\n"):
        upload(data_owner, content)
        said.append(ImportRun.objects.latest("pk").state_in_words)
    assert said == ["Ændrer intet", "Skal rettes", "Tjekket"]
    data_owner.post(reverse("import_confirm", args=[ImportRun.objects.latest("pk").pk]))
    shown = text(data_owner.get(PAGE))
    assert "Borgere. Filen har 1 række: 1 har fejl." in shown
    assert "Læst ind" in shown


def test_a_double_press_on_confirm_reads_in_once_and_shows_the_same_report(data_owner) -> None:
    report = upload(data_owner, ONE).url
    confirm = reverse("import_confirm", args=[ImportRun.objects.get().pk])
    first, second = data_owner.post(confirm), data_owner.post(confirm)
    assert first.url == second.url == report
    assert Citizen.objects.count() == 1


def test_a_double_press_on_upload_makes_one_run(data_owner) -> None:
    token = uuid4()
    assert upload(data_owner, ONE, token=token).url == upload(data_owner, ONE, token=token).url
    assert ImportRun.objects.count() == 1


def test_problems_are_listed_with_row_column_and_sentence_and_nothing_can_be_confirmed(data_owner) -> None:
    sent = upload(data_owner, f"{HEAD}\n12;Alma Prøve;Job og Hjem\n")
    assert sent.status_code == 422
    shown = text(sent)
    assert "2 ting skal rettes, før filen kan læses ind" in shown
    assert "2 CPR-nummer Et CPR-nummer har ti cifre" in shown
    assert "2 Enhed Der er ingen enhed, der hedder »Job og Hjem«" in shown
    assert "Læs filen ind" not in shown
    assert "Alma" not in shown
    refused = data_owner.post(reverse("import_confirm", args=[ImportRun.objects.get().pk]))
    assert refused.status_code == 409
    assert "Filen har fejl. Ret dem, og vælg filen igen." in text(refused)


def test_every_problem_can_be_reached_and_the_page_stays_small(data_owner) -> None:
    upload(data_owner, "\n".join([HEAD, *(f"{n};Alma Prøve;Job og Helhed" for n in range(1, 2001))]))
    report = reverse("import_report", args=[ImportRun.objects.get().pk])
    first = data_owner.get(report)
    assert len(first.content) < 100_000
    assert "Side 1 af 40" in text(first)
    assert "2001 CPR-nummer" in text(data_owner.get(f"{report}?side=40"))
    assert data_owner.get(f"{report}?side=banan").status_code == 200
    saved = data_owner.get(f"{report}?hent=fejl")
    rows = saved.content.decode("utf-8-sig").splitlines()
    assert rows[0] == f"{HEAD};Hvad der skal gøres"
    assert rows[1].startswith("1;Alma Prøve;Job og Helhed;CPR-nummer: Et CPR-nummer har ti cifre")
    assert len(rows) == 2001


def test_differences_show_row_numbers_and_employee_numbers_never_people(data_owner, house) -> None:
    house.known(ALMA)
    sent = upload(data_owner, f"{HEAD};Fast medarbejder\n{ALMA};Alma Prøve;Job og Helhed;1002\n")
    shown = text(data_owner.get(sent.url))
    assert "En forskel, som filen ikke ændrer" in shown
    assert "2 Fast medarbejder 1001 1002" in shown
    assert "Filen ændrer intet" in shown
    for secret in ("Alma", ALMA, ALMA[:6]):
        assert secret not in shown


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"PK\x03\x04\x14\x00", "borgere.xlsx", "Filen er et regneark"),
        (b"\x89PNG\r\n\x1a\n\x00", "billede.png", "Filen er ikke tekst"),
        (b"%PDF-1.4\n\x00", "brev.pdf", "Filen er ikke tekst"),
        (b"\x00\x01\x02", "x.bin", "Filen er ikke tekst"),
        (b"", "tom.csv", "Filen er tom"),
        (b"\n\n", "tom.csv", "Filen er tom"),
        (f"{ALMA};Alma Prøve;Job og Helhed\n".encode(), "uden.csv", "Vi kan ikke se, hvad filen handler om"),
        (b"CPR-nummer;Navn\n1;Bo\n", "halv.csv", "mangler kolonnen »Enhed«"),
        (HEAD.encode(), "kun-hoved.csv", "ingen rækker"),
        (b"[1, 2", "halv.json", "ligner JSON, men er ikke hel"),
        (b'{"a": 1}', "andet.json", "ikke et svar fra jobindsats"),
    ],
)
def test_what_is_not_such_a_file_is_answered_at_the_field_and_nothing_is_kept(
    data_owner, content, name, says
) -> None:
    answer = upload(data_owner, content, name)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Alma" not in text(answer)
    assert not ImportRun.objects.exists()


def test_no_file_and_a_kind_nobody_knows_are_answered_at_the_field(data_owner) -> None:
    answer = data_owner.post(PAGE, {"kind": "", "token": uuid4()})
    assert answer.status_code == 422
    assert "Vælg en fil." in text(answer)
    assert upload(data_owner, ONE, kind="borgere").status_code == 422
    assert data_owner.post(PAGE).status_code == 422


def test_what_was_chosen_stays_when_the_file_is_refused(data_owner) -> None:
    answer = upload(data_owner, b"\x00", kind="support")
    assert '<option value="support" selected>' in answer.content.decode()


def test_a_page_gone_stale_shows_the_plan_as_it_is_now(data_owner, house) -> None:
    upload(data_owner, f"{ONE}{VIGGO};Viggo Prøve;Job og Helhed\n")
    run = ImportRun.objects.get()
    house.known(ALMA)
    stale = data_owner.post(reverse("import_confirm", args=[run.pk]))
    assert stale.status_code == 409
    assert "Data er ændret, siden filen blev tjekket. Intet er læst ind." in text(stale)
    assert "Filen har 2 rækker: 1 ny, 1 er her i forvejen." in text(stale)
    assert data_owner.post(reverse("import_confirm", args=[run.pk])).status_code == 302
    assert Citizen.objects.count() == 2


def test_a_file_is_laid_away_and_then_cannot_be_read_in(data_owner) -> None:
    report = upload(data_owner, ONE).url
    run = ImportRun.objects.get()
    assert data_owner.post(report).url == PAGE
    run.refresh_from_db()
    assert (run.state, run.is_kept) == (RunState.DISCARDED, False)
    assert "Filen er lagt væk" in text(data_owner.get(report))
    gone = data_owner.post(reverse("import_confirm", args=[run.pk]))
    assert gone.status_code == 409
    assert "Filen er her ikke længere. Vælg den igen." in text(gone)
    done = house_applied(data_owner)
    assert data_owner.post(reverse("import_report", args=[done.pk])).status_code == 409


def house_applied(client: Client) -> ImportRun:
    upload(client, ONE)
    run = ImportRun.objects.latest("pk")
    client.post(reverse("import_confirm", args=[run.pk]))
    return run


def test_the_page_shows_every_column_and_gives_an_example_of_each_kind(data_owner) -> None:
    page = data_owner.get(PAGE).content.decode()
    for kind in KINDS.values():
        for column in kind.columns:
            assert column.heading in page
        example = data_owner.get(f"{PAGE}?eksempel={kind.code}")
        assert example.headers["Content-Disposition"] == f'attachment; filename="{kind.code}.csv"'
        assert example.content.decode("utf-8-sig").splitlines()[0] == ";".join(kind.headings)
    assert data_owner.get(f"{PAGE}?eksempel=findes-ikke").status_code == 200


@pytest.mark.parametrize("runs", [1, 15])
def test_the_pages_ask_few_queries_however_many_files_there_were(data_owner, runs) -> None:
    for n in range(runs):
        upload(data_owner, f"{HEAD}\n{n};Alma Prøve;Job og Helhed\n")
    with CaptureQueriesContext(connection) as queries:
        page = data_owner.get(PAGE)
    assert len(queries) <= 4
    assert "content" not in queries.captured_queries[-1]["sql"]
    assert len(page.content) < 100_000
    with CaptureQueriesContext(connection) as queries:
        data_owner.get(reverse("import_report", args=[ImportRun.objects.latest("pk").pk]))
    assert len(queries) <= 6


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.DATA_OWNER])
def test_nobody_but_the_data_owner_comes_in(db, client, role, house) -> None:
    run = house.check(ONE)
    client.force_login(User.objects.create(username="x", role=role))
    for answer in (
        client.get(PAGE),
        upload(client, ONE),
        client.get(reverse("import_report", args=[run.pk])),
        client.post(reverse("import_report", args=[run.pk])),
        client.post(reverse("import_confirm", args=[run.pk])),
    ):
        assert answer.status_code == 403
    assert not Citizen.objects.exists()


def test_nothing_is_confirmed_by_a_get(data_owner) -> None:
    upload(data_owner, ONE)
    run = ImportRun.objects.get()
    assert data_owner.get(reverse("import_confirm", args=[run.pk])).status_code == 405
    assert data_owner.get(reverse("import_report", args=[run.pk + 1])).status_code == 404
    assert not Citizen.objects.exists()


def test_a_file_too_large_is_answered_without_being_held(data_owner, settings, monkeypatch) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["tovholder.jobcentre.exchange.upload.OnlyWhereExpected"]
    monkeypatch.setattr(reading, "MOST_BYTES", 100_000)
    held = []
    clean = forms.FileForm.clean_file
    monkeypatch.setattr(
        forms.FileForm,
        "clean_file",
        lambda form: held.append(form.cleaned_data["file"].read()) or clean(form),
    )
    answer = upload(data_owner, b"x" * 200_001)
    assert answer.status_code == 422
    assert "større end 200 MB" in text(answer)
    assert held == [b""]


def test_uploads_stay_in_memory_and_arrive_whole(data_owner, settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["tovholder.jobcentre.exchange.upload.OnlyWhereExpected"]
    settings.FILE_UPLOAD_TEMP_DIR = "/no/such/folder"
    rows = "\n".join(f"{n};Alma Prøve;{'Job og Helhed ' * 8}" for n in range(20_000))
    assert upload(data_owner, f"{HEAD}\n{rows}\n").status_code == 302
    assert ImportRun.objects.get().rows == 20_000


@pytest.mark.parametrize("path", ["/sprog/", "/log-ind/", "/findes-ikke/"])
def test_a_file_where_none_is_expected_is_not_taken_in(client, db, settings, path) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["tovholder.jobcentre.exchange.upload.OnlyWhereExpected"]
    answer = client.post(
        path, {"next": "/", "language": "da", "file": SimpleUploadedFile("x", b"x" * 10_000_000)}
    )
    assert answer.status_code in {404, 413}


TESTDATA = Path(benchmark.__file__).parents[1] / "testdata"


@pytest.mark.parametrize("name", ["benchmark.json", "benchmark.csv"])
def test_figures_of_jobindsats_come_in_by_the_same_door(data_owner, name) -> None:
    sent = upload(data_owner, (TESTDATA / name).read_bytes(), name)
    run = ImportRun.objects.get()
    assert (run.kind, run.counts["changed"], run.counts["unchanged"]) == ("benchmark", 0, 0)
    assert run.counts["new"] == run.counts["rows"] > 0
    assert data_owner.post(reverse("import_confirm", args=[run.pk])).url == sent.url
    upload(data_owner, (TESTDATA / name).read_bytes(), name)
    again = ImportRun.objects.latest("pk")
    assert (again.counts["new"], again.counts["unchanged"]) == (0, run.counts["new"])


def with_wrong_ranks(many: int) -> str:
    content = (TESTDATA / "benchmark.csv").read_text(encoding="utf-8-sig")
    for row in content.splitlines()[1 : many + 1]:
        content = content.replace(row, row.rsplit(";", 1)[0] + ";99")
    return content


def test_a_wrong_figure_is_a_problem_with_its_row(data_owner) -> None:
    sent = upload(data_owner, with_wrong_ranks(1), "benchmark.csv")
    assert "99 er ikke en placering" in text(sent)
    assert "Hent dem alle som en fil" in text(sent)


def test_of_more_problems_than_are_listed_the_file_says_how_many_it_holds(data_owner, monkeypatch) -> None:
    monkeypatch.setattr(plan, "MOST_LISTED", 1)
    sent = upload(data_owner, with_wrong_ranks(2), "benchmark.csv")
    assert "Hent de første 1 som en fil" in text(sent)
    assert "Hent dem alle" not in text(sent)
