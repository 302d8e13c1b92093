"""`tovholder demo`: an empty database becomes Hedelund."""

import argparse
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import connection, transaction
from django.utils import timezone

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.demo import actions, cast
from tovholder.jobcentre.demo.generate.days import at
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.results.actions import (
    keep_demo_studies,
    publish_figures,
    read_demo_benchmark,
)
from tovholder.jobcentre.talks.models import Talk
from tovholder.progress import progress

_USAGE = 2
_MOST = 100_000
_YEARS = (2000, 2031)


class Command(BaseCommand):
    help = "Fyld en tom database med prøvekommunen Hedelund: mennesker og virksomheder, der ikke findes."
    requires_system_checks = ()
    suppressed_base_arguments = {
        "--version",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--citizens", default="500", help="antal borgere (ellers 500)")
        parser.add_argument("--seed", default="1", help="samme tal giver samme kommune (ellers 1)")
        parser.add_argument(
            "--today", default="", help="dagen, alt fortælles fra, som 2026-11-23 (ellers i dag)"
        )

    def handle(self, *, citizens: str, seed: str, today: str, verbosity: int = 1, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Prøvekommunen fyldes kun ind, når TOVHOLDER_DEMO=1 er sat: den må aldrig komme i en rigtig database.",
                returncode=_USAGE,
            )
        how_many, with_seed = whole_number("--citizens", citizens, most=_MOST), whole_number("--seed", seed)
        day, now = told_from(today)
        if "access_user" not in connection.introspection.table_names():
            call_command("migrate", interactive=False, verbosity=0)

        says = Progress(self.stdout, how_many) if verbosity else None
        try:
            with transaction.atomic():
                actions.fill(
                    citizens=how_many,
                    seed=with_seed,
                    today=day,
                    at=now,
                    progress=says or (lambda _town: None),
                )
                if says:
                    says.end()
                with progress("Tal til Resultater") if says else nullcontext():
                    read_demo_benchmark(by=None, at=now, today=day)
                    keep_demo_studies(by=None, at=now)
                    publish_figures(day, by=None, at=now)
                with progress("Forslag til lederen") if says else nullcontext():
                    actions.propose(at=now)
        except actions.NotEmpty as refused:
            raise CommandError(str(refused)) from None
        if says:
            self.stdout.write("  Hedelund er klar. Start med: tovholder serve --demo")


class Progress:
    """How far the filling is: one line that moves in a terminal, and a line for every tenth elsewhere."""

    def __init__(self, out: OutputWrapper, citizens: int) -> None:
        self._out, self._of = out, max(citizens, len(cast.CITIZENS))
        self._moves, self._tenth = out.isatty(), 0

    def __call__(self, town: Municipality) -> None:
        done = town.count(Citizen)
        line = f"  {_number(done)} af {_number(self._of)} borgere, {_number(town.count(Talk))} samtaler"
        tenth = done * 10 // self._of
        if self._moves:
            self._out.write(f"\r{line}", ending="")
            self._out.flush()
        elif tenth > self._tenth:
            self._out.write(line)
        self._tenth = tenth

    def end(self) -> None:
        if self._moves:
            self._out.write("")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def told_from(today: str) -> tuple[date, datetime]:
    """Return the day and the moment the demo is told from: now, or ten to nine on the day that was asked for."""
    if not today:
        return timezone.localdate(), timezone.now()
    try:
        day = date.fromisoformat(today)
    except ValueError:
        raise CommandError(f"Skriv dagen som 2026-11-23, ikke »{today}«.", returncode=_USAGE) from None
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise CommandError(f"Vælg en dag mellem {_YEARS[0]} og {_YEARS[1]}.", returncode=_USAGE)
    return day, at(day, 8, 50)


def whole_number(option: str, text: str, *, most: int | None = None) -> int:
    if not (text.isascii() and text.isdecimal()) or (most is not None and int(text) > most):
        limit = f" fra 0 til {most}" if most is not None else ""
        raise CommandError(f"{option} skal være et helt tal{limit}, ikke »{text}«.", returncode=_USAGE)
    return int(text)
