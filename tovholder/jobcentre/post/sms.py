"""Text messages, through whoever the municipality has an agreement with: one interface, chosen by the environment.

`none` sends nothing and is not offered to anybody; `file` writes each message to a file in DATA_DIR/sms, for the demo;
`http` posts JSON to a gateway: {"to", "from", "text", "reference"}, with the token as a bearer. The reference is the
message's own: a gateway that has had it before sends no second.
"""

import http.client
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT = 10  # seconds
_ATTEMPTS = 3
_PAUSE = 1.0  # seconds before the second attempt, twice as many before the third
_TRY_AGAIN = {408, 425, 429}


class NotSent(Exception):
    """It may be sent later: the sentence says why not now, and names neither number nor text."""


class NeverSent(Exception):
    """The gateway will not have this message, now or later."""


class Gateway(Protocol):
    def send(self, *, to: str, text: str, reference: str) -> None:
        """Send one message to a number as it is rung ("+45…"); raise `NotSent` or `NeverSent`."""


def as_rung(typed: str) -> str | None:
    """A number as it is rung ("+4522222222"), eight digits are Danish; None for what is none."""
    number = re.sub(r"[\s.()/-]", "", typed)
    if re.fullmatch(r"[0-9]{8}", number):
        return f"+45{number}"
    number = re.sub(r"^00", "+", number)
    return number if re.fullmatch(r"\+[1-9][0-9]{6,13}", number) else None


def gateway() -> Gateway | None:
    """The one that is set up, or None: then no text messages are sent or offered."""
    if settings.SMS == "http":
        return HttpGateway(settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_FROM)
    return FileGateway(Path(settings.DATA_DIR) / "sms") if settings.SMS == "file" else None


@dataclass(frozen=True)
class FileGateway:
    """Each message a file, named by its reference: the same one twice is one."""

    folder: Path

    def send(self, *, to: str, text: str, reference: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{reference}.txt").write_text(f"{to}\n\n{text}\n", encoding="utf-8")


@dataclass(frozen=True)
class HttpGateway:
    url: str
    token: str
    sender: str
    pause: Callable[[float], None] = time.sleep

    def send(self, *, to: str, text: str, reference: str) -> None:
        message = {"to": to, "from": self.sender, "text": text, "reference": reference}
        for attempt in range(_ATTEMPTS):
            if attempt:
                self.pause(_PAUSE * 2 ** (attempt - 1))
            status = self._post(json.dumps(message).encode(), reference)
            if status is not None and status < 300:
                return
            if status is not None and status < 500 and status not in _TRY_AGAIN:
                break
        raise _refusal(status)

    def _post(self, body: bytes, reference: str) -> int | None:
        """The status of the answer, or None when there was none in time. No redirect is followed, nor the token."""
        address = urlsplit(self.url)
        is_safe = address.scheme == "https"
        kind = http.client.HTTPSConnection if is_safe else http.client.HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=TIMEOUT)
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": reference,
        }
        path = address.path or "/"
        try:
            connection.request("POST", f"{path}?{address.query}" if address.query else path, body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


def _refusal(status: int | None) -> Exception:
    """What to raise, with a sentence for whoever runs the house."""
    if status is None:
        return NotSent(
            "Sms-gatewayen svarer ikke. Se efter, om TOVHOLDER_SMS_URL er rigtig og kan nås herfra."
        )
    if status in {401, 403}:
        return NotSent(
            f"Sms-gatewayen kender os ikke (HTTP {status}). Se efter, om TOVHOLDER_SMS_TOKEN er rigtig."
        )
    if status < 400 or status in {404, 405}:
        return NotSent(
            f"Der er ingen sms-gateway dér (HTTP {status}). Se efter, om TOVHOLDER_SMS_URL er rigtig."
        )
    if status < 500 and status not in _TRY_AGAIN:
        return NeverSent(f"Sms-gatewayen afviste beskeden (HTTP {status}). Nummeret er måske forkert.")
    return NotSent(f"Sms-gatewayen kunne ikke tage beskeden nu (HTTP {status}). Den prøves igen.")
