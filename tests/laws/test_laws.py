"""The laws hold in the whole house, and each is proved by breaking it on a small sample."""

import subprocess
from collections import defaultdict
from pathlib import Path, PurePosixPath

import pytest

from tests.laws.laws import LAWS, Law

ROOT = Path(__file__).resolve().parents[2]
EXCEPTIONS = Path(__file__).with_name("exceptions.txt")


def house() -> list[PurePosixPath]:
    """Every file of the project that is, or is about to be, under version control; in an archive, every file."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        paths = [PurePosixPath(line) for line in listed.stdout.splitlines()]
    else:
        paths = [
            PurePosixPath(p.relative_to(ROOT))
            for p in ROOT.rglob("*")
            if not {".venv", "node_modules"} & {*p.parts}
        ]
    return [path for path in paths if (ROOT / path).is_file() and "vendor" not in path.parts]


def exceptions() -> dict[tuple[str, str], str]:
    rows = [
        line.split("|") for line in EXCEPTIONS.read_text().splitlines() if line and not line.startswith("#")
    ]
    return {(path.strip(), law.strip()): reason.strip() for path, law, reason in rows}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_the_law_holds(law: Law) -> None:
    breaches = []
    for path in house():
        if not law.applies(path) or path.name == "laws.py" or (str(path), law.name) in exceptions():
            continue
        try:
            source = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        breaches += [f"{path}:{line}: {what}" for line, what in law.find(source)]
    assert not breaches, f"{law.name}. {law.remedy}\n" + "\n".join(breaches)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_the_law_catches_its_breach_and_nothing_else(law: Law) -> None:
    assert list(law.find(law.broken)), f"{law.name} is blind: it finds nothing in its own broken sample"
    assert not list(law.find(law.kept)), f"{law.name} is jumpy: it finds something in its own kept sample"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_the_law_applies_somewhere(law: Law) -> None:
    assert any(law.applies(path) for path in house()), f"{law.name} looks at no file at all"


def test_every_exception_is_needed_and_has_a_reason() -> None:
    laws = {law.name: law for law in LAWS}
    for (path, name), reason in exceptions().items():
        assert len(reason) > 10, f"{path}: say why {name!r} does not hold there"
        assert list(laws[name].find((ROOT / path).read_text())), (
            f"{path} keeps {name!r}: take the exception away"
        )


def test_rooms_have_names_that_say_what_is_in_them() -> None:
    attics = {"core", "base", "common", "utils", "helpers", "services", "misc"}
    found = [
        str(p)
        for p in house()
        if p.parts[0] == "tovholder" and ({p.stem, *p.parts} & attics) and p.suffix == ".py"
    ]
    assert not found, f"Name the idea in it instead: {found}"


def test_no_two_modules_hold_the_same_function() -> None:
    """A body written twice word for word wants one home."""
    import ast

    bodies = defaultdict(set)
    for path in house():
        if (
            path.suffix != ".py"
            or path.parts[0] != "tovholder"
            or "migrations" in path.parts
            or "tests" in str(path)
        ):
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.FunctionDef) and len(node.body) >= 4:
                bodies[ast.dump(ast.Module(node.body, []))].add(f"{path}:{node.name}")
    twice = [sorted(places) for places in bodies.values() if len(places) > 1]
    assert not twice, f"Written twice: {twice}"
