"""`tovholder evidence`: one municipality before and after, beside the mixture of others that followed it best."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tovholder.evidence.panel import CannotCompare
from tovholder.evidence.reading import MEGABYTES, UnreadablePanel, read_panel, read_period
from tovholder.evidence.study import study
from tovholder.evidence.told import Told, tell
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.results.actions import forget_study, keep_study
from tovholder.jobcentre.results.evidence.sentences import Saying
from tovholder.progress import progress
from tovholder.registers.period import Period, UnreadablePeriod

HELP = """
Virker det? Hold kommunen op mod en blanding af de andre, der fulgte den tættest før, og spørg, hvor ofte de går hver
sin vej af sig selv.

FIL er en CSV-fil med en række for hver kommune og periode (kommune; periode; tal), for alle kommuner. Perioder skrives
som 2019, 2019Q1 eller 2019-01. Med --keep står svaret under Resultater, Virker det?
"""
SHOWN = 20  # problems of a file, and periods, on the terminal


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add = parser.add_argument
        add("--panel", type=Path, metavar="FIL", help="tallene")
        add("--unit", metavar="KOMMUNE", help="hvem der undersøges, skrevet som i filen")
        add(
            "--from", dest="since", type=_period, metavar="PERIODE", help="den første periode efter ændringen"
        )
        add(
            "--in",
            dest="counted_in",
            default="",
            metavar="ENHED",
            help="hvad tallet tælles i, for eksempel pct.",
        )
        add("--keep", metavar="MÅLING", help="vis svaret i Tovholder under dette navn")
        add(
            "--source",
            default="",
            metavar="KILDE",
            help="hvor tallene kommer fra; skal med, når svaret vises",
        )
        add("--forget", metavar="MÅLING", help="vis ikke længere denne måling")

    def handle(self, **given: Any) -> None:
        if given["forget"]:
            count = forget_study(given["forget"], by=None, at=timezone.now())
            if not count:
                raise CommandError(f"»{given['forget']}« vises ikke. Skriv målingen, som den står på siden.")
            self.stdout.write(f"»{given['forget']}« vises ikke mere.")
            return
        if not (given["panel"] and given["unit"] and given["since"]):
            raise CommandError("Skriv --panel, --unit og --from. Se mere: tovholder evidence --help")
        with progress("Sammenligner kommunerne"):
            told = _told(given["panel"], given["unit"], given["since"])
        self.stdout.write("\n".join(in_words(Saying(told, given["counted_in"]))))
        if given["keep"]:
            self.keep(told, given)

    def keep(self, told: Told, given: dict[str, Any]) -> None:
        try:
            keep_study(
                told,
                measure=given["keep"],
                unit=given["counted_in"],
                source=given["source"],
                by=None,
                at=timezone.now(),
            )
        except Refused as refused:
            raise CommandError(f"{refused} Brug --keep, --source og --in.") from None
        self.stdout.write("\nSvaret står nu under Resultater, Virker det?")


def _told(file: Path, unit: str, since: Period) -> Told:
    """What the file says of the municipality; whatever is wrong is a sentence."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MEGABYTES * 1_000_000 + 1)  # one more than is read: more is too much
        return tell(study(read_panel(content), unit, since))
    except IsADirectoryError:
        raise CommandError(f"{file} er en mappe. Skriv navnet på filen i den.") from None
    except OSError as wrong:
        raise CommandError(f"{file} kan ikke åbnes ({wrong.strerror}).") from None
    except UnreadablePanel as unreadable:
        lines = [
            sentence if row is None else f"Række {row}: {sentence}" for row, sentence in unreadable.problems
        ]
        more = [f"… og {len(lines) - SHOWN} til."] if len(lines) > SHOWN else []
        raise CommandError("\n".join([*lines[:SHOWN], *more])) from None
    except CannotCompare as wrong:
        raise CommandError(str(wrong)) from None


def in_words(saying: Saying) -> list[str]:
    """The verdict, how sure it is, who it is mixed of, and the last periods."""
    lines = [
        "",
        f"{saying.verdict.upper()}",
        "",
        *([saying.doubt] if saying.doubt else []),
        saying.finding,
        "",
    ]
    lines += [f"- {sentence}" for sentence in (*saying.sure, *saying.pretended, saying.differences)]
    lines += ["", "Den sammensatte kommune:"]
    lines += [f"  {weight:>8}  {name}" for name, weight in saying.donors]
    lines += ["", f"{'':28}{'faktisk':>12}{'sammensat':>12}{'forskel':>12}"]
    lines += [
        f"{period:<28}{here:>12}{would:>12}{gap:>12}"
        for period, here, would, gap, _band in saying.rows[-SHOWN:]
    ]
    return lines


def _period(text: str) -> Period:
    try:
        return read_period(text)
    except UnreadablePeriod:
        raise argparse.ArgumentTypeError(
            f"»{text}« er ikke en periode. Skriv den som 2019, 2019Q1 eller 2019-01."
        ) from None
