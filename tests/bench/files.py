"""Big files through `tovholder import FIL --yes`: how long, how much memory, and how long anybody else had to wait;
and how long the page takes to receive one.

A file more is one `Big` more in `big()`. Meanwhile another process (this one) writes a line in the log ten times a
second, as the people at work would: the longest of those is what the file cost them.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import uuid4

from django.db import DatabaseError, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ

from tests.bench import big_files
from tests.bench.big_files import Heading, Places
from tests.bench.figures import Figure
from tests.bench.processes import started
from tests.bench.worlds import TODAY, digest
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen, Disqualification
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.staff.models import Employee
from tovholder.progress import progress

TIMEOUT = 60 * 60
AIM_SECONDS, AIM_WAIT = 120, 2
_EACH = 0.1  # seconds between two lines of the others
_PER_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10  # of ru_maxrss


@dataclass(frozen=True)
class Big:
    """A big file: its kind as `tovholder import` knows it, how many rows, and the rows themselves when asked."""

    kind: str
    name: str
    many: int
    rows: Callable[[], Iterable[big_files.Row]]

    def made(self, folder: Path, file_type: str) -> Path:
        """The file, made unless it is there from an earlier run on the same world."""
        file = folder / f"{self.kind}-{self.many}-{digest()}.{file_type}"
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            headings = [Heading(column.name, column.heading) for column in KINDS[self.kind].columns]
            with progress(f"Skriver {file.name}"):
                big_files.write(file, headings, self.rows())
        return file

    @property
    def words(self) -> str:
        return f"{self.many:,} ".replace(",", ".") + self.name


def big(citizens: int, spells: int) -> list[Big]:
    cprs = list(islice(big_files.numbers(_taken()), citizens))
    return [
        Big("citizens", "borgere", citizens, lambda: big_files.citizens(cprs, _places(), TODAY)),
        Big("support", "ydelsesforløb", spells, lambda: big_files.spells(cprs, spells, TODAY)),
    ]


def measure(*, group: str, folder: str, citizens: int, spells: int, file_type: str) -> Iterator[Figure]:
    """Read the files in one after the other. One that is refused has no figure, and stops those after it."""
    whole = 0.0
    for one in big(citizens, spells):
        try:
            file = one.made(Path(folder), file_type)
        except ModuleNotFoundError as missing:
            sys.stdout.write(f"  Sprunget over: pakken {missing.name} er ikke installeret.\n")
            return
        name = f"{one.words} ({file_type})"
        with progress(f"Læser {name}"), Others() as writing:
            read = read_in(file, Path(folder) / "import.log")
        if read.refused:
            sys.stdout.write(f"  Ikke læst: {read.refused}\n")
            return
        whole += read.seconds
        note = f"{writing.lines} linjer fra andre imens"
        yield Figure(group, f"{name}: i alt", read.seconds, "s")
        yield Figure(group, f"{name}: mest hukommelse", read.megabytes, "MB")
        yield Figure(group, f"{name}: andres længste ventetid", writing.longest, "s", aim=AIM_WAIT, note=note)
        with progress(f"Sender {name} gennem siden"):
            seconds = sent_by_the_page(file)
        yield Figure(group, f"{name}: sendt gennem siden", seconds, "s")
    yield Figure(group, f"Begge filer ({file_type})", whole, "s", aim=AIM_SECONDS)


@dataclass(frozen=True)
class Read:
    seconds: float
    megabytes: float
    refused: str = ""


def read_in(file: Path, log: Path) -> Read:
    """Run `tovholder import`; the memory is the most the process ever held (RSS)."""
    command = [str(Path(sys.executable).with_name("tovholder")), "import", str(file), "--yes"]
    begun = time.monotonic()
    with log.open("wb") as out, started(command, env=os.environ, out=out) as process:
        megabytes = _ended(process, begun + TIMEOUT)
    seconds = time.monotonic() - begun
    if process.returncode == 0:
        return Read(seconds, megabytes)
    said = log.read_text(errors="replace").strip().splitlines() or ["intet"]
    over = f"over {TIMEOUT // 60} minutter; " if seconds > TIMEOUT else ""
    return Read(seconds, megabytes, refused=over + said[-1])


def sent_by_the_page(file: Path) -> float:
    """Seconds until the page answers that it has the file; from then on it is seen how far it is. It is not read in."""
    page = Client(headers={"host": "localhost"})
    page.force_login(User.objects.filter(role=Role.DATA_OWNER).order_by("pk")[0])
    with file.open("rb") as content:
        begun = time.monotonic()
        answer = page.post(reverse("import"), {"file": content, "kind": "", "token": uuid4()})
        seconds = time.monotonic() - begun
    assert answer.status_code == 302, answer.status_code
    ImportRun.objects.order_by("-pk")[0].delete()
    OrmQ.objects.all().delete()
    return seconds


def _ended(process: subprocess.Popen[bytes], until: float) -> float:
    """Wait for the process itself, since only that tells what memory it used; return its most in MB."""
    while time.monotonic() < until:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return used.ru_maxrss / _PER_MEGABYTE
        time.sleep(0.02)
    return 0.0


@dataclass
class Others:
    """Somebody else at work: a line in the log every tenth of a second, on a connection of its own."""

    lines: int = 0
    longest: float = 0.0
    done: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Others":
        self.thread = threading.Thread(target=self._write, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *wrong: object) -> None:
        self.done.set()
        self.thread.join()

    def _write(self) -> None:
        try:
            while not self.done.wait(_EACH):
                begun = time.monotonic()
                try:
                    record.action("bench", by=None, at=timezone.now())
                    self.lines += 1
                except DatabaseError:
                    pass  # gave up waiting: that wait counts all the more
                self.longest = max(self.longest, time.monotonic() - begun)
        finally:
            connections.close_all()


def _taken() -> Callable[[str], bool]:
    """Numbers of the demo's own citizens, and of those somebody is barred from."""
    used = set(Citizen.objects.values_list("cpr_fingerprint", flat=True))
    used |= set(Disqualification.objects.values_list("cpr_fingerprint", flat=True))
    return lambda digits: cpr.fingerprint(digits) in used


def _places() -> Places:
    followers = Employee.objects.who_can_be_contact(timezone.localdate())
    followers = followers.filter(user__role=Role.EMPLOYEE).order_by("number")
    workplaces = Workplace.objects.filter(closed_on=None, company__closed_on=None).order_by("p_number")
    return Places(
        list(followers.values_list("unit__name", "number")),
        list(workplaces.values_list("p_number", flat=True)),
    )
