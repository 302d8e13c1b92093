"""`tovholder jobindsats`: the public figures that *Resultater* measures the municipality against."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tovholder.jobcentre.results import expected
from tovholder.jobcentre.results.actions import check_benchmark, read_benchmark
from tovholder.jobcentre.results.jobindsats import Http, Jobindsats, JobindsatsRefused, Kept
from tovholder.jobcentre.results.models import MunicipalityChoice
from tovholder.progress import progress

MOST_PERIODS = 40


class Command(BaseCommand):
    help = (
        "Hent tabellen Y30R21 fra jobindsats.dk: det forventede og det faktiske antal på offentlig forsørgelse i alle "
        "kommuner, og deres plads. Tallene læses ind, som hvis filen var hentet i hånden. Nøglen til jobindsats står "
        "i miljøvariablen JOBINDSATS_TOKEN. Et svar gemmes i 20 timer, så det samme ikke spørges om to gange."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add = parser.add_argument
        add("--periods", type=int, default=8, metavar="ANTAL", help="de nyeste perioder (ellers 8)")
        add("--fresh", action="store_true", help="spørg, også selv om et svar er gemt")
        add("--dry-run", action="store_true", help="vis kun, hvad tallene ændrer; læs intet ind")
        add("--save", type=Path, metavar="FIL", help="gem svaret, som det kom, i en ny fil")

    def handle(
        self,
        *,
        periods: int,
        fresh: bool = False,
        dry_run: bool = False,
        save: Path | None = None,
        **options: Any,
    ) -> None:
        if not 1 <= periods <= MOST_PERIODS:
            raise CommandError(f"--periods er fra 1 til {MOST_PERIODS}.")
        if save is not None and save.exists():
            raise CommandError(f"{save} er der allerede. Vælg et andet navn.")
        api = Jobindsats(
            Http(settings.JOBINDSATS_URL, settings.JOBINDSATS_TOKEN),
            None if fresh else Kept(settings.DATA_DIR / "jobindsats"),
        )
        now = timezone.now()
        try:
            with progress("Henter tal fra jobindsats"):
                content = api.benchmark(periods, now=now)
        except JobindsatsRefused as refused:
            raise CommandError(str(refused)) from None
        if save is not None:
            save.write_bytes(content)
        counts = check_benchmark(content) if dry_run else read_benchmark(content, by=None, at=now)
        self.stdout.write(
            f"{counts.inserted} nye tal, {counts.changed} rettede, {counts.unchanged} som før."
            + (" Intet er læst ind." if dry_run else "")
        )
        if not dry_run:
            self.stdout.write(over_time(MunicipalityChoice.now().area))


def over_time(area: str) -> str:
    """The municipality against the expected, a line for each period, the newest first."""
    lines = [f"{period.words}: {period.sentence}" for period in expected.of_area(area) if period.sentence]
    return "\n".join(lines) or "Vælg kommunen under Resultater, så ses den mod det forventede."
