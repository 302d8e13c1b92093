"""The asking side, against a tiny server of this machine."""

import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest

from tests.bench.asking import Line, WrongAnswer, at_once, in_turn, one_by_one, read_head, request

PAGE = ("Min dag. " * 50_000).encode()
ENCODED = {"br": brotli.compress, "gzip": gzip.compress}


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, str, bytes]]
    connections: Counter[int]

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.seen.append((self.path, self.headers.get("Cookie", ""), self.rfile.read(length)))
        self.connections[self.client_address[1]] += 1
        kind = self.path.strip("/")
        body = ENCODED[kind](PAGE) if kind in ENCODED else b"" if kind == "302" else PAGE
        self.send_response(int(kind) if kind.isdecimal() else 200)
        self.send_header("Content-Length", str(len(body)))
        if kind in ENCODED:
            self.send_header("Content-Encoding", kind)
        if kind == "close":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 (the parent's name)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the parent's name)
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Answers.seen, Answers.connections = [], Counter()
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def get(address: str, status: int = 200):
    return request("a page", address, cookies={}, status=status)


def test_a_whole_page_comes_over_one_kept_connection(port: int) -> None:
    with Line(port) as line:
        assert line.ask(get("/")).body == PAGE
        assert line.ask(get("/")).body == PAGE
    assert list(Answers.connections.values()) == [2]


def test_a_closed_connection_is_opened_again(port: int) -> None:
    with Line(port) as line:
        for _ in range(2):
            assert line.ask(get("/close")).body == PAGE
    assert len(Answers.connections) == 2


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_packed_page_has_two_sizes(port: int, encoding: str) -> None:
    with Line(port) as line:
        answer = line.ask(get(f"/{encoding}"))
    assert len(answer.body) < len(PAGE) / 10
    assert answer.unpacked == PAGE


def test_an_error_is_not_measured(port: int) -> None:
    with pytest.raises(WrongAnswer, match="a page: svarede 500, ikke 200"):
        one_by_one(port, lambda: get("/500"), many=3)
    with pytest.raises(WrongAnswer, match="svarede 404"):
        at_once(port, lambda number: get("/404"), connections=3, many=30)


def test_a_form_is_posted_with_its_cookies(port: int) -> None:
    with Line(port) as line:
        form = {"roles": ["mentor", "coach"], "text": "gåtur & æble"}
        line.ask(request("save", "/302", cookies={"sessionid": "s", "csrftoken": "c"}, form=form, status=302))
    expected = b"roles=mentor&roles=coach&text=g%C3%A5tur+%26+%C3%A6ble"
    assert Answers.seen == [("/302", "sessionid=s; csrftoken=c", expected)]


def test_one_at_a_time_over_several_connections(port: int) -> None:
    milliseconds, answer = one_by_one(port, lambda: get("/"), many=6, lines=3)
    assert len(milliseconds) == 6
    assert answer.body == PAGE
    # Each connection was opened by a request which is not among those measured.
    assert sorted(Answers.connections.values()) == [3, 3, 3]


def test_a_storm_asks_as_often_as_it_was_told(port: int) -> None:
    storm = at_once(port, in_turn([get("/1st"), get("/2nd")]), connections=4, many=40)
    assert storm.answers == 40
    assert len(Answers.connections) <= 4
    assert Counter(path for path, _, _ in Answers.seen) == {"/1st": 20, "/2nd": 20}
    assert storm.a_second == pytest.approx(40 / storm.seconds)
    assert storm.own_share > 0


def test_a_storm_ends_when_its_time_is_up(port: int) -> None:
    storm = at_once(port, in_turn([get("/")]), connections=2, seconds=0.05)
    assert storm.answers == len(Answers.seen) > 0


def test_headers_are_read_by_name() -> None:
    status, headers = read_head(b"HTTP/1.1 302 Found\r\nLocation: /x/\r\nSet-Cookie: a=1\r\nset-cookie: b=2")
    assert status == 302
    assert headers == {"location": "/x/", "set-cookie": "a=1\nb=2"}
