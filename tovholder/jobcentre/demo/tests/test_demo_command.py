"""`tovholder demo`: fills an empty database, or says in a sentence why not."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.demo.management.commands import demo
from tovholder.jobcentre.results.models import BenchmarkFigure, Figure, MunicipalityChoice

pytestmark = pytest.mark.django_db


def run(**options: Any) -> str:
    said = StringIO()
    with override_settings(DEMO=True):
        call_command("demo", stdout=said, **{"citizens": "0", "today": "2026-11-23", **options})
    return said.getvalue()


def test_it_fills_and_tells_how_far_it_is() -> None:
    said = run()
    assert Citizen.objects.count() == 10
    assert "10 borgere" in said
    assert "Hedelund er klar" in said


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_in_a_terminal_one_line_moves() -> None:
    terminal = Terminal()
    with override_settings(DEMO=True):
        call_command("demo", citizens="60", today="2026-11-23", stdout=terminal)
    moving, *rest = terminal.getvalue().split("\n")
    assert moving.startswith("\r  10 af 60 borgere, ")
    assert "\r  60 af 60 borgere, " in moving
    assert rest[0].strip() == "Hedelund er klar. Start med: tovholder serve --demo"


def test_it_says_nothing_when_asked_to() -> None:
    assert run(verbosity=0) == ""


def test_the_figures_are_there_from_the_start() -> None:
    run()
    assert MunicipalityChoice.now().area == "Hedelund"
    assert BenchmarkFigure.objects.filter(area="Hedelund").exists()


def test_a_second_time_is_refused_and_changes_nothing() -> None:
    run()
    with pytest.raises(CommandError, match="allerede mennesker") as refused:
        run()
    assert refused.value.returncode == 1
    assert Citizen.objects.count() == 10


def test_it_is_refused_where_the_demo_is_not_on() -> None:
    with override_settings(DEMO=False), pytest.raises(CommandError, match="TOVHOLDER_DEMO=1"):
        call_command("demo")
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"citizens": "mange"}, "--citizens skal være et helt tal"),
        ({"citizens": "-1"}, "--citizens skal være et helt tal"),
        ({"citizens": "100001"}, "fra 0 til 100000"),
        ({"seed": "1,5"}, "--seed skal være et helt tal"),
        ({"today": "23.11.2026"}, "Skriv dagen som 2026-11-23"),
        ({"today": "2062-01-01"}, "mellem 2000 og 2031"),
    ],
)
def test_what_cannot_be_meant_is_told(options: dict[str, str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        run(**options)
    assert refused.value.returncode == 2
    assert not User.objects.exists()


def test_what_goes_wrong_halfway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(demo, "publish_figures", break_off)
    with pytest.raises(ArithmeticError):
        run()
    assert not User.objects.exists()
    assert not Figure.objects.exists()
