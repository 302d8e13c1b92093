"""What must hold in the running database, each with the sentence that says it does not."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from cryptography.fernet import InvalidToken
from django.core.management import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tovholder.jobcentre.audit import chain
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.leaving import held_by, not_complete
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.safekeeping.tables import ROWS_AT_A_TIME, steps_taken, tables_at
from tovholder.jobcentre.staff.models import Employee, StandIn, Unit

_WRONG = 1
_SAMPLE = 20
_NUMBER = ("cpr_encrypted", "cpr_fingerprint", "birth_date")

# Yields a sentence for each thing that is wrong today; nothing when all is well.
Check = Callable[[date], Iterator[str]]


def migrations_missing() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield f"Galt: databasen mangler {_many(len(missing), 'trin', 'trin')}. Kør: tovholder migrate"


def courses_without_their_contact(today: date) -> Iterator[str]:
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


def workplaces_without_their_contact(today: date) -> Iterator[str]:
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


def contacts_who_have_left(today: date) -> Iterator[str]:
    """Nobody's contact has left without somebody who covers: those people would have nobody to call."""
    left = not_complete().filter(left_on__lte=today)
    courses, workplaces = map(QuerySet.count, held_by(contact__in=left.exclude(pk__in=_covered(today))))
    if courses:
        yield (
            f"Galt: {_many(courses, 'borger', 'borgere')} har en fast medarbejder, der er stoppet, og ingen dækker. "
            "Lad afdelingslederen vælge en ny."
        )
    if workplaces:
        yield (
            f"Galt: {_many(workplaces, 'arbejdssted', 'arbejdssteder')} har en fast kontakt, der er stoppet, og ingen "
            "dækker. Vælg en ny."
        )


def leaving_not_complete(today: date) -> Iterator[str]:
    """Not wrong: somebody covers. But nobody's leaving is complete until everybody has somebody."""
    left = not_complete().filter(left_on__lte=today, pk__in=_covered(today))
    for employee in left.select_related("unit").order_by("unit__name_order", "name_order", "pk"):
        courses, workplaces = map(QuerySet.count, held_by(contact=employee))
        yield (
            f"Ikke færdigt: {_many(courses, 'borger', 'borgere')} og "
            f"{_many(workplaces, 'arbejdssted', 'arbejdssteder')} hos medarbejder {employee.number} ({employee.unit}), "
            "som er stoppet, mangler en ny. Der er en, der dækker imens."
        )


def _covered(today: date) -> QuerySet[StandIn]:
    """The numbers of those for whom somebody who works here covers today."""
    here = Employee.objects.working(today).values("pk")
    return StandIn.objects.on(today).filter(stand_in__in=here).values("employee")


def numbers_that_do_not_open(today: date) -> Iterator[str]:
    """The key opens what it once closed, and finds it again: on a sample of the oldest and the newest."""
    rows = Citizen._base_manager.values_list(*_NUMBER)
    wrong = sum(
        not opens(*row)
        for row in {*rows.order_by("pk")[: _SAMPLE // 2], *rows.order_by("-pk")[: _SAMPLE // 2]}
    )
    if wrong:
        yield (
            f"Galt: {_many(wrong, 'CPR-nummer', 'CPR-numre')} ud af en prøve kan ikke læses med den nøgle, der er sat. "
            "Se efter, om TOVHOLDER_CPR_KEY er den, databasen er lavet med."
        )


def opens(encrypted: str, fingerprint: str, birth_date: object) -> bool:
    try:
        digits = cpr.decrypt(encrypted)
        return cpr.fingerprint(digits) == fingerprint and cpr.birth_date(digits) == birth_date
    except (InvalidToken, cpr.WrongCpr):
        return False


def any_number_that_does_not_open(today: date) -> Iterator[str]:
    """As `numbers_that_do_not_open`, for every citizen."""
    rows = Citizen._base_manager.order_by("pk").values_list(*_NUMBER).iterator(chunk_size=ROWS_AT_A_TIME)
    wrong = sum(not opens(*row) for row in rows)
    if wrong:
        yield f"Galt: {_many(wrong, 'CPR-nummer', 'CPR-numre')} kan ikke læses med den nøgle, der er sat."


def rows_that_point_nowhere(today: date) -> Iterator[str]:
    """Every key to another row is followed; the databases refuse a wrong one, unless somebody turned that off."""
    for table in tables_at(steps_taken()):
        for field, model in table.pointers():
            there = Exists(model._base_manager.filter(pk=OuterRef(field.attname)))
            lost = table.model._base_manager.filter(~there, **{f"{field.attname}__isnull": False}).count()
            if lost:
                yield f"Galt: {_many(lost, 'række', 'rækker')} i {table.name} har en {field.name}, der ikke er her."


def a_file_that_is_damaged(today: date) -> Iterator[str]:
    """SQLite reads every page of its file and every index; PostgreSQL keeps sums of its own."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(10)")
        for (found,) in cursor.fetchall():
            if found != "ok":
                yield f"Galt: databasens fil er beskadiget ({found}). Stop Tovholder, og tag en sikkerhedskopi i brug."


def log_that_does_not_hold(today: date) -> Iterator[str]:
    while chain.seal():
        pass
    try:
        chain.verify()
    except chain.BrokenChain as broken:
        yield f"Galt: loggen er ændret. {broken}"


def units_where_nobody_receives(today: date) -> Iterator[str]:
    for name in Unit.objects.filter(receiver__isnull=True).order_by("name").values_list("name", flat=True):
        yield f"Galt: i {name} tager ingen imod nye borgere. Vælg en medarbejder, der gør det."
    for name in (
        Unit.objects.filter(receiver__left_on__lte=today).order_by("name").values_list("name", flat=True)
    ):
        yield f"Galt: den, der tager imod nye i {name}, er stoppet. Vælg en anden."


CHECKS: tuple[tuple[str, Check], ...] = (
    ("hvert åbent forløb har netop én fast medarbejder.", courses_without_their_contact),
    ("hvert arbejdssted har netop én fast kontakt.", workplaces_without_their_contact),
    ("ingen fast medarbejder eller kontakt er stoppet, uden at nogen dækker.", contacts_who_have_left),
    ("CPR-nøglen passer til databasen.", numbers_that_do_not_open),
    ("loggen er hel, og kæden holder.", log_that_does_not_hold),
    ("alle enheder har en, der tager imod nye.", units_where_nobody_receives),
)

# What is under way: said, and not wrong.
UNDER_WAY: tuple[Check, ...] = (leaving_not_complete,)

# Everything above, and what reads the whole database.
THOROUGH: tuple[tuple[str, Check], ...] = (
    ("databasens fil kan læses fra ende til anden.", a_file_that_is_damaged),
    ("alt, der peges på, er der.", rows_that_point_nowhere),
    ("alle CPR-numre kan læses og findes igen.", any_number_that_does_not_open),
    *((in_order, check) for in_order, check in CHECKS if check is not numbers_that_do_not_open),
)


def go_through(checks: Iterable[tuple[str, Check]], say: Callable[[str], object], *, today: date) -> None:
    """Make every check and say how each went; raise `CommandError` with exit code 1 when something is wrong."""
    try:
        behind = list(migrations_missing())
    except DatabaseError as error:
        raise CommandError(f"Databasen kan ikke læses: {error}", returncode=_WRONG) from None
    if behind:
        raise CommandError("\n".join(behind), returncode=_WRONG)
    say("I orden: databasen er på højde med programmet.")
    wrong: list[str] = []
    for in_order, check in checks:
        found = list(check(today))
        wrong += found
        for sentence in found or [f"I orden: {in_order}"]:
            say(sentence)
    for under_way in UNDER_WAY:
        for sentence in under_way(today):
            say(sentence)
    if wrong:
        raise CommandError(
            "Én ting er galt." if len(wrong) == 1 else f"{len(wrong)} ting er galt.", returncode=_WRONG
        )
    say("Alt står, som det skal.")


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
