"""`tovholder user`: the first real account, asked for or given as options; every wrong answer is a sentence."""

import getpass
import io
import sys
from collections.abc import Iterable
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.cast import TODAY
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.staff.management.commands import create_user
from tovholder.jobcentre.staff.models import Employee, Unit

pytestmark = pytest.mark.django_db

ANSWERS = {
    "username": "karla.holst",
    "name": "Karla Holst",
    "role": "leader",
    "unit": "Job og Fremtid",
    "email": "karla@kommune.example",
    "telephone": "+45 00 11 22 33",
    "number": "A-17",
}
PASSWORD = "seks glade ænder på isen"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def given(monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD, **options: Any) -> str:
    """Run with every answer as an option and the password on standard input; None leaves an option out."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    said = io.StringIO()
    words = {name: text for name, text in {**ANSWERS, **options}.items() if text is not None}
    call_command("create_user", password_stdin=True, stdout=said, **words)
    return said.getvalue()


def asked(monkeypatch: pytest.MonkeyPatch, answers: Iterable[str], passwords: Iterable[str]) -> str:
    """Run at a terminal and answer each question in turn."""
    typed, secret, said = iter(answers), iter(passwords), io.StringIO()
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda prompt: _next(typed))
    monkeypatch.setattr(getpass, "getpass", lambda prompt: _next(secret))
    call_command("create_user", stdout=said)
    return said.getvalue()


def _next(answers: Any) -> str:
    try:
        return next(answers)
    except StopIteration:
        raise EOFError from None


def test_the_first_account_makes_its_unit_and_receives_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = given(monkeypatch)
    user = User.objects.get(username="karla.holst")
    assert user.check_password(PASSWORD)
    assert (user.role, user.is_demo, user.employee.name) == ("leader", False, "Karla Holst")
    assert Unit.objects.get().receiver == user.employee
    assert "Karla Holst kan nu logge ind som karla.holst." in said
    assert PASSWORD not in said


def test_a_known_unit_is_used_however_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    given(monkeypatch, username="b", number="2", unit="job og fremtid", role="medarbejder")
    assert Unit.objects.count() == 1
    assert User.objects.get(username="b").role == "employee"


@pytest.mark.parametrize("role", ["manager", "Data- og systemejer"])
def test_those_who_see_figures_only_are_nobodys_contact(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    said = given(monkeypatch, role=role)
    assert not Employee.objects.who_can_be_contact(TODAY).exists()
    assert "Ingen tager endnu imod nye borgere i Job og Fremtid" in said


@pytest.mark.parametrize(
    ("option", "text", "sentence"),
    [
        ("username", "", "uden mellemrum"),
        ("username", "karla holst", "uden mellemrum"),
        ("name", "Karla", "både for- og efternavn"),
        ("role", "chef", "Vælg en af employee (medarbejder)"),
        ("role", "citizen", "Vælg en af employee (medarbejder)"),
        ("unit", " ", "enhedens navn"),
        ("unit", "x" * 101, "enhedens navn"),
        ("email", "karla", "mailadresse som"),
        ("telephone", "12", "mindst otte cifre"),
        ("telephone", "ring til mig", "mindst otte cifre"),
        ("number", "A 17", "medarbejdernummeret"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, option: str, text: str, sentence: str
) -> None:
    with pytest.raises(CommandError) as refused:
        given(monkeypatch, **{option: text})
    assert str(refused.value).startswith(f"--{option}: ")
    assert sentence in str(refused.value)
    assert refused.value.returncode == 2
    assert not User.objects.exists()
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("option", "sentence"), [("username", "brugernavnet karla.holst"), ("number", "nummeret A-17")]
)
def test_what_is_taken_is_told(monkeypatch: pytest.MonkeyPatch, option: str, sentence: str) -> None:
    given(monkeypatch)
    others = {"username": "en.anden", "number": "B-2"}
    with pytest.raises(CommandError, match=sentence):
        given(monkeypatch, **{**others, option: ANSWERS[option]})
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("password", "sentence"), [("kort", "12 tegn"), ("", "12 tegn"), ("password1234", "almindelig")]
)
def test_a_weak_password_is_told(monkeypatch: pytest.MonkeyPatch, password: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        given(monkeypatch, password=password)
    assert not User.objects.exists()


def test_what_is_missing_is_named_where_nobody_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="Skriv også --email"):
        given(monkeypatch, email=None)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(CommandError, match="--password-stdin"):
        call_command("create_user", **ANSWERS)
    assert not User.objects.exists()


def test_at_a_terminal_it_asks_and_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = list(ANSWERS.values())
    said = asked(
        monkeypatch, ["karla holst", *answers], ["kort", PASSWORD, "noget andet", PASSWORD, PASSWORD]
    )
    assert "uden mellemrum" in said
    assert "12 tegn" in said
    assert "ikke ens" in said
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("answered", [0, 3, 7])
def test_breaking_off_makes_nobody(monkeypatch: pytest.MonkeyPatch, answered: int) -> None:
    with pytest.raises(CommandError, match="Afbrudt"):
        asked(monkeypatch, list(ANSWERS.values())[:answered], [])
    assert not User.objects.exists()


def test_unit_and_account_are_made_together_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import IntegrityError

    def break_off(**_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(create_user, "add_employee", break_off)
    with pytest.raises(CommandError, match="imens"):
        given(monkeypatch)
    assert not Unit.objects.exists()
