"""The page of a large file: left to the background work, with how far it is, and the rows to put right."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from python_calamine import CalamineWorkbook

from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.exchange import background, upload
from tovholder.jobcentre.exchange.models import ImportRun, RunState
from tovholder.jobcentre.exchange.tests import big
from tovholder.jobcentre.exchange.tests.conftest import ALMA
from tovholder.jobcentre.exchange.tests.test_pages import HEAD, ONE, text
from tovholder.jobcentre.exchange.tests.test_pages import upload as send
from tovholder.jobcentre.exchange.upload import OnlyWhereExpected, OwnEyesOnly
from tovholder.jobcentre.exchange.views import importing


@pytest.fixture
def patient(data_owner, monkeypatch):
    """A data owner for whom a file of more than three rows is large."""
    monkeypatch.setattr(importing, "WAITED_FOR", 3)
    return data_owner


def work() -> None:
    """Do what waits in the queue, as the background work would."""
    for waiting in OrmQ.objects.order_by("pk"):
        task = waiting.task
        function = getattr(background, task["func"].rsplit(".", 1)[1])
        function(*task["args"])
        waiting.delete()


LARGE = big.as_csv(big.CITIZENS, big.citizens(8))


def test_a_large_file_is_checked_and_read_in_by_the_background_work(patient) -> None:
    sent = send(patient, LARGE)
    run = ImportRun.objects.get()
    assert (sent.status_code, run.state, run.rows) == (302, RunState.CHECKING, 8)
    page = patient.get(sent.url)
    assert "0 af 8 rækker tjekket." in text(page)
    assert "Se efter igen" in text(page)
    assert OrmQ.objects.get().task["timeout"] > 3600
    work()
    assert "Filen har 8 rækker: 8 nye." in text(patient.get(sent.url))
    confirm = reverse("import_confirm", args=[run.pk])
    assert patient.post(confirm).url == patient.post(confirm).url == sent.url
    assert OrmQ.objects.count() == 1, "a double press is one"
    assert "0 af 8 rækker læst ind. De kan ses, når alle er der." in text(patient.get(sent.url))
    assert not Citizen.objects.exists()
    work()
    assert Citizen.objects.count() == 8
    assert "Læst ind" in text(patient.get(sent.url))


def test_delivered_twice_it_is_done_once(patient) -> None:
    send(patient, LARGE)
    [check] = [waiting.task["args"] for waiting in OrmQ.objects.all()]
    work()
    lines = Record.objects.count()
    background.check(*check)
    assert Record.objects.count() == lines
    run = ImportRun.objects.get()
    patient.post(reverse("import_confirm", args=[run.pk]))
    [apply] = [waiting.task["args"] for waiting in OrmQ.objects.all()]
    work()
    background.read_in(*apply)
    assert Citizen.objects.count() == len(big.lines_of("import_citizen")) == 8


def test_why_it_stopped_stands_on_the_page(patient, house) -> None:
    sent = send(patient, LARGE)
    work()
    patient.post(reverse("import_confirm", args=[ImportRun.objects.get().pk]))
    house.known(big.digits(3))
    work()
    assert "Data er ændret, siden filen blev tjekket. Intet er læst ind." in text(patient.get(sent.url))
    assert ImportRun.objects.get().state == RunState.CHECKED


def test_how_far_it_is_is_a_part_of_the_page_and_at_the_end_the_page_itself(patient) -> None:
    sent = send(patient, LARGE)
    ImportRun.objects.update(done=5)
    whole = patient.get(sent.url).content.decode()
    part = patient.get(sent.url, headers={"HX-Request": "true"})
    assert "5 af 8 rækker tjekket." in text(part)
    assert part.content.decode().strip() in whole
    assert '<progress id="hvor-langt" max="8" value="5">' in whole
    work()
    done = patient.get(sent.url, headers={"HX-Request": "true"})
    assert (done.status_code, done.headers["HX-Refresh"]) == (204, "true")


def test_a_second_press_while_the_file_comes_in_waits_for_the_first(data_owner) -> None:
    token = uuid4()
    first = send(data_owner, LARGE, token=token)
    ImportRun.objects.update(
        state=RunState.CHECKING, worker="en-anden-maskine:1:x", worked_at=timezone.now(), rows=3
    )
    second = send(data_owner, LARGE, token=token)
    assert (second.status_code, second.url) == (302, first.url)
    run = ImportRun.objects.get()
    assert (run.state, run.worker, run.rows) == (RunState.CHECKING, "en-anden-maskine:1:x", 3)


def test_a_file_at_work_cannot_be_laid_away(patient) -> None:
    sent = send(patient, LARGE)
    refused = patient.post(sent.url)
    assert refused.status_code == 409
    assert "allerede i gang" in text(refused)


def test_the_other_rows_can_be_read_in_and_the_wrong_ones_fetched(data_owner) -> None:
    sent = send(data_owner, f"{ONE}1;Bo Forkert;Job og Helhed\n")
    run = ImportRun.objects.get()
    assert "Læs den øvrige række ind" in text(sent)
    assert "Læs filen ind" not in text(sent)
    report, confirm = (reverse(name, args=[run.pk]) for name in ("import_report", "import_confirm"))
    assert data_owner.post(confirm).status_code == 409
    assert data_owner.post(confirm, {"uden_fejl": "1"}).url == report
    assert Citizen.objects.get().name == "Alma Prøve"
    back = data_owner.get(f"{report}?hent=fejl").content.decode("utf-8-sig").splitlines()
    assert back[0] == f"{HEAD};Hvad der skal gøres"
    assert back[1].startswith("1;Bo Forkert;Job og Helhed;CPR-nummer: Et CPR-nummer har ti cifre")
    assert Record.objects.get(what="fetch_wrong_rows").detail["rows"] == 1


def test_wrong_rows_of_a_spreadsheet_come_back_as_one(data_owner) -> None:
    content = big.as_xlsx(["CPR-nummer", "Navn", "Enhed"], [[ALMA, "A", "Job og Helhed"], ["1", "+Bo", "?"]])
    send(data_owner, content, "borgere.xlsx")
    report = reverse("import_report", args=[ImportRun.objects.get().pk])
    answer = data_owner.get(f"{report}?hent=fejl")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    rows = CalamineWorkbook.from_object(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][3] == "Hvad der skal gøres"
    assert rows[1][:3] == ["1", "+Bo", "?"]


# --- Uploads --------------------------------------------------------------------------------------------------------


def test_a_large_upload_lies_on_the_disk_only_encrypted(data_owner, settings, monkeypatch) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["tovholder.jobcentre.exchange.upload.OnlyWhereExpected"]
    monkeypatch.setattr(upload, "IN_MEMORY", 1000)
    written: list[bytes] = []
    real = OwnEyesOnly.write

    def write_and_look(self, data):
        count = real(self, data)
        self._file.seek(0)
        written.append(self._file.read())
        return count

    monkeypatch.setattr(OwnEyesOnly, "write", write_and_look)
    rows = "".join(f"{big.digits(n)};Alma Prøve;Job og Helhed\n" for n in range(1500))
    assert send(data_owner, f"{HEAD}\n{rows}").status_code == 302
    assert ImportRun.objects.get().counts["new"] == 1500
    assert len(written[-1]) > 40_000
    assert not any(b"Alma" in content for content in written)


@pytest.mark.parametrize(("name", "kept"), [("import", True), ("my_picture", False)])
def test_of_a_file_too_large_for_its_page_nothing_is_kept(name: str, kept: bool, rf) -> None:
    nine_megabytes = 9 * 1024 * 1024
    handler = OnlyWhereExpected(rf.post(reverse(name)))
    handler.new_file("file", "en fil", "image/jpeg", nine_megabytes)
    for start in range(0, nine_megabytes, 1 << 20):
        handler.receive_data_chunk(b"x" * (1 << 20), start)
    file = handler.file_complete(nine_megabytes)
    assert file.size == nine_megabytes
    assert len(file.read()) == (nine_megabytes if kept else 0)


def test_what_own_eyes_only_wrote_is_read_from_anywhere() -> None:
    content = bytes(n % 251 for n in range(200_000))
    kept = OwnEyesOnly()
    for start in range(0, len(content), 7777):
        kept.write(content[start : start + 7777])
    file = io.BufferedReader(kept)
    assert file.seek(0, io.SEEK_END) == len(content)
    for start, many in ((0, 10), (5, 100_000), (16, 16), (199_990, 50), (3, 1)):
        file.seek(start)
        assert file.read(many) == content[start : start + many]
    file.close()


def test_the_queue_is_waited_for_a_day(patient) -> None:
    send(patient, LARGE)
    background.tidy()
    assert ImportRun.objects.get().state == RunState.CHECKING
    ImportRun.objects.update(worked_at=timezone.now() - timedelta(days=2))
    background.tidy()
    assert ImportRun.objects.get().state == RunState.DISCARDED
