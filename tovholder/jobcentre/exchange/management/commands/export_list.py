import argparse
import os
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.exchange.actions import export_list
from tovholder.jobcentre.exchange.actions.export import LISTS

USAGE = 2


class Command(BaseCommand):
    help = (
        "Skriv en liste til en CSV-fil, i de kolonner den også læses ind med. En liste med borgere (citizens, support) "
        "holder dem, som personen bag --by kan se, og skrives i loggen for hver borger."
    )
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "list", choices=[str(one) for one in LISTS], metavar="LISTE", help=", ".join(LISTS)
        )
        parser.add_argument(
            "file", type=Path, metavar="FIL.csv", help="filen, der skrives; den må ikke være der"
        )
        parser.add_argument("--by", metavar="BRUGERNAVN", help="hvem der henter listen ud")

    def handle(self, *, file: Path, by: str | None, **options: Any) -> None:
        user = None
        if by is not None:
            user = User.objects.filter(username=by, is_active=True).first()
            if user is None:
                raise CommandError(f"Der er ingen bruger, der hedder {by}.", returncode=USAGE)
        try:
            # Readable by its owner alone: it may hold people.
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise CommandError(f"{file} er der allerede. Vælg et andet navn.", returncode=USAGE) from None
        except OSError as wrong:
            raise CommandError(f"{file} kan ikke skrives: {wrong.strerror}.", returncode=USAGE) from None
        try:
            content = export_list(options["list"], by=user, at=timezone.now(), today=timezone.localdate())
        except BaseException as wrong:
            os.close(descriptor)
            file.unlink()
            if isinstance(wrong, Refused):
                raise CommandError(str(wrong), returncode=1) from None
            raise
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
        rows = content.decode("utf-8-sig").count("\r\n") - 1
        self.stdout.write(f"{rows} rækker er skrevet til {file}.")
