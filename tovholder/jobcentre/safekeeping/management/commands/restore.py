"""`tovholder restore FIL`: an empty database becomes what a backup says."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.safekeeping.actions import restore
from tovholder.jobcentre.safekeeping.chest import AnotherKey, Unreadable
from tovholder.progress import progress


class Command(BaseCommand):
    help = (
        "Læg en sikkerhedskopi ind i en tom database (SQLite eller PostgreSQL, uanset hvor kopien er fra): alt eller "
        "intet. Den åbnes med den TOVHOLDER_CPR_KEY, den er lavet med, og med ingen anden."
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
        parser.add_argument("file", type=Path, metavar="FIL", help="filen fra tovholder backup")
        parser.add_argument(
            "--without-mail",
            action="store_true",
            help="lad de breve ligge, der ventede på at blive sendt",
        )

    def handle(self, *, file: Path, without_mail: bool = False, **options: Any) -> None:
        try:
            with progress("Lægger sikkerhedskopien ind"):
                carried = restore(file, by=None, at=timezone.now(), without_mail=without_mail)
        except Unreadable as wrong:
            raise CommandError(str(wrong), returncode=2) from None
        except (AnotherKey, Refused) as refused:
            raise CommandError(str(refused), returncode=1) from None
        self.stdout.write(
            f"{carried.rows} rækker i {carried.tables} tabeller er på plads. Alle logger ind igen. Se efter, om alt "
            "står, som det skal: tovholder verify"
        )
        if carried.mails and not without_mail:
            self.stdout.write(
                f"{carried.mails} breve ventede, da kopien blev taget. De sendes, når Tovholder starter; blev de sendt "
                "dengang, kommer de igen. Er det en prøve, så læg kopien ind på ny med --without-mail."
            )
