"""`tovholder check`: is everything in the running database as it must be? Sentences, and an exit code of 1 if not."""

import argparse
from collections.abc import Callable, Iterator
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, F, Q

from tovholder.jobcentre.audit import chain
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.staff.models import Unit

_WRONG = 1
_SAMPLE = 20

# Yields a sentence for each thing that is wrong; nothing when all is well.
Check = Callable[[], Iterator[str]]


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
        try:
            behind = list(migrations_missing())
        except DatabaseError as error:
            raise CommandError(f"Databasen kan ikke læses: {error}", returncode=_WRONG) from None
        if behind:
            raise CommandError("\n".join(behind), returncode=_WRONG)
        self.stdout.write("I orden: databasen er på højde med programmet.")
        wrong: list[str] = []
        for in_order, check in CHECKS:
            found = list(check())
            wrong += found
            for sentence in found or [f"I orden: {in_order}"]:
                self.stdout.write(sentence)
        if wrong:
            raise CommandError(
                "Én ting er galt." if len(wrong) == 1 else f"{len(wrong)} ting er galt.", returncode=_WRONG
            )
        self.stdout.write("Alt står, som det skal.")


def migrations_missing() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield f"Galt: databasen mangler {_many(len(missing), 'trin', 'trin')}. Kør: tovholder migrate"


def courses_without_their_contact() -> Iterator[str]:
    """An open course has exactly one open contact row, which agrees with the course; a closed one has none open."""
    open_row = Q(contacts__until__isnull=True, contacts__isnull=False)
    rows = Course.objects.annotate(
        open=Count("contacts", filter=open_row),
        agree=Count("contacts", filter=open_row & Q(contacts__employee=F("contact"))),
    )
    wrong = rows.filter(until__isnull=True).exclude(open=1, agree=1).count()
    if wrong:
        yield (
            f"Galt: {_many(wrong, 'åbent forløb', 'åbne forløb')} har ikke netop én fast medarbejder, der passer med "
            "historikken."
        )
    left_open = CourseContact.objects.open().filter(course__until__isnull=False).count()
    if left_open:
        yield f"Galt: {_many(left_open, 'afsluttet forløb', 'afsluttede forløb')} har stadig en fast medarbejder."


def workplaces_without_their_contact() -> Iterator[str]:
    open_row = Q(contacts__until__isnull=True, contacts__isnull=False)
    wrong = (
        Workplace.objects.annotate(
            open=Count("contacts", filter=open_row),
            agree=Count("contacts", filter=open_row & Q(contacts__employee=F("contact"))),
        )
        .exclude(open=1, agree=1)
        .count()
    )
    if wrong:
        yield (
            f"Galt: {_many(wrong, 'arbejdssted', 'arbejdssteder')} har ikke netop én fast kontakt, der passer med "
            "historikken."
        )


def contacts_who_have_left() -> Iterator[str]:
    courses = Course.objects.open().filter(contact__left_on__isnull=False).count()
    if courses:
        yield (
            f"Galt: {_many(courses, 'borger', 'borgere')} har en fast medarbejder, der er stoppet. Lad "
            "afdelingslederen vælge en ny."
        )
    workplaces = Workplace.objects.filter(closed_on__isnull=True, contact__left_on__isnull=False).count()
    if workplaces:
        yield (
            f"Galt: {_many(workplaces, 'arbejdssted', 'arbejdssteder')} har en fast kontakt, der er stoppet. "
            "Vælg en ny."
        )


def numbers_that_do_not_open() -> Iterator[str]:
    """The key opens what it once closed, and finds it again: on a sample of the oldest and the newest."""
    fields = ("cpr_encrypted", "cpr_fingerprint", "birth_date")
    oldest = Citizen.objects.order_by("pk").values_list(*fields)[: _SAMPLE // 2]
    newest = Citizen.objects.order_by("-pk").values_list(*fields)[: _SAMPLE // 2]
    wrong = sum(not _opens(*row) for row in {*oldest, *newest})
    if wrong:
        yield (
            f"Galt: {_many(wrong, 'CPR-nummer', 'CPR-numre')} ud af en prøve kan ikke læses med den nøgle, der er sat. "
            "Se efter, om TOVHOLDER_CPR_KEY er den, databasen er lavet med."
        )


def _opens(encrypted: str, fingerprint: str, birth_date: object) -> bool:
    try:
        digits = cpr.decrypt(encrypted)
        return cpr.fingerprint(digits) == fingerprint and cpr.birth_date(digits) == birth_date
    except (InvalidToken, cpr.WrongCpr):
        return False


def log_that_does_not_hold() -> Iterator[str]:
    while chain.seal():
        pass
    try:
        chain.verify()
    except chain.BrokenChain as broken:
        yield f"Galt: loggen er ændret. {broken}"


def units_where_nobody_receives() -> Iterator[str]:
    for name in Unit.objects.filter(receiver__isnull=True).order_by("name").values_list("name", flat=True):
        yield f"Galt: i {name} tager ingen imod nye borgere. Vælg en medarbejder, der gør det."
    for name in (
        Unit.objects.filter(receiver__left_on__isnull=False).order_by("name").values_list("name", flat=True)
    ):
        yield f"Galt: den, der tager imod nye i {name}, er stoppet. Vælg en anden."


CHECKS: tuple[tuple[str, Check], ...] = (
    ("hvert åbent forløb har netop én fast medarbejder.", courses_without_their_contact),
    ("hvert arbejdssted har netop én fast kontakt.", workplaces_without_their_contact),
    ("ingen fast medarbejder eller kontakt er stoppet.", contacts_who_have_left),
    ("CPR-nøglen passer til databasen.", numbers_that_do_not_open),
    ("loggen er hel, og kæden holder.", log_that_does_not_hold),
    ("alle enheder har en, der tager imod nye.", units_where_nobody_receives),
)


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
