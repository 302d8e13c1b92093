"""`tovholder serve`: from nothing to a served Tovholder, each step with a line, each obstacle with a sentence."""

import argparse
import hashlib
import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string
from django_q.models import Schedule

from tovholder.jobcentre.ui.processes import Processes
from tovholder.progress import progress

USAGE = 2
# By name, as call_command finds its commands: this app lies below these and may not import them.
CAST = "tovholder.jobcentre.demo.cast.printed_list"
KEY = "tovholder.jobcentre.citizens.key"
TIDY = "tovholder.jobcentre.exchange.background.tidy"


class Command(BaseCommand):
    help = "Start Tovholder i browseren: gør databasen klar, saml filerne, og server dem."
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
        parser.add_argument(
            "--demo", action="store_true", help="demokommunen, med log ind på ét klik; kun på egen maskine"
        )
        parser.add_argument("--host", default="127.0.0.1", help="adresse at lytte på (ellers 127.0.0.1)")
        parser.add_argument(
            "--port", default=os.environ.get("PORT") or "8000", help="port (ellers PORT eller 8000)"
        )
        parser.add_argument("--workers", type=int, default=2, help="antal processer, der svarer (ellers 2)")

    def handle(self, *, demo: bool, host: str, port: str, workers: int, **options: Any) -> None:
        if demo and not is_loopback(host):
            raise CommandError(
                f"Demoen lader enhver logge ind på ét klik, så den kører kun på egen maskine, ikke på {host}. "
                "Udelad --host, eller udelad --demo.",
                returncode=USAGE,
            )
        number = port_number(port)
        refuse_busy(host, number)
        open_database()
        migrate()
        refuse_another_key()
        if not demo and not anybody_here():
            self.stdout.write(f"\n{import_module(KEY).WHAT_IS_LOST_WITH_IT}\n")
        import_string(TIDY)()  # what was stopped in the middle of a file: before anybody asks
        keep_sealing()
        keep_erasing()
        keep_reminding()
        keep_publishing()
        if demo:
            fill()
        collect_static()
        with Processes() as processes:
            processes.start("webserveren", granian(host, number, workers))
            processes.start("baggrundsarbejdet", [sys.executable, "-m", "django", "qcluster"])
            with progress("Starter"):
                processes.wait_for(host, number)
            self.stdout.write(f"\nTovholder kører på http://{printed(host)}:{number}  (stop med Ctrl+C)\n")
            if demo:
                self.stdout.write(f"\n{import_string(CAST)()}\n")
            self.stdout.flush()
            processes.watch()


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def printed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def port_number(port: str) -> int:
    if port.isdecimal() and 0 < int(port) < 65536:
        return int(port)
    raise CommandError(f"Porten skal være et tal mellem 1 og 65535, ikke »{port}«.", returncode=USAGE)


def refuse_busy(host: str, port: int) -> None:
    """Find out before anything is built that nobody else has the port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except socket.gaierror:
        raise CommandError(f"Maskinen kender ikke adressen {host}.", returncode=USAGE) from None
    except PermissionError:
        raise CommandError(
            f"Port {port} kræver særlige rettigheder. Vælg en over 1023: make run PORT=8000", returncode=USAGE
        ) from None
    except OSError:
        raise CommandError(
            f"Port {port} på {host} kan ikke bruges; den er nok optaget af et andet program. Stop det, eller vælg en "
            f"anden port: make run PORT={port + 1 if port < 65535 else 8001}",
            returncode=USAGE,
        ) from None


def open_database() -> None:
    try:
        connection.introspection.table_names()
    except DatabaseError as wrong:
        reason = str(wrong).strip().splitlines()[0] if str(wrong).strip() else type(wrong).__name__
        raise CommandError(
            f"Databasen kan ikke åbnes. {what_to_do()} (Den siger: {reason})", returncode=USAGE
        ) from None


def what_to_do() -> str:
    if connection.vendor == "sqlite":
        return (
            f"Se efter, om {settings.DATABASES['default']['NAME']} er en hel SQLite-fil, som må læses og skrives; "
            "flyt den væk for at begynde på en tom, eller vælg en anden mappe med DATA_DIR."
        )
    return "Se efter, om PostgreSQL kører, og om navn, kode og adresse i DATABASE_URL passer."


def migrate() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        with progress(f"Gør databasen klar ({len(plan)} trin)"):
            call_command("migrate", interactive=False, verbosity=0)


def refuse_another_key() -> None:
    key = import_module(KEY)
    if key.another_key():
        raise CommandError(key.IS_ANOTHER, returncode=USAGE)


def keep_sealing() -> None:
    """The log is sealed every five minutes by the background worker; one writer, whoever asks for it."""
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.audit.chain.seal",
        defaults={"name": "seal the log", "schedule_type": Schedule.MINUTES, "minutes": 5},
    )


def keep_erasing() -> None:
    """What has been kept long enough goes by itself, once a day: names that nobody here matched, what citizens took
    back, and drafts that were left.
    """
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.sickleave.background.erase_names",
        defaults={"name": "erase names", "schedule_type": Schedule.DAILY},
    )
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.plans.background.erase_stories",
        defaults={"name": "erase stories", "schedule_type": Schedule.DAILY},
    )
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.citizen_portal.background.erase_drafts",
        defaults={"name": "erase drafts", "schedule_type": Schedule.DAILY},
    )
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.talks.background.erase_drafts",
        defaults={"name": "erase drafts of talks", "schedule_type": Schedule.DAILY},
    )


def keep_reminding() -> None:
    """Citizens are reminded of a talk, employees of what they are to learn; who follows a field is told what is new."""
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.competence.background.remind",
        defaults={"name": "remind of training", "schedule_type": Schedule.HOURLY},
    )
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.talks.background.remind",
        defaults={"name": "remind of talks", "schedule_type": Schedule.HOURLY},
    )
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.competence.background.send_digests",
        defaults={"name": "send digests", "schedule_type": Schedule.HOURLY},
    )


def keep_publishing() -> None:
    """The figures of Resultater are reckoned anew once a day, and whenever somebody asks for it."""
    Schedule.objects.get_or_create(
        func="tovholder.jobcentre.results.background.publish",
        defaults={"name": "publish figures", "schedule_type": Schedule.DAILY},
    )


def fill() -> None:
    """Fill an empty database with the demo municipality; a used one is left as it is."""
    if not anybody_here():
        with progress("Fylder demokommunen"), transaction.atomic():
            call_command("demo", verbosity=0)


def anybody_here() -> bool:
    return apps.get_model("staff", "Employee")._base_manager.exists()


def collect_static() -> None:
    """Collect, name by content and compress the static files, unless they are those collected last."""
    stamp = settings.STATIC_ROOT.with_suffix(".collected")
    fingerprint = hashlib.sha256("\n".join(static_files()).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    stamp.unlink(missing_ok=True)
    with progress("Samler og pakker skærmens filer"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def static_files() -> Iterator[str]:
    yield settings.STORAGES["staticfiles"]["BACKEND"]
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen = Path(storage.path(name)).stat()
            yield f"{name} {seen.st_size} {seen.st_mtime_ns}"


def granian(host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "tovholder.config.wsgi:application", "--interface", "wsgi"),
        *(
            "--host",
            host,
            "--port",
            str(port),
            "--workers",
            str(workers),
            "--blocking-threads",
            "4",
            "--no-ws",
        ),
        *("--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "10"),
    ]
