"""The asking side: plain sockets and ready-made requests, so that it costs next to nothing beside the house.

`Storm.own_share` is the processor time this process used while it asked, over the time that passed: 1.0 would be one
processor, all that a Python process has, and then the figure would be ours and not the house's.
"""

import socket
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import NamedTuple
from urllib.parse import urlencode

import brotli

HOST = "127.0.0.1"
PATIENCE = 60
_BLOCK = 1 << 18


class WrongAnswer(Exception):
    """The house did not give the page that was to be measured: there is no figure for an error."""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def unpacked(self) -> bytes:
        encoding = self.headers.get("content-encoding", "")
        if encoding == "br":
            return brotli.decompress(self.body)
        if encoding == "gzip":
            return zlib.decompress(self.body, wbits=31)
        return self.body


@dataclass(frozen=True)
class Request:
    """A request as bytes, and the status that says it was the right page that came."""

    name: str
    content: bytes
    status: int = 200


def request(
    name: str,
    address: str,
    *,
    cookies: dict[str, str],
    form: dict[str, object] | None = None,
    status: int = 200,
) -> Request:
    """Return the bytes of a GET, or of a POST when there is a form."""
    body = urlencode(form, doseq=True).encode() if form is not None else b""
    lines = [
        f"{'GET' if form is None else 'POST'} {address} HTTP/1.1",
        f"Host: {HOST}",
        "Accept: text/html",
        "Accept-Encoding: br, gzip",
        "Accept-Language: da",
        "User-Agent: tovholder-bench",
    ]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{key}={value}" for key, value in cookies.items()))
    if form is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return Request(name, "\r\n".join([*lines, "", ""]).encode() + body, status)


class Line:
    """One kept connection to the house."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *wrong: object) -> None:
        self.close()

    def ask(self, what: Request) -> Answer:
        """Return the answer; raise `WrongAnswer` when its status is not the one that was meant."""
        answer = self.exchange(what.content)
        if answer.status != what.status:
            raise WrongAnswer(f"{what.name}: svarede {answer.status}, ikke {what.status}")
        return answer

    def exchange(self, content: bytes) -> Answer:
        if self.socket is None:
            self.socket = socket.create_connection((HOST, self.port), timeout=PATIENCE)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(content)
        received = self._receive(b"")
        while (end := received.find(b"\r\n\r\n")) < 0:
            received = self._receive(received)
        status, headers = read_head(received[:end])
        length = 0 if status in (204, 304) else int(headers.get("content-length", -1))
        if length < 0:
            raise WrongAnswer("Svaret siger ikke, hvor langt det er.")
        parts, missing = [received[end + 4 :]], length - (len(received) - end - 4)
        while missing > 0:
            parts.append(self._receive(b""))
            missing -= len(parts[-1])
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, b"".join(parts))

    def _receive(self, before: bytes) -> bytes:
        assert self.socket
        received = self.socket.recv(_BLOCK)
        if not received:
            raise WrongAnswer("Forbindelsen blev lukket midt i et svar.")
        return before + received if before else received

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def read_head(head: bytes) -> tuple[int, dict[str, str]]:
    """Return the status and the headers by name in small letters; cookies under each other, by line."""
    first, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers[name] = f"{headers[name]}\n{value.strip()}" if name in headers else value.strip()
    return int(first.split()[1]), headers


def one_by_one(
    port: int, make: Callable[[], Request], *, many: int, lines: int = 10
) -> tuple[list[float], Answer]:
    """Ask `many` times, one at a time, over `lines` connections in turn, which the workers share.

    Return the milliseconds of each and the last answer.
    """
    kept = [Line(port) for _ in range(lines)]
    milliseconds: list[float] = []
    try:
        for line in kept:
            line.ask(make())  # opens the connection, which is not what is measured
        for _, line in zip(range(many), cycle(kept), strict=False):
            what = make()
            begun = time.perf_counter()
            answer = line.ask(what)
            milliseconds.append((time.perf_counter() - begun) * 1000)
    finally:
        for line in kept:
            line.close()
    return milliseconds, answer


@dataclass
class Storm:
    """What came of asking over several connections at once."""

    answers: int = 0
    seconds: float = 0.0
    own_share: float = 0.0
    milliseconds: list[float] = field(default_factory=list)

    @property
    def a_second(self) -> float:
        return self.answers / self.seconds


def at_once(
    port: int,
    make: Callable[[int], Request],
    *,
    connections: int,
    seconds: float | None = None,
    many: int | None = None,
) -> Storm:
    """Ask over so many connections at once, for so long or so many times in all; `make` is given a running number."""
    assert (seconds is None) != (many is None)
    storm, numbers, wrong = Storm(), count(), list[BaseException]()
    begun, own = time.perf_counter(), time.process_time()
    until = begun + seconds if seconds is not None else None
    over = threading.Event()

    def asker() -> None:
        mine: list[float] = []
        try:
            with Line(port) as line:
                while not over.is_set():
                    number, before = next(numbers), time.perf_counter()
                    if (until is not None and before >= until) or (many is not None and number >= many):
                        break
                    line.ask(make(number))
                    mine.append((time.perf_counter() - before) * 1000)
        except BaseException as error:
            wrong.append(error)
            over.set()
        storm.milliseconds.extend(mine)

    askers = [threading.Thread(target=asker, daemon=True) for _ in range(connections)]
    try:
        for thread in askers:
            thread.start()
        for thread in askers:
            thread.join()
    finally:
        over.set()
    if wrong:
        raise wrong[0]
    storm.answers = len(storm.milliseconds)
    storm.seconds = time.perf_counter() - begun
    storm.own_share = (time.process_time() - own) / storm.seconds
    return storm


def in_turn(requests: Sequence[Request]) -> Callable[[int], Request]:
    return lambda number: requests[number % len(requests)]
