"""`tovholder verify [FIL]`: read a backup, or the running database, from end to end.

Exit codes: 0 all is well, 1 something is wrong, 2 it cannot be read.
"""

import argparse
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from tovholder.jobcentre.safekeeping.checks import THOROUGH, go_through
from tovholder.jobcentre.safekeeping.chest import AnotherKey, Unreadable
from tovholder.jobcentre.safekeeping.whole import Wrong, look_through
from tovholder.progress import progress


class Command(BaseCommand):
    help = (
        "Læs en sikkerhedskopi, eller uden FIL databasen, fra ende til anden. Slutter med 0, når alt er, som det skal, "
        "1, når noget er galt, og 2, når den ikke kan læses."
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
        parser.add_argument("file", type=Path, metavar="FIL", nargs="?", help="filen fra tovholder backup")

    def handle(self, *, file: Path | None = None, **options: Any) -> None:
        try:
            if file is None:
                go_through(THOROUGH, self._say, today=timezone.localdate())
            else:
                self._file(file)
        except Unreadable as wrong:
            raise CommandError(str(wrong), returncode=2) from None
        except DatabaseError as wrong:
            raise CommandError(f"Databasen kan ikke læses: {wrong}", returncode=2) from None
        except (AnotherKey, Wrong) as wrong:
            raise CommandError(str(wrong), returncode=1) from None

    def _file(self, file: Path) -> None:
        with progress("Læser sikkerhedskopien"):
            whole = look_through(file)
        self._say(
            f"{file} er hel: {whole.rows} rækker fra {whole.made_at} (Tovholder {whole.program}). Nøglen passer, alle "
            f"CPR-numre kan læses, og kæden i loggen holder over {whole.sealed} linjer."
        )

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
