"""The suite's guards, each broken on purpose."""

import os
import socket
import subprocess
import sys
import urllib.request
import warnings
from pathlib import Path

import pytest
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.db import IntegrityError, connection
from django.template import Context, engines
from django.utils import timezone

import conftest
from conftest import knows_no_database
from tests import servers
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.staff.models import Employee

ROOT = Path(conftest.__file__).parent


def test_network_outside_this_machine_is_refused() -> None:
    with pytest.raises(conftest.NetworkRefused):
        socket.create_connection(("192.0.2.1", 80))
    with pytest.raises(conftest.NetworkRefused):
        urllib.request.urlopen("http://example.invalid/")
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
        pytest.raises(conftest.NetworkRefused),
    ):
        datagrams.sendto(b"hello", ("192.0.2.1", 53))


def test_network_on_this_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def render(source: str, **values: object) -> str:
    engine = engines["django"].engine
    return engine.from_string(source).render(Context(values))


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ page.nothing }}", "{{ nothing|default:'x' }}"])
def test_a_variable_the_view_did_not_give_fails(source: str) -> None:
    with pytest.raises(conftest.UndefinedVariable, match="nothing"):
        render(source, page={})


def test_a_missing_relation_fails_when_shown_but_may_be_asked_for() -> None:
    from django.core.exceptions import ObjectDoesNotExist

    class Person:
        @property
        def contact(self) -> None:
            raise ObjectDoesNotExist

    assert render("{% if person.contact %}yes{% else %}no{% endif %}", person=Person()) == "no"
    with pytest.raises(conftest.UndefinedVariable):
        render("{{ person.contact }}", person=Person())


def test_asking_whether_a_variable_is_there_is_allowed() -> None:
    assert render("{% if nothing %}yes{% else %}no{% endif %}{% firstof nothing 'b' %}") == "nob"


def test_djangos_own_templates_may_stay_quiet(tmp_path: Path) -> None:
    from django.template import Origin, Template

    theirs = Origin(
        name="/x/site-packages/django/forms/templates/django/forms/div.html", template_name="div.html"
    )
    template = Template("[{{ nothing }}]", origin=theirs, engine=engines["django"].engine)
    assert template.render(Context({})) == "[]"


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("nobody would read this", stacklevel=1)


def test_pages_of_an_unordered_list_fail(django_user_model: type) -> None:
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(django_user_model._base_manager.order_by(), 10).page(1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_journeys_log_is_emptied_afterwards_and_only_then(time: str) -> None:
    assert not Record.objects.exists(), "the log of the test before is still here"
    assert any(conftest.PUT_IN_BY_MIGRATIONS.values())
    for model, rows in conftest.PUT_IN_BY_MIGRATIONS.items():
        assert list(model._base_manager.order_by("pk")) == rows, f"not as migrated any more: {model}"
    Record.objects.create(at=timezone.now(), kind=Kind.ENTRY, what="test")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_record")


def outside_xdist() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}


SAMPLE = """
import pytest

def test_plain():
    pytest.skip("no browser here")

@pytest.mark.skip(reason="later")
def test_marked():
    pass

@pytest.mark.public_files
def test_public():
    pytest.skip("no public files here")

@pytest.mark.xfail(strict=True)
def test_expected():
    raise ValueError

def test_passes():
    pass
"""


@pytest.mark.parametrize(
    ("no_skip", "outcome"),
    [("1", "1 failed, 1 passed, 1 skipped, 1 xfailed, 2 errors"), ("0", "1 passed, 4 skipped, 1 xfailed")],
)
def test_no_skip_is_allowed_in_ci_except_of_public_files(tmp_path: Path, no_skip: str, outcome: str) -> None:
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    (tmp_path / "test_whole.py").write_text(
        "import pytest\npytest.skip('not here', allow_module_level=True)\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "conftest",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
    ]
    finished = subprocess.run(
        [*command, "-c", "pyproject.toml", "--continue-on-collection-errors", "-q", str(tmp_path)],
        cwd=ROOT,
        env={**outside_xdist(), servers.NO_SKIP: no_skip},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert outcome in finished.stdout
    assert (finished.returncode != 0) == (no_skip == "1")


@pytest.mark.django_db
def test_one_marked_for_the_database_runs_on_both(request: pytest.FixtureRequest) -> None:
    assert not knows_no_database(request.node)


def test_one_that_asks_for_it_by_another_fixture_runs_on_both(
    amina: Employee, request: pytest.FixtureRequest
) -> None:
    assert not knows_no_database(request.node)


def test_one_that_is_kept_from_it_runs_once(request: pytest.FixtureRequest) -> None:
    assert knows_no_database(request.node)
