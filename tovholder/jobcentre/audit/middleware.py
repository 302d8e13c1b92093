"""No log, no look; and a GET writes nothing but that log."""

import logging
import re
from collections.abc import Callable, Iterable
from typing import cast

from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tovholder.jobcentre.audit.looks import noticed

Handler = Callable[[HttpRequest], HttpResponseBase]


class UnrecordedLook(Exception):
    """A page with a citizen's data was about to be sent though the look is not in the log."""


class WriteOnGet(Exception):
    """A page that only shows something tried to change the database."""


class NoLogNoLook:
    """Hold back every page whose citizens are not all on record as looked at by this request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with noticed() as looks:
            response = self.get_response(request)
            if response.streaming:
                # A stream would be read after the look was asked for.
                stream = cast(StreamingHttpResponse, response)
                stream.streaming_content = list(cast(Iterable[bytes], stream.streaming_content))
        shows_nobody = 300 <= response.status_code < 400 or response.status_code == 204
        shows_nobody = shows_nobody or getattr(response, "shows_nobody", False)
        if not shows_nobody and looks.unrecorded():
            logging.getLogger(__name__).error("Unrecorded look at %s: the page was held back", request.path)
            raise UnrecordedLook(
                f"{request.resolver_match and request.resolver_match.view_name} read citizens it did not record. "
                "Call audit.record.look or look_at_list in the view, before rendering."
            )
        return response


_WRITES = re.compile(
    r"^(?:\s|/\*.*?\*/|--[^\n]*\n)*"
    r"(?:WITH\b.*?\b)?(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP)\b",
    re.IGNORECASE | re.DOTALL,
)
# The look itself; and a session that no longer holds is thrown away wherever it is met.
_ALLOWED = re.compile(r'^\s*(INSERT INTO "audit_record"|DELETE FROM "django_session")', re.IGNORECASE)


class ReadOnlyGet:
    """Refuse every write but the log's own during GET, HEAD and OPTIONS."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return self.get_response(request)


def refuse_writes(execute, sql, params, many, context):
    if _WRITES.match(sql) and not _ALLOWED.match(sql):
        raise WriteOnGet(f"A GET may only read. Move this into an action behind a POST: {sql[:120]}")
    return execute(sql, params, many, context)
