"""One question over HTTPS, and the answer whole or a sentence that says why not."""

import hashlib
import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tovholder.jobcentre.results.jobindsats.wrong import (
    LimitReached,
    NoAnswer,
    NoToken,
    NotSecret,
    NotUnderstood,
    TokenRefused,
    TooLong,
)

ON_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
TOO_MANY, MEGABYTE, PIECE = 429, 1_000_000, 65_536
LONGEST_WAIT = 30 * 24 * 3600.0


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The token goes where the setting says and nowhere else."""

    def redirect_request(self, *args: Any, **words: Any) -> None:
        return None


@dataclass(frozen=True)
class Question:
    """`path` below the address; with `body` it is posted as JSON."""

    path: str
    body: Mapping[str, object] | None = None

    def name(self, url: str) -> str:
        """What its answer is kept under: the same question to the same address, and not the token."""
        asked = json.dumps([url, self.path, self.body], sort_keys=True, ensure_ascii=False)
        return f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.json"


@dataclass(frozen=True)
class Http:
    """`timeout` is seconds without a word, `in_all` seconds for the whole answer, `most` its largest size in bytes."""

    url: str
    token: str = field(repr=False)
    timeout: float = 30
    in_all: float = 180
    most: int = 50 * MEGABYTE
    clock: Callable[[], float] = time.monotonic

    def ask(self, question: Question) -> bytes:
        """The body of the answer. Raises JobindsatsRefused; Passing where another try may do better."""
        request = self._request(question)
        opener = urllib.request.build_opener(_NoRedirects)
        until = self.clock() + self.in_all
        try:
            with opener.open(request, timeout=self.timeout) as answer:
                return self._whole(answer, until)
        except urllib.error.HTTPError as wrong:
            with wrong:
                raise _refused(wrong.code, wrong.headers) from None
        except urllib.error.URLError as wrong:
            raise NoAnswer(_in_words(wrong.reason)) from None
        except (OSError, http.client.HTTPException) as wrong:
            raise NoAnswer(_in_words(wrong)) from None

    def _request(self, question: Question) -> urllib.request.Request:
        token = self.token.strip()
        if not token:
            raise NoToken()
        if not (token.isascii() and token.isprintable()):
            raise TokenRefused(401)  # no header can hold it
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ON_THIS_MACHINE):
            raise NotSecret()
        headers = {"Authorization": token, "Accept": "application/json", "User-Agent": "Tovholder"}
        body = None
        if question.body is not None:
            body = json.dumps(question.body, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json; charset=utf-8"
        return urllib.request.Request(f"{self.url}/{question.path}", data=body, headers=headers)

    def _whole(self, answer: http.client.HTTPResponse, until: float) -> bytes:
        """Read in pieces, so that neither a flood nor a drip holds us."""
        pieces, length = [], 0
        while piece := answer.read1(PIECE):
            length += len(piece)
            pieces.append(piece)
            if length > self.most:
                raise TooLong(self.most // MEGABYTE)
            if self.clock() > until:
                raise NoAnswer(_("for langsomt"))
        promised = answer.headers.get("Content-Length", "")
        if promised.isdecimal() and length < int(promised):
            raise NoAnswer(_("kun et halvt svar"))
        return b"".join(pieces)


def _refused(status: int, headers: Message) -> Exception:
    wait = _wait(headers)
    if status in (401, 403):
        return TokenRefused(status)
    if status == TOO_MANY:
        return LimitReached(wait)
    if status >= 500:
        return NoAnswer(str(status), wait)
    return NotUnderstood(status)


def _wait(headers: Message) -> float | None:
    """Seconds from Retry-After, as a number or as a moment reckoned from the answer's own Date (RFC 9110 10.2.3)."""
    text = (headers.get("Retry-After") or "").strip()
    if text.isdecimal():
        return min(float(text), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
        said = parsedate_to_datetime(headers.get("Date") or "")
        return max(0.0, (until - said).total_seconds())
    except (TypeError, ValueError):
        return None


def _in_words(wrong: object) -> str:
    """Why, as short as it can be said; never the address nor what was sent."""
    if isinstance(wrong, TimeoutError):
        return _("for langsomt")
    if isinstance(wrong, ssl.SSLCertVerificationError):
        return _("dens certifikat kan ikke godkendes")
    if isinstance(wrong, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
        return _("forbindelsen blev afbrudt")
    return _("ingen forbindelse")
