"""`tovholder results`: the figures of a register, from Parquet files to Parquet files."""

import argparse
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tovholder.jobcentre.results.models import Rounding
from tovholder.progress import progress
from tovholder.registers.disclosure import LIMIT
from tovholder.registers.statuses import FILE as STATUSES
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import (
    FILE,
    BenefitMapping,
    Month,
    TwoClasses,
    UnreadableBenefits,
    benefits,
    parse_benefits,
)

HELP = f"""
Regn månedens tal af et register: personer og fuldtidspersoner, uger, tilgang og afgang, varighed, og status efter
sygedagpenge. Registret er Parquet-filer med en række for hvert forløb på en ydelse, så mange og så store, de er.

kolonner i filerne i MAPPE (også i mapper under den):
  person        det, der skiller mennesker ad: et helt tal eller en tekst (ikke nødvendigvis et CPR-nummer)
  benefit       ydelsens kode: {", ".join(benefits().codes)}
                (og for status efter: loenmodtager, uddannelse)
  since, until  første dag med, og første dag uden, som dato eller tekst (2026-11-23); until er tom, mens det løber
  birth_date    fødselsdag
  sex, unit, municipality   som I skriver dem; kan udelades
"""
REASONS = {
    "no_person": "mangler person",
    "unknown_benefit": "har en ydelse, vi ikke kender på den dag",
    "bad_date": "har en dato, der mangler eller ikke kan læses",
    "ends_before_it_begins": "slutter, før de begynder",
}


class Command(BaseCommand):
    help = HELP
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add = parser.add_argument
        add("--engine", choices=("duckdb", "spark"), default="duckdb", help="ellers duckdb, på denne maskine")
        add("--input", type=Path, required=True, metavar="MAPPE", help="registret")
        add(
            "--output", type=Path, required=True, metavar="MAPPE", help="hvor tallene skal ligge; en ny mappe"
        )
        add(
            "--mapping",
            type=_mapping,
            default=benefits(),
            metavar="FIL",
            help=f"ydelser og deres klasser, skrevet som i {FILE} (ellers den)",
        )
        add("--to", type=_month, metavar="ÅÅÅÅ-MM", help="den sidste måned (ellers den sidste hele)")
        add(
            "--months",
            type=int,
            default=1,
            metavar="ANTAL",
            help="så mange måneder tilbage (ellers den sidste)",
        )
        add(
            "--known-until",
            type=_day,
            metavar="DATO",
            help="den sidste dag, registret fortæller om (ellers den nyeste første dag i det)",
        )
        add(
            "--limit",
            type=int,
            default=LIMIT,
            metavar="ANTAL",
            help=f"tal om færre personer vises ikke (ellers {LIMIT}, og aldrig lavere)",
        )
        add(
            "--round",
            type=int,
            choices=Rounding.values,
            default=Rounding.NOT.value,
            dest="round_to",
            metavar="ANTAL",
            help="afrund tallene til nærmeste 5 eller 10 (ellers vises de præcise)",
        )
        add(
            "--memory",
            type=_memory,
            default="4GB",
            metavar="MÆNGDE",
            help="så megen hukommelse må bruges (ellers 4GB)",
        )
        add("--threads", type=int, metavar="ANTAL", help="så mange kerner (ellers alle)")

    def handle(self, **options: Any) -> None:
        from tovholder.registers.engines import MissingColumns, NoEngine
        from tovholder.registers.monthly.files import AlreadyThere, NothingToRead, NotParquet
        from tovholder.registers.monthly.run import NoSoundRow, Order, run

        if options["limit"] < LIMIT or options["months"] < 1:
            raise CommandError(f"--limit er mindst {LIMIT}, og --months mindst 1.")
        order = Order(
            engine=options["engine"],
            source=options["input"],
            target=options["output"],
            today=timezone.localdate(),
            **{
                name: options[name]
                for name in (
                    "mapping",
                    "limit",
                    "months",
                    "to",
                    "known_until",
                    "memory",
                    "threads",
                    "round_to",
                )
            },
        )
        try:
            outcome = run(order, progress)
        except NothingToRead as folder:
            raise CommandError(f"Der er ingen Parquet-filer (*.parquet) i {folder}.") from None
        except NotParquet as file:
            raise CommandError(f"{file} kan ikke læses som Parquet. Er den kopieret helt?") from None
        except AlreadyThere as folder:
            raise CommandError(
                f"{folder} findes allerede. Tal skrives aldrig oven i andre: vælg en ny mappe."
            ) from None
        except MissingColumns as names:
            raise CommandError(f"Filerne mangler {names}. Se kolonnerne: tovholder results --help") from None
        except NoEngine as missing:
            raise CommandError(str(missing)) from None
        except NoSoundRow as none:
            raise CommandError(f"Ingen række kan bruges. {_refused(none.refused)}") from None
        self.stdout.write(
            f"{_number(outcome.rows)} rækker er læst. {_refused(outcome.refused)}\n"
            f"{_number(outcome.lines)} tal til og med {outcome.to.year}-{outcome.to.month:02} ligger i "
            f"{order.target}; {_number(outcome.hidden)} af dem vises ikke, fordi de handler om få personer."
        )


def _refused(refused: Mapping[str, int]) -> str:
    if not refused:
        return "Alle kunne bruges."
    why = ", ".join(f"{_number(count)} {REASONS[reason]}" for reason, count in refused.items())
    return f"{_number(sum(refused.values()))} kunne ikke bruges: {why}."


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _month(text: str) -> Month:
    found = re.fullmatch(r"(\d{4})-?M?(\d{1,2})", text)
    try:
        return Month(int(found[1]), int(found[2])) if found else _wrong(text)
    except ValueError:
        return _wrong(text)


def _wrong(text: str) -> Month:
    raise argparse.ArgumentTypeError(f"»{text}« er ikke en måned. Skriv den som 2026-10.")


def _mapping(text: str) -> BenefitMapping:
    try:
        mapping = parse_benefits(Path(text).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise argparse.ArgumentTypeError(f"»{text}« kan ikke læses.") from None
    except TwoClasses as code:
        raise argparse.ArgumentTypeError(f"I »{text}« har {code} to klasser på samme dag.") from None
    except UnreadableBenefits:
        raise argparse.ArgumentTypeError(
            f"»{text}« er ikke skrevet som {FILE}. Se, hvordan den er."
        ) from None
    # Whoever is on something without a place would count as on nothing.
    if missing := [code for code in mapping.codes if code not in hierarchy().places]:
        raise argparse.ArgumentTypeError(
            f"I »{text}« står {', '.join(missing)}, som mangler i {STATUSES}: så kan status efter ikke regnes."
        )
    return mapping


def _memory(text: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]*[MG]B", text.upper()):
        raise argparse.ArgumentTypeError(f"»{text}« er ikke en mængde hukommelse. Skriv den som 4GB.")
    return text.upper()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"»{text}« er ikke en dato. Skriv den som 2026-11-23.") from None
