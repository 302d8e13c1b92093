"""`tovholder check`: is everything in the running database as it must be? Sentences, and an exit code of 1 if not."""

import argparse
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from tovholder.jobcentre.safekeeping.checks import CHECKS, go_through


class Command(BaseCommand):
    help = "Se efter, om alt i databasen står, som det skal. Slutter med koden 1, hvis noget er galt."
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
        pass

    def handle(self, **options: Any) -> None:
        go_through(CHECKS, self.stdout.write, today=timezone.localdate())
