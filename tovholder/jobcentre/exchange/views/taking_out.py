"""A page's list as a file: those rows the page shows the person who asks, with its filters, and no others.

Asked for by POST, so that nothing fetches one by itself; made in memory, so that it never lies on our disk; in the log
before it is sent, with a line for each citizen in it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.exchange.actions.export import export_page
from tovholder.jobcentre.exchange.writing import FileType, Table, in_memory

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Listed(Table):
    """A page's list. `citizens` are the numbers of those it tells of, known before its rows are read."""

    citizens: Iterable[int] = ()


def takes_out(*, needs: May, back: str = "") -> Callable[[Callable[..., Listed]], View]:
    """Make `export_my_citizens(request, now)` the view that sends the list of the page `my_citizens`.

    What the address tells of whom goes to the list and to the page, where a refusal is told (or on the page `back`).
    The list is made in Danish, as the files are that we read.
    """

    def around(listed: Callable[..., Listed]) -> View:
        page = listed.__name__.removeprefix("export_")

        @gate(needs=needs)
        @require_POST
        @or_back_to(back or page)
        @wraps(listed)
        def view(request: SignedIn, **about: Any) -> HttpResponse:
            now = timezone.now()
            with override("da"):
                found = listed(request, now, **about)
            export_page(f"export_{page}", found.citizens, by=request.user, at=now)
            return as_file(request, found, now)

        return view

    return around


def or_back_to(page: str) -> Callable[[View], View]:
    """Where a refusal is told: on the page that was left."""

    def around(view: View) -> View:
        @wraps(view)
        def told(request: SignedIn, **about: Any) -> HttpResponse:
            try:
                return view(request, **about)
            except Refused as refused:
                messages.error(request, str(refused))
                return redirect(page, **about)

        return told

    return around


def as_file(request: SignedIn, table: Table, now: datetime) -> HttpResponse:
    """The list as the file that was asked for, under a name that names nobody."""
    file_type = FileType.XLSX if request.POST.get("fil") == FileType.XLSX else FileType.CSV
    name = f"{table.name}-{timezone.localdate(now)}.{file_type}"
    return sent(in_memory(table, file_type), name, file_type.content_type)


def sent(content: bytes, name: str, content_type: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=named)
