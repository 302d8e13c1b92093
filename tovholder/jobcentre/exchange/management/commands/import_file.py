import argparse
import sys
from pathlib import Path
from textwrap import wrap
from typing import Any
from uuid import uuid4

from django.core.management import BaseCommand, CommandError
from django.core.management.base import DjangoHelpFormatter
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.exchange.actions import apply_file, check_file, discard_file
from tovholder.jobcentre.exchange.columns import Kind
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import FileKind, ImportRun, RunState
from tovholder.jobcentre.exchange.reading import Unreadable
from tovholder.jobcentre.exchange.report import in_words
from tovholder.progress import progress

PROBLEMS, UNREADABLE = 1, 2
WIDE = 110


class HelpFormatter(argparse.RawDescriptionHelpFormatter, DjangoHelpFormatter):
    pass


class Command(BaseCommand):
    help = (
        "Læs en fil ind: medarbejdere, virksomheder, borgere, ydelsesforløb eller tal fra jobindsats.\n"
        "Først vises, hvad filen gør, og alt, der skal rettes. Så læses den ind, alt eller intet.\n"
        "Slutter med 1, når noget skal rettes, og 2, når filen ikke kan læses."
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

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=HelpFormatter, epilog=columns_in_words(), **kwargs
        )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FIL", help="filen: CSV, eller JSON fra jobindsats")
        parser.add_argument(
            "--kind",
            choices=FileKind.values,
            metavar="SLAGS",
            help=f"hvad der er i filen ({', '.join(FileKind.values)}); ellers findes det ud fra overskrifterne",
        )
        parser.add_argument("--dry-run", action="store_true", help="vis kun, hvad filen gør; læs intet ind")
        parser.add_argument("--yes", action="store_true", help="spørg ikke, før filen læses ind")
        parser.add_argument(
            "--by", metavar="BRUGERNAVN", help="hvem der læser ind, til loggen; ellers systemet"
        )

    def handle(
        self, *, file: Path, kind: str | None, dry_run: bool, yes: bool, by: str | None, **options: Any
    ) -> None:
        user = reader(by)
        content = bytes_of(file)
        try:
            with progress("Tjekker filen"):
                run = check_file(
                    content,
                    file_name=file.name,
                    kind=kind,
                    token=uuid4(),
                    by=user,
                    at=timezone.now(),
                    today=timezone.localdate(),
                    keep=not dry_run,
                )
        except Unreadable as unreadable:
            raise CommandError(str(unreadable), returncode=UNREADABLE) from None
        self.show(run)
        if run.problems:
            raise CommandError("Ret filen, og prøv igen. Intet er læst ind.", returncode=PROBLEMS)
        if run.content is None:
            self.stdout.write("Intet er læst ind." if dry_run else "Filen ændrer intet.")
            return
        if not yes and not self.agrees():
            discard_file(run, by=user, at=timezone.now())
            self.stdout.write("Intet er læst ind.")
            return
        self.read_in(run, user)

    def read_in(self, run: ImportRun, user: User | None) -> None:
        try:
            with progress("Læser filen ind"):
                run = apply_file(run, by=user, at=timezone.now(), today=timezone.localdate())
        except Refused as refused:
            raise CommandError(str(refused), returncode=PROBLEMS) from None
        assert run.state == RunState.APPLIED
        self.stdout.write("Filen er læst ind.")

    def show(self, run: ImportRun) -> None:
        self.stdout.write(f"{run.get_kind_display()}. {in_words(run.counts)}")
        for column, number in run.counts["columns"].items():
            self.stdout.write(f"  {column}: ændres i {number}")
        for sentence in [*run.counts["also"], *run.notes]:
            self.stdout.write(f"  {sentence}")
        if run.differences:
            self.stdout.write("\nForskelle, som filen ikke ændrer:")
            rows = [
                (d["row"], d["column"], f"her: {d['here']}, i filen: {d['in_file']}") for d in run.differences
            ]
            self.stdout.write(table(rows))
        if run.problems:
            self.stdout.write("\nDet skal rettes:")
            self.stdout.write(table([(p["row"], p["column"], p["sentence"]) for p in run.problems]))

    def agrees(self) -> bool:
        if not sys.stdin.isatty():
            raise CommandError("Skriv --yes for at læse filen ind uden at blive spurgt. Intet er læst ind.")
        return input("Læs filen ind? Skriv ja: ").strip().casefold() in {"ja", "j"}


def reader(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"Der er ingen bruger, der hedder {username}.", returncode=UNREADABLE)
    if not user.may(May.READ_FILES):
        raise CommandError(
            f"{username} læser ikke filer ind. Det gør data- og systemejeren.", returncode=UNREADABLE
        )
    return user


def bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise CommandError(f"{file} kan ikke læses: {wrong.strerror}.", returncode=UNREADABLE) from None


def table(rows: list[tuple[Any, str, str]]) -> str:
    """Row, column and sentence under each other, as wide as they need."""
    wide = max(len(str(column)) for _row, column, _sentence in rows)
    lines = [f"  {'række ' + str(row):<12}{column:<{wide + 2}}{sentence}" for row, column, sentence in rows]
    return "\n".join(lines)


def columns_in_words() -> str:
    """The table of every kind's columns, the same as on the page, and how to read it."""
    lines = [
        "Filerne er tekst (UTF-8 eller Latin-1) med overskrifter i første række og semikolon, komma, tabulator",
        "eller | imellem. * betyder, at kolonnen skal være der. Et tomt felt ændrer intet, og en række, der mangler,",
        "afslutter intet. Datoer skrives 27.11.2026, 27-11-2026, 27/11/2026 eller 2026-11-27; tal som 37,5.",
        "Læs dem ind i denne rækkefølge:",
    ]
    for kind in KINDS.values():
        lines += ["", *_kind_in_words(kind)]
    lines += ["", "benchmark: tabellen Y30R21 fra jobindsats.dk, som JSON eller CSV."]
    return "\n".join(lines)


def _kind_in_words(kind: Kind) -> list[str]:
    lines = [f"{kind.code}: {kind.name}"]
    for column in kind.columns:
        names = f"{column.heading}{'*' if column.required else ''}"
        also = f" (også: {', '.join(column.aliases)})" if column.aliases else ""
        lines += wrap(f"  {names:<22}{column.meaning}{also}", WIDE, subsequent_indent=" " * 24)
    return [*lines, f"  Eksempel: {';'.join(kind.headings)}", f"            {';'.join(kind.example[0])}"]
