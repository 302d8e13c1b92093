"""`tovholder user`: an employee who can log in. The first real account of a new centre is made here."""

import argparse
import getpass
import re
import sys
from collections.abc import Callable
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.staff.actions import add_employee, add_unit
from tovholder.jobcentre.staff.models import Employee, StaffProfile, Unit

_WRONG, _USAGE = 1, 2
_ROLES = (Role.EMPLOYEE, Role.LEADER, Role.MANAGER, Role.DATA_OWNER)
_LONGEST = 100

# Returns what was meant by what was typed; ValueError with a sentence when nothing can be meant.
Reader = Callable[[str], str]


class Command(BaseCommand):
    help = "Opret en medarbejder, der kan logge ind. Det, du ikke skriver som valg, bliver du spurgt om."
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
        parser.add_argument("--username", help="det, personen logger ind med")
        parser.add_argument("--name", help="for- og efternavn")
        parser.add_argument(
            "--role", help="employee, leader, manager eller data_owner (eller det danske ord)"
        )
        parser.add_argument("--unit", help="enhedens navn; den oprettes, hvis den ikke findes")
        parser.add_argument("--email", help="mailadresse")
        parser.add_argument("--telephone", help="telefonnummer")
        parser.add_argument("--number", help="medarbejdernummer")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="læs adgangskoden som første linje af standard input",
        )

    def handle(self, *, password_stdin: bool = False, **options: Any) -> None:
        try:
            self._create(options, password_stdin=password_stdin)
        except KeyboardInterrupt:
            raise CommandError("\nAfbrudt. Ingen er oprettet.", returncode=_WRONG) from None
        except IntegrityError:
            raise CommandError("En anden oprettede det samme imens. Prøv igen.", returncode=_WRONG) from None
        except DatabaseError:
            raise CommandError(
                "Databasen er ikke gjort klar. Kør først: tovholder migrate", returncode=_WRONG
            ) from None

    def _create(self, options: dict[str, Any], *, password_stdin: bool) -> None:
        # With the password on standard input there is nobody there to ask.
        may_ask = not password_stdin and sys.stdin is not None and sys.stdin.isatty()
        given = {
            option: self._ask(option, question, reader, options.get(option), may_ask=may_ask)
            for option, question, reader in _QUESTIONS
        }
        password = self._password(given, from_stdin=password_stdin, may_ask=may_ask)
        now = timezone.now()
        with transaction.atomic():
            unit = Unit.objects.filter(name=given["unit"]).first()
            is_new_unit = unit is None
            if unit is None:
                unit = add_unit(given["unit"], telephone=given["telephone"], by=None, at=now)
            add_employee(
                username=given["username"],
                password=password,
                role=given["role"],
                number=given["number"],
                name=given["name"],
                unit=unit,
                email=given["email"],
                telephone=given["telephone"],
                profile=_profile(given["role"]),
                by=None,
                at=now,
            )
        if is_new_unit:
            self.stdout.write(f"Enheden {unit.name} er oprettet.")
        self.stdout.write(f"{given['name']} kan nu logge ind som {given['username']}.")
        if unit.receiver_id is None:
            self.stdout.write(f"Ingen tager endnu imod nye borgere i {unit.name}. Opret en medarbejder der.")

    def _ask(self, option: str, question: str, reader: Reader, given: str | None, *, may_ask: bool) -> str:
        if given is not None:
            try:
                return reader(given.strip())
            except ValueError as wrong:
                raise CommandError(f"--{option}: {wrong}", returncode=_USAGE) from None
        if not may_ask:
            raise CommandError(f"Skriv også --{option}: {question.lower()}.", returncode=_USAGE)
        while True:
            try:
                return reader(_typed(f"{question}: ").strip())
            except ValueError as wrong:
                self.stdout.write(f"  {wrong}")

    def _password(self, given: dict[str, str], *, from_stdin: bool, may_ask: bool) -> str:
        user = User(username=given["username"])
        if from_stdin:
            password = sys.stdin.readline().rstrip("\r\n")
            wrong = _wrong_with(password, user)
            if wrong:
                raise CommandError(f"Adgangskoden: {wrong}", returncode=_USAGE)
            return password
        if not may_ask:
            raise CommandError(
                "Skriv adgangskoden på standard input, og tilføj --password-stdin.", returncode=_USAGE
            )
        while True:
            password = _typed_in_secret("Adgangskode (den vises ikke): ")
            wrong = _wrong_with(password, user)
            if not wrong and _typed_in_secret("Adgangskoden igen: ") != password:
                wrong = "De to adgangskoder er ikke ens. Skriv dem igen."
            if not wrong:
                return password
            self.stdout.write(f"  {wrong}")


def _profile(role: str) -> str:
    """Only those who follow citizens have the profile that lets them be somebody's contact."""
    return StaffProfile.EMPLOYMENT if role in {Role.EMPLOYEE, Role.LEADER} else StaffProfile.JOB_EFFORT


def _typed(prompt: str) -> str:
    try:
        return input(prompt)
    except EOFError:
        raise KeyboardInterrupt from None


def _typed_in_secret(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise KeyboardInterrupt from None


def _wrong_with(password: str, user: User) -> str:
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


# --- What each answer may be ------------------------------------------------------------------------------------------


def _username(text: str) -> str:
    if not re.fullmatch(r"[\w.@+-]{1,150}", text):
        raise ValueError("Brug bogstaver, tal og . @ + - _ uden mellemrum.")
    if User.objects.filter(username=text).exists():
        raise ValueError(f"Der er allerede en med brugernavnet {text}. Vælg et andet.")
    return text


def _name(text: str) -> str:
    if len(text.split()) < 2 or len(text) > _LONGEST:
        raise ValueError("Skriv både for- og efternavn.")
    return " ".join(text.split())


def _role(text: str) -> str:
    for role in _ROLES:
        if text.lower() in {role.value, str(role.label).lower()}:
            return role.value
    words = ", ".join(f"{role.value} ({str(role.label).lower()})" for role in _ROLES)
    raise ValueError(f"Vælg en af {words}.")


def _unit(text: str) -> str:
    if not text or len(text) > _LONGEST:
        raise ValueError("Skriv enhedens navn med højst 100 tegn.")
    known = Unit.objects.filter(name__iexact=text).first()
    return known.name if known else text


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError("Skriv en mailadresse som navn@kommune.dk.") from None
    return text


def _telephone(text: str) -> str:
    digits = re.sub(r"[ ()-]", "", text)
    if not re.fullmatch(r"\+?[0-9]{8,15}", digits) or len(text) > 20:
        raise ValueError("Skriv et telefonnummer med mindst otte cifre.")
    return text


def _number(text: str) -> str:
    if not re.fullmatch(r"[\w-]{1,20}", text):
        raise ValueError("Skriv medarbejdernummeret med højst 20 bogstaver og tal uden mellemrum.")
    if Employee.objects.filter(number=text).exists():
        raise ValueError(f"Der er allerede en medarbejder med nummeret {text}.")
    return text


_QUESTIONS: tuple[tuple[str, str, Reader], ...] = (
    ("username", "Brugernavn", _username),
    ("name", "For- og efternavn", _name),
    ("role", "Rolle (employee, leader, manager eller data_owner)", _role),
    ("unit", "Enhed", _unit),
    ("email", "Mailadresse", _email),
    ("telephone", "Telefon", _telephone),
    ("number", "Medarbejdernummer", _number),
)
