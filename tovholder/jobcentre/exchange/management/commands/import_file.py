import argparse
import os
import sys
import time
from pathlib import Path
from textwrap import wrap
from typing import Any
from uuid import uuid4

from django.core.management import BaseCommand, CommandError
from django.core.management.base import DjangoHelpFormatter, OutputWrapper
from django.db import transaction
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.exchange.actions import (
    Work,
    apply_file,
    check_received,
    clean_up,
    discard_file,
    receive_file,
)
from tovholder.jobcentre.exchange.columns import Kind
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.management.commands.export_list import opened
from tovholder.jobcentre.exchange.models import FileKind, ImportRun, RunState
from tovholder.jobcentre.exchange.reading import Unreadable
from tovholder.jobcentre.exchange.report import in_words
from tovholder.jobcentre.exchange.writing import FileType, write
from tovholder.jobcentre.exchange.wrong_rows import wrong_file
from tovholder.progress import progress

PROBLEMS, UNREADABLE = 1, 2
WIDE = 110


class HelpFormatter(argparse.RawDescriptionHelpFormatter, DjangoHelpFormatter):
    pass


class Line:
    """One line on the terminal that says how far it is; where nobody looks, that it begins, and its time."""

    def __init__(self, out: OutputWrapper, text: str) -> None:
        self.out, self.text, self.moving = out, text, out.isatty()
        self.began = self.shown = time.monotonic()

    def __enter__(self) -> "Line":
        self.out.write(f"  {self.text} ", ending="")
        self.out.flush()
        return self

    def moves(self, done: int, of: int) -> None:
        now = time.monotonic()
        if self.moving and now - self.shown > 0.2:
            self.shown = now
            rows = f"{_grouped(done)} af {_grouped(of)} rækker"
            self.out.write(f"\r  {self.text} {rows} ({done * 100 // max(of, 1)} %)", ending="")
            self.out.flush()

    def __exit__(self, kind: type[BaseException] | None, *wrong: Any) -> None:
        seconds = f"{time.monotonic() - self.began:.1f} s".replace(".", ",")
        before = f"\r\033[K  {self.text} " if self.moving else ""
        self.out.write(f"{before}{seconds if kind is None else 'gik ikke.'}")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class Command(BaseCommand):
    help = (
        "Læs en fil ind: medarbejdere, virksomheder, borgere, ydelsesforløb eller tal fra jobindsats.\n"
        "Først vises, hvad filen gør, og alt, der skal rettes. Så læses den ind, og ses af alle på én gang.\n"
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
        parser.add_argument(
            "file", type=Path, metavar="FIL", help="filen: CSV, Excel (.xlsx), eller JSON fra jobindsats"
        )
        parser.add_argument(
            "--kind",
            choices=FileKind.values,
            metavar="SLAGS",
            help=f"hvad der er i filen ({', '.join(FileKind.values)}); ellers findes det ud fra overskrifterne",
        )
        parser.add_argument("--dry-run", action="store_true", help="vis kun, hvad filen gør; læs intet ind")
        parser.add_argument("--yes", action="store_true", help="spørg ikke, før filen læses ind")
        parser.add_argument(
            "--skip-wrong", action="store_true", help="læs de andre rækker ind, når nogle skal rettes"
        )
        parser.add_argument(
            "--wrong",
            type=Path,
            metavar="FIL",
            help="skriv de rækker, der skal rettes, til en fil, med hvorfor",
        )
        parser.add_argument(
            "--by", metavar="BRUGERNAVN", help="hvem der læser ind, til loggen; ellers systemet"
        )

    def handle(
        self,
        *,
        file: Path,
        kind: str | None,
        dry_run: bool,
        yes: bool,
        skip_wrong: bool,
        wrong: Path | None,
        by: str | None,
        **options: Any,
    ) -> None:
        user = reader(by)
        if wrong is not None and wrong.exists():
            raise CommandError(f"{wrong} er der allerede. Vælg et andet navn.", returncode=UNREADABLE)
        self.tidy()
        run = self.find_out(file, kind, user, keep=not dry_run)
        self.show(run)
        if run.wrong and wrong is not None:
            self.write_wrong(run, wrong, user)
        if run.wrong and not (skip_wrong and run.right):
            raise CommandError(self.what_to_do(run, wrong), returncode=PROBLEMS)
        if not run.is_kept:
            self.stdout.write("Intet er læst ind." if dry_run else "Filen ændrer intet.")
            return
        if not yes and not self.agrees():
            discard_file(run, by=user, at=timezone.now())
            self.stdout.write("Intet er læst ind.")
            return
        self.read_in(run, user, skip_wrong=skip_wrong)

    def tidy(self) -> None:
        """First what somebody who was stopped has left behind."""

        def told(what: str) -> None:
            self.stdout.write(f"  Rydder op efter en indlæsning, der blev afbrudt: {what}")

        clean_up(by=None, at=timezone.now(), today=timezone.localdate(), clock=timezone.now, told=told)

    def find_out(self, file: Path, kind: str | None, user: User | None, *, keep: bool) -> ImportRun:
        at, today = timezone.now(), timezone.localdate()
        try:
            with file.open("rb") as content, progress("Åbner filen"):
                run, _new = receive_file(
                    content, file_name=file.name, kind=kind, token=uuid4(), by=user, at=at
                )
            with Line(self.stdout, "Tjekker filen") as line:
                work = Work.of(run, clock=timezone.now, told=line.moves)
                return check_received(run, work, by=user, at=at, today=today, keep=keep)
        except Unreadable as unreadable:
            raise CommandError(str(unreadable), returncode=UNREADABLE) from None
        except OSError as wrong:
            if wrong.filename is None:
                raise
            raise CommandError(f"{file} kan ikke læses: {wrong.strerror}.", returncode=UNREADABLE) from None

    def what_to_do(self, run: ImportRun, wrong: Path | None) -> str:
        if not (run.right and run.is_kept):
            return "Ret filen, og prøv igen. Intet er læst ind."
        sentence = (
            "Ret filen, og prøv igen, eller skriv --skip-wrong for at læse de andre rækker ind. "
            "Intet er læst ind."
        )
        return (
            sentence
            if wrong
            else f"{sentence}\nSkriv --wrong FIL for at få rækkerne, der skal rettes, i en fil."
        )

    def write_wrong(self, run: ImportRun, asked: Path, user: User | None) -> None:
        kept = run.has_wrong_rows
        if kept:
            with transaction.atomic():
                record.action("fetch_wrong_rows", by=user, at=timezone.now(), on=run, rows=run.wrong)
        contents, file_type = wrong_file(run)
        path = named(asked, file_type)
        descriptor = opened(path)
        try:
            with os.fdopen(descriptor, "wb") as file:
                write(contents, file_type, file)
        except BaseException as wrong:
            path.unlink()  # half a file looks like a whole one
            if isinstance(wrong, OSError):
                raise CommandError(
                    f"{path} kan ikke skrives: {wrong.strerror}.", returncode=UNREADABLE
                ) from None
            raise
        of = first(run.problems, run.counts["problems"])
        what = "De rækker, der skal rettes," if kept else f"En liste over det, der skal rettes{of},"
        self.stdout.write(f"{what} er skrevet til {path}.")
        if kept and file_type != run.form:
            self.stdout.write("De er flere, end et regneark laves med, og er skrevet som CSV.")

    def read_in(self, run: ImportRun, user: User | None, *, skip_wrong: bool) -> None:
        at, today = timezone.now(), timezone.localdate()
        try:
            with Line(self.stdout, "Læser filen ind") as line:
                run = apply_file(
                    run,
                    by=user,
                    at=at,
                    today=today,
                    skip_wrong=skip_wrong,
                    clock=timezone.now,
                    told=line.moves,
                )
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
            self.stdout.write(
                f"\nForskelle, som filen ikke ændrer{first(run.differences, run.counts['differences'])}:"
            )
            rows = [
                (d["row"], d["column"], f"her: {d['here']}, i filen: {d['in_file']}") for d in run.differences
            ]
            self.stdout.write(table(rows))
        if run.problems:
            self.stdout.write(f"\nDet skal rettes{first(run.problems, run.counts['problems'])}:")
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


def named(path: Path, file_type: FileType) -> Path:
    """A file that is not what its name ends with cannot be opened: then the ending is another."""
    others = {f".{other}" for other in FileType if other != file_type}
    return path.with_suffix(f".{file_type}") if path.suffix.lower() in others else path


def first(shown: list[Any], all_of_them: int) -> str:
    return f" (de første {len(shown)} af {all_of_them})" if len(shown) < all_of_them else ""


def table(rows: list[tuple[Any, str, str]]) -> str:
    """Row, column and sentence under each other, as wide as they need."""
    wide = max(len(str(column)) for _row, column, _sentence in rows)
    lines = [f"  {'række ' + str(row):<12}{column:<{wide + 2}}{sentence}" for row, column, sentence in rows]
    return "\n".join(lines)


def columns_in_words() -> str:
    """The table of every kind's columns, the same as on the page, and how to read it."""
    lines = [
        "Filerne er Excel (.xlsx) eller tekst (UTF-8 eller Latin-1) med semikolon, komma, tabulator eller | imellem,",
        "og overskrifter i første række. * betyder, at kolonnen skal være der. Et tomt felt ændrer intet, og en række,",
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
