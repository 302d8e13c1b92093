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
from tovholder.jobcentre.exchange.writing import FileType, write
from tovholder.progress import progress

USAGE = 2


class Command(BaseCommand):
    help = (
        "Skriv en liste til en CSV-fil eller et regneark, i de kolonner den også læses ind med. En liste med borgere "
        "(citizens, support) holder dem, som personen bag --by kan se, og skrives i loggen for hver borger."
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
            "file",
            type=Path,
            metavar="FIL.csv|FIL.xlsx",
            help="filen, der skrives, som tekst eller regneark efter dens endelse; den må ikke være der",
        )
        parser.add_argument("--by", metavar="BRUGERNAVN", help="hvem der henter listen ud")

    def handle(self, *, file: Path, by: str | None, **options: Any) -> None:
        file_type, user = type_of(file), whoever(by)
        descriptor = opened(file)
        try:
            with os.fdopen(descriptor, "wb") as out, progress("Skriver listen"):
                table = export_list(options["list"], by=user, at=timezone.now(), today=timezone.localdate())
                rows = write(table, file_type, out)
        except BaseException as wrong:
            file.unlink()
            if isinstance(wrong, Refused):
                raise CommandError(str(wrong), returncode=1) from None
            raise
        self.stdout.write(f"{rows} rækker er skrevet til {file}.")


def type_of(file: Path) -> FileType:
    try:
        return FileType(file.suffix.lower().removeprefix("."))
    except ValueError:
        raise CommandError(
            f"{file.name} slutter hverken på .csv eller .xlsx. Skriv en af dem, så vi ved, hvad du vil have.",
            returncode=USAGE,
        ) from None


def whoever(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"Der er ingen bruger, der hedder {username}.", returncode=USAGE)
    return user


def opened(file: Path) -> int:
    """Open a new file that its owner alone can read: it may hold people."""
    try:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CommandError(f"{file} er der allerede. Vælg et andet navn.", returncode=USAGE) from None
    except OSError as wrong:
        raise CommandError(f"{file} kan ikke skrives: {wrong.strerror}.", returncode=USAGE) from None
