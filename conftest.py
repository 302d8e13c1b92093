"""The suite's own guards: no network, no silence in templates, no unnoticed skip; and the browser of the journeys."""

import hashlib
import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import hypothesis
import pytest

from tests.own_database import own_database  # noqa: F401 (a fixture)
from tests.people import amina, bo, built_once, course, jonas, world  # noqa: F401 (fixtures)
from tests.servers import NO_SKIP

ROOT = Path(__file__).resolve().parent
# How long an example takes says how busy the machine is, and nothing else.
hypothesis.settings.register_profile("tovholder", deadline=None)
hypothesis.settings.load_profile("tovholder")
PUBLIC_FILES = Path(os.environ.get("TOVHOLDER_PUBLIC_FILES", ROOT.parent / "shared" / "data"))
# What a migrated database comes from: the migrations, what they are written with, and the libraries' versions.
MIGRATED_BY = (
    "tovholder/**/migrations/*.py",
    "tovholder/**/operations.py",
    "tovholder/jobcentre/names/*.py",
    "requirements/app.lock",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# --- No network -------------------------------------------------------------------------------------------------------


class NetworkRefused(Exception):
    """A test reached outside this machine."""


LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None}
OUTWARD = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def refuse_network(event: str, args: tuple[Any, ...]) -> None:
    """Python tells an audit hook of every connection before it is made, whoever makes it."""
    if event == "socket.getaddrinfo":
        host = args[0].decode() if isinstance(args[0], bytes) else args[0]
    elif event in OUTWARD and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if host not in LOOPBACK:
        raise NetworkRefused(f"Tests stay on this machine; this one asked for {host}. Use a stand-in.")


def pytest_configure() -> None:
    sys.addaudithook(refuse_network)


# --- No silence in templates ------------------------------------------------------------------------------------------


class UndefinedVariable(Exception):
    """A template of ours named something its view did not give."""


class LoudNothing(str):
    """Stands where Django would put nothing for an unknown variable, and fails instead; Django's own may stay quiet."""

    def __new__(cls) -> "LoudNothing":
        return super().__new__(cls, "%s")

    def __bool__(self) -> bool:
        """Nothing, to `{% if %}`; something, to the code that decides whether to use it."""
        return sys._getframe(1).f_code.co_qualname == "FilterExpression.resolve"

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered()
        if "site-packages" in template:
            return ""
        raise UndefinedVariable(f"{{{{ {variable} }}}} in {template}")

    def __html__(self) -> str:
        return self % "something whose relation does not exist"


def _template_being_rendered() -> str:
    frame: FrameType | None = sys._getframe()
    while frame := frame and frame.f_back:
        context = frame.f_locals.get("context")
        template = getattr(getattr(context, "render_context", None), "template", None)
        if template is not None:
            return str(template.origin.name)
    return "a template"


@pytest.fixture(scope="session", autouse=True)
def undefined_template_variables_fail() -> None:
    from django.template import engines
    from django.template.backends.django import DjangoTemplates

    django = engines["django"]
    assert isinstance(django, DjangoTemplates)
    django.engine.string_if_invalid = LoudNothing()


@pytest.fixture(scope="session", autouse=True)
def static_files_as_they_are() -> None:
    """Files straight from the apps, with no collecting first; tests/test_serve.py has the real thing."""
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing one


@pytest.fixture(scope="session", autouse=True)
def passwords_in_no_time() -> None:
    """A password takes a third of a second to try, on purpose; here nobody is kept out by it."""
    from django.conf import settings
    from django.contrib.auth.hashers import reset_hashers

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    reset_hashers(setting="PASSWORD_HASHERS")


# --- The database -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def migrated() -> Path:
    """Where an SQLite database with these very migrations is kept from one run to the next: they take 20 seconds."""
    sources = (path for pattern in MIGRATED_BY for path in sorted(ROOT.glob(pattern)))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    folder = ROOT / ".pytest_cache" / "migrated"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{digest}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, migrated: Path) -> None:
    """SQLite in a file, as in production: the live server's threads then have connections of their own."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        name = database.setdefault("TEST", {})["NAME"] = str(settings.DATA_DIR / "test.sqlite3")
        if migrated.exists():
            shutil.copyfile(migrated, name)


@pytest.fixture(scope="session")
def django_db_keepdb(migrated: Path) -> bool:
    """A kept database is gone on with; the tests' folder takes its copy with it in the end."""
    return os.environ.get("DATABASE_URL") is None and migrated.exists()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, migrated: Path) -> None:
    from django.db import connection

    with django_db_blocker.unblock():
        keep_what_migrations_put_in()
        if connection.vendor == "sqlite" and not migrated.exists():
            own = migrated.with_suffix(f".{os.getpid()}")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(own)])
            for older in migrated.parent.glob("*.sqlite3"):
                older.unlink()
            own.replace(migrated)


# The rows a migrated database begins with, by model.
PUT_IN_BY_MIGRATIONS: dict[Any, list[Any]] = {}


def keep_what_migrations_put_in() -> None:
    """Django's own tables aside, which a clearing fills again by itself."""
    from django.apps import apps

    for model in apps.get_models():
        if not model.__module__.startswith("django."):
            PUT_IN_BY_MIGRATIONS[model] = list(model._base_manager.order_by("pk"))


@pytest.fixture(scope="session", autouse=True)
def log_may_be_emptied_after_a_test() -> Generator[None]:
    """Journeys leave rows in the log, and the database refuses to remove them; only a test's own clearing may.

    An empty database is a migrated one: it has the rows which migrations put in.
    """
    from django.core.management import call_command
    from django.test import testcases

    def call_with_the_log_open(name: str, *given: Any, **options: Any) -> Any:
        if name != "flush":
            return call_command(name, *given, **options)
        with without_triggers():
            answer = call_command(name, *given, **options)
        for model, rows in PUT_IN_BY_MIGRATIONS.items():
            model._base_manager.bulk_create(rows)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testcases, "call_command", call_with_the_log_open)
        yield


@contextmanager
def without_triggers() -> Generator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'"
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in triggers:
            cursor.execute(statement)


# By these a test comes to a database: pytest-django keeps all others from it. The last is one that programs are given.
TO_A_DATABASE = {"db", "transactional_db", "django_db_setup", "own_database", "database"}


def knows_no_database(test: pytest.Item) -> bool:
    asked_for = set(getattr(test, "fixturenames", ()))
    return test.get_closest_marker("django_db") is None and not asked_for & TO_A_DATABASE


def on_the_second_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """PostgreSQL has nothing to say to those that know no database, or say the same of any: they ran with SQLite."""
    if config.getoption("db") == "postgres":
        once = [test for test in items if knows_no_database(test) or test.get_closest_marker("one_database")]
        config.hook.pytest_deselected(items=once)
        gone = set(once)
        items[:] = [test for test in items if test not in gone]


# --- No unnoticed skip ------------------------------------------------------------------------------------------------


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_the_second_database(config, items)
    if not PUBLIC_FILES.is_dir():
        missing = pytest.mark.skip(reason=f"the public files are not here: {PUBLIC_FILES.name}")
        for item in items:
            if item.get_closest_marker("public_files"):
                item.add_marker(missing)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not item.get_closest_marker("public_files") and not hasattr(report, "wasxfail"):
        _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and os.environ.get(NO_SKIP) == "1":
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{NO_SKIP}=1 allows no skip except public_files. {why}"


# --- The browser ------------------------------------------------------------------------------------------------------


def find_browser() -> str | None:
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium, quiet and kept on this machine."""
    path = find_browser()
    if path is None:
        pytest.skip("Her er ingen Chromium. På Debian og Ubuntu: apt-get install chromium.")
    # Playwright's loop runs in the thread where the tests use Django's database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-sync",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker's script; run it with page.evaluate, which a strict CSP allows."""
    from tovholder.jobcentre.ui.frontend import AXE

    return AXE.read_text(encoding="utf-8")
