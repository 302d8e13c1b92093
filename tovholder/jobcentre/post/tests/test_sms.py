"""Text messages: the number, the file of the demo, and a gateway against a stand-in on this machine."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from tests.servers import free_port
from tovholder.jobcentre.post import sms
from tovholder.jobcentre.post.actions import queue_sms
from tovholder.jobcentre.post.delivery import deliver_sms
from tovholder.jobcentre.post.sms import HttpGateway, NeverSent, NotSent, as_rung, gateway

MESSAGE = {"to": "+4522222222", "text": "Husk din tid. æøå", "reference": "r-1"}


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("22 22 22 22", "+4522222222"),
        ("+45 22222222", "+4522222222"),
        ("0045 22-22-22-22", "+4522222222"),
        ("+46 (70) 123 45 67", "+46701234567"),
        ("2222222", None),
        ("222222222", None),
        ("+0 22222222", None),
        ("ring til mig", None),
        ("", None),
    ],
)
def test_a_number_as_it_is_rung(typed, number):
    assert as_rung(typed) == number


class House:
    """A gateway that answers with the statuses it is given, one after the other, and keeps what it got."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.got: list[tuple[dict, dict]] = []
        self.paths: list[str] = []
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                house.got.append((json.loads(body), dict(self.headers)))
                house.paths.append(self.path)
                status = house.answers.pop(0)
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send?a=1"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def house():
    house = House()
    yield house
    house.server.shutdown()
    house.server.server_close()


def send(house: House, *answers: int) -> list[float]:
    """Send one message to a house that answers so; return the pauses there were."""
    house.answers = list(answers)
    pauses: list[float] = []
    HttpGateway(house.url, "hemmelig", "Jobcentret", pauses.append).send(**MESSAGE)
    return pauses


def test_what_is_posted(house):
    assert send(house, 202) == []
    [(body, headers)] = house.got
    assert body == MESSAGE | {"from": "Jobcentret"}
    assert headers["Authorization"] == "Bearer hemmelig"
    assert headers["Content-Type"] == "application/json"
    assert headers["Idempotency-Key"] == "r-1"
    assert house.paths == ["/send?a=1"]


@pytest.mark.parametrize("first", [500, 503, 429, 408])
def test_what_may_pass_is_tried_again_with_the_same_reference(house, first):
    assert send(house, first, first, 200) == [1.0, 2.0]
    assert {body["reference"] for body, _headers in house.got} == {"r-1"}


def test_three_times_and_then_later(house):
    with pytest.raises(NotSent, match="HTTP 503"):
        send(house, 503, 503, 503)
    assert len(house.got) == 3


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (400, NeverSent, "afviste beskeden"),
        (422, NeverSent, "afviste beskeden"),
        (401, NotSent, "TOVHOLDER_SMS_TOKEN"),
        (403, NotSent, "TOVHOLDER_SMS_TOKEN"),
        (404, NotSent, "TOVHOLDER_SMS_URL"),
        (302, NotSent, "TOVHOLDER_SMS_URL"),
    ],
)
def test_a_refusal_is_said_once_and_names_nobody(house, status, error, words):
    with pytest.raises(error, match=words) as said:
        send(house, status)
    assert len(house.got) == 1, "no second attempt, and no redirect is followed"
    for secret in ("22222222", "Husk", "hemmelig"):
        assert secret not in str(said.value)


def test_nobody_answers():
    nobody = HttpGateway(f"http://127.0.0.1:{free_port()}/", "x", "y", lambda _seconds: None)
    with pytest.raises(NotSent, match="svarer ikke"):
        nobody.send(**MESSAGE)


def test_an_answer_that_never_comes_is_given_up(house, monkeypatch):
    monkeypatch.setattr(sms, "TIMEOUT", 0.05)
    stop = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_POST(self):
            stop.wait(5)

        def log_message(self, *_args):
            pass

    house.server.RequestHandlerClass = Slow
    try:
        with pytest.raises(NotSent, match="svarer ikke"):
            HttpGateway(house.url, "x", "y", lambda _seconds: None).send(**MESSAGE)
    finally:
        stop.set()


def test_which_gateway(settings, tmp_path):
    settings.SMS = "none"
    assert gateway() is None
    settings.SMS, settings.DATA_DIR = "file", tmp_path
    gateway().send(**MESSAGE)
    gateway().send(**MESSAGE)
    [file] = (tmp_path / "sms").iterdir()
    assert file.read_text(encoding="utf-8") == "+4522222222\n\nHusk din tid. æøå\n"
    settings.SMS, settings.SMS_URL = "http", "https://sms.example/send"
    assert gateway() == HttpGateway("https://sms.example/send", settings.SMS_TOKEN, settings.SMS_FROM)


def queue(**more):
    queue_sms(**(MESSAGE | {"until": timezone.now() + timedelta(hours=1)} | more))


def test_queued_in_the_transaction_and_delivered(db, settings, tmp_path):
    settings.SMS, settings.DATA_DIR = "file", tmp_path
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()
    queue()
    task = OrmQ.objects.get().task
    assert task["func"] == "tovholder.jobcentre.post.delivery.deliver_sms"
    deliver_sms(*task["args"])
    assert len(list((tmp_path / "sms").iterdir())) == 1


def test_nothing_is_queued_where_none_can_be_sent(db, settings):
    settings.SMS = "none"
    queue()
    assert not OrmQ.objects.exists()


def test_too_late_is_not_sent(db, settings, tmp_path):
    settings.SMS, settings.DATA_DIR = "file", tmp_path
    queue(until=timezone.now() - timedelta(minutes=1))
    deliver_sms(*OrmQ.objects.get().task["args"])
    assert not (tmp_path / "sms").exists()


def test_what_will_never_be_taken_is_let_go_and_the_rest_tried_again(house, settings, caplog):
    settings.SMS, settings.SMS_URL = "http", house.url
    until = (timezone.now() + timedelta(hours=1)).isoformat()
    house.answers = [422]
    deliver_sms(*MESSAGE.values(), until)
    assert "HTTP 422" in caplog.text
    assert "2222" not in caplog.text
    house.answers = [401]
    with pytest.raises(NotSent):
        deliver_sms(*MESSAGE.values(), until)
