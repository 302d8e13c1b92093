from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from tests import servers


@pytest.fixture
def no_postgres(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(servers, "PLACES", (str(tmp_path),))
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def cluster() -> Generator[servers.Cluster]:
    try:
        started = servers.Cluster()
    except servers.NoPostgres as missing:
        pytest.skip(str(missing))
    yield started
    started.stop()


def test_cluster_answers_on_loopback_only_and_leaves_nothing(cluster: servers.Cluster) -> None:
    with psycopg.connect(cluster.url) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("127.0.0.1",)
        assert connection.execute("show unix_socket_directories").fetchone() == ("",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url.replace(cluster.password, "guess"))
    cluster.stop()
    assert cluster.server
    assert cluster.server.returncode == 0
    assert not cluster.folder.exists()


def test_a_machine_without_postgres_is_told_what_to_do(no_postgres: None) -> None:
    with pytest.raises(servers.NoPostgres, match="apt-get install postgresql"):
        servers.find_programs()


def test_newest_postgres_is_taken(no_postgres: None, tmp_path: Path) -> None:
    for version in ("9.6", "15", "postgresql@14"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert servers.find_programs() == tmp_path / "15" / "bin"


@pytest.mark.parametrize(("no_skip", "code"), [("0", 0), ("1", 1)])
def test_without_postgres_the_suite_skips_clearly_and_ci_fails(
    no_postgres: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
    no_skip: str,
    code: int,
) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    monkeypatch.setenv(servers.NO_SKIP, no_skip)
    with pytest.raises(SystemExit) as ended:
        servers.cluster_url(request.config)
    assert ended.value.code == code
    assert "PostgreSQL-delen blev sprunget over. Her er ingen PostgreSQL-server." in capsys.readouterr().err


def test_settings_read_the_suites_own_folder_and_database(request: pytest.FixtureRequest) -> None:
    from django.conf import settings
    from django.db import connection

    assert "tovholder-test-" in str(settings.DATA_DIR)
    vendor = {"sqlite": "sqlite", "postgres": "postgresql"}[request.config.getoption("db")]
    assert connection.vendor == vendor
