"""What is installed is locked: with hashes, with a reason, and without saying from where."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
LOCKS = sorted([*REQUIREMENTS.glob("*.lock"), REQUIREMENTS / "uv.lock.txt"])


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock.read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_of_a_lock_has_a_hash(lock: Path) -> None:
    packages = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert packages
    for package in packages:
        assert "--hash=sha256:" in package, f"{package.splitlines()[0]}: run make lock"


@pytest.mark.parametrize("path", [*LOCKS, ROOT / "package-lock.json"], ids=lambda path: path.name)
def test_a_lock_names_no_host(path: Path) -> None:
    assert "://" not in path.read_text(), "run make lock: it leaves the registry's address out"


def test_tests_run_on_what_production_runs_on() -> None:
    app, dev = pins(REQUIREMENTS / "app.lock"), pins(REQUIREMENTS / "dev.lock")
    assert app
    assert {name: dev.get(name) for name in app} == app, "app.lock and dev.lock disagree: run make lock"


@pytest.mark.parametrize("wanted", sorted(REQUIREMENTS.glob("*.in")), ids=lambda path: path.name)
def test_every_dependency_is_locked_and_has_its_reason(wanted: Path) -> None:
    lock = REQUIREMENTS / ("uv.lock.txt" if wanted.stem == "uv" else f"{wanted.stem}.lock")
    for line in wanted.read_text().splitlines():
        name = re.match(r"[a-z0-9-]+", line)
        if name and not line.startswith("-"):
            assert name[0] in pins(lock), f"{name[0]} is not in {lock.name}: run make lock"
            assert len(line.partition(" #")[2]) > 10, f"{wanted.name}: write why beside {name[0]}"


def test_front_end_packages_are_exact_and_locked() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, version in {**package["dependencies"], **package["devDependencies"]}.items():
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")
