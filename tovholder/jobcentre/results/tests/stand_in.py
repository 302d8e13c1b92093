"""A stand-in for jobindsats.dk on loopback: it answers what it is told to, in turn, and remembers what it was asked.

What it answers is taken from life. The figures are in the shape of the public file jobindsats-y30r21-2020-2021.json,
an answer of `v2/data/y30r21/json` that Randers Kommune has published. The description is in the shape that Randers
Kommune's repository jobcenterindblik_jobindsats.dk and EmilHedegaard0604/Jobindsats-Dashboard read.
What else it says is HTTP's own: 401, 429 with Retry-After (RFC 6585, RFC 9110), 500, half an answer, none.
"""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PERIODS = ["2024M12", "2024QMAT04", "2023QMAT04", "2024QMAT02", "2023Y", "2023QMAT02"]
DESCRIPTION = [
    {
        "TableID": "Y30R21",
        "TableName": "Forventet og faktisk antal fuldtidspersoner på offentlig forsørgelse",
        "SubjectName": "Benchmark",
        "Area": ["København", "Skovsø"],
        "Period": PERIODS,
        "Dimensions": [
            {
                "DimensionID": "_ygrp_y30r21",
                "DimensionName": "Ydelsesgrupper",
                "DefaultValue": "Ydelsesgrupper i alt",
                "Values": ["Ydelsesgrupper i alt", "A-dagpenge mv.", "Sygedagpenge mv.", "Kontanthjælp mv."],
            }
        ],
    }
]


@dataclass(frozen=True)
class Says:
    """One answer. `cut` bytes are sent and then the line goes dead; `drip` seconds pass between the bytes."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    drip: float = 0


@dataclass
class StandIn:
    url: str
    answers: list[Says]
    asked: list[tuple[str, str, object, str]] = field(default_factory=list)  # method, path, body, token

    def next(self) -> Says:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def described(**changed: object) -> Says:
    return Says(json.dumps([DESCRIPTION[0] | changed]).encode())


@contextmanager
def jobindsats(*answers: Says) -> Iterator[StandIn]:
    """It runs while the block does. The last answer is repeated."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            said = stand_in.next()
            asked = json.loads(body) if body else None
            stand_in.asked.append((self.command, self.path, asked, self.headers["Authorization"]))
            if said.cut == 0:
                self.hang_up()
                return
            self.send_response_only(said.status)  # no Date but what is told
            for name, value in said.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            for place in range(0, len(said.body), 1 if said.drip else len(said.body) or 1):
                self.wfile.write(said.body[place : place + 1] if said.drip else said.body[: said.cut])
                time.sleep(said.drip)
            if said.cut is not None:
                self.hang_up()

        def hang_up(self) -> None:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True

        do_GET = do_POST = answer  # noqa: N815 (the library's own names)

        def log_message(self, *args: object) -> None:
            """A test says what it finds itself."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """Those who hang up on us are part of the test."""

    server = Server(("127.0.0.1", 0), Handler)
    stand_in = StandIn(f"http://127.0.0.1:{server.server_port}/v2", list(answers))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
