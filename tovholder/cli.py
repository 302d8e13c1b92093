"""The command `tovholder`: a short list of words in front of Django's management commands."""

import difflib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tovholder.progress import stop


@dataclass(frozen=True)
class Command:
    """`word` is what people type, `name` the management command behind it."""

    word: str
    name: str
    line: str
    example: str


COMMANDS = (
    Command("serve", "serve", "start Tovholder i browseren", "tovholder serve --demo"),
    Command("demo", "demo", "fyld en tom database med demokommunen", "tovholder demo --today 2026-11-23"),
    Command("user", "create_user", "opret en person, der kan logge ind", "tovholder user"),
    Command("import", "import_file", "læs borgere, medarbejdere m.m. fra en fil", "tovholder import --help"),
    Command("export", "export_list", "skriv en liste til en fil", "tovholder export --help"),
    Command("publish", "publish", "beregn tallene i Resultater", "tovholder publish"),
    Command("results", "results", "regn et registers tal, så stort det er", "tovholder results --help"),
    Command("jobindsats", "jobindsats", "hent de offentlige tal at måle sig mod", "tovholder jobindsats"),
    Command(
        "evidence", "evidence", "virker det? før og efter, ved siden af de andre", "tovholder evidence --help"
    ),
    Command("propose", "propose", "regn forslag: hvem kan følge hvem", "tovholder propose"),
    Command("catalogue", "load_catalogue", "læs kataloget over kompetencer ind", "tovholder catalogue"),
    Command("check", "self_check", "se efter, om alt står, som det skal", "tovholder check"),
    Command("backup", "backup", "gem hele databasen i en krypteret fil", "tovholder backup FIL"),
    Command("restore", "restore", "læg en sikkerhedskopi ind i en tom database", "tovholder restore FIL"),
    Command("verify", "verify", "læs databasen eller en kopi fra ende til anden", "tovholder verify FIL"),
    Command(
        "erase-names", "erase_names", "slet navne i meldinger, som ingen her kendte", "tovholder erase-names"
    ),
    Command(
        "erase-story", "erase_stories", "slet fortællinger, der er taget tilbage", "tovholder erase-story"
    ),
    Command("remind", "remind", "skriv til dem, der snart skal lære noget", "tovholder remind"),
    Command("remind-talks", "remind_of_talks", "mind borgere om en tid, de har", "tovholder remind-talks"),
    Command("digest", "digest", "skriv det nye til dem, der følger et felt", "tovholder digest"),
    Command("seal", "seal_log", "forsegl loggen over, hvem der har set hvad", "tovholder seal"),
    Command("migrate", "migrate", "bring databasen på højde med programmet", "tovholder migrate"),
)
WORDS = {command.word: command for command in COMMANDS}


def main(arguments: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in ("help", "--help", "-h"):
        print(listing())
        return
    word, *rest = arguments
    if word not in WORDS:
        stop(unknown(word))
    if word == "demo" or (word == "serve" and "--demo" in rest) or (word != "serve" and is_demo_folder()):
        os.environ["TOVHOLDER_DEMO"] = "1"  # before the settings are read: the demo may make keys of its own
    if {"--help", "-h"} & {*rest}:
        for key in ("TOVHOLDER_SECRET_KEY", "TOVHOLDER_CPR_KEY"):
            os.environ.setdefault(key, "used-by-nothing-while-help-is-shown")
    run(WORDS[word], rest)


def is_demo_folder() -> bool:
    """A folder that the demo made its keys in: `tovholder import` and the others then work on it as they are."""
    has_own_keys = "TOVHOLDER_CPR_KEY" in os.environ or "TOVHOLDER_SECRET_KEY" in os.environ
    return not has_own_keys and (Path(os.environ.get("DATA_DIR", "data")) / "demo-cpr-key").exists()


def listing() -> str:
    lines = [
        "Tovholder: én fast medarbejder til hver borger og hver virksomhed.",
        "",
        "Brug: tovholder ORD [valg]",
        "",
    ]
    lines += [f"  {command.word:<13}{command.line}" for command in COMMANDS]
    lines += ["", "For eksempel:", ""]
    lines += [f"  {command.example}" for command in COMMANDS[:3]]
    lines += [
        "  tovholder import --help     alt om ét ord",
        "",
        "Miljøvariabler: DATA_DIR (hvor data ligger, ellers ./data), DATABASE_URL (PostgreSQL i stedet for SQLite),",
        "PORT (ellers 8000), TOVHOLDER_CPR_KEY og TOVHOLDER_SECRET_KEY (mindst 32 tegn; demoen laver selv sine).",
    ]
    return "\n".join(lines)


def unknown(word: str) -> str:
    near = difflib.get_close_matches(word, WORDS, n=1, cutoff=0.5)
    return (
        f"Tovholder kender ikke »{word}«. "
        + (f"Mente du »{near[0]}«? " if near else "")
        + "Se ordene: tovholder --help"
    )


def run(command: Command, rest: list[str]) -> None:
    """Run the management command; what goes wrong on the way is one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tovholder.config.settings")
    import django
    from dj_database_url import ParseError, UnknownSchemeError
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, get_commands, load_command_class

    try:
        django.setup()
        app = get_commands().get(command.name)
        if app is None:
            stop(f"»{command.word}« findes ikke i denne udgave af Tovholder.")
        loaded = load_command_class(app, command.name)
        options = vars(loaded.create_parser("tovholder", command.word).parse_args(rest))
        loaded.execute(*options.pop("args", ()), **options)
    except ImproperlyConfigured as wrong:
        stop(str(wrong))
    except CommandError as wrong:
        stop(str(wrong), wrong.returncode)
    except (ParseError, UnknownSchemeError):
        stop(
            "DATABASE_URL kan ikke læses. Skriv den som postgres://navn:kode@maskine:5432/base, eller udelad den."
        )
    except KeyboardInterrupt:
        stop("\nAfbrudt.", 130)
    except OSError as wrong:
        if wrong.filename is None:
            raise
        stop(
            f"Tovholder kan ikke bruge {wrong.filename} ({wrong.strerror}). Giv adgang til den, eller vælg en anden "
            "mappe til data med DATA_DIR."
        )
