"""`tovholder backup FIL`: the whole database, as it is now, in one encrypted file."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.citizens.key import WHAT_IS_LOST_WITH_IT
from tovholder.jobcentre.safekeeping.actions import back_up
from tovholder.progress import progress


class Command(BaseCommand):
    help = (
        "Gem hele databasen, som den er nu, i én krypteret fil, mens andre arbejder videre. Filen kan hentes tilbage i "
        f"SQLite og i PostgreSQL. {WHAT_IS_LOST_WITH_IT}"
    )
    requires_system_checks = ()
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FIL", help="filen, der skrives; den må ikke være der")

    def handle(self, *, file: Path, **options: Any) -> None:
        self.stdout.write(f"{WHAT_IS_LOST_WITH_IT}\n")
        self.stdout.flush()
        try:
            with progress("Skriver sikkerhedskopien"):
                carried = back_up(file, by=None, at=timezone.now())
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from None
        except OSError as wrong:
            raise CommandError(
                f"{file} kan ikke skrives ({wrong.strerror}), og intet er skrevet. Giv plads og adgang, eller vælg en "
                "anden mappe.",
                returncode=2,
            ) from None
        self.stdout.write(
            f"{carried.rows} rækker fra {carried.tables} tabeller er skrevet til {file}. Se efter, at den kan læses: "
            f"tovholder verify {file}"
        )
