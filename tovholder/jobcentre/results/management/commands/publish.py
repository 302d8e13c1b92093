import argparse
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tovholder.jobcentre.results.actions import publish_figures


class Command(BaseCommand):
    help = (
        "Beregn tallene i Resultater ud fra ydelser, samtaler og fraværsmeldinger, og vis dem i stedet for de gamle. "
        "Tal om færre personer end grænsen gemmes ikke."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--today", metavar="DATO", help="regn som på denne dag, for eksempel 2026-11-23 (ellers i dag)"
        )

    def handle(self, *, today: date | str | None = None, verbosity: int = 1, **options: Any) -> None:
        day = _day(today) or timezone.localdate()
        count = publish_figures(day, by=None, at=timezone.now())
        if verbosity:
            self.stdout.write(f"{count} tal er beregnet for {day:%d.%m.%Y}. Se dem under Resultater.")


def _day(today: date | str | None) -> date | None:
    if not isinstance(today, str):
        return today
    try:
        return date.fromisoformat(today)
    except ValueError:
        raise CommandError(f"»{today}« er ikke en dato. Skriv den som 2026-11-23.") from None
